"""场所设施: the places of a studio, and what stands in them by the notice's kinds."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.listing import page_of
from lingjun.studios.forms.holdings import EquipmentForm, PremisesForm
from lingjun.studios.models import Equipment, Material, Premises, Studio, StudioRecord
from lingjun.studios.queries import content_of, of_form
from lingjun.studios.views.access import frame, studio_for
from lingjun.studios.views.records import LinePages

MOST_PLACES = 50


@require_safe
def premises(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Places with their photos, kinds of facilities with what is missing, and the list of equipment."""
    studio = studio_for(request, studio_id)
    content, today = content_of(studio), timezone.localdate()
    places = list(Premises.standing.filter(studio=studio)[:MOST_PLACES])
    in_use = [place for place in places if _holds(place, today)]
    lines = Equipment.standing.filter(studio=studio)
    present = lines.filter(since__lte=today).exclude(until__lte=today)
    pieces = dict(present.order_by().values_list("kind").annotate(pieces=Sum("quantity")))
    labels = {option.key: option.label for option in content.facilities}
    kind = request.GET.get("kind", "")
    retired = request.GET.get("retired") == "1"
    rows = _narrowed(lines, kind if kind in labels else "", retired=retired)
    page = page_of(request, rows)
    context = frame(request, studio, "premises") | {
        "places": [(place, _holds(place, today)) for place in places],
        "photos": _photos(studio, "studios.premises", [place.pk for place in places]),
        "area": sum((place.area for place in in_use), Decimal(0)),
        "in_use": len(in_use),
        "kinds": [(option, pieces.get(option.key, 0)) for option in content.facilities],
        "missing": [option.label for option in content.facilities if not pieces.get(option.key)],
        "page": page,
        "rows": [(line, labels.get(line.kind, line.kind), _holds(line, today)) for line in page.object_list],
        "kind": kind,
        "retired": retired,
    }
    return render(request, "studios/premises.html", context)


def _narrowed(lines: QuerySet[Equipment], kind: str, *, retired: bool) -> QuerySet[Equipment]:
    lines = lines.filter(kind=kind) if kind else lines
    today = timezone.localdate()
    return lines.filter(until__lte=today) if retired else lines.filter(Q(until__isnull=True) | Q(until__gt=today))


def _holds(line: Premises | Equipment, today: object) -> bool:
    """In use on the day."""
    return line.since <= today and (line.until is None or line.until > today)  # type: ignore[operator]


def _photos(studio: Studio, about: str, ids: list[int]) -> dict[int, list[Material]]:
    """Files behind the given lines, each with `from_form`: one query."""
    found: dict[int, list[Material]] = defaultdict(list)
    kept = Material.objects.filter(studio=studio, about=about, about_id__in=ids, removed_at__isnull=True)
    for one in kept.select_related("file").annotate(from_form=of_form(studio)):
        found[one.about_id].append(one)
    return dict(found)


def back(studio: Studio, line: StudioRecord | None = None) -> str:
    """The page of places and equipment."""
    return reverse("studios:premises", args=[studio.pk])


def _first_equipment(request: HttpRequest, studio: Studio) -> dict[str, object]:
    return {"kind": request.GET.get("kind", ""), "since": timezone.localdate(), "quantity": 1}


def _first_place(request: HttpRequest, studio: Studio) -> dict[str, object]:
    return {"since": studio.named_on}


PREMISES_PAGES = LinePages(
    app="studios", key="premises", noun="场所", model=Premises, form=PremisesForm, tab="premises", back=back,
    files="photo", initial=_first_place,
)  # fmt: skip
EQUIPMENT_PAGES = LinePages(
    app="studios", key="equipment", noun="设施", model=Equipment, form=EquipmentForm, tab="premises", back=back,
    files="evidence", initial=_first_equipment,
)  # fmt: skip
