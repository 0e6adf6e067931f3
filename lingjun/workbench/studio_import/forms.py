"""Choosing a list, saying which column is which, and which words mean which union."""

from __future__ import annotations

from typing import Any

from django import forms

from lingjun.core.files import PURPOSES
from lingjun.documents.excel import column_letters
from lingjun.organizations.models import Organization
from lingjun.workbench.studio_import.columns import COLUMNS, KEYS, MAX_ROWS
from lingjun.workbench.studio_import.mapping import SEARCHED, Table


class FileForm(forms.Form):
    """A list as the federation has it."""

    file = forms.FileField(
        label="工作室名单", allow_empty_file=True,
        help_text=f"Excel、WPS、ODS 或 CSV，一次最多 {MAX_ROWS} 行。手头已有的表可以直接传，不用先改表头。",
        widget=forms.FileInput(attrs={"accept": PURPOSES["table"].accept}),
    )  # fmt: skip


class MappingForm(forms.Form):
    """A choice for each column of the list, the row with the headings, and the sheet where the book has several."""

    row = forms.IntegerField(label="表头在第几行", min_value=1, max_value=SEARCHED)

    def __init__(self, *args: Any, table: Table, **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table
        self.fields["row"].initial = table.head + 1
        if table.sheet.others:
            names = (table.sheet.name, *table.sheet.others)
            self.fields["sheet"] = forms.ChoiceField(
                label="读哪一张表", required=False, choices=[(name, name) for name in names], initial=table.sheet.name,
                help_text="一次读一张；别的表请再传一次，到时选它。",
            )  # fmt: skip
        chosen = {place: key for key, place in table.columns.items()}
        choices = [("", "不导入"), *((column.key, column.label) for column in COLUMNS)]
        for place, heading in table.headings.items():
            self.fields[f"col_{place}"] = forms.ChoiceField(
                label=heading, required=False, choices=choices, initial=chosen.get(place, "")
            )

    @property
    def columns(self) -> list[tuple[Any, str, list[str]]]:
        """(field, letters of the column, first cells) for the page."""
        return [
            (self[f"col_{place}"], column_letters(place), self.table.samples(place)) for place in self.table.headings
        ]

    @property
    def other_sheet(self) -> str:
        """The sheet the officer wants instead of this one, "" for none: everything is asked again."""
        wanted = str(self.cleaned_data.get("sheet", ""))
        return "" if wanted == self.table.sheet.name else wanted

    @property
    def other_row(self) -> bool:
        """The officer named another row of headings: the columns are asked again."""
        return int(self.cleaned_data["row"]) - 1 != self.table.head

    @property
    def headings(self) -> dict[str, str]:
        """Heading to column key, "" for one that is not wanted."""
        return {heading: self.cleaned_data.get(f"col_{place}", "") for place, heading in self.table.headings.items()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors or self.other_sheet or self.other_row:
            return cleaned
        seen: dict[str, str] = {}
        for place, heading in self.table.headings.items():
            key = cleaned.get(f"col_{place}", "")
            if key and key in seen:
                self.add_error(f"col_{place}", f"“{KEYS[key].label}”已经由“{seen[key]}”这一列给出。")
            elif key:
                seen[key] = heading
        missing = [column.label for column in COLUMNS if column.required and column.key not in seen]
        if missing:
            self.add_error(None, f"还没有指定哪一列是{'、'.join(missing)}。")
        return cleaned


class UnionsForm(forms.Form):
    """Which union is meant by words nobody knows."""

    def __init__(self, *args: Any, words: list[str], unions: list[Organization], **options: Any) -> None:
        super().__init__(*args, **options)
        self.words = words
        choices = [("", "还没有选"), *((union.pk, union.label) for union in unions)]
        for at, word in enumerate(words):
            self.fields[f"union_{at}"] = forms.TypedChoiceField(
                label=word, required=False, coerce=int, empty_value=None, choices=choices
            )

    @property
    def said(self) -> dict[str, int]:
        """Words to the key of a union, those that were chosen."""
        return {
            word: self.cleaned_data[f"union_{at}"]
            for at, word in enumerate(self.words)
            if self.cleaned_data.get(f"union_{at}")
        }
