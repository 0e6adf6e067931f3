"""The course of a case: every verb, from its right state by its right person, and refused otherwise."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from lingjun.cases.actions import (
    approve,
    decide_later,
    extend,
    publish_together,
    reject,
    remind,
    reopen,
    return_for_changes,
    submit,
    take_back,
    withdraw,
)
from lingjun.cases.models import Opinion
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.studios.models import Plaque, Studio

pytestmark = pytest.mark.django_db


def test_from_draft_to_plaque(filing, cast):
    case = filing.draft()
    assert (case.state, case.version) == ("draft", 0)
    case = submit(actor=cast.port_clerk, case_id=case.pk, seen=("draft", 0))
    assert (case.state, case.state_label) == ("unit_opinion", "待单位工会意见")
    case = approve(actor=cast.port_chair, case_id=case.pk, text="情况属实。")
    assert case.state_label == "待区/产业工会推荐"
    case = approve(actor=cast.industry_officer, case_id=case.pk, text="同意推荐。")
    assert case.state_label == "待市总工会审核"
    case = approve(actor=cast.city_officer, case_id=case.pk, text="同意创建。")
    assert case.is_held
    assert case.state_label == "待市总工会审核"
    [case] = publish_together(
        actor=cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕8号", decided_on=timezone.localdate()
    )
    assert case.state == "named"
    studio = Studio.objects.get(case=case)
    assert studio.name == "陈海川劳模创新工作室"
    assert [member.worker.name for member in studio.members.all()] == ["陈海川", "成员1", "成员2", "成员3"]
    assert [project.title for project in studio.projects.all()] == ["岸桥防摇系统改造"]
    assert Plaque.objects.get(studio=studio).number == f"{timezone.localdate().year}-001"
    verbs = [event.verb for event in case.events.all() if event.verb != "note"]
    assert verbs == ["open", "submit", "approve", "approve", "approve", "name"]


def test_nobody_decides_on_their_own_filing(filing, cast):
    case = filing.draft()
    submit(actor=cast.port_chair, case_id=case.pk)
    with pytest.raises(NotYours, match="自己审自己"):
        approve(actor=cast.port_chair, case_id=case.pk, text="同意。")
    case.refresh_from_db()
    assert case.state == "unit_opinion"


@pytest.mark.parametrize("who", ["port_clerk", "grid_chair", "industry_officer", "city_officer", "auditor", "stranger"])
def test_only_the_responsible_post_answers(filing, cast, who):
    case = filing.submitted()
    with pytest.raises(NotYours):
        approve(actor=getattr(cast, who), case_id=case.pk, text="同意。")
    assert not Opinion.objects.exists()


def test_the_officer_of_another_line_may_not_recommend(filing, cast):
    case = filing.recommended_by_unit()
    with pytest.raises(NotYours, match="港口产业工会"):
        approve(actor=cast.district_officer, case_id=case.pk, text="同意。")


def test_return_opens_only_the_named_sections_and_keeps_opinions_superseded(filing, cast):
    from lingjun.creation.actions import save_section

    case = filing.at_city()
    case = return_for_changes(
        actor=cast.city_officer, case_id=case.pk, reason="名册缺 2 人。", sections=["roster"], seen=("city_decision", 1)
    )
    assert (case.state, case.returned_sections) == ("returned", ["roster"])
    assert list(case.opinions.values_list("verdict", "is_superseded")) == [
        ("approve", True),
        ("approve", True),
        ("return", True),
    ]
    content = filing.content(members=5)
    with pytest.raises(NotYours, match="只开放了“成员名单”"):
        save_section(actor=cast.port_clerk, case_id=case.pk, section="leader", part=content.leader)
    save_section(actor=cast.port_clerk, case_id=case.pk, section="roster", part=content.roster)
    case = submit(actor=cast.port_clerk, case_id=case.pk)
    assert (case.state, case.version, case.returned_sections) == ("unit_opinion", 2, [])
    assert case.submissions.count() == 2


@pytest.mark.parametrize(("reason", "sections"), [("", ["roster"]), ("缺人", []), ("缺人", ["nonsense"])])
def test_a_return_needs_reason_and_sections(filing, cast, reason, sections):
    case = filing.at_city()
    with pytest.raises(Invalid):
        return_for_changes(actor=cast.city_officer, case_id=case.pk, reason=reason, sections=sections)
    case.refresh_from_db()
    assert case.state == "city_decision"


def test_reject_and_reopen(filing, cast):
    case = filing.at_city()
    case = reject(actor=cast.city_officer, case_id=case.pk, reason="没有固定场所。")
    assert case.state == "rejected"
    assert case.finished_at is not None
    with pytest.raises(NotYours):
        reopen(actor=cast.port_clerk, case_id=case.pk)
    case = reopen(actor=cast.city_officer, case_id=case.pk, reason="补充材料")
    assert (case.state, case.finished_at) == ("returned", None)
    assert submit(actor=cast.port_clerk, case_id=case.pk).state == "unit_opinion"


def test_withdraw_and_reopen_by_the_unit(filing, cast):
    case = filing.recommended_by_unit()
    with pytest.raises(NotYours):
        withdraw(actor=cast.grid_clerk, case_id=case.pk)
    assert withdraw(actor=cast.port_clerk, case_id=case.pk).state == "withdrawn"
    assert reopen(actor=cast.port_clerk, case_id=case.pk).state == "draft"


def test_held_decisions_are_unseen_until_published_together(filing, cast):
    from lingjun.cases.queries import visible_to

    yes, no = filing.at_city("陈海川"), filing.at_city("周一鸣")
    approve(actor=cast.city_officer, case_id=yes.pk, text="同意创建。")
    decide_later(actor=cast.city_officer, case_id=no.pk, verdict="reject", text="场所不固定。")
    for case in visible_to(cast.port_chair):
        assert case.state_label == "待市总工会审核"
        assert not case.events.filter(is_published=True, step_title="市总工会审核").exists()
    publish_together(
        actor=cast.city_officer, case_ids=[yes.pk, no.pk], decision_number="厦工〔2026〕9号",
        decided_on=timezone.localdate(),
    )  # fmt: skip
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (yes.state, no.state) == ("named", "rejected")
    assert Studio.objects.count() == 1


def test_publishing_is_all_or_none(filing, cast):
    ready, waiting = filing.held("陈海川"), filing.at_city("周一鸣")
    with pytest.raises(MovedOn, match="没有待公布的决定"):
        publish_together(
            actor=cast.city_officer,
            case_ids=[ready.pk, waiting.pk],
            decision_number="x",
            decided_on=timezone.localdate(),
        )
    ready.refresh_from_db()
    assert ready.is_held
    assert not Studio.objects.exists()


def test_the_slower_of_two_is_told_who_was_faster(filing, cast):
    case = filing.at_city()
    return_for_changes(actor=cast.city_colleague, case_id=case.pk, reason="缺照片。", sections=["evidence"])
    with pytest.raises(MovedOn, match=r"李建华 \d\d:\d\d 已经退回这件，现在是“退回修改”"):
        approve(actor=cast.city_officer, case_id=case.pk, text="同意。", seen=("city_decision", 1))


def test_take_back_within_thirty_minutes_and_before_the_next_step(filing, cast):
    case = filing.submitted()
    approve(actor=cast.port_chair, case_id=case.pk, text="同意。")
    with pytest.raises(NotYours):
        take_back(actor=cast.industry_officer, case_id=case.pk)
    assert take_back(actor=cast.port_chair, case_id=case.pk).state == "unit_opinion"
    approve(actor=cast.port_chair, case_id=case.pk, text="同意。")
    approve(actor=cast.industry_officer, case_id=case.pk, text="同意推荐。")
    with pytest.raises((MovedOn, NotYours)):
        take_back(actor=cast.port_chair, case_id=case.pk)
    Opinion.objects.update(decided_at=timezone.now() - datetime.timedelta(minutes=31))
    with pytest.raises(NotYours, match="已过 30 分钟"):
        take_back(actor=cast.industry_officer, case_id=case.pk)


def test_taking_back_a_return_gives_the_opinions_back(filing, cast):
    case = filing.at_city()
    return_for_changes(actor=cast.city_officer, case_id=case.pk, reason="缺照片。", sections=["evidence"])
    case = take_back(actor=cast.city_officer, case_id=case.pk)
    assert case.state == "city_decision"
    assert list(case.opinions.values_list("verdict", "is_superseded")) == [("approve", False), ("approve", False)]


def test_submitting_after_the_deadline_is_refused_and_an_extension_helps(filing, cast):
    from lingjun.notices.actions import extend as extend_round

    case = filing.draft()
    filing.round.closes_at = timezone.now() - datetime.timedelta(minutes=1)
    filing.round.save(update_fields=["closes_at"])
    with pytest.raises(Closed, match="截止"):
        submit(actor=cast.port_clerk, case_id=case.pk)
    extend_round(
        actor=cast.city_officer, round=filing.round, organization=cast.port, reason="台风停工",
        closes_at=timezone.now() + datetime.timedelta(days=2),
    )  # fmt: skip
    assert submit(actor=cast.port_clerk, case_id=case.pk).state == "unit_opinion"


def test_extending_and_reminding_belong_to_the_unions_above(filing, cast):
    case = filing.submitted()
    later = case.due_at + datetime.timedelta(days=3)
    with pytest.raises(NotYours):
        extend(actor=cast.port_chair, case_id=case.pk, due_at=later, reason="x")
    assert extend(actor=cast.industry_officer, case_id=case.pk, due_at=later, reason="主席出差").due_at == later
    with pytest.raises(NotYours):
        remind(actor=cast.district_officer, case_id=case.pk)
    remind(actor=cast.city_officer, case_id=case.pk)
    with pytest.raises(Closed, match="4 小时内不重复催"):
        remind(actor=cast.industry_officer, case_id=case.pk)


def test_a_form_with_gaps_is_not_submitted(filing, cast):
    from lingjun.creation import actions

    case = actions.start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    with pytest.raises(Invalid) as refusal:
        submit(actor=cast.port_clerk, case_id=case.pk)
    assert refusal.value.errors["leader.name"] == "请填劳模的姓名。"
    assert "unit.studio_name" in refusal.value.errors
    case.refresh_from_db()
    assert (case.state, case.version) == ("draft", 0)


def test_a_held_decision_does_not_show_when_the_unit_withdraws(filing, cast):
    case = filing.held()
    case = withdraw(actor=cast.port_clerk, case_id=case.pk, seen=("city_decision", 1))
    assert (case.state, case.is_held, case.held_verdict) == ("withdrawn", False, "")
    with pytest.raises(MovedOn):
        publish_together(
            actor=cast.city_officer, case_ids=[case.pk], decision_number="x", decided_on=timezone.localdate()
        )


def test_a_second_decider_is_told_of_the_held_decision(filing, cast):
    case = filing.held()
    with pytest.raises(MovedOn, match=r"王静宜 \d\d:\d\d 已经同意这件，等待公布"):
        reject(actor=cast.city_colleague, case_id=case.pk, reason="场所不固定。", seen=("city_decision", 1))
