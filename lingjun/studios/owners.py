"""Which lines may have files behind them, and what kind: asked by the pages that take files in.

An app registers its models when it starts: `owners.register(Activity, "photo")`. Whatever is not registered can own
no file, whatever a page sends.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models.functions import Cast, RowNumber

if TYPE_CHECKING:
    from lingjun.studios.models import Studio


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """`purpose`: a key of `core.files.PURPOSES`; `studio`: lookup from a line to its studio's id. `tab`: the part that
    shows its lines, "" where no file may be put behind them by hand; `awaits`: whether files wait for this new line;
    `whole`: a file may stand for all lines together (a list of equipment), so that nothing is asked. `named_by`: the
    columns, two at most, that `str` of a line reads; needed with `tab`.
    """

    model: type[models.Model]
    purpose: str
    studio: str = "studio_id"
    tab: str = ""
    awaits: Callable[[Any], bool] | None = None
    whole: bool = False
    named_by: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """As `Material.about` keeps it."""
        return self.model._meta.label_lower

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    def lines(self, studio: Studio) -> models.QuerySet[Any]:
        """Lines of this studio that were not taken out."""
        rows = self.model._base_manager.filter(**{self.studio: studio.pk})
        has_removal = any(field.name == "removed_at" for field in self.model._meta.get_fields())
        return rows.filter(removed_at__isnull=True) if has_removal else rows


_OWNERS: dict[str, Owner] = {}


def register(
    model: type[models.Model],
    purpose: str,
    *,
    studio: str = "studio_id",
    tab: str = "",
    awaits: Callable[[Any], bool] | None = None,
    whole: bool = False,
    named_by: tuple[str, ...] = (),
) -> None:
    """Called by an app's `ready()`."""
    _OWNERS[model._meta.label_lower] = Owner(model, purpose, studio, tab, awaits, whole, named_by)


def owner(label: str) -> Owner | None:
    """What is known of a model label ("ledger.activity"); None for one that owns no files."""
    return _OWNERS.get(label)


def with_tab() -> list[Owner]:
    """Those whose lines files may be put behind by hand."""
    return [one for one in _OWNERS.values() if one.tab]


def names_of_lines(studio: Studio, most: int) -> dict[str, list[tuple[int, str]]]:
    """Lines files may be put behind by hand: label -> (key, name), `most` of each, as its list has them. One query."""
    first, *rest = [_named(one, studio, most) for one in with_tab()]
    found: dict[str, list[tuple[int, str]]] = {one.label: [] for one in with_tab()}
    for label, _, pk, *texts in sorted(first.union(*rest, all=True)):
        line = _OWNERS[label].model()
        for name, text in zip(_OWNERS[label].named_by, texts, strict=False):
            setattr(line, name, _column(line, name).to_python(text))
        found[label].append((pk, str(line)))
    return found


def _named(one: Owner, studio: Studio, most: int) -> models.QuerySet[Any, Any]:
    """Rows of label, place, key and two texts: alike for every kind, so that one statement asks for all."""
    first, second = (*(Cast(name, models.TextField()) for name in one.named_by), models.Value(""))[:2]
    lines = one.lines(studio)
    place = models.Window(RowNumber(), order_by=[str(name) for name in one.model._meta.ordering or ("pk",)])
    shown = one.model._base_manager.filter(pk__in=lines.values("pk")[:most]).order_by()
    return shown.values_list(models.Value(one.label), place, "pk", first, second)


def _column(line: models.Model, name: str) -> models.Field[Any, Any]:
    found = line._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(name)
    return found


def tab_of(label: str) -> str:
    """The part of the file that shows a kind of line; "" for none."""
    known = owner(label)
    return known.tab if known else ""


def line_of(studio: Studio, label: str, line_id: int) -> models.Model | None:
    """The line of this studio, also one that was taken out; None for anything else. One query."""
    known = owner(label)
    if known is None:
        return None
    return known.model._base_manager.filter(**{known.studio: studio.pk}, pk=line_id).first()
