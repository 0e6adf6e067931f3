"""The register of case kinds: small objects in the apps they belong to; the engine knows only this protocol."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round


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


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One result of a check. `tone` is ok, warn (may be submitted) or bad (may not); `section`/`field` say where."""

    tone: str
    message: str
    section: str = ""
    field: str = ""
    detail: str = ""


class Kind(Protocol):
    """What an app tells the engine about its kind of case."""

    key: str
    label: str
    prefix: str
    sections: dict[str, str]

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


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Called once by an app's `ready()`."""
    _KINDS[kind.key] = kind


def kind_of(case: Case) -> Kind:
    return _KINDS[case.kind]


def get(key: str) -> Kind:
    """Raises KeyError for a kind nobody registered."""
    return _KINDS[key]
