"""Filters of the list of cases, and what is asked before a bulk step."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.unions import UnionFilter
from lingjun.accounts.rules import holds_any
from lingjun.cases.forms import not_ahead
from lingjun.cases.kinds import all_kinds
from lingjun.core.codes import AREAS, INDUSTRY
from lingjun.workbench.queries import cases as case_queries

if TYPE_CHECKING:
    from django.http import QueryDict

    from lingjun.accounts.models import User

ALL = [("", "不限")]
LONGEST = 500


class CaseFilterForm(UnionFilter, forms.Form):
    """Filters in the address. Three queries: unions, rounds, labels of states."""

    q = forms.CharField(
        label="名称、编号、单位或拼音首字母",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "如 chc、CJ-2026-0012"}),
    )
    kind = forms.ChoiceField(label="种类", required=False)
    state = forms.ChoiceField(label="状态", required=False)
    union = forms.TypedChoiceField(label="推荐工会", required=False, coerce=int, empty_value="")
    round = forms.TypedChoiceField(label="批次", required=False, coerce=int, empty_value="")
    year = forms.TypedChoiceField(label="年度", required=False, coerce=int, empty_value="")
    industry = forms.ChoiceField(label="所属行业", required=False, choices=[*ALL, *INDUSTRY.choices])
    area = forms.ChoiceField(label="单位所在区", required=False, choices=[*ALL, *AREAS.common_choices])
    late = forms.BooleanField(label="只看逾期的", required=False)
    mine = forms.BooleanField(label="只看待我办理的", required=False)

    def __init__(self, data: QueryDict, *, user: User) -> None:
        super().__init__(data)
        self._say_plainly()
        officer = holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.DISTRICT_OFFICER)
        self.oversees = officer or holds_any(user, Role.ADMINISTRATOR) or holds_any(user, Role.AUDITOR)
        rounds = case_queries.round_choices(user)
        kinds = [(kind.key, kind.label) for kind in all_kinds()]
        asked = data.get("kind", "")
        self._choices("kind", kinds)
        self._choices("state", case_queries.state_choices(user, asked if asked in dict(kinds) else ""))
        self._choices("round", [(pk, name) for pk, name, _ in rounds])
        self._choices("year", [(year, f"{year} 年") for year in sorted({row[2] for row in rounds}, reverse=True)])
        if self.oversees:
            self.offer_unions(user, data.get("union", ""))
        else:
            for name in ("union", "industry", "area", "year"):
                del self.fields[name]

    def _choices(self, name: str, choices: list[Any], everything: str = "不限") -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def _say_plainly(self) -> None:
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "没有这个选项，没有按它筛选，请重新选。"

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that hold; one with a value nobody offered is left out and its error shown."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
        return self.narrowed(found)

    @property
    def folded(self) -> list[forms.BoundField]:
        """Filters that are needed now and then."""
        return [self[name] for name in ("round", "year", "industry", "area", "mine", "late") if name in self.fields]

    @property
    def is_unfolded(self) -> bool:
        return any(bound.name in self.wanted or bound.errors for bound in self.folded)


class BulkApproveForm(forms.Form):
    """One opinion for all chosen cases; it prints on each form."""

    text = forms.CharField(label="意见", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 2}))
    dated_on = forms.DateField(label="落款日期", widget=forms.DateInput(attrs={"type": "date"}))

    def clean_dated_on(self) -> datetime.date:
        return not_ahead(self.cleaned_data["dated_on"], "落款日期")


class BulkReturnForm(forms.Form):
    """One reason and the parts to change, for all chosen cases."""

    reason = forms.CharField(
        label="退回原因（对方会看到原话）",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "placeholder": "写清缺什么、改到什么样"}),
    )
    sections = forms.MultipleChoiceField(label="要改的部分", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(sections.items())  # type: ignore[attr-defined]
