"""The fields an achievement has because of its kind, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lingjun.ledger.achievement_kinds import rules

if TYPE_CHECKING:
    from lingjun.ledger.models import Achievement


def detail_rows(row: Achievement) -> list[tuple[str, str]]:
    """Label and words of each filled field, in the order of the kind."""
    details: dict[str, Any] = row.details if isinstance(row.details, dict) else {}
    return [
        (detail.label, str(details[detail.key]))
        for detail in rules(row.kind).details
        if details.get(detail.key) not in (None, "", [])
    ]
