"""Running a list: the dry run does everything the real run does and takes it back."""

from __future__ import annotations

import dataclasses

from django.db import transaction

from lingjun.accounts import actions
from lingjun.accounts.enums import Role
from lingjun.accounts.models import Appointment, User
from lingjun.accounts.queries import appointable_organizations
from lingjun.accounts.rules import may_add_under, may_appoint, roles_to_appoint
from lingjun.core import credit_code
from lingjun.core.errors import Invalid, Refused
from lingjun.core.text import compact, squeeze
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization
from lingjun.workbench.account_import.sheet import Line

CELLS = {"started_on": "name", "parent": "organization", "": "name"}
"""Fields of the actions that the list does not have, and the cell that answers for them."""


@dataclasses.dataclass(slots=True)
class Outcome:
    """What became of one row. `errors`: column key -> message; `made`: the unit opened on the way."""

    line: Line
    errors: dict[str, str]
    issued: actions.Issued | None = None
    organization: str = ""
    made: Organization | None = None

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(address, message) of every error: ("C7", "请填 11 位手机号。")."""
        return [
            (self.line.addresses.get(key, f"第 {self.line.number} 行"), message) for key, message in self.errors.items()
        ]

    @property
    def row(self) -> dict[str, str]:
        """For the result sheet."""
        return {
            "number": str(self.line.number),
            "organization": self.organization or self.line.values["organization"],
            "name": self.line.values["name"],
            "role": self.line.values["role"],
            "username": self.issued.user.username if self.issued else "",
            "password": self.issued.password if self.issued else "",
            "result": "已开通" if self.issued else "没有开通：" + "；".join(self.errors.values()),
        }


class Places:
    """The organizations where a person may give roles, found by credit code, full or short name. One query."""

    def __init__(self, user: User) -> None:
        self.known = list(appointable_organizations(user, roles_to_appoint(user)))

    def find(self, name: str, code: str) -> list[Organization]:
        """By code where one is given, else by full name, else by short name; several short names stay several."""
        if code:
            return [one for one in self.known if one.credit_code == code]
        wanted = compact(name)
        full = [one for one in self.known if compact(one.name) == wanted]
        return full or [one for one in self.known if one.short_name and compact(one.short_name) == wanted]


def dry_run(lines: list[Line], user: User, *, open_units: bool) -> list[Outcome]:
    """Errors of every row, as if all rows were run in order; nothing stays."""
    with transaction.atomic():
        outcomes = _run(lines, user, open_units=open_units, trial=True)
        transaction.set_rollback(True)
    for outcome in outcomes:
        outcome.issued = None
    return outcomes


def real_run(lines: list[Line], user: User, *, open_units: bool) -> list[Outcome]:
    """Each row is a transaction of its own: a wrong row harms no other."""
    return _run(lines, user, open_units=open_units, trial=False)


def _run(lines: list[Line], user: User, *, open_units: bool, trial: bool) -> list[Outcome]:
    places = Places(user)
    outcomes = []
    for line in lines:
        outcome = Outcome(line, {})
        try:
            with transaction.atomic():
                _one(outcome, user, places, open_units=open_units, trial=trial)
        except Invalid as refused:
            outcome.errors = {_cell(field): message for field, message in refused.errors.items()}
        except Refused as refused:
            outcome.errors = {"role": refused.message}
        if outcome.errors:
            outcome.made = None
        elif outcome.made is not None:
            places.known.append(outcome.made)
        outcomes.append(outcome)
    return outcomes


def _one(outcome: Outcome, user: User, places: Places, *, open_units: bool, trial: bool) -> None:
    values = outcome.line.values
    role = _role(values["role"], user)
    organization = _place(outcome, role, user, places, open_units=open_units)
    outcome.organization = organization.name
    name = squeeze(values["name"])
    if Appointment.objects.filter(organization=organization, role=role, ended_on=None, user__name=name).exists():
        raise Invalid({"name": f"{organization.label}已经有{Role(role).label}{name}，不重复开通。"})
    outcome.issued = actions.create_account(
        actor=user,
        name=name,
        role=role,
        organization=organization,
        username=values["username"],
        phone=values["phone"],
        email=values["email"],
        title=values["title"],
        trial=trial,
    )


def _role(words: str, user: User) -> str:
    allowed = {Role(role).label: role for role in roles_to_appoint(user)}
    role = allowed.get(squeeze(words))
    if role is None:
        raise Invalid({"role": f"身份请选：{'、'.join(allowed)}。" if words else "请选身份。"})
    return role


def _place(outcome: Outcome, role: str, user: User, places: Places, *, open_units: bool) -> Organization:
    values = outcome.line.values
    code = credit_code.normalise(values["credit_code"])
    name = squeeze(values["organization"])
    if not name and not code:
        raise Invalid({"organization": "请填所在组织。"})
    if code and (reason := credit_code.problem(code)):
        raise Invalid({"credit_code": f"{reason}。"})
    found = places.find(name, code)
    if len(found) > 1:
        raise Invalid({"organization": f"有 {len(found)} 个组织叫“{name}”，请写全称或填信用代码。"})
    if found:
        if not may_appoint(user, role, found[0]):
            raise Invalid({"role": f"{found[0].label}的{Role(role).label}不由您开通。"})
        return found[0]
    parent = _parent(user)
    if not open_units or parent is None or not name:
        raise Invalid({"credit_code" if code and not name else "organization": f"您管理的范围里没有“{name or code}”。"})
    made = actions.create_organization(
        actor=user, parent=parent, kind=OrganizationKind.UNIT, name=name, credit_code=code
    )  # fmt: skip
    outcome.made = made
    return made


def _parent(user: User) -> Organization | None:
    """The one union whose units this person opens; None when there is none or it is not clear which."""
    kinds = {OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION}
    unions = {post.organization_id: post.organization for post in user.posts if post.organization.kind in kinds}
    allowed = [union for union in unions.values() if may_add_under(user, union)]
    return allowed[0] if len(allowed) == 1 else None


def may_open_units(user: User) -> bool:
    """Whether the page offers to open missing units too."""
    return _parent(user) is not None


def _cell(field: str) -> str:
    return CELLS.get(field, field)
