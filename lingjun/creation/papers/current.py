"""The form of a case as it prints now: the submitted data, the opinions in their boxes, the mark for the QR code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.cases.enums import Verdict
from lingjun.creation.content import Content
from lingjun.creation.paper import CreationForm, PrintedOpinion, PrintMark

if TYPE_CHECKING:
    from lingjun.cases.models import Case, Submission


def draft_form(case: Case) -> tuple[CreationForm, PrintMark]:
    """What is being filled in; printed as 草稿, without a code."""
    content = Content.from_dict(case.application.content)
    return content.paper(organization=case.recommender.name), PrintMark(case.number)


def submitted_form(case: Case, submission: Submission, *, held: bool = False) -> tuple[CreationForm, PrintMark]:
    """A submission with the opinions given on it. Unpublished ones print only for who may see them (`held`).

    Superseded opinions print only on their own, older version.
    """
    form = CreationForm.from_dict(submission.content["paper"])
    for opinion in case.opinions.all():
        fits = opinion.version == submission.version and opinion.verdict == Verdict.APPROVE
        current = not opinion.is_superseded or submission.version < case.version
        if not (fits and current and (opinion.is_published or held)):
            continue
        printed = PrintedOpinion(opinion.text, opinion.dated_on.isoformat())
        if opinion.step.opinion_box == "unit":
            form.unit_opinion = printed
        elif opinion.step.opinion_box == "city":
            form.city_opinion = printed
    return form, PrintMark(case.number, submission.version, submission.digest)


def form_of(case: Case, version: int | None = None, *, held: bool = False) -> tuple[CreationForm, PrintMark]:
    """Version 0 is the draft, None the draft while the unit edits and else the last submission.

    Raises Submission.DoesNotExist for a version that never was.
    """
    if version is None:
        version = 0 if case.is_editable and not case.version else case.version
    if version == 0:
        return draft_form(case)
    return submitted_form(case, case.submissions.get(version=version), held=held)
