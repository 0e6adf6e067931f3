"""Fields that name people of a studio; in an Excel list the name stands for the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from lingjun.ledger.queries.people import label
from lingjun.studios.models import Worker

if TYPE_CHECKING:
    from django.db.models import QuerySet


class WorkerField(forms.ModelChoiceField):
    """One person; the form sets `queryset` to `queries.people.pickable(studio)`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Worker.objects.none(), **({"empty_label": "（未定）"} | options))

    def label_from_instance(self, obj: Worker) -> str:
        return label(obj)


class PeopleField(forms.ModelMultipleChoiceField):
    """People to tick; cleans to their ids in order."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(Worker.objects.none(), required=False, **options)

    def label_from_instance(self, obj: Worker) -> str:
        return label(obj)

    def clean(self, value: Any) -> list[int]:  # type: ignore[override]
        """Ids, not rows: the line keeps a list."""
        found: QuerySet[Worker] = super().clean(value)
        return [worker.pk for worker in found]
