"""Opening, changing, prolonging and closing rounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from lingjun.accounts.models import User
from lingjun.audit.actions import record
from lingjun.core.errors import Closed, Invalid, NotYours
from lingjun.notices.models import Extension, NoticeVersion, Round, RoundKind
from lingjun.notices.queries import in_force
from lingjun.notices.rules import STANDS, closing_minute, may_keep_notices, takes_part
from lingjun.organizations.models import Organization

_TOO_FAR: Final = "离现在太远了，请核对年份。"
_NOT_YOURS: Final = "批次由市总工会经办人开，您可以看，不能改。"
EDITABLE: Final = (
    "name",
    "year",
    "opens_at",
    "closes_at",
    "review_closes_at",
    "city_closes_at",
    "legal_basis",
    "approval_number",
    "quotas",
    "materials",
    "note",
)

YEARS: Final = range(1990, 2101)
FARTHEST: Final = timedelta(days=5 * 366)
"""No deadline lies farther ahead: pages count the working days that are left, one by one."""


@transaction.atomic
def standing_round(*, federation: Organization, year: int) -> Round:
    """The round under which a federation's changes of a year are handled: opened by the first of them.

    It keeps the notice version in force then. It has no last day (`Round.stands`), whatever its minutes say.
    """
    Organization.objects.select_for_update().get(pk=federation.pk)
    known = Round.objects.filter(organizer=federation, kind=RoundKind.CHANGE, year=year).first()
    if known is not None:
        return known
    version = in_force(federation)
    zone = timezone.get_current_timezone()
    return Round.objects.create(
        notice_version=version,
        kind=RoundKind.CHANGE,
        name=f"{year} 年日常变更",
        year=year,
        organizer=federation,
        opens_at=datetime(year, 1, 1, tzinfo=zone),
        closes_at=datetime(year + 1, 12, 31, 17, tzinfo=zone),
        legal_basis=version.parsed.heading.number,
    )


@transaction.atomic
def open_round(
    *,
    notice_version: NoticeVersion,
    kind: str,
    name: str,
    year: int,
    organizer: Organization,
    opens_at: datetime,
    closes_at: datetime,
    actor: User | None,
    review_closes_at: datetime | None = None,
    city_closes_at: datetime | None = None,
    legal_basis: str = "",
    approval_number: str = "",
    quotas: Mapping[str, int] | None = None,
    materials: Sequence[str] | None = None,
    note: str = "",
) -> Round:
    """Call a round under a version of a notice; it keeps that version for good.

    `quotas`: organization id (text) to places. `materials` None: the evidence the notice requires. Raises NotYours,
    Invalid.
    """
    if not may_keep_notices(actor, organizer):
        raise NotYours(_NOT_YOURS)
    content = notice_version.parsed
    round_ = Round(
        notice_version=notice_version,
        kind=kind,
        name=name.strip(),
        year=year,
        organizer=organizer,
        opens_at=opens_at,
        closes_at=closes_at,
        review_closes_at=review_closes_at,
        city_closes_at=city_closes_at,
        legal_basis=legal_basis.strip() or content.heading.number,
        approval_number=approval_number.strip(),
        quotas=dict(quotas or {}),
        materials=list(materials) if materials is not None else _asked(notice_version),
        note=note.strip(),
    )
    errors = _problems(round_)
    if notice_version.notice.issuer_id != organizer.pk:
        errors["organizer"] = "批次由发通知的总工会来开。"
    if errors:
        raise Invalid(errors)
    round_.save()
    record(actor=actor, verb="round.open", subject=round_, new=_facts(round_, ("kind", *EDITABLE)))
    return round_


@transaction.atomic
def edit_round(*, round: Round, changes: Mapping[str, Any], actor: User | None) -> Round:
    """Change any of EDITABLE; kind and notice version stay. Raises NotYours, Invalid (field to message)."""
    row = _locked(round)
    _refuse(row, actor)
    if unknown := [name for name in changes if name not in EDITABLE]:
        raise Invalid(dict.fromkeys(unknown, "这一项开批次时已定，不能改。"))
    before = _facts(row, changes)
    was_open_until = row.closes_at
    for name, value in changes.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    after = _facts(row, changes)
    changed = [name for name in changes if before[name] != after[name]]
    if not changed:
        return row
    errors = _problems(row)
    if row.closes_at < was_open_until and row.closes_at < timezone.now():
        errors["closes_at"] = "不能改到过去。要马上截止，请用“现在截止”。"
    if errors:
        raise Invalid(errors)
    row.save(update_fields=changed)
    record(
        actor=actor,
        verb="round.edit",
        subject=row,
        old={name: before[name] for name in changed},
        new={name: after[name] for name in changed},
    )
    return row


@transaction.atomic
def extend(
    *,
    round: Round,
    organization: Organization,
    closes_at: datetime,
    reason: str,
    actor: User | None,
) -> Extension:
    """A later closing minute for one unit, or for every unit of one union. Raises NotYours, Invalid."""
    row = _locked(round)
    _refuse(row, actor)
    errors: dict[str, str] = {}
    if not takes_part(row, organization) or organization.pk == row.organizer_id:
        errors["organization"] = f"{organization.name}不在这个批次的范围里。"
    elif closes_at <= closing_minute(row, organization):
        until = timezone.localtime(closing_minute(row, organization))
        errors["closes_at"] = f"现在的截止时间是 {until:%Y-%m-%d %H:%M}，请填更晚的。"
    elif closes_at <= timezone.now():
        errors["closes_at"] = "请填今后的时间。"
    elif closes_at > timezone.now() + FARTHEST:
        errors["closes_at"] = _TOO_FAR
    if not reason.strip():
        errors["reason"] = "请写延期的原因。"
    elif len(reason.strip()) > 200:
        errors["reason"] = "原因最多 200 个字。"
    if errors:
        raise Invalid(errors)
    known = row.extensions.filter(organization=organization).first()
    extension, _ = Extension.objects.update_or_create(
        round=row, organization=organization, defaults={"closes_at": closes_at, "reason": reason.strip()}
    )
    record(
        actor=actor,
        verb="round.extend",
        subject=row,
        old={"closes_at": _plain(known.closes_at)} if known else {},
        new={"organization": organization.name, "closes_at": _plain(closes_at)},
        note=reason.strip(),
    )
    return extension


@transaction.atomic
def close_round(*, round: Round, actor: User | None) -> Round:
    """End a round now, extensions too. Raises NotYours, Closed when it is over already or has not begun."""
    row = _locked(round)
    _refuse(row, actor)
    now = timezone.now()
    longer = row.extensions.filter(closes_at__gt=now)
    if row.opens_at > now:
        raise Closed("这个批次还没有开始，改开始时间就可以。")
    if row.closes_at <= now and not longer.exists():
        raise Closed("这个批次已经截止。")
    old = _plain(row.closes_at)
    shortened = longer.update(closes_at=now)
    row.closes_at = min(row.closes_at, now)
    row.save(update_fields=["closes_at"])
    record(
        actor=actor,
        verb="round.close",
        subject=row,
        old={"closes_at": old},
        new={"closes_at": _plain(row.closes_at), "extensions_ended": shortened},
    )
    return row


def _locked(round_: Round) -> Round:
    return Round.objects.select_for_update(of=("self",)).select_related("organizer", "notice_version").get(pk=round_.pk)


def _refuse(row: Round, actor: User | None) -> None:
    if not may_keep_notices(actor, row.organizer):
        raise NotYours(_NOT_YOURS)
    if row.stands:
        raise Closed(STANDS)


def _asked(version: NoticeVersion) -> list[str]:
    """Labels of the evidence the notice requires of an applicant."""
    return [rule.label for criterion in version.parsed.criteria for rule in criterion.evidence if rule.required]


def _problems(row: Round) -> dict[str, str]:
    """Field to message; {} when the round holds."""
    farthest = timezone.now() + FARTHEST
    minutes = {name: getattr(row, name) for name in ("closes_at", "review_closes_at", "city_closes_at")}
    errors = {name: _TOO_FAR for name, minute in minutes.items() if minute and minute > farthest}
    if row.kind not in RoundKind.values:
        errors["kind"] = "请从列表里选种类。"
    if not row.name:
        errors["name"] = "请填名称。"
    elif len(row.name) > 100:
        errors["name"] = "名称最多 100 个字。"
    if row.year not in YEARS:
        errors["year"] = "年度应在 1990 到 2100 之间。"
    if row.closes_at <= row.opens_at:
        errors["closes_at"] = "截止要晚于开始。"
    elif row.review_closes_at and row.review_closes_at < row.closes_at:
        errors["review_closes_at"] = "区/产业工会上报截止不能早于单位申报截止。"
    elif row.city_closes_at and row.city_closes_at < (row.review_closes_at or row.closes_at):
        errors["city_closes_at"] = "市总工会审核截止不能早于上报截止。"
    for name, limit in (("legal_basis", 200), ("approval_number", 100)):
        if len(getattr(row, name)) > limit:
            errors[name] = f"最多 {limit} 个字。"
    if any(not isinstance(places, int) or places < 0 for places in row.quotas.values()):
        errors["quotas"] = "名额请填 0 或更大的整数。"
    return errors


def _facts(row: Round, names: Any) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return timezone.localtime(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value
