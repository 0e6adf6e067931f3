"""Small helpers of the ledger's pages."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.template import Library
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lingjun.core.codes import SKILL_GRADES
from lingjun.core.templatetags.dates import dot_month
from lingjun.ledger.models import Project
from lingjun.studios.models import StudioRecord

register = Library()


@register.filter
def ten_thousands(amount: Decimal | None) -> str:
    """46000 -> "4.6": yuan as 万元 with one decimal, two where one would hide something; "" for None."""
    if amount is None:
        return ""
    value = amount / 10_000
    short = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{short}" if short == value else f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP)}"


@register.simple_tag
def span_of(project: Project) -> str:
    """2012.09 至 2013.10: from its start (or approval) to its end, real or planned."""
    first = project.started_on or project.approved_on
    last = project.stopped_on or project.accepted_on or project.due_on
    if first and last:
        return f"{dot_month(first)} 至 {dot_month(last)}"
    return f"{dot_month(first)} 起" if first else f"至 {dot_month(last)}" if last else "没有填"


@register.filter
def is_past(day: datetime.date | None) -> bool:
    """The day is over."""
    return day is not None and day < timezone.localdate()


@register.filter
def grade(code: str) -> str:
    """Words of a skill grade; free text comes back as it is."""
    return SKILL_GRADES.label(code)


@register.simple_tag
def line_link(name: str, line: StudioRecord) -> SafeString | str:
    """A line as a link to its page (arguments: studio, line), or its plain words where it has none."""
    try:
        url = reverse(name, args=[line.studio_id, line.pk])  # type: ignore[attr-defined]
    except NoReverseMatch:
        return f"{line}"
    return format_html('<a href="{}">{}</a>', url, line)
