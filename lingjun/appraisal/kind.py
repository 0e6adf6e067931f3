"""Yearly appraisal as a kind of case (clause 二.3): report, unit's written opinion, union, grade."""

from __future__ import annotations

import dataclasses
from typing import IO, TYPE_CHECKING, Any, ClassVar

from django.urls import reverse

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds
from lingjun.appraisal import effects, grading
from lingjun.appraisal.checks import check
from lingjun.appraisal.papers import current, printing, summary
from lingjun.appraisal.queries import own_case_ids
from lingjun.cases.enums import Verdict
from lingjun.cases.kinds import Finding, Kind, StepPlan, Words
from lingjun.cases.marks import digest_of
from lingjun.core.errors import Invalid
from lingjun.documents.printing.fonts import why_unprintable
from lingjun.notices.enums import Level, StepAction
from lingjun.studios.models import StudioAppointment
from lingjun.studios.queries import own_studio_ids

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from django.db.models import QuerySet

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep
    from lingjun.notices.models import Round

BOXES = {Level.UNIT: "unit", Level.RECOMMENDER: "recommender", Level.FEDERATION: "city"}
TOGETHER = (StepAction.DECIDE_LATER.value, StepAction.PUBLISH.value)


class AppraisalCase(Kind):
    """年度考核: one studio's year in one round."""

    key = "appraisal"
    label = "年度考核"
    prefix = "KH"
    sections: ClassVar = {"report": "自评与问题、打算"}
    words = Words(
        noun="综合鉴定",
        paper="综合鉴定表",
        done="已评定",
        refused="不予评定",
        publish="评定",
        draft="待自评",
        done_next="等次已经公布，全年情况存入工作室档案。",
        fill_next="数据由台账自动汇总；领衔人写好自评后提交，由单位工会主席写综合鉴定。",
        todo=(("写综合鉴定", "去鉴定"), ("复核鉴定", "去复核"), ("评定等次", "去评定")),
    )
    unit_withdraws = False
    form_relation = "appraisal"

    def steps(self, round: Round) -> list[StepPlan]:
        """The flow of the notice; the last step's answers are always published together, also under older notices."""
        rows = [step for step in round.content.flow(self.key).steps if not step.optional]
        return [
            dataclasses.replace(
                StepPlan.of(step),
                opinion_box=BOXES[Level(step.level)],
                verbs=tuple(dict.fromkeys((*step.actions, *(TOGETHER if step is rows[-1] else ())))),
            )
            for step in rows
        ]

    def snapshot(self, case: Case) -> dict[str, Any]:
        """The paper as it stands, and the figures behind its table."""
        paper = current.draft(case, case.appraisal.figures)
        return {"paper": paper.to_dict(), "figures": case.appraisal.figures}

    def digest(self, case: Case, content: dict[str, Any], version: int) -> str:
        return digest_of(case.number, version, content["paper"])

    def findings(self, case: Case) -> list[Finding]:
        return check(case.appraisal)

    def unprintable(self, text: str) -> str:
        return why_unprintable(text)

    def finish(self, case: Case, *, actor: User, decision_number: str, decided_on: datetime.date) -> None:
        effects.take_effect(case=case, actor=actor, decision_number=decision_number, decided_on=decided_on)

    def url(self, case: Case) -> str:
        return reverse("appraisal:case", args=[case.number])

    def fill_url(self, case: Case) -> str:
        return reverse("appraisal:fill", args=[case.number])

    def print_form(self, case: Case, form: str, *, held: bool) -> bytes:
        return printing.printed(*current.paper_of(case, held=held), form)

    def publish_url(self, round_id: int) -> str:
        return reverse("appraisal:publish", args=[round_id])

    def desk_url(self, round_id: int) -> str:
        return reverse("appraisal:desk", args=[round_id])

    def write_summary(
        self, stream: IO[bytes], *, user: User, cases: QuerySet[Case], on_row: Callable[[], None]
    ) -> int | None:
        return summary.write(stream, user=user, cases=cases, on_row=on_row)

    def may_fill(self, user: User, case: Case) -> str | None:
        """As the file of the studio: chair and clerk all of the unit, leader and liaison their own."""
        if holds(user, Role.UNIT_CHAIR, case.unit) or holds(user, Role.UNIT_CLERK, case.unit):
            return None
        if not own_studio_ids(user) or case.pk in own_case_ids(user):
            return None
        return f"这件由{case.subject_name}的领衔人或联络员填写，您可以看，不能改。"

    def also_told(self, case: Case) -> list[int]:
        posts = StudioAppointment.objects.filter(studio__appraisals__case=case)
        return list(posts.values_list("user_id", flat=True))

    def before_answer(self, case: Case, step: CaseStep, *, actor: User, verdict: str, extra: dict[str, Any]) -> None:
        """The federation's answer is a grade; where it asks for 整改, it says what is demanded."""
        if step.level != Level.FEDERATION:
            return
        if verdict != Verdict.APPROVE:
            raise Invalid({"grade": "年度考核用等次答复，没有“不同意”。"})
        grading.check_grade(extra)

    def before_publication(self, cases: list[Case], *, actor: User) -> None:
        grading.check_share(cases)


APPRAISAL = AppraisalCase()
