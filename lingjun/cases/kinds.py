"""The register of case kinds: small objects in the apps they belong to; the engine knows only this protocol."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable
    from typing import IO

    from django.db.models import QuerySet

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep
    from lingjun.notices.models import Round
    from lingjun.notices.schema.content import Step


@dataclasses.dataclass(frozen=True, slots=True)
class StepPlan:
    """One row of a flow: what the notice says of a step. `level` says whose it is, `days` are working days."""

    key: str
    kind: str
    level: str
    title: str
    waiting_label: str
    done_label: str
    action_label: str
    opinion_box: str = ""
    days: int = 5
    verbs: tuple[str, ...] = ("approve", "return_for_changes", "reject")

    @classmethod
    def of(cls, step: Step) -> StepPlan:
        """As the notice lays the step out."""
        return cls(
            key=step.key, kind=step.kind, level=step.level, title=step.name, waiting_label=step.waiting_label,
            done_label=step.done_label, action_label=step.action_label, opinion_box=step.opinion_box,
            days=step.days or 5, verbs=step.actions,
        )  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check. `tone` is ok, warn (may be submitted) or bad (may not); `section`/`field` say where."""

    tone: str
    message: str
    section: str = ""
    field: str = ""
    detail: str = ""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What people read of a kind of case. The states and verbs stored are the same for all kinds."""

    noun: str
    """What the unit hands in: 申报, 综合鉴定, 变更."""
    paper: str
    """The form it prints: 申报表."""
    done: str
    """State after a favourable end: 已命名. A notice's own label of the last step comes first."""
    refused: str
    """State after an unfavourable end, and its verb: 不予命名."""
    publish: str
    """What the federation does with all decisions at once, and the verb of the last line: 命名."""
    draft: str = "草稿"
    done_next: str = "已经办结。"
    """What the unit reads on its home page after the end."""
    fill_next: str = "填完各项、传齐材料后提交，先由单位工会主席签意见。"
    reject_asks: str = "请写理由。"
    todo: tuple[tuple[str, str], tuple[str, str], tuple[str, str]] = (
        ("签意见", "去签意见"),
        ("考察推荐", "去推荐"),
        ("审核", "去审核"),
    )
    """What waits at the unit, the recommending union and the federation: the deed and its button."""

    @property
    def held(self) -> tuple[str, str]:
        """State of a decision that is not published, for who may see it: favourable, unfavourable."""
        return "已同意，待公布", f"拟{self.refused}，待公布"


class Kind(Protocol):
    """What an app tells the engine about its kind of case: a class of the app that inherits from this one."""

    key: str
    label: str
    prefix: str
    sections: ClassVar[dict[str, str]]
    words: Words
    unit_withdraws: bool = True
    """Whether the unit may take its case back; what a union opened for it, it may not."""
    form_relation: str = ""
    """One-to-one name on the case of the app's own row, for `select_related` of many cases."""

    def steps(self, round: Round) -> list[StepPlan]:
        """The flow under the round's notice version, in order."""

    def snapshot(self, case: Case) -> dict[str, Any]:
        """What a submission keeps, as JSON data."""

    def digest(self, case: Case, content: dict[str, Any], version: int) -> str:
        """Twelve upper-case hex digits printed beside the QR code."""

    def findings(self, case: Case) -> list[Finding]:
        """What stands in the way of submitting, and what the reader should look at."""

    def unprintable(self, text: str) -> str:
        """Why these words cannot stand on the paper; "" when they can."""

    def finish(self, case: Case, *, actor: User, decision_number: str, decided_on: datetime.date) -> None:
        """The effect of a favourable end, inside the transaction that ends the case."""

    def url(self, case: Case) -> str:
        """Where people read and decide on the case."""

    def fill_url(self, case: Case) -> str:
        """Where the unit fills it in."""

    def print_form(self, case: Case, form: str, *, held: bool) -> bytes:
        """The paper as pdf or docx; with decisions that are not published where `held`. Raises Refused."""

    def publish_url(self, round_id: int) -> str:
        """Where the federation publishes the held decisions of a round; "" where there is no such page."""
        return ""

    def desk_url(self, round_id: int) -> str:
        """Where the federation decides many cases of a round side by side; "" where they are decided one by one."""
        return ""

    def write_summary(
        self, stream: IO[bytes], *, user: User, cases: QuerySet[Case], on_row: Callable[[], None]
    ) -> int | None:
        """The kind's own table of many cases as .xlsx: number of rows, None where it has none."""
        return None

    def may_fill(self, user: User, case: Case) -> str | None:
        """Who of the unit fills in, beyond holding a filling post there: why not, or None. No query per case."""
        return None

    def may_read(self, user: User, case: Case) -> str | None:
        """Who opens the case beyond seeing it in lists: why not, or None. No query per case."""
        return None

    def also_told(self, case: Case) -> list[int]:
        """Ids of people told of what concerns the unit, besides its chair and who filled in."""
        return []

    def before_answer(self, case: Case, step: CaseStep, *, actor: User, verdict: str, extra: dict[str, Any]) -> None:
        """Looks at an answer before it is written. Raises Invalid (by field) or another refusal."""
        return

    def before_publication(self, cases: list[Case], *, actor: User) -> None:
        """Looks at the whole set, locked, before any of it is published. Raises Invalid or another refusal."""
        return


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by an app's `ready()`."""
    _KINDS[kind.key] = kind


def kind_of(case: Case) -> Kind:
    return _KINDS[case.kind]


def all_kinds() -> list[Kind]:
    """In the order of registration."""
    return list(_KINDS.values())


def relations() -> list[str]:
    """Names to select with many cases, so that forms cost no query per case."""
    return [kind.form_relation for kind in _KINDS.values() if kind.form_relation]


def get(key: str) -> Kind:
    """Raises KeyError for a kind nobody registered."""
    return _KINDS[key]
