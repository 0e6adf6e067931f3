"""撤销决定 as an official letter: of one studio or of a batch; a draft until another officer has decided."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from lingjun.changes.models import ChangeReason as R
from lingjun.documents.printing.letter import Attachment, Block, Letter, Text, word
from lingjun.studios.papers import letters

if TYPE_CHECKING:
    from lingjun.changes.models import Change, RevocationBatch
    from lingjun.notices.schema import NoticeContent
    from lingjun.organizations.models import Organization

CRITERION: Final = {
    R.APPRAISAL: "regulations", R.RETIREMENT: "plaque", R.TRANSFER: "plaque", R.DEATH: "plaque",
    R.DISCIPLINE: "plaque",
}  # fmt: skip
"""The clause a reason rests on: the yearly 综合鉴定 (二.3), the name of a model worker (二.1)."""


@dataclasses.dataclass(frozen=True, slots=True)
class _Facts:
    """Typed once: when the revocation was proposed or filed, and when it was decided (None before)."""

    federation: Organization
    content: NoticeContent
    lines: list[letters.Line]
    reason: str
    reason_text: str
    basis: str
    number: str
    decided_on: datetime.date | None
    effective_on: datetime.date | None
    hand_back_by: datetime.date | None
    named: str = ""


def revocation(change: Change) -> bytes:
    """Word file for one studio. Its case, round, studio and recalls are read: a few queries."""
    studio, recalls = change.studio, list(change.recalls.all())
    line = _line(change)
    named = f"{letters.day(studio.named_on)}以{studio.decision_number}{change.case.round.content.wording.naming_verb}"
    return _print(
        _Facts(
            federation=studio.federation, content=change.case.round.content, lines=[line], reason=change.reason,
            reason_text=change.reason_text, basis="", number=change.decision_number,
            decided_on=recalls[0].ordered_on if recalls else None,
            effective_on=change.effective_on, hand_back_by=max((row.due_on for row in recalls), default=None),
            named=named if studio.decision_number else "",
        )
    )  # fmt: skip


def revocation_of_batch(batch: RevocationBatch) -> bytes:
    """Word file for all studios of a batch. Three queries at most, whatever their number."""
    changes = list(
        batch.changes.select_related("studio__recommender", "case__round__notice_version")
        .prefetch_related("recalls")
        .order_by("studio_id")
    )
    due = [recall.due_on for change in changes for recall in change.recalls.all()]
    return _print(
        _Facts(
            federation=batch.federation, content=changes[0].case.round.content, lines=[_line(row) for row in changes],
            reason=batch.reason, reason_text=batch.reason_text, basis=batch.basis, number=batch.decision_number,
            decided_on=batch.decided_on, effective_on=batch.decided_on, hand_back_by=max(due, default=None),
        )
    )  # fmt: skip


def _line(change: Change) -> letters.Line:
    was = change.before
    return letters.Line(
        union=change.studio.recommender, name=was.get("工作室名称", ""), leader=was.get("领衔人", ""),
        unit=was.get("所在单位", ""), plaque=was.get("牌匾编号", ""),
    )  # fmt: skip


def _print(facts: _Facts) -> bytes:
    first, wording = facts.lines[0], facts.content.wording
    issuer, many = facts.federation.name, len(facts.lines) > 1
    which = [f"“{first.name}”", f"等{len(facts.lines)}个工作室"] if many else [f"“{first.name}”"]
    basis = f"根据{facts.basis}，" if facts.basis else ""
    said = f"{basis}经研究，决定撤销{''.join(which)}的{wording.naming_verb}"
    if many:
        said += f"（名单见附件）。其中，{letters.counts(facts.lines)}。现将有关事项通知如下："
    else:
        said += f"。{_who(first, facts)}现将有关事项通知如下："
    listed = letters.listing(facts.lines, leader=wording.leader_title, plaques=True)
    title = f"撤销{wording.naming_verb}的工作室名单"
    year = (facts.decided_on or timezone.localdate()).year
    return word(
        Letter(
            issuer=issuer, number=letters.number(facts.number, facts.content, year),
            title=[issuer, "关于撤销", *which, f"{wording.naming_verb}的决定"],
            to=letters.unions_of(facts.lines, facts.content),
            body=[Text(said), *_why(facts), *_hand_back(facts), *_after(facts)],
            dated=letters.day(facts.decided_on), copies=letters.units_of(facts.lines),
            printed=letters.day(facts.decided_on), attachments=[Attachment(title, listed)] if many else [],
            draft="" if facts.decided_on else letters.DRAFT,
        )
    )  # fmt: skip


def _who(line: letters.Line, facts: _Facts) -> str:
    said = f"该工作室{facts.content.wording.leader_title}为{line.leader}，所在单位为{line.unit}，"
    said += f"由{line.union.name}推荐"
    named = f"，{facts.named}" if facts.named else ""
    return f"{said}{named}{f'，牌匾编号{line.plaque}' if line.plaque else ''}。"


def _why(facts: _Facts) -> list[Block]:
    """The reason as it was typed, and the clause it rests on where the notice has one."""
    label = R(facts.reason).label if facts.reason else ""
    parts = [part.strip() for part in facts.reason_text.splitlines() if part.strip()]
    if label and facts.reason != R.OTHER and not any(label in part for part in parts):
        parts[:1] = [f"{label}：{parts[0]}" if parts else f"{label}。"]
    key = CRITERION.get(R(facts.reason)) if facts.reason else None
    criterion = next((row for row in facts.content.criteria if row.key == key), None)
    if criterion is not None:
        parts.append(f"有关要求见{letters.cited(facts.content, criterion.clause)}“{criterion.label}”。")
    return [Text("一、撤销缘由", level=1), *(Text(part) for part in parts or ["　"])]


def _hand_back(facts: _Facts) -> list[Block]:
    name = facts.federation.name
    return [
        Text("二、牌匾和证书收回", level=1),
        Text(
            f"请有关单位于{letters.day(facts.hand_back_by)}前，将牌匾、证书交回{name}，由{name}出具收回回执。"
            "已经损毁或者遗失的，由单位书面说明。"
        ),
    ]


def _after(facts: _Facts) -> list[Block]:
    since = (
        f"自{letters.day(facts.effective_on)}起" if facts.decided_on and facts.effective_on else "自本决定作出之日起"
    )
    subject = "上述工作室" if len(facts.lines) > 1 else "该工作室"
    return [
        Text("三、有关要求", level=1),
        Text(f"{since}，{subject}不再使用原名称，从在册名单撤下。", lead="（一）"),
        Text("台账等档案由所在单位妥善保存，只供查阅。", lead="（二）"),
        Text("请推荐工会将本决定转告有关单位，督促按期交回牌匾、证书。", lead="（三）"),
    ]
