"""A case number in an address: CJ-2026-0042 and nothing else, so that no view has to doubt it."""

from __future__ import annotations


class CaseNumber:
    """Path converter `<case:number>`."""

    regex = r"[A-Z]{2,8}-\d{4}-\d{1,9}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
