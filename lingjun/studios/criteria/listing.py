"""The table of all studios and their seven criteria, read from the kept sheets: one row is one read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, F, Q, QuerySet
from django.db.models.expressions import RawSQL

from lingjun.accounts.queries import scope_q
from lingjun.core import search_index
from lingjun.studios.criteria.sheet import KEPT
from lingjun.studios.models import CriteriaSheet, Standing

if TYPE_CHECKING:
    from lingjun.accounts.models import User

ORDERS: Final = {"named": ("named_on", "studio_id"), "met": ("met", "named_on", "studio_id")}
SUMMED: Final = 2_000
"""Studios counted for the line above the table; a federation has fewer, a nation is told that there are more."""


def visible_to(user: User) -> QuerySet[CriteriaSheet]:
    """Sheets of the studios the user sees (`studios.queries.visible_to`)."""
    return CriteriaSheet.objects.filter(scope_q(user, "studio__unit_path"))


def filtered(user: User, wanted: dict[str, Any]) -> QuerySet[CriteriaSheet]:
    """Narrowed by the filters of the address; empty values do nothing. No query yet.

    Without `scope` only studios in force. A `standing` without a `criterion` says nothing.
    """
    sheets = visible_to(user)
    if wanted.get("scope") != "all":
        sheets = sheets.filter(is_active=True)
    if within := wanted.get("within"):
        sheets = sheets.filter(studio__unit_path__under=within)
    if union := wanted.get("union"):
        sheets = sheets.filter(recommender_id=union)
    if (met := wanted.get("met")) is not None:
        sheets = _reached(sheets, met, whole=not scope_q(user, "pk"))
    if (key := wanted.get("criterion")) in KEPT:
        sheets = _standing(sheets, str(key), wanted.get("standing", ""))
    return search_index.matching(sheets, wanted.get("q") or "", through="studio")


def _reached(sheets: QuerySet[CriteriaSheet], met: int, *, whole: bool) -> QuerySet[CriteriaSheet]:
    """So many criteria met. Within a federation the way leads over its studios, not over all that meet as many."""
    return sheets.filter(met=met) if whole else sheets.alias(reached=F("met") + 0).filter(reached=met)


def _standing(sheets: QuerySet[CriteriaSheet], key: str, standing: str) -> QuerySet[CriteriaSheet]:
    """Met; or not met, in words the partial index `sheet_lacks_<key>` knows: written out, not as a parameter."""
    if standing == str(Standing.MET.value):
        return sheets.filter(**{key: Standing.MET})
    lacking = sheets.filter(**{f"{key}__lt": RawSQL(str(Standing.MET.value), ())})  # noqa: S611  our number
    return lacking.filter(**{key: int(standing)}) if standing else lacking


def ordered(sheets: QuerySet[CriteriaSheet], sort: str) -> QuerySet[CriteriaSheet]:
    """`sort` is a key of ORDERS, with "-" for descending."""
    columns = ORDERS[sort.removeprefix("-")]
    return sheets.order_by(*(f"-{column}" if sort.startswith("-") else column for column in columns))


def rows_of(sheets: QuerySet[CriteriaSheet]) -> list[CriteriaSheet]:
    """One page with what a row shows: the keys by the index first, then the rows, so that a late page costs no more."""
    ids = list(sheets.values_list("pk", flat=True))
    shown = CriteriaSheet.objects.select_related("studio__unit", "recommender").only(
        *KEPT, "named_on", "is_active", "met", "lacks", "studio__name", "studio__unit__name", "recommender__name",
        "recommender__short_name",
    )  # fmt: skip
    found = shown.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def summary(sheets: QuerySet[CriteriaSheet]) -> dict[str, Any]:
    """How many studios meet all seven, and how many lack each, of the SUMMED named last. One query."""
    lacks = {f"lacks_{key}": Count("pk", filter=Q(**{f"{key}__lt": Standing.MET})) for key in KEPT}
    most = search_index.COMMON if search_index.is_common(sheets) else SUMMED
    some = ordered(sheets, "-named")[: most + 1]
    found = some.aggregate(total=Count("pk"), all_met=Count("pk", filter=Q(met=len(KEPT))), **lacks)
    return {
        "total": min(found["total"], most),
        "capped": found["total"] > most,
        "all_met": found["all_met"],
        "lacks": [(key, found[f"lacks_{key}"]) for key in KEPT],
    }
