"""What the product writes for a widget is what Django's templates write."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import Form, MultipleChoiceField, RadioSelect, widgets
from django.forms.renderers import DjangoTemplates
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from lingjun.core.renderer import _WRITERS, WrittenWidgets

CHOICES: list[Any] = [
    ("", "不限 <b>"),
    (3, lazystr("三 & 四")),
    ("甲&乙", [("1", "a"), (2, 1234.5)]),
    (None, mark_safe("<i>n</i>")),
]
ATTRS = {"required": True, "disabled": False, "data-a": 'x"<y>', "rows": 2, "title": lazystr("说 <明>")}
INPUTS = [
    getattr(widgets, name)
    for name in widgets.__all__
    if name.endswith("Input") and name not in {"MultipleHiddenInput", "ClearableFileInput"}
]


@pytest.mark.parametrize("kind", [*INPUTS, widgets.Textarea], ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("value", [None, "", "词 <&> \"'", 12, 1234.5, True, mark_safe("a&amp;b"), lazystr("<x>")])
def test_inputs(kind: Any, value: Any) -> None:
    widget = kind(attrs=ATTRS)
    assert kind.template_name in _WRITERS
    assert widget.render("na<me", value, {"id": "i"}, WrittenWidgets()) == widget.render(
        "na<me", value, {"id": "i"}, DjangoTemplates()
    )


@pytest.mark.parametrize("kind", [widgets.Select, widgets.SelectMultiple, widgets.NullBooleanSelect])
@pytest.mark.parametrize("value", [None, "", "1", 3, True])
def test_selects(kind: Any, value: Any) -> None:
    widget = kind(attrs=ATTRS)
    if kind is not widgets.NullBooleanSelect:
        widget.choices = CHOICES
    given = [value] if kind is widgets.SelectMultiple else value
    assert widget.render("name", given, {"id": "i"}, WrittenWidgets()) == widget.render(
        "name", given, {"id": "i"}, DjangoTemplates()
    )


@pytest.mark.parametrize("widget", [RadioSelect, widgets.CheckboxSelectMultiple])
def test_choices_one_by_one_and_together(widget: Any) -> None:
    class Choosing(Form):
        one = MultipleChoiceField(choices=[("1", "甲 <"), ("2", "乙")], widget=widget)

    written, plain = (Choosing({"one": ["1"]}, renderer=one)["one"] for one in (WrittenWidgets(), DjangoTemplates()))
    assert str(written) == str(plain)
    for one, other in zip(written.subwidgets, plain.subwidgets, strict=True):
        assert one.tag() == other.tag()
        assert one.tag(wrap_label=True) == other.tag(wrap_label=True)
