"""A studio of the port with three members, the first of whom could lead it."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone


class Changing:
    """Short ways to bring a change to any step, through the real verbs."""

    def __init__(self, cast: Any, filing: Any) -> None:
        from lingjun.studios.models import Honour, Studio

        self.cast, self.filing = cast, filing
        case = filing.named()
        self.studio = Studio.objects.get(case=case)
        self.members = [row.worker for row in self.studio.members.exclude(worker=self.studio.leader)]
        Honour.objects.create(worker=self.members[0], text="福建省劳动模范", level="province_model", year=2020)

    def values(self, **other: Any) -> dict[str, Any]:
        """A leader change that passes every check."""
        return {
            "reason": "retirement", "reason_text": "陈海川同志到龄退休。", "outcome": "succeed",
            "new_leader": self.members[0], "new_name": f"{self.members[0].name}劳模创新工作室",
            "effective_on": timezone.localdate(),
        } | other  # fmt: skip

    def draft(self, kind: str = "leader", **values: Any) -> Any:
        from lingjun.changes.actions import open_change

        return open_change(
            actor=self.cast.port_clerk, studio_id=self.studio.pk, kind=kind, values=values or self.values()
        )

    def at_city(self, kind: str = "leader", **values: Any) -> Any:
        from lingjun.cases.actions import submit
        from lingjun.changes.actions import approve

        case = submit(actor=self.cast.port_clerk, case_id=self.draft(kind, **values).pk)
        for actor in (self.cast.port_chair, self.cast.industry_officer):
            case = approve(actor=actor, case_id=case.pk, text="情况属实，同意变更。", dated_on=None)
        return case

    def decided(self, kind: str = "leader", **values: Any) -> Any:
        from lingjun.changes.actions import approve

        case = approve(
            actor=self.cast.city_officer, case_id=self.at_city(kind, **values).pk, text="同意变更。", dated_on=None,
            decision_number="厦工〔2026〕20号",
        )  # fmt: skip
        self.studio.refresh_from_db()
        return case

    def revocation(self, *studios: Any) -> Any:
        from lingjun.changes.actions import propose_revocation

        return propose_revocation(
            actor=self.cast.city_officer, federation=self.cast.city,
            studio_ids=[studio.pk for studio in studios or (self.studio,)], title="清理一批", reason="clean_up",
            reason_text="按上级规定清理。", basis="厦工〔2026〕30号",
        )  # fmt: skip


@pytest.fixture
def changing(cast: Any, filing: Any) -> Changing:
    return Changing(cast, filing)
