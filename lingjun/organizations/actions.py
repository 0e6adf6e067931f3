"""The only place that changes organizations: open, edit, move, close, and keep the leading group.

Rights come from appointments, one app above: people go through `accounts.actions`, which asks first and then calls
these; `actor=None` is the system (demo city, commands).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from lingjun.audit.actions import record
from lingjun.core import credit_code, pinyin
from lingjun.core.errors import Invalid, MovedOn
from lingjun.core.text import squeeze
from lingjun.organizations import moves
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import LeadingGroupMember, Organization
from lingjun.organizations.rules import problems

EDITABLE = (
    "name", "short_name", "code", "credit_code", "nature", "industry", "area_code", "chair_name",
    "contact_name", "contact_phone", "address", "sort_order",
)  # fmt: skip
DUTIES = ("组长", "副组长", "成员")


@transaction.atomic
def create(*, actor: Any | None, parent: Organization | None, kind: str, name: str, **fields: Any) -> Organization:
    """Open an organization below `parent`. `fields`: any of EDITABLE.

    Raises Invalid (field -> message) for a wrong place, name or credit code, or one already taken.
    """
    organization = Organization(parent=_locked(parent) if parent else None, kind=kind)
    _fill(organization, {"name": name, **fields})
    _save(organization)
    base = organization.parent.path if organization.parent else ""
    organization.path = f"{base}{organization.pk}/"
    organization.save(update_fields=["path"])
    record(
        actor=actor,
        verb="organization.create",
        subject=organization,
        new={"kind": kind, "parent": str(parent or ""), **_facts(organization, ("name", *fields))},
    )
    return organization


@transaction.atomic
def update(*, actor: Any | None, organization: Organization, changes: Mapping[str, Any]) -> Organization:
    """Correct data or rename. Only what really changes is written and recorded. Raises Invalid, MovedOn."""
    row = _locked(organization)
    before = _facts(row, changes)
    _fill(row, changes)
    after = _facts(row, changes)
    changed = [name for name in after if after[name] != before[name]]
    if not changed:
        return row
    _save(row, [*changed, "search_key"])
    record(
        actor=actor,
        verb="organization.rename" if "name" in changed else "organization.update",
        subject=row,
        old={name: before[name] for name in changed},
        new={name: after[name] for name in changed},
    )
    return row


@transaction.atomic
def move(*, actor: Any | None, organization: Organization, parent: Organization) -> Organization:
    """Put an organization, with all below, under another parent; paths and their copies follow (see `moves`)."""
    row, target = _locked(organization), _locked(parent)
    if target.path.startswith(row.path):
        raise Invalid({"parent": "不能移到它自己下面。"})
    if row.parent_id == target.pk:
        return row
    old_path, old_parent = row.path, row.parent
    row.parent = target
    _refuse(row)
    new_path = f"{target.path}{row.pk}/"
    moves.replace_prefix(Organization, "path", old_path, new_path)
    moves.rewrite(old_path=old_path, new_path=new_path)
    row.path = new_path
    row.save(update_fields=["parent"])
    record(
        actor=actor,
        verb="organization.move",
        subject=row,
        old={"parent": str(old_parent or ""), "path": old_path},
        new={"parent": target.name, "path": new_path},
    )
    return row


@transaction.atomic
def set_active(*, actor: Any | None, organization: Organization, active: bool, note: str = "") -> Organization:
    """Close an organization (its history stays) or open it again. Raises MovedOn when it already is so."""
    row = _locked(organization)
    if row.is_active == active:
        raise MovedOn(f"{row.name}已经{'恢复' if active else '停用'}。")
    if not active and Organization.objects.filter(parent=row, is_active=True).exists():
        raise Invalid({"organization": "下面还有在用的组织，请先停用或移走它们。"})
    row.is_active = active
    row.save(update_fields=["is_active"])
    record(
        actor=actor, verb="organization.reopen" if active else "organization.close", subject=row, note=note,
    )  # fmt: skip
    return row


@transaction.atomic
def set_leading_group(
    *, actor: Any | None, organization: Organization, members: Iterable[Mapping[str, str]]
) -> list[LeadingGroupMember]:
    """Replace the 创建领导小组 (clause 三 of 厦工〔2012〕80号). `members`: name, post, duty, in printing order."""
    row = _locked(organization)
    if not row.is_recommender:
        raise Invalid({"organization": "领导小组由区、产业工会成立。"})
    wanted = [
        LeadingGroupMember(
            organization=row,
            name=squeeze(member.get("name", "")),
            post=squeeze(member.get("post", "")),
            duty=squeeze(member.get("duty", "")),
            position=position,
        )
        for position, member in enumerate(members)
    ]
    _refuse_group(wanted)
    old = [_member_words(member) for member in row.leading_group.all()]
    new = [_member_words(member) for member in wanted]
    if old == new:
        return list(row.leading_group.all())
    row.leading_group.all().delete()
    saved = LeadingGroupMember.objects.bulk_create(wanted)
    record(
        actor=actor, verb="organization.leading_group", subject=row, old={"members": old}, new={"members": new},
    )  # fmt: skip
    return saved


def _refuse_group(members: list[LeadingGroupMember]) -> None:
    errors: dict[str, str] = {}
    for position, member in enumerate(members):
        row = position + 1
        if not member.name:
            errors[f"members.{position}.name"] = f"第 {row} 行：请填姓名。"
        if not member.post:
            errors[f"members.{position}.post"] = f"第 {row} 行：请填{member.name}的职务。"
        for field, value, most in (("name", member.name, 50), ("post", member.post, 100)):
            if len(value) > most:
                errors[f"members.{position}.{field}"] = f"第 {row} 行：最多 {most} 个字。"
        if member.duty not in DUTIES:
            errors[f"members.{position}.duty"] = f"第 {row} 行：组内职务请选组长、副组长或成员。"
    if members and sum(member.duty == DUTIES[0] for member in members) != 1:
        errors.setdefault("members", "领导小组要有 1 位组长。")
    if errors:
        raise Invalid(errors)


def _member_words(member: LeadingGroupMember) -> str:
    return f"{member.duty} {member.name} {member.post}"


def _locked(organization: Organization) -> Organization:
    row = Organization.objects.select_for_update().filter(pk=organization.pk).first()
    if row is None:
        raise MovedOn("这个组织已经删除。")
    return row


def _fill(organization: Organization, changes: Mapping[str, Any]) -> None:
    """Set cleaned values on the object and refuse what does not hold; nothing is saved yet."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    for name, value in changes.items():
        setattr(organization, name, _clean(name, value))
    organization.search_key = pinyin.search_text(organization.name, organization.short_name)[:300]
    _refuse(organization)


def _clean(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if name == "credit_code":
        return credit_code.normalise(value)
    return squeeze(value).upper() if name == "industry" else squeeze(value)


def _refuse(organization: Organization) -> None:
    errors = problems(organization)
    if organization.kind == OrganizationKind.UNIT:
        twins = Organization.objects.filter(name=organization.name, kind=OrganizationKind.UNIT, is_active=True)
    else:
        twins = Organization.objects.filter(name=organization.name, parent=organization.parent, is_active=True)
    if "name" not in errors and twins.exclude(pk=organization.pk).exists():
        errors["name"] = f"已经有“{organization.name}”。"
    code = organization.credit_code
    if code and "credit_code" not in errors:
        other = Organization.objects.filter(credit_code=code).exclude(pk=organization.pk).first()
        if other is not None:
            errors["credit_code"] = f"这个代码已登记在{other.name}名下。"
    if errors:
        raise Invalid(errors)


def _save(organization: Organization, fields: list[str] | None = None) -> None:
    """Two people registering the same credit code at once: the database decides, the second is told."""
    try:
        with transaction.atomic():
            organization.save(update_fields=fields)
    except IntegrityError as error:
        raise Invalid({"credit_code": "这个代码刚刚被另一个单位登记了。"}) from error


def _facts(organization: Organization, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(organization, name) for name in dict.fromkeys(names)}
