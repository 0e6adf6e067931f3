"""Builds the demo city's organizations, leading groups and accounts through the real actions."""

from __future__ import annotations

import dataclasses
import datetime
import random
from unittest import mock

from django.contrib.auth.hashers import make_password

from lingjun.accounts.actions import create_account
from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.demo.city import DISTRICTS, FEDERATION, INDUSTRIES, UNITS
from lingjun.demo.people import GIVEN_MEN, GIVEN_WOMEN, SURNAMES
from lingjun.organizations.actions import create, set_leading_group
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

PASSWORD = "lingjun-shili"  # noqa: S105 - printed on the start page of a demo home, refused in production
SINCE = datetime.date(2012, 1, 4)
OFFICERS = {
    "350203": ("siming", "林晓燕"),
    "350205": ("haicang", "陈建安"),
    "350206": ("huli", "张惠敏"),
    "350211": ("jimei", "郑立群"),
    "350212": ("tongan", "洪志明"),
    "350213": ("xiangan", "许秋生"),
    "XM-HJ": ("huoju", "黄建宏"),
    "XM-ZM": ("zimao", "苏慧玲"),
    "CY-GK": ("gangkou", "郑文斌"),
    "CY-WS": ("weisheng", "方敏"),
    "CY-JT": ("jiaotong", "杨振国"),
    "CY-JS": ("jianshe", "曾伟"),
    "CY-DL": ("dianli", "吴淑芬"),
    "CY-CM": ("caimao", "叶青"),
    "CY-XX": ("xinxi", "庄毅"),
    "XT-JY": ("jiaoyu", "谢雅文"),
}
"""Code of the union to account name and person (示例)."""

NAMED_ACCOUNTS = {
    ("厦门鹭港集装箱码头有限公司", Role.UNIT_CLERK): ("lugang", "周敏"),
    ("厦门鹭港集装箱码头有限公司", Role.UNIT_CHAIR): ("lugang_zhuxi", "林志远"),
    ("厦门鹭港集装箱码头有限公司", Role.LIAISON): ("lugang_lianluo", "吴小帆"),
    ("厦门筼筜配电工程有限公司", Role.UNIT_CLERK): ("peidian", "苏建斌"),
    ("厦门筼筜配电工程有限公司", Role.UNIT_CHAIR): ("peidian_zhuxi", "蔡文彬"),
    ("厦门市鼓浪医院", Role.UNIT_CLERK): ("gulang", "张晓岚"),
    ("厦门市鼓浪医院", Role.UNIT_CHAIR): ("gulang_zhuxi", "许建平"),
}


@dataclasses.dataclass
class City:
    """What the later parts of the loader need."""

    federation: Organization
    unions: dict[str, Organization]
    units: dict[str, Organization]
    officer: User
    colleague: User
    officers: dict[str, User]
    chairs: dict[str, User]
    clerks: dict[str, User]


def build() -> City:
    """The whole tree with accounts. About 60 accounts share one password hash, so that this takes seconds."""
    with mock.patch.object(User, "set_password", _none_yet):
        city = _build(random.Random(2012))  # noqa: S311 - the same invented people every time
    User.objects.filter(is_demo=True).update(password=make_password(PASSWORD), must_change_password=False)
    return city


def _build(dice: random.Random) -> City:
    name, short, code = FEDERATION
    federation = create(
        actor=None, parent=None, kind=OrganizationKind.FEDERATION, name=name, short_name=short, code=code,
        contact_name="王静宜", contact_phone="0592-2200000",
    )  # fmt: skip
    unions = {}
    for kind, rows in ((OrganizationKind.DISTRICT_UNION, DISTRICTS), (OrganizationKind.INDUSTRIAL_UNION, INDUSTRIES)):
        for position, (name, short, code) in enumerate(rows, start=1):
            offset = 0 if kind == OrganizationKind.DISTRICT_UNION else 50
            unions[code] = create(
                actor=None, parent=federation, kind=kind, name=name, short_name=short, code=code,
                sort_order=position + offset, contact_name=OFFICERS[code][1],
                contact_phone=f"0592-2200{position + offset:03d}",
            )  # fmt: skip
            _leading_group(unions[code], dice)
    units = {}
    for number, unit in enumerate(UNITS, start=1):
        units[unit.name] = create(
            actor=None, parent=unions[unit.union], kind=OrganizationKind.UNIT, name=unit.name,
            short_name=unit.name.removeprefix("厦门市").removeprefix("厦门").removesuffix("有限公司"),
            credit_code=unit.credit_code(number), nature=unit.nature, industry=unit.industry, area_code=unit.area,
            chair_name=unit.chair, contact_name=unit.chair, contact_phone=f"0592-2210{number:03d}",
        )  # fmt: skip
    accounts = {
        "shizong": ("王静宜", Role.CITY_OFFICER),
        "shizong2": ("李建华", Role.CITY_OFFICER),
        "guanli": ("唐毅", Role.ADMINISTRATOR),
        "shenji": ("沈洁", Role.AUDITOR),
    }
    people = {username: account(username, person, role, federation) for username, (person, role) in accounts.items()}
    officers = {
        code: account(username, person, Role.DISTRICT_OFFICER, unions[code])
        for code, (username, person) in OFFICERS.items()
    }
    city = City(federation, unions, units, people["shizong"], people["shizong2"], officers, {}, {})
    for number, unit in enumerate(UNITS, start=1):
        _unit_accounts(city, unit.name, unit.chair, number, dice)
    return city


def _unit_accounts(city: City, name: str, chair: str, number: int, dice: random.Random) -> None:
    unit = city.units[name]
    username, person = NAMED_ACCOUNTS.get((name, Role.UNIT_CHAIR), (f"danwei{number:02d}_zhuxi", chair))
    city.chairs[name] = account(username, person, Role.UNIT_CHAIR, unit)
    invented = dice.choice(SURNAMES) + dice.choice(GIVEN_WOMEN)
    username, person = NAMED_ACCOUNTS.get((name, Role.UNIT_CLERK), (f"danwei{number:02d}", invented))
    city.clerks[name] = account(username, person, Role.UNIT_CLERK, unit)
    if (name, Role.LIAISON) in NAMED_ACCOUNTS:
        username, person = NAMED_ACCOUNTS[name, Role.LIAISON]
        account(username, person, Role.LIAISON, unit)


def account(username: str, name: str, role: str, organization: Organization) -> User:
    """A demo account in post since the programme began; `trial`, as all get one password, hashed once, at the end."""
    return create_account(
        actor=None, name=name, role=role, organization=organization, username=username, is_demo=True,
        email=f"{username}@example.org", started_on=SINCE, trial=True,
    ).user  # fmt: skip


def _leading_group(union: Organization, dice: random.Random) -> None:
    duties = (("组长", "党组书记、主席"), ("副组长", "副主席"), ("成员", "经济工作部部长"), ("成员", "组织部部长"))
    taken: set[str] = set()
    members = []
    for duty, post in duties:
        name = dice.choice(SURNAMES) + dice.choice(GIVEN_MEN)
        while name in taken:
            name = dice.choice(SURNAMES) + dice.choice(GIVEN_WOMEN)
        taken.add(name)
        members.append({"name": name, "post": post, "duty": duty})
    set_leading_group(actor=None, organization=union, members=members)


def _none_yet(user: User, _: str | None) -> None:
    """One slow hash for all demo accounts is enough; it is set at the end of `build`."""
    user.set_unusable_password()
