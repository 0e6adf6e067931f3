"""七个有 of one studio on a day: the clause, what was found, what is missing and where it is put right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.studios import criteria
from lingjun.studios.forms.criteria import DayForm
from lingjun.studios.models import Standing
from lingjun.studios.views.access import frame, studio_for


@require_safe
def criteria_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Asked live, so that any day can be chosen; fourteen queries whatever the file holds."""
    studio = studio_for(request, studio_id)
    today = timezone.localdate()
    form = DayForm(request.GET or None)
    on = form.day or today
    subject = criteria.subject_of(studio, on)
    results = criteria.evaluate(subject)
    context = frame(request, studio, "criteria") | {
        "form": form if form.is_bound else DayForm(initial={"on": today}),
        "on": on,
        "today": today,
        "content": subject.content,
        "results": [(result, subject.content.clause(result.criterion.clause)) for result in results],
        "met": sum(result.standing == Standing.MET for result in results),
        "asked": sum(result.standing is not None for result in results),
        "before_naming": on < studio.named_on,
    }
    return render(request, "studios/criteria.html", context)
