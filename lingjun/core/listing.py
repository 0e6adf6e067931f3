"""What every long list shares: pages whose count is bounded, page sizes, columns chosen in the address."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from lingjun.core import search_index

SIZES: Final = (12, 25, 50)
COLUMNS: Final = "cols"
"""Name in the address: keys of the shown columns, parted by commas."""


class BoundedPaginator(Paginator):
    """Counts at most `limit` rows, so that a page's cost does not grow with the table; pages end there too.

    `counted`: the same rows without annotations, where those are dear. `capped` tells that there are more.
    """

    limit = 10_000

    def __init__(self, rows: QuerySet[Any], per_page: int, *, counted: QuerySet[Any] | None = None) -> None:
        super().__init__(rows, per_page)
        self._counted = rows if counted is None else counted
        if search_index.is_common(self._counted):
            self.limit = search_index.COMMON

    def page(self, number: Any) -> Page[Any]:
        """A later page, or one whose rows are dear, finds its keys in the index of the order first.

        Rows passed over are not read, and nothing is counted for them. Still one query; the order stands in both, the
        conditions with the keys alone: asked again of each row, a word in a search column costs more than the page.
        """
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        top = min(bottom + self.per_page, self.count)
        rows: Any = self.object_list
        dear = bottom > 0 or bool(getattr(getattr(rows, "query", None), "annotations", None))
        if dear and isinstance(rows, QuerySet) and not rows.query.combinator:
            return Page(_unconditional(rows).filter(pk__in=rows.values("pk")[bottom:top]), number, self)
        return Page(rows[bottom:top], number, self)

    @cached_property
    def _found(self) -> int:
        return self._counted.order_by()[: self.limit + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self._found, self.limit)

    @property
    def capped(self) -> bool:
        return self._found > self.limit


def _unconditional(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The same rows without their conditions, unless these chose among several rows joined to one."""
    query: Any = rows.query
    joined = [query.alias_map[alias] for alias, uses in query.alias_refcount.items() if uses]
    ways = [join.join_field for join in joined if join.parent_alias]
    if any(way.one_to_many or way.many_to_many for way in ways):
        return rows
    bare = rows.all()
    bare.query.clear_where()
    return bare


def page_of(request: HttpRequest, rows: QuerySet[Any], *, counted: QuerySet[Any] | None = None) -> Page[Any]:
    """The page asked for by ?page= and ?size=; nonsense gives the first page at 25 rows."""
    asked = request.GET.get("size", "")
    size = int(asked) if asked in {str(one) for one in SIZES} else SIZES[1]
    return BoundedPaginator(rows, size, counted=counted).get_page(request.GET.get("page"))


@dataclasses.dataclass(frozen=True, slots=True)
class ListColumn:
    """One column people may choose. `default`: shown until somebody chooses; `sort`: key of the order it offers."""

    key: str
    label: str
    default: bool = True
    sort: str = ""
    first: str = "up"
    right: bool = False
    less: bool = False


def chosen_columns(request: HttpRequest, name: str, available: Sequence[ListColumn]) -> list[ListColumn]:
    """From the address, else as last chosen (kept in the session), else the defaults. Unknown keys are passed over."""
    wanted = request.GET.get(COLUMNS) or request.session.get(_kept(name), "")
    keys = set(str(wanted).split(","))
    found = [column for column in available if column.key in keys]
    return found or [column for column in available if column.default]


def keep_columns(request: HttpRequest, name: str, available: Sequence[ListColumn]) -> QueryDict:
    """Remember the columns posted as `col`; gives the posted `query` of the list with them. Nothing ticked means the
    defaults."""
    ticked = set(request.POST.getlist("col"))
    value = ",".join(column.key for column in available if column.key in ticked)
    request.session[_kept(name)] = value
    query = QueryDict(request.POST.get("query", ""), mutable=True)
    query.pop(COLUMNS, None)
    if value:
        query[COLUMNS] = value
    return query


def query_of(request: HttpRequest) -> str:
    """The address without the page number: what shapes the list."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def sort_key(request: HttpRequest, orders: Sequence[str], default: str) -> str:
    """The asked order ("due" or "-due") if the list offers it."""
    asked = request.GET.get("sort", "")
    return asked if asked.removeprefix("-") in orders else default


def _kept(name: str) -> str:
    return f"columns.{name}"
