"""七个有 of one studio on a day: the clause, what was found, what is missing and where it is put right."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.studios import criteria, heads
from lingjun.studios.forms.criteria import DayForm
from lingjun.studios.models import Standing
from lingjun.studios.queries import visible_to
from lingjun.studios.views.access import frame


@require_safe
def criteria_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Asked live, so that any day can be chosen; three queries for all of it, four where no case says which notice."""
    studio = get_object_or_404(visible_to(request.user), pk=studio_id)
    content = heads.put_with_content(studio)
    today = timezone.localdate()
    form = DayForm(request.GET or None)
    on = form.day or today
    subject = criteria.Subject(studio=studio, content=content, on=on)
    results = criteria.evaluate(subject)
    context = frame(request, studio, "criteria") | {
        "form": form if form.is_bound else DayForm(initial={"on": today}),
        "on": on,
        "today": today,
        "content": content,
        "results": [(result, content.clause(result.criterion.clause)) for result in results],
        "met": sum(result.standing == Standing.MET for result in results),
        "asked": sum(result.standing is not None for result in results),
        "before_naming": on < studio.named_on,
    }
    return render(request, "studios/criteria.html", context)
