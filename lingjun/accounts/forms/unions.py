"""The filter 推荐工会 of every list: never more choices than one level of the tree has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lingjun.accounts.queries import organizations_of, organizations_visible_to
from lingjun.core.ids import row_id
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

if TYPE_CHECKING:
    from django import forms

    from lingjun.accounts.models import User


class UnionFilter:
    """For a form with a field `union`. A federation over federations offers those first, and once one is chosen what
    is below it; a city offers its unions. So a nation's list costs what a city's costs."""

    fields: dict[str, forms.Field]
    place: Organization | None = None
    """The chosen organization, where it is one the reader may see."""

    def offer_unions(self, user: User, asked: str) -> None:
        """Fill the choices, or take the field away where there is nothing to choose. One query, two once chosen."""
        visible = organizations_visible_to(user).exclude(kind=OrganizationKind.UNIT)
        if (place := row_id(asked)) is not None:
            self.place = visible.select_related("parent").filter(pk=place).first()
        own = {one.pk for one in organizations_of(user)}
        base = self.place if self.place is None or self._is_federation else self.place.parent
        above = own if base is None else {base.pk}
        rows = visible.filter(parent__in=above).order_by("kind", "sort_order", "id")
        below = [(pk, short or name) for pk, name, short in rows.values_list("pk", "name", "short_name")]
        if len(below) < 2 and self.place is None:
            del self.fields["union"]
            return
        chosen = [(base.pk, base.label)] if base is not None and base.pk not in own else []
        field: Any = self.fields["union"]
        field.choices = [("", "不限" if chosen else f"全部 {len(below)} 家"), *chosen, *below]

    def narrowed(self, wanted: dict[str, Any]) -> dict[str, Any]:
        """A chosen federation means everything below it: `within`, a path, in place of `union`."""
        if "union" in wanted and self.place is not None and self._is_federation:
            return {**{key: value for key, value in wanted.items() if key != "union"}, "within": self.place.path}
        return wanted

    @property
    def _is_federation(self) -> bool:
        return self.place is not None and self.place.kind == OrganizationKind.FEDERATION
