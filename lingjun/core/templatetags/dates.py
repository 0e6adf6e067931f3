"""Dates as people here write them, and deadlines with what is left in working days."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.template import Library
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lingjun.core.workdays import workdays_between

register = Library()

WEEKDAYS: Final = "一二三四五六日"
SOON: Final = 2
"""Working days left from which a deadline is shown in amber."""


def _local(value: date | datetime) -> date | datetime:
    """In the site's time; nobody has another one, so a table of fifty moments need not ask the thread for it."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(timezone.get_default_timezone())
    return value


def _day(value: date | datetime) -> date:
    value = _local(value)
    return value.date() if isinstance(value, datetime) else value


def _today() -> date:
    return _day(timezone.now())


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2013年5月8日; empty for None."""
    return f"{(day := _day(value)).year}年{day.month}月{day.day}日" if value else ""


@register.filter
def cn_datetime(value: datetime | None) -> str:
    """2013年5月8日 10:26."""
    return f"{cn_date(value)} {_local(value):%H:%M}" if value else ""


@register.filter
def cn_month(value: date | datetime | None) -> str:
    """2013年5月."""
    return f"{(day := _day(value)).year}年{day.month}月" if value else ""


@register.filter
def cn_weekday(value: date | datetime | None) -> str:
    """星期三."""
    return f"星期{WEEKDAYS[_day(value).weekday()]}" if value else ""


@register.filter
def short_date(value: date | datetime | None) -> str:
    """5月10日 in the current year, 2012年5月10日 otherwise."""
    if not value:
        return ""
    day = _day(value)
    year = "" if day.year == _today().year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


@register.filter
def short_datetime(value: datetime | None) -> str:
    """5月7日 16:20; 今天 16:20 on the day itself."""
    if not value:
        return ""
    moment = _local(value)
    return f"{'今天' if _day(moment) == _today() else short_date(moment)} {moment:%H:%M}"


@register.filter
def short_weekday(value: date | datetime | None) -> str:
    """5月10日（星期五）."""
    return f"{short_date(value)}（{cn_weekday(value)}）" if value else ""


@register.filter
def dot_date(value: date | datetime | None) -> str:
    """2013.05.08, for columns that are compared."""
    return f"{_day(value):%Y.%m.%d}" if value else ""


@register.filter
def dot_month(value: date | datetime | None) -> str:
    """2013.05."""
    return f"{_day(value):%Y.%m}" if value else ""


def workdays_left(deadline: date | datetime, *, now: datetime | None = None) -> int:
    """Working days after today up to and including the deadline's day; negative once that day is over."""
    now = timezone.localtime(now)
    day = _day(deadline)
    return workdays_between(now.date(), day) if day >= now.date() else -(now.date() - day).days


def is_late(deadline: date | datetime, *, now: datetime | None = None) -> bool:
    """A day is over at its end, a minute at once."""
    now = timezone.localtime(now)
    return deadline < now if isinstance(deadline, datetime) else deadline < now.date()


def _late_words(deadline: date | datetime, now: datetime, who: str) -> tuple[str, str]:
    days = (now.date() - _day(deadline)).days
    clock = f" {_local(deadline):%H:%M}" if isinstance(deadline, datetime) and not days else ""
    when = "今天" if not days else short_date(deadline)
    return f"{who}逾期 {days} 天" if days else f"{who}刚过期", f"{when}{clock}到期"


def _ahead_words(deadline: date | datetime, now: datetime, *, left: int, by: bool) -> tuple[str, str]:
    today = _day(deadline) == now.date()
    clock = f" {_local(deadline):%H:%M}" if isinstance(deadline, datetime) and (by or today) else ""
    when = f"{'今天' if today else short_date(deadline)}{clock}{' 前办理' if by else ''}"
    if not today:
        return when, f"剩 {left} 个工作日"
    if not isinstance(deadline, datetime):
        return when, "今天到期"
    hours = int((deadline - now).total_seconds() // 3600)
    return when, f"还有 {hours} 小时" if hours else "不到 1 小时"


@register.simple_tag
def due(
    deadline: date | datetime | None, *, who: str = "", note: str = "", by: bool = False, tag: str = "span"
) -> SafeString:
    """A deadline and what is left. `who` says whose it is when late, `note` replaces line two, `by` adds 前办理."""
    if tag not in {"span", "p", "div"}:
        raise ValueError(f"due: tag must be span, p or div, not {tag}")
    if not deadline:
        return format_html('<{0} class="due"><b>不限期</b></{0}>', tag)
    now = timezone.localtime()
    if is_late(deadline, now=now):
        tone, (first, second) = " late", _late_words(deadline, now, who)
    else:
        left = workdays_left(deadline, now=now)
        tone, (first, second) = " soon" if left <= SOON else "", _ahead_words(deadline, now, left=left, by=by)
    return format_html(
        '<{tag} class="due{tone}"><b>{first}</b><small>{second}</small></{tag}>',
        tag=tag,
        tone=tone,
        first=first,
        second=note or second,
    )
