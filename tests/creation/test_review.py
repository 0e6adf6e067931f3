"""The review page and its decisions, as each reader meets them."""

from __future__ import annotations

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.actions import return_for_changes, submit
from lingjun.cases.models import Case, Opinion, OpinionDraft
from lingjun.studios.models import Studio

pytestmark = pytest.mark.django_db


def page(cast, who, case):
    return cast.client(getattr(cast, who)).get(reverse("creation:review", args=[case.number]))


def decide(cast, who, case, verdict, **data):
    seen = {"seen_state": case.state, "seen_version": case.version}
    return cast.client(getattr(cast, who)).post(
        reverse("creation:decide", args=[case.number, verdict]), {**seen, **data}
    )


@pytest.mark.parametrize("who", ["grid_chair", "district_officer", "stranger"])
def test_strangers_do_not_learn_that_a_case_exists(filing, cast, who):
    case = filing.at_city()
    assert page(cast, who, case).status_code == 404
    assert decide(cast, who, case, "approve", text="同意。").status_code == 404


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_birth_and_telephone_do_not_concern_administrator_and_auditor(filing, cast, who):
    """They find the case in the list, without a way to the form, its proofs and its scans."""
    case = filing.at_city()
    client = cast.client(getattr(cast, who))
    proof = case.attachments.first()
    for name, *args in (
        ("review",), ("fill", "leader"), ("paper",), ("print", "pdf"), ("roster_export",), ("file", proof.file_id),
    ):  # fmt: skip
        answer = client.get(reverse(f"creation:{name}", args=[case.number, *args]))
        assert (name, answer.status_code) == (name, 403)
        assert "申报表含个人信息" in answer.content.decode()
    listed = client.get(reverse("workbench:cases")).content.decode()
    assert case.subject_name in listed
    assert f"/creation/{case.number}/" not in listed
    assert client.post(reverse("workbench:print_batch"), {"form": "pdf"}).status_code == 403


def test_the_union_that_recommends_keeps_its_sight_of_a_unit_that_moved(filing, cast):
    from lingjun.organizations.actions import move

    case = filing.recommended_by_unit()
    move(actor=None, organization=cast.port, parent=cast.district)
    assert page(cast, "industry_officer", case).status_code == 200
    assert decide(cast, "industry_officer", case, "approve", text="同意推荐。").status_code == 302


@pytest.mark.parametrize("who", ["port_clerk", "industry_officer"])
def test_readers_see_why_they_cannot_decide(filing, cast, who):
    case = filing.at_city()
    response = page(cast, who, case)
    assert response.status_code == 200
    assert "这件由厦门市总工会办理，您可以看，不能改。" in response.content.decode()
    assert decide(cast, who, case, "approve", text="同意。").status_code == 403


def test_the_officer_approves_and_the_unit_sees_nothing_yet(filing, cast):
    case = filing.at_city()
    assert decide(cast, "city_officer", case, "approve", text="同意创建。").status_code == 302
    assert "已同意，待公布" in page(cast, "city_officer", case).content.decode()
    for who in ("port_clerk", "industry_officer"):
        seen = page(cast, who, case).content.decode()
        assert "待市总工会审核" in seen
        assert "同意创建。" not in seen
        assert "待公布" not in seen


def test_the_words_of_the_slower_one_are_kept(filing, cast):
    case = filing.at_city()
    return_for_changes(actor=cast.city_colleague, case_id=case.pk, reason="缺照片。", sections=["evidence"])
    response = decide(cast, "city_officer", case, "approve", text="符合标准，同意命名。")
    assert response.status_code == 302
    assert OpinionDraft.objects.get(user=cast.city_officer).text == "符合标准，同意命名。"
    assert not Opinion.objects.filter(signer=cast.city_officer).exists()


@pytest.mark.parametrize(
    ("verdict", "data", "words"),
    [
        ("approve", {"text": ""}, "意见"),
        ("approve", {"text": "同意", "dated_on": "2999-01-01"}, "不能晚于今天"),
        ("return", {"reason": "", "sections": ["roster"]}, "退回原因"),
        ("return", {"reason": "缺人"}, "要改的部分"),
        ("reject", {"reason": ""}, "理由"),
    ],
)
def test_gaps_come_back_beside_the_field(filing, cast, verdict, data, words):
    case = filing.at_city()
    response = decide(cast, "city_officer", case, verdict, **data)
    assert response.status_code == 422
    assert words in response.content.decode()
    case.refresh_from_db()
    assert case.state == "city_decision"


def test_an_unknown_answer_is_not_found(filing, cast):
    case = filing.at_city()
    assert decide(cast, "city_officer", case, "destroy").status_code == 404


def test_what_changed_since_the_last_submission_is_listed(filing, cast):
    from lingjun.creation.actions import save_section

    case = filing.at_city()
    return_for_changes(actor=cast.city_officer, case_id=case.pk, reason="缺人。", sections=["roster"])
    save_section(actor=cast.port_clerk, case_id=case.pk, section="roster", part=filing.content(members=5).roster)
    submit(actor=cast.port_clerk, case_id=case.pk)
    text = page(cast, "port_chair", case).content.decode()
    assert '<span class="was">4 人</span>' in text
    assert '<ins class="new">6 人</ins>' in text
    assert "新增成员4、成员5" in text
    assert "劳模姓名" not in text


def test_the_inspection_of_the_union_is_shown_to_the_city(filing, cast):
    case = filing.recommended_by_unit()
    data = {"text": "同意推荐。", "seen-premises": "yes", "note-premises": "示教室 42 平方米", "seen-funds": "partly"}
    assert decide(cast, "industry_officer", case, "approve", **data).status_code == 302
    text = page(cast, "city_officer", case).content.decode()
    assert "示教室 42 平方米" in text
    assert "不齐" in text


def test_publishing_names_the_chosen_cases(filing, cast):
    first, second = filing.held("陈海川"), filing.held("周一鸣")
    url = reverse("creation:naming", args=[filing.round.pk])
    data = {"case": [first.pk], "decision_number": "厦工〔2026〕9号", "decided_on": timezone.localdate().isoformat()}
    assert cast.client(cast.industry_officer).post(url, data).status_code == 403
    assert cast.client(cast.grid_chair).get(url).status_code == 404
    officer = cast.client(cast.city_officer)
    assert officer.post(url, {**data, "decision_number": ""}).status_code == 422
    assert officer.post(url, {**data, "decided_on": "2999-01-01"}).status_code == 422
    assert not Studio.objects.exists()
    assert officer.post(url, data).status_code == 302
    assert list(Studio.objects.values_list("case_id", flat=True)) == [first.pk]
    assert Case.objects.get(pk=second.pk).is_held


def test_publishing_nothing_says_so(filing, cast):
    filing.held()
    url = reverse("creation:naming", args=[filing.round.pk])
    data = {"decision_number": "厦工〔2026〕9号", "decided_on": timezone.localdate().isoformat()}
    response = cast.client(cast.city_officer).post(url, data)
    assert response.status_code == 422
    assert "请至少选一件" in response.content.decode()


def test_the_page_costs_the_same_with_more_behind_it(filing, cast, django_assert_max_num_queries):
    from django.db import connection

    case = filing.submitted()
    client = cast.client(cast.city_officer)
    url = reverse("creation:review", args=[case.number])
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get(url)
    for name in ("甲", "乙", "丙"):
        filing.submitted(f"别人{name}")
    for _ in range(2):
        filing.evidence(case, cast.port_clerk) if case.is_editable else None
    with CaptureQueriesContext(connection) as after:
        client.get(url)
    assert len(after) == len(before)
    assert len(before) <= 24
