"""Verbs of any kind of case that need no page of their own."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from lingjun.cases import actions
from lingjun.cases.kinds import kind_of
from lingjun.cases.queries import visible_to
from lingjun.core.errors import Invalid

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


def _case(request: HttpRequest, number: str) -> tuple[User, Case]:
    user: User = request.user  # type: ignore[assignment]
    return user, get_object_or_404(visible_to(user), number=number)


def _day(text: str) -> datetime.date:
    """The typed day. Raises Invalid for 2026-02-30 and for what is no date."""
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise Invalid({"due_on": "请填新的期限，如 2026-03-15。"})
    return day


@require_POST
def verb(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """withdraw, reopen, take_back, remind, extend: says what it did and goes back to the case."""
    user, case = _case(request, number)
    reason = request.POST.get("reason", "").strip()
    match name:
        case "withdraw":
            actions.withdraw(actor=user, case_id=case.pk, reason=reason)
            said = "已撤回，填过的内容都在，可以重新打开。"
        case "reopen":
            actions.reopen(actor=user, case_id=case.pk, reason=reason)
            said = "已重新打开。"
        case "take-back":
            case = actions.take_back(actor=user, case_id=case.pk)
            said = f"已收回，现在是“{case.state_label}”。"
        case "remind":
            actions.remind(actor=user, case_id=case.pk)
            said = "已催办，对方收到通知。"
        case _:
            day = _day(request.POST.get("due_on", ""))
            due_at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(17, 0)))
            case = actions.extend(actor=user, case_id=case.pk, due_at=due_at, reason=reason)
            said = f"已延到{day.month}月{day.day}日 17:00。"
    messages.success(request, said)
    return redirect(kind_of(case).url(case))
