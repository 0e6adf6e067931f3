"""Rounds and cases for tests: made through the real actions, never by writing a state."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

NOTICE = Path(__file__).resolve().parent.parent / "lingjun/notices/data/xiamen-2012-80.toml"


class Filing:
    """One open creation round under the 2012 notice, and short ways to bring a case to any step."""

    def __init__(self, cast: Any) -> None:
        from lingjun.notices.actions import load_notice, open_round

        self.cast = cast
        self.version = load_notice(text=NOTICE.read_text(encoding="utf-8"), actor=None, organization=cast.city)
        now = timezone.now()
        self.round = open_round(
            actor=cast.city_officer,
            notice_version=self.version,
            kind="creation",
            organizer=cast.city,
            name="今年创建申报",
            year=timezone.localdate().year,
            opens_at=now - datetime.timedelta(days=10),
            closes_at=now + datetime.timedelta(days=10),
        )

    def content(self, leader: str = "陈海川", members: int = 3) -> Any:
        """A form that passes every check."""
        from lingjun.creation.content import Content, HonourRow, LeaderPart, ProjectRow, RosterRow, UnitPart

        people = [
            RosterRow(f"成员{number}", "男" if number % 2 else "女", "1985-06", "群众", "大学本科", "工程师", "", "")
            for number in range(1, members + 1)
        ]
        return Content(
            unit=UnitPart(self.cast.port.name, "", "交通运输、仓储和邮政业", f"{leader}劳模创新工作室", "许文龙",
                          timezone.localdate().isoformat()),
            leader=LeaderPart(leader, "男", "1971-03", "中共党员", "大学本科", "桥吊司机", "13900000001", "高级技师",
                              "", [HonourRow("全国劳动模范", "national_model", "2010", "")]),
            roster=people,
            projects=[ProjectRow("岸桥防摇系统改造", "technical")],
        )  # fmt: skip

    def draft(self, leader: str = "陈海川", *, unit: Any = None, actor: Any = None) -> Any:
        """A complete draft of the port's (or the given unit's) clerk."""
        from lingjun.creation import actions

        actor = actor or self.cast.port_clerk
        case = actions.start(actor=actor, round=self.round, unit=unit or self.cast.port)
        content = self.content(leader)
        for section in ("unit", "leader", "roster", "projects"):
            actions.save_section(actor=actor, case_id=case.pk, section=section, part=getattr(content, section))
        self.evidence(case, actor)
        case.refresh_from_db()
        return case

    def evidence(self, case: Any, actor: Any) -> None:
        """Every required file, once."""
        from lingjun.cases.actions import attach
        from lingjun.core.models import StoredFile

        for criterion in self.round.content.criteria:
            for rule in criterion.evidence:
                if criterion.before_naming and rule.required:
                    file = StoredFile.objects.create(
                        content=ContentFile(b"x", name="proof.txt"), name=f"{rule.label}.txt",
                        media_type="text/plain", size=1, sha256=rule.key.ljust(64, "0")[:64],
                    )  # fmt: skip
                    attach(actor=actor, case_id=case.pk, key=rule.key, file=file)

    def submitted(self, leader: str = "陈海川", **options: Any) -> Any:
        from lingjun.cases.actions import submit

        case = self.draft(leader, **options)
        return submit(actor=options.get("actor") or self.cast.port_clerk, case_id=case.pk)

    def recommended_by_unit(self, leader: str = "陈海川") -> Any:
        from lingjun.cases.actions import approve

        case = self.submitted(leader)
        return approve(actor=self.cast.port_chair, case_id=case.pk, text="同意申报，所填情况属实。")

    def at_city(self, leader: str = "陈海川") -> Any:
        from lingjun.cases.actions import approve

        case = self.recommended_by_unit(leader)
        return approve(actor=self.cast.industry_officer, case_id=case.pk, text="经实地考察，同意推荐。")

    def held(self, leader: str = "陈海川") -> Any:
        from lingjun.cases.actions import approve

        case = self.at_city(leader)
        return approve(actor=self.cast.city_officer, case_id=case.pk, text="同意创建。")

    def named(self, leader: str = "陈海川") -> Any:
        from lingjun.cases.actions import publish_together

        case = self.held(leader)
        return publish_together(
            actor=self.cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕8号",
            decided_on=timezone.localdate(),
        )[0]  # fmt: skip


@pytest.fixture
def filing(cast: Any) -> Filing:
    return Filing(cast)
