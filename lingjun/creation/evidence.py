"""The form's files in the studio file: each behind the line it proves, or waiting among the lines of its kind.

Nobody registers again what the form had (clauses 二.2 to 二.7). What a file is, is told by the kind of evidence it was
attached as; which of the six regulations, by its name, its caption, or the title of a Word or PDF file.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet
from django.utils import timezone

from lingjun.core.text import compact
from lingjun.creation.titles import first_lines
from lingjun.ledger.models import Achievement, Plan
from lingjun.studios.actions import Carried, begin_regulation, carry
from lingjun.studios.models import WAITING, Equipment, Grant, GrantSource, Honour, Material, Premises, Regulation

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.cases.models import Attachment, Case
    from lingjun.notices.schema.content import Option
    from lingjun.studios.models import Studio, StudioRecord

PREMISES, EQUIPMENT, REGULATION, GRANT, HONOUR, PLAN, ACHIEVEMENT = (
    model._meta.label_lower for model in (Premises, Equipment, Regulation, Grant, Honour, Plan, Achievement)
)
PLACE: Final = {
    "premises": PREMISES, "regulations": REGULATION, "funds": GRANT, "team": HONOUR, "ledger": PLAN,
    "results": ACHIEVEMENT,
}  # fmt: skip
"""Of the criterion a kind of evidence belongs to. Whatever else a notice asks for waits among the plans."""

WORDS: Final = {
    "activities": ("活动",),
    "study": ("学习", "研修", "培训"),
    "research": ("攻关", "研发"),
    "conversion": ("转化", "推广"),
    "incentives": ("奖励", "激励", "奖惩"),
}
"""What people call a kind besides its label. A word of two kinds at once decides nothing."""
MANAGEMENT: Final = "管理"
"""Most regulations are called 管理制度: it means the kind of that name only where nothing else is said."""
_NUMBERING: Final = re.compile(
    r"^(?:附件|第)?[\d一二三四五六七八九十]*[、.．:：)）\-_\s]+|^附件[\d一二三四五六七八九十]*[:：\s]*"
)
_PAGE: Final = re.compile(r"[\s(（_\-]*\d{1,3}[)）]?$")


def carry_evidence(*, case: Case, studio: Studio, actor: User | None) -> int:
    """Files of the named case that the studio file does not have yet. Number of files carried.

    Part of the verb that names the studio, or of the command for those named before; the studio is locked. A file that
    stands or stood in the studio file, or was uploaded there again, is left alone.
    """
    rows = _new(case, studio)
    if not rows:
        return 0
    criterion_of = {
        rule.key: str(criterion.key) for criterion in case.round.content.criteria for rule in criterion.evidence
    }
    places = _Places(case, studio, actor)
    carried: list[Carried] = []
    regulations: list[Attachment] = []
    for row in rows:
        label = PLACE.get(criterion_of.get(row.key, ""), PLAN)
        if label == REGULATION:
            regulations.append(row)
            continue
        if label == PREMISES and not row.file.is_image:
            label = EQUIPMENT
        carried.append(Carried(row.file, label, places.line(label, row), row.caption))
    carried += places.regulations(regulations)
    carry(actor=actor, studio=studio, rows=carried, source=case.number)
    return len(rows)


def _new(case: Case, studio: Studio) -> list[Attachment]:
    rows = list(case.attachments.filter(removed_at__isnull=True).select_related("file").order_by("id"))
    ours = {row.file_id for row in rows}
    known = list(Material.objects.filter(studio=studio).values_list("file_id", "file__sha256"))
    there = {file_id for file_id, _ in known}
    again = {digest for file_id, digest in known if file_id not in ours}
    return [row for row in rows if row.file_id not in there and row.file.sha256 not in again]


@dataclasses.dataclass(slots=True)
class _Places:
    """Finds the line a file belongs behind: the only one there is, else none."""

    case: Case
    studio: Studio
    actor: User | None
    only: dict[str, int] = dataclasses.field(default_factory=dict)
    honours: list[Honour] | None = None

    def line(self, label: str, row: Attachment) -> int:
        if label == HONOUR:
            return self._honour(row)
        if label not in self.only:
            lines = self._candidates(label)
            found = list(lines.order_by().values_list("pk", flat=True)[:2]) if lines is not None else []
            self.only[label] = found[0] if len(found) == 1 else WAITING
        return self.only[label]

    def _candidates(self, label: str) -> QuerySet[StudioRecord] | None:
        """Lines of which one alone must be meant; None for kinds of which any could be."""
        year = self.studio.named_on.year
        if label == PREMISES:
            return Premises.standing.filter(studio=self.studio, until__isnull=True)
        if label == GRANT:
            return Grant.standing.filter(studio=self.studio, source=GrantSource.UNIT, year=year)
        if label == PLAN:
            return Plan.standing.filter(studio=self.studio, year=year)
        return None

    def _honour(self, row: Attachment) -> int:
        """The honour the file names; without a name, the leader's only one."""
        if self.honours is None:
            self.honours = list(Honour.objects.filter(worker=self.studio.leader_id))
        named = [one.pk for one in self.honours if compact(one.text) in compact(f"{_stem(row)} {row.caption}")]
        if len(named) == 1:
            return named[0]
        return self.honours[0].pk if len(self.honours) == 1 else WAITING

    def regulations(self, rows: list[Attachment]) -> list[Carried]:
        """One first version of each kind that was told apart; the others wait, as do those of a kind there is."""
        options = self.case.round.content.regulations
        known = set(Regulation.standing.filter(studio=self.studio).values_list("kind", flat=True))
        by_kind: dict[str, list[Attachment]] = defaultdict(list)
        found: list[Carried] = []
        for row in rows:
            kinds = [kind for kind in kinds_of(row, options) if kind not in known]
            for kind in kinds:
                by_kind[kind].append(row)
            if not kinds:
                found.append(Carried(row.file, REGULATION, caption=row.caption))
        for option in options:
            if files := by_kind.get(option.key):
                line = begin_regulation(
                    actor=self.actor, studio=self.studio, kind=option.key, title=_title(files[0], option, options),
                    effective_on=min(self.studio.named_on, *(_day(row) for row in files)),
                )  # fmt: skip
                found += [Carried(row.file, REGULATION, line.pk, row.caption) for row in files]
        return found


def _day(row: Attachment) -> datetime.date:
    return timezone.localdate(row.uploaded_at)


def kinds_of(row: Attachment, options: tuple[Option, ...]) -> list[str]:
    """Which of the notice's kinds a regulation is: by file name, caption, then title. Empty: cannot be told."""
    for words in (_stem(row), row.caption):
        if kinds := kinds_in(words, options):
            return kinds
    return next((kinds for line in first_lines(row.file) if (kinds := kinds_in(line, options))), [])


def kinds_in(words: str, options: tuple[Option, ...]) -> list[str]:
    """Labels first, of which several may stand in one name; else one word that means one kind."""
    plain = compact(words)
    if labelled := [option.key for option in options if compact(option.label) in plain]:
        return labelled
    known = {option.key for option in options}
    meant = [key for key, names in WORDS.items() if key in known and any(name in plain for name in names)]
    if not meant and "management" in known and MANAGEMENT in plain:
        return ["management"]
    return meant if len(meant) == 1 else []


def _stem(row: Attachment) -> str:
    return row.file.name.rpartition(".")[0] or row.file.name


def _title(row: Attachment, option: Option, options: tuple[Option, ...]) -> str:
    """As its file, caption or first page calls it; a name that says more than this kind is the notice's own word."""
    names = functools.reduce(lambda left, pattern: pattern.sub("", left), (_NUMBERING, _PAGE), _stem(row)).strip()
    for words in (names, row.caption.strip()):
        if kinds_in(words, options) == [option.key]:
            return words[:100]
    return f"{option.label}制度"
