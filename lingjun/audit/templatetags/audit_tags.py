"""Words of the trail."""

from __future__ import annotations

from django.template import Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from lingjun.audit import verbs

register = Library()


@register.filter
def verb_label(code: str) -> str:
    """The words of a verb."""
    return verbs.label(code)


@register.filter
def breakable(digest: str) -> SafeString:
    """A digest that may break every eight digits, so that it fits a phone; copying it gives no blanks."""
    return format_html_join("", "{}<wbr>", ((digest[at : at + 8],) for at in range(0, len(digest), 8)))
