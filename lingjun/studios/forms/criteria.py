"""The day a file is asked about, and the filters of the table of the seven criteria."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone

from lingjun.accounts.forms.unions import UnionFilter
from lingjun.notices.enums import CriterionKey
from lingjun.studios.forms.register import words_field
from lingjun.studios.models import Standing

if TYPE_CHECKING:
    from django.http import QueryDict

    from lingjun.accounts.models import User

FIRST = datetime.date(1990, 1, 1)


class DayForm(forms.Form):
    """看另一天. A day that is none is told; the page then shows today."""

    on = forms.DateField(
        label="看哪一天",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期写成 2013-05-08 这样。"},
    )

    def clean_on(self) -> datetime.date | None:
        """Neither ahead nor before there was any programme."""
        day: datetime.date | None = self.cleaned_data["on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("还没有到这一天，先按今天计算。")
        if day and day < FIRST:
            raise forms.ValidationError(f"从 {FIRST.year} 年起可以看，先按今天计算。")
        return day

    @property
    def day(self) -> datetime.date | None:
        """The asked day, None for none or a wrong one."""
        return self.cleaned_data.get("on") if self.is_bound and self.is_valid() else None


class CriteriaFilterForm(UnionFilter, forms.Form):
    """Filters in the address. One query: unions."""

    q = words_field()
    union = forms.TypedChoiceField(label="推荐工会", required=False, coerce=int, empty_value="")
    criterion = forms.ChoiceField(label="哪一个“有”", required=False, choices=[("", "不限"), *CriterionKey.choices])
    standing = forms.ChoiceField(
        label="情况",
        required=False,
        choices=[
            ("", "没有达到"),
            *((str(value), "全缺" if value == Standing.MISSING else label) for value, label in Standing.choices),
        ],
    )
    met = forms.TypedChoiceField(
        label="达到几个",
        required=False,
        coerce=int,
        empty_value="",
        choices=[("", "不限"), *((str(number), f"{number} 个") for number in range(7, -1, -1))],
    )
    scope = forms.ChoiceField(label="范围", required=False, choices=[("", "在册"), ("all", "含已撤销")])

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "没有这个选项，没有按它筛选，请重新选。"
        self.offer_unions(user, data.get("union", ""))

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that hold; one with a value nobody offered is left out and its error shown."""
        self.is_valid()
        return self.narrowed({name: value for name, value in self.cleaned_data.items() if value not in ("", None)})
