"""The ledger's pages in a real browser: readable by everybody, nothing sideways, a tick and a step by hand."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def studio(filing: Any, cast: Any) -> Any:
    """With a plan that is late, a project, a mentorship."""
    from lingjun.ledger.models import Mentorship, Milestone, Plan, PlanItem, Project
    from lingjun.studios import actions

    studio, actor, today = filing.named().studio, cast.port_clerk, timezone.localdate()
    facts = {"studio": studio, "created_by": actor}
    plan = Plan.objects.create(**facts, year=today.year - 1, goal="完成防摇改造", adopted_on=today)
    PlanItem.objects.create(**facts, plan=plan, title="组织第二阶段试运行", due_month=6, worker=studio.leader)
    project = Project.objects.create(
        **facts, title="岸桥防摇", direction="technical", status="approved", lead=studio.leader, approved_by="技术部",
        approved_on=today - datetime.timedelta(days=30), people=[studio.leader_id],
    )  # fmt: skip
    Milestone.objects.create(**facts, project=project, title="首台改造", due_on=today)
    apprentice = studio.members.exclude(worker=studio.leader)[0].worker
    line = Mentorship.objects.create(
        **facts, mentor=studio.leader, apprentice=apprentice, trade="维修", goal="独立排故", due_on=today,
        started_on=today - datetime.timedelta(days=300),
    )  # fmt: skip
    actions.change(actor=actor, model=Plan, line_id=plan.pk, values={"goal": "完成防摇改造。"})
    studio.shown = (plan, project, line)
    return studio


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_pages_are_for_everybody(
    studio: Any, cast: Any, open_page: Callable[..., Any], axe: Any, fits: Any, phone: bool
) -> None:
    plan, project, line = studio.shown
    page = open_page(cast.port_liaison, phone=phone)
    year = f"?year={plan.year}"
    for url in (
        reverse("ledger:home"), reverse("ledger:plan", args=[studio.pk]) + year,
        reverse("ledger:projects", args=[studio.pk]), reverse("ledger:project", args=[studio.pk, project.pk]),
        reverse("ledger:project_step", args=[studio.pk, project.pk, "start"]),
        reverse("ledger:mentorships", args=[studio.pk]), reverse("ledger:mentorship", args=[studio.pk, line.pk]),
        reverse("ledger:mentorship_new", args=[studio.pk]),
    ):  # fmt: skip
        page.goto(url)
        axe(page)
        fits(page)


def test_a_tick_and_a_step_on_a_phone(studio: Any, cast: Any, open_page: Callable[..., Any]) -> None:
    plan, project, _ = studio.shown
    page = open_page(cast.port_liaison, phone=True)
    page.goto(reverse("ledger:home"))
    page.get_by_role("link", name="组织第二阶段试运行").click()
    page.locator("details.tick summary").click()
    page.get_by_label("怎么完成的").fill("随大修一并完成")
    page.locator("details.tick form button").click()
    page.get_by_text("已勾掉“组织第二阶段试运行”").wait_for()
    assert plan.items.get().by_hand
    page.goto(reverse("ledger:project", args=[studio.pk, project.pk]))
    page.get_by_role("link", name="开始", exact=True).click()
    page.get_by_role("button", name="开始").click()
    page.get_by_text("已记下开始").wait_for()
    project.refresh_from_db()
    assert project.status == "under_way"
