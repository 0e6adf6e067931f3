"""What a notice decides, as typed data. Every entry names the clause it comes from.

Field names are the keys of the TOML file. Codes (check keys, levels, boxes) are listed in `lingjun.notices.enums`;
the file's own mistakes are found in `schema.checks`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Protocol, TypeVar


class _HasKey(Protocol):
    @property
    def key(self) -> str: ...


_Keyed = TypeVar("_Keyed", bound=_HasKey)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One piece of the official text, to the letter. Keys: 文头, 一.第1段, 二.1, 三.第2段, 附件."""

    key: str
    heading: str
    text: str

    @property
    def mark(self) -> str:
        """As people cite it: 一, 二、1, 三第2段."""
        section, _, rest = self.key.partition(".")
        return f"{section}、{rest}" if rest.isdigit() else section + rest


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Above the text: title, number, to whom."""

    clause: str
    title: str
    number: str
    addressees: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """Below the text: who issued it and when, what is attached. `effective_on` None: in force from the day of issue."""

    clause: str
    issuer: str
    issued_on: date
    printed_on: date
    subject_words: tuple[str, ...]
    attachments: tuple[str, ...]
    effective_on: date | None = None

    @property
    def in_force_from(self) -> date:
        return self.effective_on or self.issued_on


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that change with the times: “命名” here, “认定” or “支持建设” elsewhere."""

    clause: str
    programme: str
    name_suffix: str
    naming_verb: str
    plaque_verb: str
    decision_title: str
    leader_title: str

    def studio_name(self, leader: str) -> str:
        """Clause 二.1: the studio carries the model worker's name."""
        return f"{leader}{self.name_suffix}"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    """Labels of case states that belong to no single step; waiting steps bring their own (`Step.waiting_label`)."""

    clause: str
    draft: str
    returned: str
    in_review: str
    in_publicity: str
    named: str
    refused: str
    withdrawn: str

    def __getitem__(self, key: str) -> str:
        return str(getattr(self, key))

    def __iter__(self) -> Iterator[str]:
        return (f.name for f in dataclasses.fields(self) if f.name != "clause")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a list the notice gives: a direction, a regulation, a kind of facility."""

    key: str
    label: str
    clause: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRule:
    """A proof file asked for when a studio is applied for. `required`: without it the form cannot be submitted."""

    key: str
    label: str
    required: bool


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class CheckRule:
    """One computed check. Met when the figure is at least `minimum` (`unit` says of what).

    `required`: missing it means the criterion is not met; otherwise it is only pointed out. `open`: the notice gives
    no figure, the minimum is the federation's own parameter. `period_days`: look back so far; 0 = no limit.
    """

    key: str
    label: str
    when: str
    minimum: int
    unit: str
    required: bool
    open: bool = False
    period_days: int = 0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One of the 七个有. `before_naming` false: cannot be asked of an applicant (the plaque comes with naming)."""

    key: str
    label: str
    clause: str
    requirement: str
    before_naming: bool
    checks: tuple[CheckRule, ...]
    evidence: tuple[EvidenceRule, ...] = ()

    def check(self, key: str) -> CheckRule:
        """KeyError for a check this criterion does not have."""
        return _by_key(self.checks, key)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """How many studios each recommending union of `kinds` has by the end of `deadline`; `maximum` None: no end."""

    key: str
    clause: str
    label: str
    kinds: tuple[str, ...]
    minimum: int
    deadline: date
    maximum: int | None = None

    @property
    def words(self) -> str:
        """“3 个以上” or “5 至 10 个”."""
        return f"{self.minimum} 个以上" if self.maximum is None else f"{self.minimum} 至 {self.maximum} 个"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Commendation:
    """Yearly commendation: from which year, how often, of whom."""

    clause: str
    first_year: int
    every_years: int
    label: str
    conditions: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Exhibition:
    """The yearly show: name and the day (month, day) it is tied to."""

    clause: str
    name: str
    month: int
    day: int
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Natures of units (codes of `UnitNature`): where the work centres, and who may follow the standard."""

    clause: str
    focus: tuple[str, ...]
    may_follow: tuple[str, ...]
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A recommending line: a kind of union (code of `OrganizationKind`) that screens and stamps as 申报单位."""

    kind: str
    label: str
    clause: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """What the notice tells somebody to do. `who`: levels (`Level`) that owe it."""

    key: str
    clause: str
    who: tuple[str, ...]
    label: str
    text: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An opinion box of the paper form."""

    key: str
    label: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """The attachment: title and boxes; `counting`: how people are counted, each rule printed on the page."""

    clause: str
    title: str
    boxes: tuple[Box, ...]
    counting: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The form's foot note: how many copies, and which level keeps them."""

    clause: str
    copies: int
    kept_by: str
    note: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a kind of case.

    `level`: who acts (`Level`); `days`: working days to act in, 0 = none set; `opinion_box`: box of the paper form the
    opinion prints in, "" = none; `stamps_as_applicant`: this organization's seal goes on 申报单位 at the top;
    `inspects`: criteria looked at on site; `needs_decision_number`: number and date of the decision are asked for.
    """

    key: str
    kind: str
    level: str
    clause: str
    name: str
    waiting_label: str
    applicant_label: str
    done_label: str
    action_label: str
    actions: tuple[str, ...]
    days: int
    optional: bool = False
    opinion_box: str = ""
    stamps_as_applicant: bool = False
    needs_decision_number: bool = False
    inspects: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    return_phrases: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A kind of case: its steps in order."""

    kind: str
    clause: str
    label: str
    steps: tuple[Step, ...]

    def step(self, key: str) -> Step:
        """KeyError for a step this flow does not have."""
        return _by_key(self.steps, key)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A figure the notice leaves open, set by the federation. `basis` says why it has this value."""

    key: str
    clause: str
    label: str
    value: int
    unit: str
    basis: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """The whole notice. Read one from text with `schema.parse`, from a stored version with `schema.from_data`."""

    slug: str
    heading: Heading
    imprint: Imprint
    basis: tuple[Option, ...]
    aims: tuple[Option, ...]
    purposes: tuple[Option, ...]
    wording: Wording
    statuses: Statuses
    clauses: tuple[Clause, ...]
    directions: tuple[Option, ...]
    regulations: tuple[Option, ...]
    facilities: tuple[Option, ...]
    growth: tuple[Option, ...]
    ledger_parts: tuple[Option, ...]
    lines: tuple[Line, ...]
    criteria: tuple[Criterion, ...]
    targets: tuple[Target, ...]
    commendation: Commendation
    exhibition: Exhibition
    scope: Scope
    duties: tuple[Duty, ...]
    form: PaperForm
    archive: Archive
    flows: tuple[Flow, ...]
    parameters: tuple[Parameter, ...]

    @property
    def creation_steps(self) -> tuple[Step, ...]:
        """Steps from a unit's form to the named studio, in order."""
        return self.flow("creation").steps

    def flow(self, kind: str) -> Flow:
        """KeyError for a kind of case the notice does not lay out."""
        for flow in self.flows:
            if flow.kind == kind:
                return flow
        raise KeyError(kind)

    def clause(self, key: str) -> Clause:
        """KeyError for a clause the text does not have."""
        return _by_key(self.clauses, key)

    def criterion(self, key: str) -> Criterion:
        """KeyError for an unknown criterion."""
        return _by_key(self.criteria, key)

    def parameter(self, key: str) -> int:
        """Value of a parameter the notice leaves open; KeyError for an unknown one."""
        return _by_key(self.parameters, key).value

    def label(self, group: str, key: str) -> str:
        """Label in `directions`, `regulations`, `facilities`, `growth` or `ledger_parts`; an unknown key comes back."""
        options: tuple[Option, ...] = getattr(self, group)
        return next((option.label for option in options if option.key == key), key)


def _by_key(items: tuple[_Keyed, ...], key: str) -> _Keyed:
    for item in items:
        if item.key == key:
            return item
    raise KeyError(key)
