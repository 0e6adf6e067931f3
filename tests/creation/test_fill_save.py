"""Saving: rights, locks, colleagues, hostile input; the remarks of the Word reader."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from lingjun.cases.actions import approve, return_for_changes
from lingjun.creation.actions import save_section, start, take_over
from lingjun.creation.content import Content
from lingjun.creation.models import Application
from lingjun.creation.papers.reading import read_form_originals

pytestmark = pytest.mark.django_db
JSON = {"headers": {"accept": "application/json"}}
FORMS = Path(__file__).resolve().parent.parent / "data/forms"
LEADER = {
    "name": "陈海川",
    "gender": "男",
    "birth": "1971年3月",
    "political_status": "中共党员",
    "education": "大学本科",
    "post": "桥吊司机",
    "phone": "13900000001",
    "title": "高级技师",
    "honours.title": ["全国劳动模范", ""],
    "honours.level": ["", ""],
    "honours.year": ["2010年", ""],
    "honours.awarding_body": ["国务院", ""],
}


def save_url(case: Any, section: str) -> str:
    return reverse("creation:save", args=[case.number, section])


def content(case: Any) -> Content:
    return Content.from_dict(Application.objects.get(case=case).content)


@pytest.fixture
def case(filing: Any) -> Any:
    return filing.draft()


def test_a_section_is_saved_and_answers_what_it_came_to(cast, case):
    answer = cast.client(cast.port_clerk).post(save_url(case, "leader"), LEADER | {"phone": "139"}, **JSON)
    assert answer.status_code == 200
    data = answer.json()
    assert data["saved"].startswith("已自动保存，今天")
    assert {"leader.phone"} == {finding["field"] for finding in data["findings"]}
    assert "陈海川" in data["html"]["paper"]
    leader = content(case).leader
    assert (leader.birth, leader.phone) == ("1971-03", "139")
    [honour] = leader.honours
    assert (honour.level, honour.year, honour.awarding_body) == ("national_model", "2010", "国务院")


def test_the_studio_takes_the_leaders_name_until_somebody_writes_another(filing, cast):
    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    client = cast.client(cast.port_clerk)
    for name, studio in (("陈", "陈劳模创新工作室"), ("陈海川", "陈海川劳模创新工作室"), ("", "")):
        client.post(save_url(case, "leader"), LEADER | {"name": name}, **JSON)
        assert content(case).unit.studio_name == studio
    unit = content(case).unit
    unit.studio_name = "海川工作室"
    save_section(actor=cast.port_clerk, case_id=case.pk, section="unit", part=unit)
    client.post(save_url(case, "leader"), LEADER, **JSON)
    assert content(case).unit.studio_name == "海川工作室"


def test_without_scripts_a_save_leads_back_to_the_page(cast, case):
    client = cast.client(cast.port_clerk)
    answer = client.post(save_url(case, "leader"), LEADER | {"post": "班长"})
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "“劳模本人”已保存" in page
    assert content(case).leader.post == "班长"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("port_clerk", 200),
        ("port_chair", 200),
        ("port_liaison", 200),
        ("industry_officer", 403),
        ("city_officer", 403),
        ("district_officer", 404),
        ("grid_clerk", 404),
        ("stranger", 404),
    ],
)
def test_who_may_save(cast, case, who, status):
    client = cast.client(getattr(cast, who))
    before = content(case)
    answer = client.post(save_url(case, "leader"), LEADER | {"post": f"改{who}"}, **JSON)
    assert answer.status_code == status
    assert (content(case).leader.post == f"改{who}") is (status == 200)
    if status != 200:
        assert content(case) == before
    read = client.get(reverse("creation:fill", args=[case.number, "leader"]))
    assert read.status_code == (404 if status == 404 else 200)
    if status == 403:
        assert "您可以看，不能改" in read.content.decode()
        assert '<fieldset class="plain-set fields two-up" disabled>' in read.content.decode()


@pytest.mark.parametrize("number", ["CJ-1999-0001", "x", "CJ-2026-0001%00"])
def test_numbers_that_do_not_exist(cast, case, number):
    client = cast.client(cast.port_clerk)
    assert client.get(f"/creation/{number}/fill/unit/").status_code == 404
    assert client.post(f"/creation/{number}/fill/unit/save/").status_code == 404


def test_unknown_sections_and_methods(cast, case):
    client = cast.client(cast.port_clerk)
    assert client.get(reverse("creation:fill", args=[case.number, "nonsense"])).status_code == 404
    assert client.post(save_url(case, "nonsense")).status_code == 404
    assert client.get(save_url(case, "unit")).status_code == 405
    assert client.post(reverse("creation:fill", args=[case.number, "unit"])).status_code == 405


def test_a_submitted_form_is_locked_with_the_reason(filing, cast):
    case = filing.submitted()
    client = cast.client(cast.port_clerk)
    answer = client.post(save_url(case, "leader"), LEADER, **JSON)
    assert answer.status_code == 403
    assert answer.json()["message"] == "这件现在是“待单位工会意见”，不能修改。"
    page = client.get(reverse("creation:fill", args=[case.number, "leader"])).content.decode()
    assert "不能修改" in page
    assert f"{case.number} 第 1 版" in page


def test_a_return_opens_only_the_named_sections(filing, cast):
    case = filing.recommended_by_unit()
    return_for_changes(actor=cast.industry_officer, case_id=case.pk, reason="电话不对。", sections=["leader"])
    client = cast.client(cast.port_clerk)
    page = client.get(reverse("creation:fill", args=[case.number, "leader"])).content.decode()
    assert "电话不对。" in page
    assert "郑文斌" in page
    locked = client.get(reverse("creation:fill", args=[case.number, "roster"])).content.decode()
    assert "退回时只开放了“劳模本人”" in locked
    assert client.post(save_url(case, "roster"), {"row.name": "甲"}, **JSON).status_code == 403
    assert client.post(save_url(case, "leader"), LEADER | {"phone": "13900000009"}, **JSON).status_code == 200
    upload = reverse("creation:evidence", args=[case.number])
    assert client.post(upload, {"key": "premises_photos"}).status_code == 403
    word = (FORMS / "example-1-harbour-crane.docx").open("rb")
    with word:
        answer = client.post(reverse("creation:read", args=[case.number]), {"file": word})
    assert answer.status_code == 403
    assert "不能整份读入" in answer.content.decode()
    assert content(case).leader.phone == "13900000009"


def test_a_colleague_who_was_faster_is_not_overwritten(cast, case):
    mine, theirs = cast.client(cast.port_clerk), cast.client(cast.port_liaison)
    seen = Application.objects.get(case=case).section_revisions["leader"]["revision"]
    assert theirs.post(save_url(case, "leader"), LEADER | {"post": "班长", "revision": seen}, **JSON).status_code == 200
    # Another section saved by me meanwhile must not hide the colleague's save.
    save_section(actor=cast.port_clerk, case_id=case.pk, section="projects", part=content(case).projects)
    answer = mine.post(save_url(case, "leader"), LEADER | {"post": "队长", "revision": seen}, **JSON)
    assert answer.status_code == 409
    assert "吴小帆" in answer.json()["message"]
    assert content(case).leader.post == "班长"
    plain = mine.post(save_url(case, "leader"), LEADER | {"post": "队长", "revision": seen})
    assert plain.status_code == 409
    assert 'value="队长"' in plain.content.decode()
    again = mine.post(
        save_url(case, "leader"), LEADER | {"post": "队长", "revision": answer.json()["revision"]}, **JSON
    )
    assert again.status_code == 200


def test_a_save_whose_answer_was_lost_may_come_again(cast, case):
    client = cast.client(cast.port_clerk)
    seen = Application.objects.get(case=case).section_revisions["leader"]["revision"]
    first = LEADER | {"revision": seen, "page": "aaa"}
    assert client.post(save_url(case, "leader"), first, **JSON).status_code == 200
    assert client.post(save_url(case, "leader"), first | {"post": "班长"}, **JSON).status_code == 200
    other_tab = client.post(save_url(case, "leader"), first | {"page": "bbb"}, **JSON)
    assert other_tab.status_code == 409
    assert "您在另一个页面" in other_tab.json()["message"]


def test_what_is_far_too_long_is_refused_beside_its_field_and_nothing_is_saved(cast, case):
    client = cast.client(cast.port_clerk)
    before = content(case)
    for section, data, field in (
        ("leader", LEADER | {"post": "长" * 50_000}, "leader.post"),
        ("unit", {"unit_name": "长" * 101}, "unit.unit_name"),
        ("projects", {"project.title": ["好", "长" * 301], "project.direction": ["technical", ""]}, "projects.2.title"),
        ("roster", {"row.name": ["甲", "长" * 51]}, "roster.3.name"),
        ("typed", {"typed.total": "十二"}, "roster.typed.total"),
    ):
        answer = client.post(save_url(case, section), data, **JSON)
        assert answer.status_code == 422, section
        assert list(answer.json()["errors"]) == [field]
        plain = client.post(save_url(case, section), data)
        assert plain.status_code == 422
    assert content(case) == before


def test_three_hundred_rows_and_not_one_more(cast, case):
    client = cast.client(cast.port_clerk)
    names = [f"成员{number}" for number in range(301)]
    answer = client.post(save_url(case, "roster"), {"row.name": names}, **JSON)
    assert answer.status_code == 422
    assert "最多 300 行" in "".join(answer.json()["errors"].values())
    assert client.post(save_url(case, "roster"), {"row.name": names[:300]}, **JSON).status_code == 200
    assert len(content(case).roster) == 300
    assert client.get(reverse("creation:fill", args=[case.number, "roster"])).status_code == 200


HOSTILE = [
    "<script>alert(1)</script>",
    "\x00\x01\u202e名",
    "\ufeff\u200b",
    "{{ case }}",
    "' OR 1=1 --",
    "=1+1",
    "𠮷野家",
    "👩‍🔧",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(cast, case, words):
    client = cast.client(cast.port_clerk)
    rows = {f"row.{field}": words for field in ("name", "gender", "birth", "political_status", "title", "role")}
    assert client.post(save_url(case, "roster"), rows, **JSON).status_code == 200
    assert client.post(save_url(case, "leader"), LEADER | dict.fromkeys(("name", "gender", "birth"), words), **JSON)
    assert client.post(save_url(case, "unit"), dict.fromkeys(("unit_name", "applied_on", "credit_code"), words), **JSON)
    for section in ("unit", "leader", "roster", "check"):
        page = client.get(reverse("creation:fill", args=[case.number, section]))
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_broken_parallel_lists_do_not_mix_up_people(cast, case):
    client = cast.client(cast.port_clerk)
    client.post(save_url(case, "roster"), {"row.name": ["甲", "乙"], "row.gender": ["男"]}, **JSON)
    assert [(row.name, row.gender) for row in content(case).roster] == [("甲", "男"), ("乙", "")]


@pytest.mark.parametrize("typed", ["2026-13", "2026-1", "99999-01", "0-1", "二〇二六", "2026"])
def test_a_half_typed_date_breaks_nothing(cast, case, typed):
    answer = cast.client(cast.port_clerk).post(save_url(case, "unit"), {"applied_on": typed}, **JSON)
    assert answer.status_code == 200


def test_typed_counts_are_checked_line_by_line(filing, cast):
    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    client = cast.client(cast.port_clerk)
    counts = {"typed.total": "5 人", "typed.male": "３", "typed.female": "1", "typed.average_age": "38.5岁"}
    data = client.post(save_url(case, "typed"), counts, **JSON).json()
    assert data["sums"]["id_roster.gender"] == {"words": "合计 4，少 1", "tone": "bad"}
    assert (content(case).typed.male, content(case).typed.average_age) == (3, 38.5)


def test_the_composition_is_explained_person_by_person(cast, case):
    rows = {
        "row.name": ["林小满"],
        "row.gender": ["女"],
        "row.birth": ["1985.06"],
        "row.political_status": ["共青团员"],
        "row.education": ["大学本科"],
        "row.title": ["工程师"],
        "row.skill_grade": ["高级工"],
    }
    data = cast.client(cast.port_clerk).post(save_url(case, "roster"), rows, **JSON).json()
    assert data["automatic"] == {"2": "职称（工程师）与技能等级（高级工）都有，按较高的“工程师”计 1 次"}
    side = data["html"]["side"]
    assert "“共青团员”计入“团员”" in side
    assert "每人只计 1 次" in side


def test_the_form_for_two_people_at_the_desk_costs_the_same(cast, filing, django_assert_max_num_queries):
    client = cast.client(cast.port_clerk)
    for leader in ("陈海川", "林小满"):
        case = filing.draft(leader)
        client.get(reverse("creation:fill", args=[case.number, "roster"]))
        with django_assert_max_num_queries(10):
            client.get(reverse("creation:fill", args=[case.number, "roster"]))
        with django_assert_max_num_queries(20):
            client.post(save_url(case, "leader"), LEADER | {"name": leader}, **JSON)


def read_into(case: Any, cast: Any) -> list[dict[str, str]]:
    from django.core.files.base import ContentFile

    from lingjun.core.files import store_upload

    path = FORMS / "example-1-harbour-crane.docx"
    reading = read_form_originals(path, path.name)
    from lingjun.creation.paper import Problem

    reading.form.problems = [
        Problem("leader.phone", "“联系电话”没认出来。"),
        Problem("composition.total", "各行合计与总人数不同。"),
        Problem("industry", "“所属行业”没认出来。"),
    ]
    source = store_upload(
        upload=ContentFile(path.read_bytes(), name=path.name), purpose="form", owner_id=cast.port_clerk.pk
    )
    take_over(
        actor=cast.port_clerk, case_id=case.pk, form=reading.form, source=source,
        originals={"leader.phone": "见名片"},
    )  # fmt: skip
    return list(Application.objects.get(case=case).reading)


def test_remarks_of_the_reader_stand_in_their_section_until_settled(filing, cast):
    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    remarks = read_into(case, cast)
    client = cast.client(cast.port_clerk)
    leader = client.get(reverse("creation:fill", args=[case.number, "leader"])).content.decode()
    assert "联系电话”没认出来" in leader
    assert "原表写的是：见名片" in leader
    assert "所属行业”没认出来" not in leader
    assert "各行合计" in client.get(reverse("creation:fill", args=[case.number, "roster"])).content.decode()
    # Another phone number settles it; what was not touched stays.
    client.post(save_url(case, "leader"), LEADER | {"phone": "13900000007"}, **JSON)
    left = [entry["field"] for entry in Application.objects.get(case=case).reading]
    assert left == [entry["field"] for entry in remarks if entry["field"] != "leader.phone"]
    position = left.index("industry")
    dismiss = reverse("creation:dismiss", args=[case.number])
    remark = {"position": position, "field": "industry"}
    assert cast.client(cast.industry_officer).post(dismiss, remark).status_code == 403
    assert client.post(dismiss, {"position": position, "field": "industry", "section": "unit"}).status_code == 302
    assert "industry" not in json.dumps(Application.objects.get(case=case).reading)
    assert client.post(dismiss, {"position": position, "field": "industry"}).status_code == 409


def test_submitting_asks_first_then_locks(filing, cast, case):
    client = cast.client(cast.port_clerk)
    url = reverse("creation:submit", args=[case.number])
    seen = {"state": "draft", "version": "0"}
    asked = client.post(url, seen)
    assert asked.status_code == 200
    assert "送出以后不能再改" in asked.content.decode()
    case.refresh_from_db()
    assert case.state == "draft"
    assert client.get(url).status_code == 405
    assert cast.client(cast.industry_officer).post(url, seen | {"confirmed": "1"}).status_code == 403
    assert cast.client(cast.grid_clerk).post(url, seen | {"confirmed": "1"}).status_code == 404
    assert client.post(url, seen | {"confirmed": "1"}).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.version) == ("unit_opinion", 1)
    assert client.post(url, seen | {"confirmed": "1"}).status_code == 403


def test_what_is_missing_is_not_sent(filing, cast):
    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    client = cast.client(cast.port_clerk)
    answer = client.post(
        reverse("creation:submit", args=[case.number]), {"state": "draft", "version": "0", "confirmed": "1"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "补齐后再送" in page
    assert f"{reverse('creation:fill', args=[case.number, 'leader'])}#id_leader.name" in page
    case.refresh_from_db()
    assert case.version == 0


@pytest.mark.parametrize("form_format", ["pdf", "docx"])
def test_printing_for_who_sees_the_case(filing, cast, form_format):
    case = filing.submitted()
    url = reverse("creation:print", args=[case.number, form_format])
    for who, status in (("port_clerk", 200), ("industry_officer", 200), ("grid_clerk", 404), ("stranger", 404)):
        assert cast.client(getattr(cast, who)).get(url).status_code == status
    client = cast.client(cast.port_clerk)
    answer = client.get(f"{url}?version=1")
    assert answer.content[:4] in {b"%PDF", b"PK\x03\x04"}
    assert "%E7%AC%AC1%E7%89%88" in answer["Content-Disposition"]
    assert "%E8%8D%89%E7%A8%BF" in client.get(f"{url}?version=0")["Content-Disposition"]
    assert client.get(f"{url}?version=2").status_code == 404
    assert client.get(f"{url}?version=x").status_code == 404
    assert client.get(reverse("creation:print", args=[case.number, "exe"])).status_code == 404


def test_opinions_print_on_the_submission_they_belong_to(filing, cast):
    case = filing.submitted()
    approve(actor=cast.port_chair, case_id=case.pk, text="情况属实，同意申报。")
    page = cast.client(cast.port_clerk).get(reverse("creation:fill", args=[case.number, "check"])).content.decode()
    assert "情况属实，同意申报。" in page
