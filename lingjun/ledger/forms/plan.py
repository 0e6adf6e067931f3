"""The yearly plan, its items, and ticking one off by hand."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from lingjun.ledger.forms.people import WorkerField
from lingjun.ledger.models import Plan, PlanItem
from lingjun.ledger.queries.people import pickable
from lingjun.studios.forms.records import RecordForm

MONTHS = [(month, f"{month} 月") for month in range(1, 13)]


class PlanForm(RecordForm):
    """Goal of the year."""

    class Meta:
        model = Plan
        fields = ("year", "goal", "adopted_on")
        widgets: ClassVar = {"goal": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["goal"].required = True
        self.fields["goal"].help_text = "这一年要做成什么，一条写一行。"
        if not self.instance.pk:
            self.initial.setdefault("adopted_on", timezone.localdate())


class _Item(RecordForm):
    due_month = forms.TypedChoiceField(label="完成月份", choices=MONTHS, coerce=int)
    worker = WorkerField(label="负责人", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].queryset = pickable(self.studio)  # type: ignore[attr-defined]
        self.initial.setdefault("due_month", timezone.localdate().month)


class PlanItemForm(_Item):
    """One item of a plan that is there."""

    plan = forms.ModelChoiceField(Plan.objects.none(), widget=forms.HiddenInput, label="工作计划")

    class Meta:
        model = PlanItem
        fields = ("plan", "title", "due_month", "worker")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["plan"].queryset = Plan.standing.filter(studio=self.studio)  # type: ignore[attr-defined]


class PlanItemSheetForm(_Item):
    """One item as a row of an Excel list: the year names the plan."""

    year = forms.IntegerField(label="年度")
    done_on = forms.DateField(label="完成日期", required=False)

    class Meta:
        model = PlanItem
        fields = ("title", "due_month", "worker", "done_on", "done_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("year", timezone.localdate().year)

    @property
    def values(self) -> dict[str, Any]:
        """With the year."""
        return super().values | {"year": self.cleaned_data["year"]}


class TickForm(forms.Form):
    """By hand: when and how."""

    done_on = forms.DateField(label="完成日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    done_note = forms.CharField(label="怎么完成的", max_length=200)
