"""Studios the demo city named before it had this system: a list in the columns of the day, imported by the real verb.

They bring leader, plaque, honours and main projects. In the weeks after, each unit's clerk reads the unit's own
lists in (`light`), some more and some less: the table of the seven criteria shows who lacks what.
"""

from __future__ import annotations

import datetime
import io
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.demo.city import DISTRICTS, INDUSTRIES
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import workday
from lingjun.demo.light import LightYear
from lingjun.demo.older import Older, load
from lingjun.demo.organizations import PASSWORD, account
from lingjun.documents.excel import Column, write_table
from lingjun.studios import criteria
from lingjun.studios.actions import importing
from lingjun.studios.models import Studio
from lingjun.workbench.studio_import import run

if TYPE_CHECKING:
    from lingjun.demo.organizations import City

NAMED: Final = {2010: datetime.date(2010, 12, 10), 2011: datetime.date(2011, 12, 8)}
"""Before the notice: 厦工〔2012〕80号 goes on from there."""
HEADINGS: Final = (
    "推荐单位", "牌匾编号", "工作室名称", "命名时间", "文号", "所在单位", "领衔劳模", "性别", "出生年月",
    "政治面貌", "学历", "职称", "工种", "劳模称号", "人数", "主要项目",
)  # fmt: skip


def build(city: City) -> None:
    """Read in six weeks ago, in one go."""
    day = workday(timezone.localdate() - datetime.timedelta(days=42), datetime.date(2014, 1, 2))
    stories = load()
    stream = io.BytesIO()
    columns = [Column(name, name) for name in HEADINGS]
    write_table(stream, sheet="名单", columns=columns, rows=rows(stories), title="既有工作室")
    with at(office_hour(day, 15)):
        batch = importing.open_batch(
            actor=city.officer, federation=city.federation,
            upload=ContentFile(stream.getvalue(), name="2011年底前已命名工作室.xlsx"),
        )  # fmt: skip
        outcomes = run.dry_run(batch)
        importing.begin(actor=city.officer, batch_id=batch.pk)
        run.commit(actor=city.officer, batch=batch, outcomes=outcomes, only_good=False)
    _fill_files(stories, day)


def _fill_files(stories: list[Older], day: datetime.date) -> None:
    """The clerk of each unit, a few days apart: one transaction and one look at the criteria for each."""
    found = Studio.objects.exclude(import_batch=None).select_related("unit", "leader")
    studios = {studio.unit.name: studio for studio in found}
    for number, story in enumerate(stories, start=1):
        studio = studios[story.unit]
        with mock.patch.object(User, "set_password", lambda user, _: user.set_unusable_password()):
            clerk = account(f"jiyou{number:02d}", story.clerk, Role.UNIT_CLERK, studio.unit)
        read_on = workday(day + datetime.timedelta(days=2 + number * 5 % 17), day)
        with transaction.atomic(), criteria.once():
            LightYear(clerk, studio, story, read_on).write()
    User.objects.filter(username__startswith="jiyou", is_demo=True).update(
        password=make_password(PASSWORD), must_change_password=False
    )


def rows(stories: list[Older]) -> Iterator[dict[str, str]]:
    """One line of the federation's list for each, the same every time."""
    unions = {code: name for name, _, code in (*DISTRICTS, *INDUSTRIES)}
    dice = random.Random(2013)  # noqa: S311 - an invented list
    for number, story in enumerate(stories, start=1):
        name, gender, birth, politics, education, title, post, honour = story.leader
        day = NAMED[story.named]
        yield {
            "推荐单位": unions[story.union], "牌匾编号": f"{day.year}-{number:03d}",
            "工作室名称": f"{name}劳模创新工作室", "命名时间": day.isoformat(),
            "文号": f"厦工〔{day.year}〕{100 + day.month}号", "所在单位": story.unit, "领衔劳模": name,
            "性别": gender, "出生年月": birth, "政治面貌": politics, "学历": education, "职称": title, "工种": post,
            "劳模称号": honour, "人数": str(len(story.team) + dice.randint(0, 2)), "主要项目": story.listed,
        }  # fmt: skip
