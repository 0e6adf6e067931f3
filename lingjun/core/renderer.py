"""Widgets written in one go: a filter with forty choices is not forty templates.

The same characters Django's own templates give (`tests/core/test_renderer.py` compares them); other templates go there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.forms.renderers import DjangoTemplates
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

_WIDGETS: Final = "django/forms/widgets/"


class WrittenWidgets(DjangoTemplates):
    """FORM_RENDERER of the product."""

    def render(self, template_name: str, context: Any, request: HttpRequest | None = None) -> str:
        if write := _WRITERS.get(template_name):
            return mark_safe(write(context["widget"]))  # noqa: S308 - every value is escaped below
        return super().render(template_name, context, request)


def _plain(value: Any) -> SafeString:
    """`{{ value|stringformat:"s" }}`."""
    return conditional_escape(value if isinstance(value, str) else str(value))


def _said(value: Any) -> SafeString:
    """`{{ value }}`."""
    return conditional_escape(value if isinstance(value, str) else str(localize(value)))


def _attributes(found: Mapping[str, Any]) -> str:
    return "".join(
        f" {_said(name)}" if value is True else f' {_said(name)}="{_plain(value)}"'
        for name, value in found.items()
        if value is not False
    )


def _select(widget: dict[str, Any]) -> str:
    parts = [f'<select name="{_said(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        parts.append(f'\n  <optgroup label="{_said(group)}">' if group else "")
        parts += [_option(option) for option in options]
        parts.append("\n  </optgroup>" if group else "")
    return "".join([*parts, "\n</select>"])


def _option(option: dict[str, Any]) -> str:
    value, attributes = _plain(option["value"]), _attributes(option["attrs"])
    return f'\n  <option value="{value}"{attributes}>{_said(option["label"])}</option>\n'


def _input(widget: dict[str, Any]) -> str:
    kind, name, attributes = _said(widget["type"]), _said(widget["name"]), _attributes(widget["attrs"])
    value = "" if widget["value"] is None else f' value="{_plain(widget["value"])}"'
    return f'<input type="{kind}" name="{name}"{value}{attributes}>'


def _choice(widget: dict[str, Any]) -> str:
    """One radio button or box of several, with its label where it is asked for."""
    if not widget.get("wrap_label"):
        return _input(widget)
    ident = widget["attrs"].get("id")
    leads = f' for="{_said(ident)}"' if ident else ""
    return f"<label{leads}>{_input(widget)}\n {_said(widget['label'])}</label>"


def _textarea(widget: dict[str, Any]) -> str:
    value = _said(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{_said(widget["name"])}"{_attributes(widget["attrs"])}>\n{value}</textarea>'


_INPUTS: Final = (
    "text", "number", "email", "url", "password", "hidden", "file", "date", "datetime", "time", "checkbox", "search",
    "color", "tel", "input",
)  # fmt: skip
_WRITERS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    f"{_WIDGETS}select.html": _select,
    f"{_WIDGETS}textarea.html": _textarea,
    f"{_WIDGETS}radio_option.html": _choice,
    f"{_WIDGETS}checkbox_option.html": _choice,
    **{f"{_WIDGETS}{kind}.html": _input for kind in _INPUTS},
}
