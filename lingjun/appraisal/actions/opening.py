"""One click: a case for every studio in force that has none in the round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.appraisal import rules
from lingjun.appraisal.models import Appraisal
from lingjun.appraisal.queries import KIND, missing
from lingjun.audit.actions import record
from lingjun.cases.actions import open_case_for
from lingjun.cases.actions.base import inform, people_of_unit
from lingjun.core.errors import Closed, Invalid, NotYours
from lingjun.core.jobs import enqueue
from lingjun.notices.models import Round, RoundKind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.core.models import Job

OPEN = "appraisal.open"
AT_ONCE = 30
"""More than these become a job with a progress bar."""


def open_for_all(*, actor: User, round: Round) -> tuple[int, Job | None]:
    """Opens what is missing: at once (number opened), or as a job when they are many. Running it again is harmless.

    Raises NotYours, Closed (the round is not open), Invalid (another kind of round, no flow in its notice).
    """
    if reason := rules.may_open(actor, round):
        raise NotYours(reason)
    if round.kind != RoundKind.APPRAISAL:
        raise Invalid({"round": f"“{round.name}”不是年度考核。"})
    if all(flow.kind != KIND for flow in round.content.flows):
        raise Invalid({"round": "这个通知没有写年度综合鉴定的环节，请先改通知。"})
    if round.state != "open":
        raise Closed(f"“{round.name}”{round.status_label}，受理期间才能开具。")
    studios = list(missing(round).order_by("recommender_id", "id").values_list("pk", flat=True)[: AT_ONCE + 1])
    if len(studios) > AT_ONCE:
        total = missing(round).count()
        with transaction.atomic():
            _note(actor, round, total)
            title = f"开具综合鉴定：{round.name}"
            return 0, enqueue(kind=OPEN, title=title, owner_id=actor.pk, params={"round": round.pk}, total=total)
    if studios:
        _note(actor, round, len(studios))
    return sum(open_one(actor=actor, round_id=round.pk, studio_id=studio) is not None for studio in studios), None


def _note(actor: User, round: Round, count: int) -> None:
    record(actor=actor, verb="appraisal.open", subject=round, subject_name=round.name, new={"studios": count})


@transaction.atomic
def open_one(*, actor: User, round_id: int, studio_id: int) -> Appraisal | None:
    """The case of one studio; None where somebody opened it meanwhile, the studio was revoked, or another federation's.

    The round's row is the lock: two runs at once open each studio once.
    """
    rounds = Round.objects.select_for_update(of=("self",)).select_related("organizer", "notice_version")
    round_ = rounds.get(pk=round_id)
    if reason := rules.may_open(actor, round_):
        raise NotYours(reason)
    studio = missing(round_).select_related("unit").filter(pk=studio_id).first()
    if studio is None:
        return None
    case = open_case_for(actor=actor, kind=KIND, round=round_, unit=studio.unit, subject_name=studio.name, told=False)
    appraisal = Appraisal.objects.create(case=case, studio=studio, year=round_.year)
    _tell_people(appraisal)
    return appraisal


def _tell_people(appraisal: Appraisal) -> None:
    """After the row exists, so that leader and liaison of the studio are told too."""
    case = appraisal.case
    day = timezone.localtime(case.due_at) if case.due_at else None
    until = f"请在{day.month}月{day.day}日前写好自评提交。" if day else "请写好自评提交。"
    inform(case, people_of_unit(case), f"{case.round.name}：{case.subject_name}，{until}", fill=True)
