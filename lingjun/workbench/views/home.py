"""工作台: what waits for me and until when, what I decided last, what changed."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import open_appointments
from lingjun.accounts.views.request import SignedInRequest
from lingjun.audit.queries import filtered as audit_filtered
from lingjun.audit.queries import page as audit_page
from lingjun.cases.kinds import get as get_kind
from lingjun.notices.models import Round
from lingjun.studios.models import Studio, StudioStatus
from lingjun.workbench.course import own_case
from lingjun.workbench.queries import home
from lingjun.workbench.queries.targets import target_table
from lingjun.workbench.todo import address, todo_list

OFFICERS = frozenset({Role.CITY_OFFICER, Role.DISTRICT_OFFICER})


class Link(NamedTuple):
    """One line of 常用."""

    icon: str
    label: str
    url: str


@require_safe
def home_page(request: SignedInRequest) -> HttpResponse:
    """The page a person lands on, put together by what their posts need."""
    user = request.user
    roles = {post.role for post in open_appointments(user)}
    context: dict[str, Any] = {"today": timezone.localdate(), "roles": roles, "news": home.news(user)}
    if roles & (OFFICERS | FILLING_ROLES):
        opened = home.opened_rounds(user) if roles & OFFICERS else []
        context["todo"] = todo_list(user, opened)
        context["greeting"] = context["todo"].greeting(user.name)
        context["waiting"] = home.waiting_count(user)
    if roles & OFFICERS:
        context |= _officer(user, roles, opened)
    elif roles & FILLING_ROLES:
        context |= _unit(user)
    if Role.ADMINISTRATOR in roles:
        context["accounts"] = home.account_figures(user)
    if Role.AUDITOR in roles:
        context["entries"] = audit_page(audit_filtered()).entries[:6]
    context["quick"] = _quick(roles, context.get("rounds", []))
    return render(request, "workbench/home/page.html", context)


def _officer(user: User, roles: set[str], opened: list[Round]) -> dict[str, Any]:
    rounds = home.newest_rounds(opened)
    return {
        "is_officer": True,
        "events": home.recent_decisions(user),
        "flows": home.flows_of(user, rounds),
        "rounds": rounds,
        "targets": target_table(user),
        "is_city": Role.CITY_OFFICER in roles,
    }


def _unit(user: User) -> dict[str, Any]:
    cases = [own_case(user, case) for case in home.own_cases(user)]
    studios = home.own_studios(user)
    return {
        "is_unit": True,
        "events": home.recent_changes(user),
        "own_cases": cases,
        "own_studios": studios,
        "activity_url": _activity_url(studios),
        "start_url": address("creation:list"),
    }


def _activity_url(studios: list[Studio]) -> str:
    """Where an activity is written: at once in the only studio, by way of the choice where there are several."""
    kept = [studio for studio in studios if studio.status != StudioStatus.REVOKED]
    if not kept:
        return ""
    return address("ledger:activity_new", kept[0].pk) if len(studios) == 1 else address("ledger:home")


def _quick(roles: set[str], rounds: list[Round]) -> list[Link]:
    """Links that work for this person; what is not there is not shown."""
    cases, links = address("workbench:cases"), []
    if Role.CITY_OFFICER in roles:
        kinds = [(get_kind(round_.kind), round_) for round_ in rounds]
        links += [Link("stamp", f"公布{kind.words.publish}决定", kind.publish_url(row.pk)) for kind, row in kinds]
    if roles & OFFICERS:
        links.append(Link("check", "“七个有”一览：谁缺什么", address("studios:criteria_table")))
        links.append(Link("clock", "逾期的办件，批量催办", f"{cases}?late=on"))
        links += [
            Link("download", f"导出汇总表，整批打印{get_kind(row.kind).words.paper}", f"{cases}?round={row.pk}")
            for row in rounds
            if not row.stands
        ]
        links.append(Link("document", "牌匾、证书收回清单", address("changes:recalls")))
    elif roles & FILLING_ROLES:
        links.append(Link("edit", "创建申报", address("creation:list")))
        links.append(Link("document", "现行通知：标准和要求", address("notices:in_force")))
    if Role.ADMINISTRATOR in roles:
        links.append(Link("people", "账号", address("accounts:list")))
        links.append(Link("organization", "组织", address("organizations:tree")))
    if Role.AUDITOR in roles:
        links.append(Link("search", "操作记录", address("audit:list")))
    links.append(Link("refresh", "后台任务和下载", address("core:jobs")))
    return [link for link in links if link.url]


@require_safe
def handled(request: SignedInRequest) -> HttpResponse:
    """我经手的: everything the reader ever did on a case."""
    page = Paginator(home.recently_handled(request.user), 25).get_page(request.GET.get("page"))
    return render(request, "workbench/handled.html", {"page": page})
