"""命名决定 as an official letter: what a round named under one number, or, as a draft, what waits for publication."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lingjun.documents.printing.letter import Attachment, Letter, Text, word
from lingjun.studios.papers import letters

if TYPE_CHECKING:
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization

Named = tuple["Organization", dict[str, Any]]
"""The recommending union, and the form as it was submitted and decided on."""


def naming_decision(
    round_: Round, named: Iterable[Named], *, number: str = "", decided_on: datetime.date | None = None
) -> bytes:
    """Word file. `round_` comes with organizer and notice version, `named` in the order of the list, at least one.

    Without `decided_on` a draft that leaves number and day open.
    """
    lines = [_line(union, form) for union, form in named]
    content, first = round_.content, lines[0]
    wording, issuer = content.wording, round_.organizer.name
    which = [f"“{first.name}”", f"等{len(lines)}个工作室"] if len(lines) > 1 else [f"“{first.name}”"]
    attachment = Attachment(
        f"{wording.naming_verb}的工作室名单", letters.listing(lines, leader=wording.leader_title)
    )  # fmt: skip
    return word(
        Letter(
            issuer=issuer, number=letters.number(number, content, (decided_on or timezone.localdate()).year),
            title=[issuer, f"关于{wording.naming_verb}", *which, "的决定"], to="，".join(content.heading.addressees),
            body=[Text(said) for said in _said(round_, lines, "".join(which))],
            dated=letters.day(decided_on), copies=letters.units_of(lines), printed=letters.day(decided_on),
            attachments=[attachment] if len(lines) > 1 else [], draft="" if decided_on else letters.DRAFT,
        )
    )  # fmt: skip


def _line(union: Organization, form: dict[str, Any]) -> letters.Line:
    return letters.Line(
        union=union, name=form["unit"]["studio_name"], leader=form["leader"]["name"], unit=form["unit"]["unit_name"]
    )


def _said(round_: Round, lines: Sequence[letters.Line], which: str) -> list[str]:
    """On what ground, what is decided, and what the notice asks of a studio from now on."""
    content, organizer = round_.content, round_.organizer.name
    wording = content.wording
    more = round_.legal_basis if content.heading.number not in round_.legal_basis else ""
    basis = f"根据{letters.cited(content)}{f'和{more}' if more else ''}"
    approval = f"（批准或备案文号：{round_.approval_number}）" if round_.approval_number else ""
    decided = f"{basis}{approval}，经单位申报、推荐工会审核推荐，{organizer}研究决定，{wording.naming_verb}{which}"
    if len(lines) > 1:
        decided += f"（名单见附件），并予{wording.plaque_verb}。其中，{letters.counts(lines)}。"
    else:
        line = lines[0]
        decided += (
            f"，并予{wording.plaque_verb}。该工作室{wording.leader_title}为{line.leader}，所在单位为{line.unit}，"
        )
        decided += f"由{line.union.name}推荐。"
    seven = "、".join(criterion.label for criterion in content.criteria)
    asked = f"请工作室和所在单位按照{seven}的标准，做好建设、活动和台账记录。请推荐工会加强指导，推广创新成果。"
    return [decided, asked]
