"""制度: the notice's six kinds, each with the version in force and the versions before it."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.files import made_response
from lingjun.core.ids import row_id
from lingjun.studios import actions, regulation_texts
from lingjun.studios.forms.holdings import RegulationForm
from lingjun.studios.models import Material, Regulation, Studio, StudioRecord
from lingjun.studios.papers import regulation as paper
from lingjun.studios.queries import content_of, materials_of, of_form
from lingjun.studios.views.access import frame, studio_for
from lingjun.studios.views.records import LinePages, Verbs

LARGEST_ID = 2**63 - 1


@dataclasses.dataclass(slots=True)
class Kind:
    """One kind with its versions, the latest first."""

    key: str
    label: str
    clause: str
    current: Regulation | None
    versions: list[Regulation]
    has_text: bool


def in_force(versions: list[Regulation], on: datetime.date) -> Regulation | None:
    """Of the versions of one kind, the one in force on a day."""
    begun = [one for one in versions if one.effective_on <= on]
    latest = max(begun, key=lambda one: (one.effective_on, one.pk), default=None)
    return latest if latest and (latest.ended_on is None or latest.ended_on > on) else None


@require_safe
def regulations(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """All kinds, also as they were on another day (`?on=`)."""
    studio = studio_for(request, studio_id)
    today = timezone.localdate()
    on = _day(request.GET.get("on", "")) or today
    versions: dict[str, list[Regulation]] = defaultdict(list)
    for one in Regulation.standing.filter(studio=studio).defer("text")[:500]:
        versions[one.kind].append(one)
    texts = regulation_texts.kinds()
    kinds = [
        Kind(
            option.key, option.label, option.clause, in_force(versions[option.key], on), versions[option.key],
            option.key in texts,
        )
        for option in content_of(studio).regulations
    ]  # fmt: skip
    kept = Material.objects.filter(studio=studio, about="studios.regulation", removed_at__isnull=True)
    context = frame(request, studio, "regulations") | {
        "kinds": kinds,
        "present": sum(kind.current is not None for kind in kinds),
        "lacking": [kind.label for kind in kinds if kind.current is None],
        "files": {
            about_id: (count, came)
            for about_id, count, came in kept.order_by()
            .values_list("about_id")
            .annotate(count=Count("pk"), came=Count("pk", filter=of_form(studio)))
        },
        "on": on,
        "today": today,
    }
    return render(request, "studios/regulations.html", context)


@require_safe
def regulation(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """One version, to read: text, files, and its neighbours."""
    studio = studio_for(request, studio_id)
    line = _line(studio, line_id)
    others = Regulation.standing.filter(studio=studio, kind=line.kind).exclude(pk=line.pk).defer("text")[:50]
    context = frame(request, studio, "regulations") | {
        "line": line,
        "kind": content_of(studio).label("regulations", line.kind),
        "others": others,
        "materials": materials_of(studio, line),
        "files": "regulation",
        "about": "studios.regulation",
        "today": timezone.localdate(),
    }
    return render(request, "studios/regulation.html", context)


@require_safe
def regulation_word(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """One version as Word, to be printed and stamped."""
    studio = studio_for(request, studio_id)
    line = _line(studio, line_id)
    content = paper.word(studio, line, kind=content_of(studio).label("regulations", line.kind))
    return made_response(content, f"{line.title}（第{line.version}版）.docx")


def _line(studio: Studio, line_id: int) -> Regulation:
    if line_id > LARGEST_ID:
        raise Http404
    return get_object_or_404(Regulation.standing.filter(studio=studio), pk=line_id)


def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def back(studio: Studio, line: StudioRecord | None = None) -> str:
    """The version itself once it stands, else the list."""
    if line is not None and line.pk and line.removed_at is None:
        return reverse("studios:regulation", args=[studio.pk, line.pk])
    return reverse("studios:regulations", args=[studio.pk])


def _first(request: HttpRequest, studio: Studio) -> dict[str, object]:
    """From the version before (`?from=`), from our text (`?start=1`), or empty."""
    kind = request.GET.get("kind", "")
    found: dict[str, object] = {"kind": kind, "issued_by": studio.unit.name, "effective_on": timezone.localdate()}
    before = request.GET.get("from", "")
    if (number := row_id(before)) is not None:
        old = Regulation.standing.filter(studio=studio, pk=number).first()
        if old is not None:
            return found | {"kind": old.kind, "title": old.title, "text": old.text, "issued_by": old.issued_by}
    text = regulation_texts.start(studio, kind)
    if text is not None:
        found |= {"title": text.title}
        if request.GET.get("start") == "1":
            found |= {"text": text.text}
    return found


PAGES = LinePages(
    app="studios", key="regulation", noun="制度", model=Regulation, form=RegulationForm, tab="regulations", back=back,
    files="regulation", initial=_first, template="studios/regulation_line.html",
    verbs=Verbs(
        add=actions.add_regulation, change=actions.change_regulation, remove=actions.remove_regulation,
        restore=actions.restore_regulation,
    ),
)  # fmt: skip
