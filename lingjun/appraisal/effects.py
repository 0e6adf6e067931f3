"""What publication does: the grade goes on file, 整改 opens with its deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from lingjun.appraisal.models import Appraisal, Grade, Rectification
from lingjun.audit.actions import record
from lingjun.core.workdays import add_workdays
from lingjun.notices.enums import ParameterKey
from lingjun.studios import criteria

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


def take_effect(*, case: Case, actor: User, decision_number: str, decided_on: datetime.date) -> Appraisal:
    """Inside the transaction that publishes. The grade is the one of the federation's standing opinion."""
    appraisal = Appraisal.objects.select_related("studio").get(case=case)
    opinion = case.opinions.filter(is_superseded=False).exclude(extra={}).order_by("-id").first()
    extra = opinion.extra if opinion else {}
    appraisal.grade, appraisal.graded_on = Grade(extra["grade"]), decided_on
    appraisal.decision_number = decision_number[:50]
    appraisal.save(update_fields=["grade", "graded_on", "decision_number", "changed_at"])
    record(
        actor=actor, verb="appraisal.grade", subject=appraisal, subject_name=str(appraisal),
        new={"grade": appraisal.grade, "decision_number": decision_number, "case": case.number},
    )  # fmt: skip
    if appraisal.grade == Grade.RECTIFY:
        days = case.round.content.parameter(ParameterKey.RECTIFICATION_DAYS)
        rectification = Rectification.objects.create(
            appraisal=appraisal,
            studio=appraisal.studio,
            demands=extra.get("demands", ""),
            due_on=add_workdays(timezone.localdate(), days),
        )
        record(
            actor=actor, verb="rectification.open", subject=rectification, subject_name=str(rectification),
            new={"due_on": rectification.due_on.isoformat(), "days": days},
        )  # fmt: skip
    criteria.refresh(appraisal.studio)
    return appraisal
