"""Form fields: label, control, hint and error together, and the summary that links to them."""

from __future__ import annotations

from typing import Any, Final

from django.forms import BaseForm, BaseFormSet, BoundField, Field, widgets
from django.template import Library, TemplateSyntaxError
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.templatetags.icons import svg

register = Library()

Attrs = dict[str, str | bool]

LOOKS: Final = ("", "pills", "people", "row")


def _control_class(widget: widgets.Widget) -> str:
    if isinstance(widget, widgets.Select) and not isinstance(widget, widgets.RadioSelect):
        return "form-select"
    return "form-control"


def _described_by(bound: BoundField, hint: str) -> str:
    ids = [f"{bound.id_for_label}-hint"] if hint else []
    if bound.errors:
        ids.append(f"{bound.id_for_label}-error")
    return " ".join(ids)


def field_attrs(bound: BoundField, hint: str) -> Attrs:
    """Attributes that every control gets: class, aria-describedby, aria-invalid."""
    widget = bound.field.widget
    attrs: Attrs = {}
    if not isinstance(widget, (widgets.CheckboxInput, widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
        attrs["class"] = f"{widget.attrs.get('class', '')} {_control_class(widget)}".strip()
        if bound.errors:
            attrs["class"] = f"{attrs['class']} is-invalid"
    if described := _described_by(bound, hint):
        attrs["aria-describedby"] = described
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, widgets.Textarea):
        attrs["data-autosize"] = "1"
        attrs.setdefault("rows", str(widget.attrs.get("rows", 3)))
    if isinstance(widget, widgets.PasswordInput):
        attrs["data-reveal"] = "1"
    return attrs


def _control(bound: BoundField, attrs: Attrs) -> SafeString:
    widget = bound.field.widget
    if isinstance(widget, widgets.ClearableFileInput):
        # Django's own markup ("Currently", "Clear") is not ours; the page shows the present file itself
        plain = widgets.FileInput(attrs=widget.attrs)
        plain.allow_multiple_selected = getattr(widget, "allow_multiple_selected", False)
        return bound.as_widget(plain, attrs)
    return bound.as_widget(attrs=attrs)


@register.simple_tag
def field(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    look: str = "",
    optional: str = "可不填",
    hide_label: bool = False,
    css: str = "",
) -> SafeString:
    """One field. `look`: pills or people for choices on a phone, row for choices side by side.

    `optional` is the word beside the label of a field that may stay empty ("" for none).
    """
    if look not in LOOKS:
        raise TemplateSyntaxError(f"field: look “{look}” is not one of {', '.join(LOOKS)}.")
    widget, ident, said = bound.field.widget, bound.id_for_label or bound.auto_id, label or bound.label
    hint = hint or str(bound.help_text or "")
    attrs = field_attrs(bound, hint)
    if isinstance(widget, widgets.CheckboxInput):
        control = bound.as_widget(attrs=attrs | {"class": "form-check-input"})
        body = format_html('<label class="form-check" for="{}">{}<span>{}</span></label>', ident, control, said)
    else:
        word = "" if bound.field.required or not optional else _OPTIONAL.format(escape(optional))
        css_label = "form-label sr" if hide_label else "form-label"
        if isinstance(widget, (widgets.RadioSelect, widgets.CheckboxSelectMultiple)):
            body = _choices(bound, hint, look, format_html(_LEGEND, css_label, said, mark_safe(word)))  # noqa: S308
        else:
            frame = '<div class="drop-file" data-file>{}</div>' if isinstance(widget, widgets.FileInput) else "{}"
            title = format_html(_LABEL, css_label, ident, said, mark_safe(word))  # noqa: S308 - escaped above
            body = format_html("{}\n" + frame, title, _control(bound, attrs))
    classes = f"field{' has-error' if bound.errors else ''}{f' {css}' if css else ''}"
    told = format_html('<p class="form-hint" id="{}-hint">{}</p>', ident, hint) if hint else ""
    return format_html('<div class="{}">\n{}\n\n{}\n{}\n</div>\n', classes, body, told, _error(bound, ident))


_OPTIONAL: Final = ' <span class="muted fw-normal">{}</span>'
_LABEL: Final = '<label class="{}" for="{}">{}{}</label>'
_LEGEND: Final = '<legend class="{}">{}{}</legend>'
_CHOICES: Final = {"pills": "choices", "people": "choices people", "row": "options in-row", "": "options"}


def _choices(bound: BoundField, hint: str, look: str, legend: SafeString) -> SafeString:
    several = isinstance(bound.field.widget, widgets.CheckboxSelectMultiple)
    described = _described_by(bound, hint)
    pills = look in {"pills", "people"}
    line = "<label>{}<span>{}</span></label>\n" if pills else '<label class="form-check">{}<span>{}</span></label>\n'
    options = [_option(option, pills=pills) for option in bound.subwidgets]
    return format_html(
        '<fieldset class="{}" id="{}"{}{}>\n{}\n{}</fieldset>',
        _CHOICES[look],
        bound.auto_id,
        format_html(' aria-describedby="{}"', described) if described else "",
        mark_safe(' aria-invalid="true"') if bound.errors and not several else "",
        legend,
        format_html_join("", line, ((option["tag"], option["label"]) for option in options)),
    )


def _error(bound: BoundField, ident: str) -> SafeString | str:
    if not bound.errors:
        return ""
    line = '<p class="form-error" id="{}-error">{}<span>{}</span></p>'
    return format_html(line, ident, svg("bad"), "".join(messages_of(bound)))


def _option(option: Any, *, pills: bool) -> dict[str, Any]:
    attrs = dict(option.data["attrs"])
    return {
        "tag": SafeString(option.tag()) if pills else _checked_class(option),
        "label": option.choice_label,
        "ident": attrs.get("id", ""),
    }


def _checked_class(option: Any) -> SafeString:
    option.data["attrs"]["class"] = "form-check-input"
    return SafeString(option.tag())


def messages_of(bound: BoundField) -> list[str]:
    """The field's errors as people say them: what to fill or choose, by name, instead of “required”."""
    choice = isinstance(bound.field.widget, (widgets.Select, widgets.RadioSelect, widgets.CheckboxSelectMultiple))
    verb = "请选" if choice else "请上传" if isinstance(bound.field.widget, widgets.FileInput) else "请填"
    said = (
        f"请勾选“{bound.label}”。"
        if isinstance(bound.field.widget, widgets.CheckboxInput)
        else f"{verb}{bound.label}。"
    )
    standing = str(Field.default_error_messages["required"])
    return [said if message == standing else message for message in map(str, bound.errors)]


def _form_errors(form: BaseForm) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    for name, errors in form.errors.items():
        if name not in form.fields:
            rows += [("", "", str(message)) for message in errors]
            continue
        bound = form[name]
        target = "" if bound.is_hidden else f"#{bound.id_for_label or bound.auto_id}"
        label = str(bound.label)
        rows += [(target, "" if label in message else label, message) for message in messages_of(bound)]
    return rows


@register.inclusion_tag("core/parts/error_summary.html")
def error_summary(
    *forms: BaseForm | BaseFormSet[Any] | None, errors: dict[str, str] | None = None, words: str = ""
) -> dict[str, Any]:
    """All errors of the forms (and of an action's `errors`: field path to message), each a link to its field.

    Draws nothing while there is none.
    """
    rows: list[tuple[str, str, str]] = []
    for form in forms:
        if isinstance(form, BaseFormSet):
            rows += [("", "", str(message)) for message in form.non_form_errors()]
            for inner in form.forms:
                rows += _form_errors(inner)
        elif form is not None and form.is_bound:
            rows += _form_errors(form)
    for path, message in (errors or {}).items():
        rows.append((f"#id_{path}" if path and path != "__all__" else "", "", message))
    return {"rows": rows, "words": words or f"还有 {len(rows)} 处要改"}


@register.simple_tag
def control(bound: BoundField, *, describe: str = "") -> SafeString:
    """Only the control, for layouts that draw label and hint themselves (`describe`: id of that hint)."""
    attrs = field_attrs(bound, "")
    described = " ".join(part for part in (describe, str(attrs.get("aria-describedby", ""))) if part)
    return _control(bound, attrs | ({"aria-describedby": described} if described else {}))


@register.simple_tag
def field_error(bound: BoundField) -> SafeString | str:
    """Only the error line, for layouts that draw the control themselves."""
    if not bound.errors:
        return ""
    return format_html('<p class="form-error" id="{}-error">{}</p>', bound.id_for_label, " ".join(messages_of(bound)))
