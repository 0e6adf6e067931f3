"""The sheet of a case as it prints now: what was submitted, the opinions in their boxes, the mark of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lingjun.appraisal.figures import lines
from lingjun.appraisal.models import Grade
from lingjun.appraisal.paper import AppraisalPaper, Mark, Said
from lingjun.cases.enums import Verdict
from lingjun.core.codes import HONOUR_LEVELS
from lingjun.notices.enums import Level

if TYPE_CHECKING:
    from lingjun.cases.models import Case, Submission

BOXES = {Level.UNIT: "unit", Level.RECOMMENDER: "union", Level.FEDERATION: "city"}


def draft(case: Case, figures: dict[str, Any]) -> AppraisalPaper:
    """From the studio, its year's figures and what the leader has written so far."""
    appraisal = case.appraisal
    studio = appraisal.studio
    plaque = studio.plaques.filter(recalled_on__isnull=True).order_by("-issued_on", "-id").first()
    return AppraisalPaper(
        year=appraisal.year,
        studio_name=case.subject_name,
        plaque=plaque.number if plaque else "",
        unit_name=case.unit.name,
        recommender=case.recommender.name,
        leader=studio.leader.name,
        honour=HONOUR_LEVELS.label(studio.leader_honour),
        rows=[list(row) for row in lines(figures)],
        until=figures.get("until", ""),
        report=appraisal.report,
        problems=appraisal.problems,
        next_year=appraisal.next_year,
    )


def submitted(case: Case, submission: Submission, *, held: bool = False) -> tuple[AppraisalPaper, Mark]:
    """A submission with the opinions given on it; what is not published only for who may see it (`held`)."""
    paper = AppraisalPaper.from_dict(submission.content["paper"])
    for opinion in case.opinions.all():
        fits = opinion.version == submission.version and opinion.verdict == Verdict.APPROVE
        current = not opinion.is_superseded or submission.version < case.version
        if not (fits and current and (opinion.is_published or held)):
            continue
        setattr(paper, BOXES[Level(opinion.step.level)], Said(opinion.text, opinion.dated_on.isoformat()))
        if opinion.extra.get("grade"):
            paper.grade = Grade(opinion.extra["grade"]).label
    return paper, Mark(case.number, submission.version, submission.digest)


def paper_of(case: Case, version: int | None = None, *, held: bool = False) -> tuple[AppraisalPaper, Mark]:
    """Version 0 is the draft with the figures of this moment, None what is current.

    Raises Submission.DoesNotExist for a version that never was.
    """
    if version is None:
        version = case.version
    if version == 0:
        return draft(case, case.appraisal.figures), Mark(case.number)
    return submitted(case, case.submissions.get(version=version), held=held)
