"""The trail on screen, for the auditor alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingjun.audit import labels, queries
from lingjun.audit.forms import TrailForm
from lingjun.audit.models import Entry
from lingjun.core.errors import NotYours


def auditor_only(request: HttpRequest) -> None:
    """403 for everybody without the auditor's post; the person says so itself (`is_auditor`), no import upwards."""
    if not getattr(request.user, "is_auditor", False):
        raise NotYours("操作记录只有审计员能看。")


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """A page of entries; `?before=` and `?after=` continue by sequence."""
    auditor_only(request)
    form = TrailForm(request.GET)
    form.is_valid()
    wanted = {name: value for name, value in form.cleaned_data.items() if value}
    page = queries.page(
        queries.filtered(**wanted), before=_number(request, "before"), after=_number(request, "after")
    )  # fmt: skip
    return render(request, "audit/trail.html", {"form": form, "page": page, "filtered": bool(wanted)})


@require_safe
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """One entry with old and new values and its hashes."""
    auditor_only(request)
    found = Entry.objects.filter(pk=sequence).first()
    if found is None:
        raise Http404
    names = list(dict.fromkeys([*found.old, *found.new]))
    changes = [
        (labels.field(found, name), labels.value(found, name, found.old), labels.value(found, name, found.new))
        for name in names
    ]
    around = set(Entry.objects.filter(pk__in=[sequence - 1, sequence + 1]).values_list("pk", flat=True))
    context = {"entry": found, "changes": changes, "around": around, "previous": sequence - 1, "next": sequence + 1}
    return render(request, "audit/entry.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isdecimal() and len(value) < 19 else None
