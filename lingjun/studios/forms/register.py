"""Filters of the register of studios."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from lingjun.accounts.forms.unions import UnionFilter
from lingjun.core.codes import HONOUR_LEVELS
from lingjun.studios.models import StudioStatus
from lingjun.studios.queries import years

if TYPE_CHECKING:
    from django.http import QueryDict

    from lingjun.accounts.models import User


def words_field() -> forms.CharField:
    """The words a studio is found by."""
    return forms.CharField(
        label="名称、编号、单位或拼音首字母",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "如 chc、2012-007"}),
    )


class StudioFilterForm(UnionFilter, forms.Form):
    """Filters in the address. Two queries: unions and years."""

    q = words_field()
    union = forms.TypedChoiceField(label="推荐工会", required=False, coerce=int, empty_value="")
    honour = forms.ChoiceField(label="领衔人荣誉", required=False, choices=[("", "不限"), *HONOUR_LEVELS.choices])
    year = forms.TypedChoiceField(label="命名年份", required=False, coerce=int, empty_value="")
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "不限"), *StudioStatus.choices])

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "没有这个选项，没有按它筛选，请重新选。"
        self.fields["year"].choices = [("", "不限"), *((year, f"{year} 年") for year in years(user))]  # type: ignore[attr-defined]
        self.offer_unions(user, data.get("union", ""))

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that hold; one with a value nobody offered is left out and its error shown."""
        self.is_valid()
        return self.narrowed({name: value for name, value in self.cleaned_data.items() if value not in ("", None)})
