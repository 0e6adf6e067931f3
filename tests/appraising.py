"""A year of appraisal for tests: studios in force, a round, cases brought to any step through the real actions."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

REPORT = "全年围绕岸桥防摇攻关，完成两项改造，带徒两人，组织培训十二次，受训职工二百余人次，成果已在三台岸桥应用。"


class Appraising:
    """One open appraisal round and a number of named studios of the port."""

    def __init__(self, filing: Any, leaders: tuple[str, ...] = ("陈海川",), *, percent: int = 20) -> None:
        from lingjun.notices.actions import edit_notice, open_round
        from lingjun.studios.models import Studio

        self.filing, self.cast = filing, filing.cast
        for leader in leaders:
            filing.named(leader)
        self.studios = list(Studio.objects.order_by("id"))
        version = filing.version
        if percent != 20:
            position = next(n for n, row in enumerate(version.parsed.parameters) if row.key == "excellent_percent")
            version = edit_notice(
                version=version, changes={f"parameters.{position}.value": percent}, actor=self.cast.city_officer
            )
        now = timezone.now()
        self.round = open_round(
            actor=self.cast.city_officer, notice_version=version, kind="appraisal", organizer=self.cast.city,
            name="今年年度考核", year=timezone.localdate().year, opens_at=now - datetime.timedelta(days=1),
            closes_at=now + datetime.timedelta(days=30),
        )  # fmt: skip

    def opened(self) -> list[Any]:
        """A case for each studio."""
        from lingjun.appraisal import actions
        from lingjun.cases.models import Case

        actions.open_for_all(actor=self.cast.city_officer, round=self.round)
        return list(Case.objects.filter(kind="appraisal").order_by("id"))

    def submitted(self, case: Any = None) -> Any:
        from lingjun.appraisal import actions

        case = case or self.opened()[0]
        actions.save_report(
            actor=self.cast.port_clerk, case_id=case.pk,
            values={"report": REPORT, "problems": "无", "next_year": "推广到六台岸桥。"},
        )  # fmt: skip
        return actions.submit_report(actor=self.cast.port_clerk, case_id=case.pk)

    def at_union(self, case: Any = None) -> Any:
        from lingjun.cases.actions import approve

        case = self.submitted(case)
        return approve(actor=self.cast.port_chair, case_id=case.pk, text="本年度活动正常开展，作用发挥较好。")

    def at_city(self, case: Any = None) -> Any:
        from lingjun.cases.actions import approve

        case = self.at_union(case)
        return approve(actor=self.cast.industry_officer, case_id=case.pk, text="经复核，情况属实。")

    def graded(self, grade: str = "qualified", case: Any = None, demands: str = "补齐六项制度，补记台账。") -> Any:
        from lingjun.appraisal import actions

        case = self.at_city(case)
        return actions.grade(actor=self.cast.city_officer, case_id=case.pk, grade=grade, demands=demands)

    def published(self, grade: str = "qualified", case: Any = None) -> Any:
        from lingjun.cases.actions import publish_together

        case = self.graded(grade, case)
        return publish_together(
            actor=self.cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕30号",
            decided_on=timezone.localdate(),
        )[0]  # fmt: skip


def reported(cast: Any, row: Any, report: str = "六项制度已补齐。") -> Any:
    """A rectification the unit has reported."""
    from lingjun.appraisal import actions

    return actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report=report)


def checked(cast: Any, row: Any, *, passed: bool, finding: str) -> Any:
    """And the union has looked at again."""
    from lingjun.appraisal import actions

    return actions.check_rectification(
        actor=cast.industry_officer, rectification_id=row.pk, passed=passed, finding=finding
    )


@pytest.fixture
def appraising(filing: Any) -> Appraising:
    return Appraising(filing)
