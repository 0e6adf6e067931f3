"""The whole path: opened once, figures frozen, unit's opinion, grade held, published, 整改 and its second look."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.utils import timezone

from lingjun.appraisal import actions
from lingjun.appraisal.models import Appraisal, Rectification
from lingjun.cases.actions import approve, publish_together, remind, withdraw
from lingjun.cases.models import Case, Event
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.core.workdays import add_workdays
from tests.appraising import REPORT, Appraising


def test_one_click_opens_each_studio_once_and_a_later_one_can_be_added(appraising: Appraising) -> None:
    cast = appraising.cast
    assert len(appraising.opened()) == 1
    assert actions.open_for_all(actor=cast.city_officer, round=appraising.round) == (0, None)
    appraising.filing.named("黄秀兰")
    assert actions.open_for_all(actor=cast.city_officer, round=appraising.round) == (1, None)
    assert Appraisal.objects.count() == 2
    for person in (cast.industry_officer, cast.port_chair, cast.administrator):
        with pytest.raises(NotYours):
            actions.open_for_all(actor=person, round=appraising.round)


def test_the_officer_who_opened_has_filled_nothing_in(appraising: Appraising) -> None:
    case = appraising.opened()[0]
    assert not case.contributions.exists()
    assert (case.state, case.state_label) == ("draft", "待自评")
    assert case.due_at == appraising.round.closes_at


def test_the_figures_freeze_with_the_submission(appraising: Appraising) -> None:
    from lingjun.ledger.models import Activity

    case, studio = appraising.submitted(), appraising.studios[0]
    frozen = Appraisal.objects.get(case=case).figures
    assert frozen["activities"] == 0
    Activity.objects.create(studio=studio, kind="meeting", held_on=timezone.localdate(), text="例会")
    case.refresh_from_db()
    assert Appraisal.objects.get(case=case).figures == frozen
    assert case.submissions.get().content["figures"] == frozen
    assert len(case.submissions.get().digest) == 12


def test_who_wrote_the_report_gives_no_opinion_on_it(appraising: Appraising) -> None:
    case, cast = appraising.opened()[0], appraising.cast
    values = {"report": REPORT, "problems": "无", "next_year": "推广。"}
    actions.save_report(actor=cast.port_chair, case_id=case.pk, values=values)
    actions.submit_report(actor=cast.port_clerk, case_id=case.pk)
    with pytest.raises(NotYours, match="不能自己审自己"):
        approve(actor=cast.port_chair, case_id=case.pk, text="同意。")


def test_an_empty_report_does_not_go_out(appraising: Appraising) -> None:
    case = appraising.opened()[0]
    with pytest.raises(Invalid, match="自评"):
        actions.submit_report(actor=appraising.cast.port_clerk, case_id=case.pk)


def test_a_liaison_of_another_studio_does_not_fill_in(appraising: Appraising) -> None:
    from lingjun.studios.models import StudioAppointment

    appraising.filing.named("黄秀兰")
    cases = {case.subject_name[:3]: case for case in appraising.opened()}
    liaison = appraising.cast.port_liaison
    StudioAppointment.objects.create(user=liaison, studio=appraising.studios[0], role="liaison")
    actions.save_report(actor=liaison, case_id=cases["陈海川"].pk, values={"report": REPORT})
    fresh = type(liaison).objects.get(pk=liaison.pk)
    with pytest.raises(NotYours):
        actions.save_report(actor=fresh, case_id=cases["黄秀兰"].pk, values={"report": REPORT})


def test_the_unit_cannot_withdraw_what_the_union_opened(appraising: Appraising) -> None:
    case = appraising.submitted()
    with pytest.raises(NotYours, match="不能撤回"):
        withdraw(actor=appraising.cast.port_clerk, case_id=case.pk)


def test_a_grade_needs_its_demands_and_no_plain_approval_stands_for_it(appraising: Appraising) -> None:
    case, cast = appraising.at_city(), appraising.cast
    with pytest.raises(Invalid, match="等次"):
        approve(actor=cast.city_officer, case_id=case.pk, text="同意。")
    with pytest.raises(Invalid, match="整改要求"):
        actions.grade(actor=cast.city_officer, case_id=case.pk, grade="rectify")
    with pytest.raises(Invalid):
        actions.grade(actor=cast.city_officer, case_id=case.pk, grade="splendid")
    with pytest.raises(NotYours):
        actions.grade(actor=cast.industry_officer, case_id=case.pk, grade="excellent")


def test_a_grade_is_unseen_below_until_published_and_can_be_changed(appraising: Appraising) -> None:
    cast = appraising.cast
    case = appraising.graded("rectify")
    assert case.is_held
    assert case.state == "grade"
    for person in (cast.port_chair, cast.industry_officer, cast.auditor):
        for url in (f"/appraisal/{case.number}/", f"/appraisal/rounds/{appraising.round.pk}/", "/cases/",
                    f"/appraisal/studios/{appraising.studios[0].pk}/"):  # fmt: skip
            page = cast.client(person).get(url).content.decode()
            for word in ("评定为整改", "补齐六项制度", "待公布", "已评，"):
                assert word not in page, (person.username, url, word)
    actions.grade(actor=cast.city_colleague, case_id=case.pk, grade="qualified", seen=("grade", 1))
    case.refresh_from_db()
    assert [one.extra["grade"] for one in case.opinions.filter(is_published=False)] == ["qualified"]
    done = publish_together(
        actor=cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕30号", decided_on=timezone.localdate()
    )[0]
    assert done.state_label == "已评定"
    assert not Rectification.objects.exists()
    page = cast.client(cast.port_chair).get(f"/appraisal/{case.number}/").content.decode()
    assert "合格" in page
    assert "补齐六项制度" not in page
    assert "评定为整改" not in page


def test_of_two_who_grade_at_once_the_slower_is_told(appraising: Appraising) -> None:
    """The state of a held case never moves: the grade the page showed is what tells that somebody was faster."""
    cast = appraising.cast
    case = appraising.graded("excellent")
    desk = f"/appraisal/rounds/{appraising.round.pk}/"
    body = {"grade": "qualified", "pick": [f"{case.pk}:grade:1:"]}
    late = cast.client(cast.city_colleague).post(f"{desk}grade/", body, follow=True).content.decode()
    assert "刚评为优秀" in late
    page = cast.client(cast.city_colleague).post(
        f"/appraisal/{case.number}/decide/grade/",
        {"grade": "qualified", "seen_state": "grade", "seen_version": "1"}, follow=True,
    ).content.decode()  # fmt: skip
    assert "刚评为优秀" in page
    told = cast.client(cast.industry_officer).post(
        f"/appraisal/{case.number}/decide/grade/", {"grade": "qualified"}, follow=True
    )
    assert "优秀" not in re.sub(r"<(form|script).*?</\1>", "", told.content.decode(), flags=re.DOTALL), (
        "no officer of it"
    )
    actions.grade(actor=cast.city_colleague, case_id=case.pk, grade="qualified", shown="excellent")
    stale = {
        "case": [f"{case.pk}:excellent"],
        "decision_number": "厦工〔2026〕30号",
        "decided_on": timezone.localdate(),
    }
    answer = cast.client(cast.city_officer).post(f"{desk}publish/", stale)
    assert answer.status_code == 422
    assert "刚评为合格" in answer.content.decode()
    case.refresh_from_db()
    assert (case.is_held, case.state) == (True, "grade")


def test_nothing_of_an_appraisal_is_called_naming(appraising: Appraising) -> None:
    cast = appraising.cast
    case = appraising.published()
    for url in (f"/appraisal/{case.number}/", "/cases/?kind=appraisal&state=named", "/handled/", "/"):
        page = cast.client(cast.city_officer).get(url).content.decode()
        main = page[page.index("<main") :]
        pieces = re.split(r"<(?:li|tr|section|article|p)\b", main)
        lines = [piece for piece in pieces if case.number in piece or "今年年度考核" in piece]
        assert not any("命名" in line for line in lines), (url, lines)
    assert [event.verb_label for event in Event.objects.filter(case=case, verb="name")] == ["评定"]


def test_excellent_beyond_the_share_is_refused_with_the_sum(filing: Any) -> None:
    year = Appraising(filing, ("陈海川", "黄秀兰", "林秋月"), percent=34)
    cases = year.opened()
    for case, grade in zip(cases, ("excellent", "excellent", "qualified"), strict=True):
        year.graded(grade, case)
    everything = {"decision_number": "厦工〔2026〕30号", "decided_on": timezone.localdate()}
    officer = year.cast.city_officer
    ids = [case.pk for case in cases]
    with pytest.raises(Invalid, match="优秀 2 个，共评 3 个，按 34% 最多 1 个，多了 1 个"):
        publish_together(actor=officer, case_ids=ids, **everything)
    assert not Case.objects.filter(kind="appraisal", state="named").exists()
    with pytest.raises(Invalid):  # alone, an excellent one is all there is
        publish_together(actor=officer, case_ids=ids[:1], **everything)
    actions.grade(actor=officer, case_id=ids[1], grade="qualified")
    publish_together(actor=officer, case_ids=ids, **everything)
    assert sorted(Appraisal.objects.values_list("grade", flat=True)) == ["excellent", "qualified", "qualified"]


def test_rectification_has_its_deadline_and_two_pairs_of_eyes(appraising: Appraising) -> None:
    cast = appraising.cast
    appraising.published("rectify")
    row = Rectification.objects.get()
    assert row.due_on == add_workdays(timezone.localdate(), 22) or row.due_on > timezone.localdate()
    days = appraising.round.content.parameter("rectification_days")
    assert row.due_on == add_workdays(timezone.localdate(), days)
    with pytest.raises(NotYours):
        actions.report_rectification(actor=cast.grid_chair, rectification_id=row.pk, report="改好了。")
    with pytest.raises(NotYours, match="还不能复查"):
        actions.check_rectification(actor=cast.industry_officer, rectification_id=row.pk, passed=True, finding="好。")
    actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report="六项制度已补齐。")
    with pytest.raises(NotYours):
        actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report="再报。")
    with pytest.raises(NotYours):
        actions.check_rectification(actor=cast.district_officer, rectification_id=row.pk, passed=True, finding="好。")
    done = actions.check_rectification(
        actor=cast.industry_officer, rectification_id=row.pk, passed=False, finding="制度没有上墙。", seen="reported"
    )
    assert done.get_state_display() == "复查未通过"
    with pytest.raises(MovedOn):
        actions.check_rectification(
            actor=cast.city_officer, rectification_id=row.pk, passed=True, finding="好。", seen="reported"
        )
    page = cast.client(cast.city_officer).get(f"/appraisal/{row.appraisal.case.number}/rectification/")
    assert "制度没有上墙" in page.content.decode()


def test_everybody_missing_is_reminded_once_with_one_line_a_person(filing: Any) -> None:
    from lingjun.accounts.models import Notification

    year = Appraising(filing, ("陈海川", "黄秀兰"))
    year.opened()
    chair = year.cast.port_chair
    Notification.objects.all().delete()
    cases, people = actions.remind_missing(actor=year.cast.industry_officer, round_=year.round)
    assert cases == 2
    assert Notification.objects.filter(user=chair).count() == 1
    assert people >= 1
    assert actions.remind_missing(actor=year.cast.city_officer, round_=year.round) == (0, 0)
    with pytest.raises(NotYours):
        actions.remind_missing(actor=year.cast.port_clerk, round_=year.round)


def test_the_daily_digest_tells_each_person_once(filing: Any, django_capture_on_commit_callbacks: Any) -> None:
    from lingjun.accounts.models import Notification
    from lingjun.appraisal.actions.reminding import remind_due

    year = Appraising(filing, ("陈海川", "黄秀兰"))
    year.opened()
    Notification.objects.all().delete()
    assert remind_due() == 0, "thirty days are left"
    Case.objects.filter(kind="appraisal").update(due_at=timezone.now() + datetime.timedelta(days=2))
    assert remind_due() == 1
    assert Notification.objects.filter(user=year.cast.port_chair, text__contains="黄秀兰").count() == 1
    assert remind_due() == 0, "not again within the day"


def test_a_round_that_is_over_opens_nothing(appraising: Appraising) -> None:
    from lingjun.notices.models import Round

    Round.objects.filter(pk=appraising.round.pk).update(closes_at=timezone.now() - datetime.timedelta(hours=1))
    appraising.round.refresh_from_db()
    with pytest.raises(Closed):
        actions.open_for_all(actor=appraising.cast.city_officer, round=appraising.round)


def test_a_case_is_reminded_by_its_union_as_any_other(appraising: Appraising) -> None:
    case = appraising.opened()[0]
    remind(actor=appraising.cast.industry_officer, case_id=case.pk)
    assert case.events.filter(verb="remind", text__contains="待自评").exists()


def test_a_later_day_for_one_case_lets_its_report_in_after_the_round(appraising: Appraising) -> None:
    from lingjun.cases.actions import extend
    from lingjun.notices.actions import close_round

    case, cast = appraising.opened()[0], appraising.cast
    values = {"report": REPORT, "problems": "无", "next_year": "推广。"}
    actions.save_report(actor=cast.port_clerk, case_id=case.pk, values=values)
    close_round(round=appraising.round, actor=cast.city_officer)
    with pytest.raises(Closed, match="综合鉴定已经截止"):
        actions.submit_report(actor=cast.port_clerk, case_id=case.pk)
    later = case.due_at + datetime.timedelta(days=5)
    extend(actor=cast.industry_officer, case_id=case.pk, due_at=later, reason="台风停工")
    assert actions.submit_report(actor=cast.port_clerk, case_id=case.pk).state == "unit_appraisal"


def test_a_failed_second_look_and_a_grade_of_revocation_lead_on(appraising: Appraising) -> None:
    cast = appraising.cast
    case = appraising.published("revoke")
    page = cast.client(cast.city_officer).get(f"/appraisal/{case.number}/").content.decode()
    assert "启动撤销" in page
    assert "启动撤销" not in cast.client(cast.port_chair).get(f"/appraisal/{case.number}/").content.decode()


def test_typing_the_report_is_told_once_for_each_part(appraising: Appraising) -> None:
    from lingjun.audit.models import Entry

    clerk, case = appraising.cast.port_clerk, appraising.opened()[0]
    for report in ("全年", "全年围绕", "全年围绕岸桥"):
        actions.save_report(actor=clerk, case_id=case.pk, values={"report": report, "problems": ""})
    actions.save_report(actor=clerk, case_id=case.pk, values={"report": "全年围绕岸桥", "problems": "记录不齐。"})
    told = Entry.objects.filter(verb="appraisal.save").order_by("sequence")
    assert [(entry.actor_name, entry.note) for entry in told] == [
        (clerk.name, "“自评”"), (clerk.name, "“存在的问题”"),
    ]  # fmt: skip


def test_a_case_is_opened_by_the_organizer_for_a_studio_of_its_own_only(appraising: Appraising) -> None:
    from lingjun.studios.models import Studio

    cast, studio = appraising.cast, appraising.studios[0]
    with pytest.raises(NotYours):
        actions.open_one(actor=cast.port_chair, round_id=appraising.round.pk, studio_id=studio.pk)
    Studio.objects.filter(pk=studio.pk).update(federation=cast.district)
    assert actions.open_one(actor=cast.city_officer, round_id=appraising.round.pk, studio_id=studio.pk) is None
    assert not Appraisal.objects.exists()
