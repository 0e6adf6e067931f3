"""What must hold before a change is submitted, with the clause behind it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from lingjun.cases.kinds import Finding
from lingjun.changes.models import ChangeKind, ChangeOutcome, ChangeReason
from lingjun.notices.enums import CheckKey, CriterionKey
from lingjun.studios.models import Honour, Member, Studio, StudioStatus, Tenure

if TYPE_CHECKING:
    import datetime

    from lingjun.changes.models import Change
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Worker


@dataclasses.dataclass(frozen=True, slots=True)
class _OnFile:
    """What the studio file says today: when its last change began, since when the successor is a member, honours."""

    since: datetime.date | None
    joined: datetime.date | None
    honours: int


def _on_file(change: Change) -> _OnFile:
    """One query. The honours are those of the person the name will stand for."""
    bearer = change.new_leader_id if change.kind == ChangeKind.LEADER else change.studio.leader_id
    tenures = Tenure.objects.filter(studio=OuterRef("pk"), until__isnull=True).order_by("-since")
    members = Member.objects.filter(studio=OuterRef("pk"), worker=change.new_leader_id, left_on__isnull=True)
    honours = Honour.objects.filter(worker=bearer).order_by().values("worker").annotate(many=Count("pk"))
    since, joined, many = Studio.objects.values_list(
        Subquery(tenures.values("since")[:1]),
        Subquery(members.order_by("joined_on").values("joined_on")[:1]),
        Subquery(honours.values("many")),
    ).get(pk=change.studio_id)
    return _OnFile(since, joined, many or 0)


def check(change: Change, content: NoticeContent) -> list[Finding]:
    """Findings by field; `bad` stands in the way of submitting."""
    found: list[Finding] = []
    on_file = _on_file(change)
    if change.studio.status == StudioStatus.REVOKED:
        found.append(_bad("", f"{change.studio.name}已经撤销。"))
    if not change.reason:
        found.append(_bad("reason", "请选缘由。"))
    if not change.reason_text.strip():
        found.append(_bad("reason_text", "请写清情况。"))
    if change.effective_on is None:
        found.append(_bad("effective_on", "请填生效日期。"))
    elif change.effective_on < change.studio.named_on:
        found.append(_bad("effective_on", "生效日期不能早于命名日期。"))
    else:
        found += _effective(change, change.effective_on, on_file)
    kinds = {ChangeKind.LEADER: _leader, ChangeKind.RENAME: _rename, ChangeKind.UNIT: _unit}
    more = kinds.get(ChangeKind(change.kind))
    return [*found, *(more(change, content, on_file) if more else [])]


def _effective(change: Change, on: datetime.date, on_file: _OnFile) -> list[Finding]:
    """The day a change begins: not before the last one did, and a decision waits for it."""
    today = timezone.localdate()
    if (on - today).days > 366:
        return [_bad("effective_on", "生效日期离现在太远，请核对年份。")]
    last = on_file.since
    if last is not None and on < last and not change.case.is_final:
        return [_bad("effective_on", f"生效日期不能早于上一次变动（{last:%Y-%m-%d}）。")]
    if on > today:
        return [_warn("effective_on", f"生效日期 {on:%Y-%m-%d} 还没有到，市总工会到那天才能作决定。")]
    return []


def _leader(change: Change, content: NoticeContent, on_file: _OnFile) -> list[Finding]:
    if not change.outcome:
        return [_bad("outcome", "请选怎么处理：续任、保留名称或撤销。")]
    if change.outcome == ChangeOutcome.REVOKE:
        return []
    leader = change.new_leader
    if leader is None:
        return [_bad("new_leader", "请选由谁接替。")]
    found = []
    if leader.pk == change.studio.leader_id:
        found.append(_bad("new_leader", "接替的人不能还是原领衔人。"))
    found += _in_team(change, leader, on_file.joined)
    if change.former_stays and change.reason == ChangeReason.DEATH:
        found.append(_bad("former_stays", "原领衔人已经去世，不能留在团队。"))
    if words := _without_honour(leader, content, on_file.honours):
        found.append(
            _bad("new_leader", words) if change.outcome == ChangeOutcome.SUCCEED else _warn("new_leader", words)
        )
    if change.outcome == ChangeOutcome.SUCCEED:
        found += _named_after(change, content, leader.name)
    elif change.reason == ChangeReason.DISCIPLINE:
        found.append(_warn("outcome", "原领衔人违纪违法，保留以其姓名命名的名称须有充分理由。"))
    return found


def _in_team(change: Change, leader: Worker, joined: datetime.date | None) -> list[Finding]:
    """The successor is a member, and was one on the day the change begins."""
    if joined is None:
        return [_bad("new_leader", f"{leader.name}已经不在成员名册里，请重新选，或先加入成员。")]
    if change.effective_on and joined > change.effective_on:
        words = f"{leader.name}{joined:%Y-%m-%d}才加入工作室，生效日期不能早于这一天。"
        return [_bad("effective_on", words)]
    return []


def _rename(change: Change, content: NoticeContent, on_file: _OnFile) -> list[Finding]:
    if change.new_name == change.studio.name:
        return [_bad("new_name", "新名称和现在的一样。")]
    words = _without_honour(change.studio.leader, content, on_file.honours)
    found = [_bad("new_name", words)] if words else []
    return found + _named_after(change, content, change.studio.leader.name)


def _without_honour(leader: Worker, content: NoticeContent, honours: int) -> str:
    """Why a studio cannot bear this name: it is named after a model worker, whichever way the name comes."""
    rule = content.criterion(CriterionKey.TEAM).check(CheckKey.LEADER_HONOURS)
    if honours >= rule.minimum:
        return ""
    return f"{leader.name}还没有登记劳模先进荣誉，按“{rule.label}”至少 {rule.minimum} 项。"


def _named_after(change: Change, content: NoticeContent, leader: str) -> list[Finding]:
    """Clause 二.1: named after the model worker. Another wording is for the federation to judge."""
    if not change.new_name:
        return [_bad("new_name", "请填新名称。")]
    if not change.new_name.startswith(leader):
        return [_bad("new_name", f"名称要以领衔人姓名“{leader}”开头（二、1）。")]
    if change.new_name != content.wording.studio_name(leader):
        return [_warn("new_name", f"按通知的写法是“{content.wording.studio_name(leader)}”。")]
    return []


def _unit(change: Change, content: NoticeContent, on_file: _OnFile) -> list[Finding]:
    del content, on_file
    if (change.new_unit is None) == (not change.new_unit_name):
        return [_bad("new_unit", "请在“转到哪个单位”和“单位新全称”里填一项。")]
    if change.new_unit is not None and change.new_unit.pk == change.studio.unit_id:
        return [_bad("new_unit", "工作室已经在这个单位。")]
    return []


def _bad(field: str, message: str) -> Finding:
    return Finding("bad", message, "change", field)


def _warn(field: str, message: str) -> Finding:
    return Finding("warn", message, "change", field)
