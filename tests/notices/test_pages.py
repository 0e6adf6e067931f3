"""Pages of notices and rounds: who reads, who changes, what stands beside the place, what a page costs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lingjun.notices.actions import edit_notice, extend, load_content
from lingjun.notices.compare import changes
from lingjun.notices.forms import NoticeForm
from lingjun.notices.models import Extension, NoticeVersion, Round
from lingjun.notices.rulings import ruled_clauses
from lingjun.notices.schema import NoticeContent, parse

pytestmark = pytest.mark.django_db
READERS = (
    "city_officer",
    "district_officer",
    "industry_officer",
    "port_chair",
    "port_liaison",
    "administrator",
    "auditor",
)
TEAM_SIZE = "criteria-4-checks-1-minimum"


@pytest.fixture
def pages(version: NoticeVersion, make_round: Any) -> dict[str, str]:
    """Reading pages by name."""
    round_ = make_round()
    return {
        "in_force": reverse("notices:in_force"),
        "version": reverse("notices:version", args=[version.pk]),
        "compare": reverse("notices:compare", args=[version.pk]),
        "rounds": reverse("notices:rounds"),
        "round": reverse("notices:round", args=[round_.pk]),
    }


@pytest.fixture
def doors(version: NoticeVersion, make_round: Any) -> dict[str, str]:
    """Pages and verbs of the city officer."""
    round_ = make_round(name="门")
    return {
        "load": reverse("notices:load"),
        "edit": reverse("notices:edit", args=[version.pk]),
        "round_new": reverse("notices:round_new"),
        "round_edit": reverse("notices:round_edit", args=[round_.pk]),
        "round_extend": reverse("notices:round_extend", args=[round_.pk]),
        "round_close": reverse("notices:round_close", args=[round_.pk]),
    }


@pytest.mark.parametrize("who", READERS)
def test_everybody_of_the_federation_reads(cast: Any, pages: dict[str, str], who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert {name: client.get(url).status_code for name, url in pages.items()} == dict.fromkeys(pages, 200)


def test_a_stranger_finds_nothing(cast: Any, pages: dict[str, str], doors: dict[str, str]) -> None:
    client = cast.client(cast.stranger)
    assert {client.get(url).status_code for url in pages.values()} == {404}
    answers = {name: client.post(url).status_code for name, url in doors.items()}
    assert answers == {"load": 403, "round_new": 403} | dict.fromkeys(
        ("edit", "round_edit", "round_extend", "round_close"), 404
    )


def test_signed_out_goes_to_sign_in(client: Any, pages: dict[str, str], doors: dict[str, str]) -> None:
    for url in [*pages.values(), *doors.values()]:
        assert client.post(url).status_code == 302, url


@pytest.mark.parametrize("who", ["district_officer", "port_chair", "administrator", "auditor"])
def test_only_the_city_officer_changes(cast: Any, doors: dict[str, str], who: str) -> None:
    client = cast.client(getattr(cast, who))
    assert {name: client.post(url).status_code for name, url in doors.items()} == dict.fromkeys(doors, 403)
    shown = {name: client.get(doors[name]).status_code for name in ("load", "edit", "round_new", "round_edit")}
    assert set(shown.values()) == {403}
    assert not Extension.objects.exists()
    assert Round.objects.get(name="门").state == "open"


def test_changing_pages_open_for_the_city_officer(cast: Any, doors: dict[str, str]) -> None:
    client = cast.client(cast.city_officer)
    for name in ("load", "edit", "round_new", "round_edit"):
        assert client.get(doors[name]).status_code == 200, name
    assert client.get(doors["round_extend"]).status_code == client.get(doors["round_close"]).status_code == 405


@pytest.mark.parametrize("name", ["version", "edit", "compare"])
def test_unknown_version_is_not_found(cast: Any, version: NoticeVersion, name: str) -> None:
    assert cast.client(cast.city_officer).get(reverse(f"notices:{name}", args=[version.pk + 99])).status_code == 404


@pytest.mark.parametrize("other", ["x", "0", "99999"])
def test_comparing_with_nonsense_is_not_found(cast: Any, version: NoticeVersion, other: str) -> None:
    url = reverse("notices:compare", args=[version.pk])
    assert cast.client(cast.city_officer).get(url, {"with": other}).status_code == 404


def test_page_without_a_notice(cast: Any) -> None:
    url = reverse("notices:in_force")
    assert "载入通知文件" in cast.client(cast.city_officer).get(url).content.decode()
    assert "载入通知文件" not in cast.client(cast.port_chair).get(url).content.decode()


def test_notice_stands_clause_by_clause_beside_what_it_rules(cast: Any, version: NoticeVersion) -> None:
    page = cast.client(cast.port_chair).get(reverse("notices:in_force")).content.decode()
    row = re.search(r'<section class="ruled-row"[^>]*>\s*<b class="cite">二、5</b>.*?</section>', page, re.DOTALL)
    assert row
    assert "组织职工参加，以劳模先进为带头人" in row[0]
    assert "成员（含领衔人）：至少 3 人，申报时就要有，通知未定数" in row[0]
    assert "申报时交：领衔人荣誉证书" in row[0]
    assert "每个区工会、产业工会 5 至 10 个" in page
    assert "意见印在“市总工会意见”栏" in page
    assert 'href="' + reverse("notices:edit", args=[version.pk]) not in page


def test_every_step_threshold_target_and_parameter_is_said(content: NoticeContent) -> None:
    rows = {row.clause.key: row.rulings for row in ruled_clauses(content)}
    words = [line for rulings in rows.values() for ruling in rulings for line in (ruling.words, *ruling.lines)]
    everything = "\n".join(words)
    for flow in content.flows:
        for step in flow.steps:
            assert step.name in everything
            assert step.waiting_label in everything
    for criterion in content.criteria:
        for check in criterion.checks:
            assert check.label in everything
    for parameter in content.parameters:
        assert f"{parameter.label} {parameter.value}" in everything
    for group in (content.directions, content.regulations, content.facilities, content.growth, content.ledger_parts):
        assert "、".join(option.label for option in group) in everything
    assert all(target.words in everything for target in content.targets)


def test_city_officer_edits_on_screen(cast: Any, version: NoticeVersion) -> None:
    client = cast.client(cast.city_officer)
    url = reverse("notices:edit", args=[version.pk])
    data = filled(version)
    answer = client.post(url, data | {TEAM_SIZE: "5", "wording-naming_verb": "认定", "targets-1-maximum": ""})
    fresh = NoticeVersion.objects.get(version=2)
    assert answer.url == reverse("notices:version", args=[fresh.pk])
    assert fresh.parsed.criterion("team").check("team_size").minimum == 5
    assert fresh.parsed.targets[1].maximum is None
    assert [change.place for change in changes(version.parsed, fresh.parsed)] == [
        "用词 · 命名用词",
        "标准 · 有团队 · 成员（含领衔人） · 下限",
        "目标 · 到 2013 年底 · 上限",
    ]


def filled(version: NoticeVersion) -> dict[str, str]:
    """What a browser sends when nothing was touched."""
    form = NoticeForm(content=version.parsed)
    data: dict[str, str] = {}
    for bound in form:
        value = bound.value()
        if value is True:
            data[bound.html_name] = "on"
        elif value is not False and value is not None:
            data[bound.html_name] = str(value)
    return data


def test_untouched_form_saves_nothing(cast: Any, version: NoticeVersion) -> None:
    answer = cast.client(cast.city_officer).post(reverse("notices:edit", args=[version.pk]), filled(version))
    assert answer.url == reverse("notices:version", args=[version.pk])
    assert NoticeVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        (TEAM_SIZE, "-1", "不能小于 0。"),
        (TEAM_SIZE, "五", "请填整数。"),
        ("targets-1-maximum", "2", "上限 2 小于下限 5。"),
        ("targets-1-deadline", "2013-02-30", "日期不存在"),
        ("targets-0-deadline", "2014-12-31", "期限要晚于上一个目标"),
        ("wording-name_suffix", "", "不能为空。"),
    ],
)
def test_mistake_stands_beside_its_field(cast: Any, version: NoticeVersion, name: str, value: str, words: str) -> None:
    answer = cast.client(cast.city_officer).post(
        reverse("notices:edit", args=[version.pk]), filled(version) | {name: value}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    beside = re.findall(r'<p class="form-error" id="id_([\w-]+)-error">.*?<span>(.*?)</span>', page)
    wanted = "targets-1-deadline" if name == "targets-0-deadline" else name
    assert [(field, words in text) for field, text in beside] == [(wanted, True)]
    assert f'href="#id_{wanted}"' in page
    assert NoticeVersion.objects.count() == 1


def test_somebody_was_faster(cast: Any, version: NoticeVersion) -> None:
    data = filled(version)
    edit_notice(version=version, changes={TEAM_SIZE.replace("-", "."): 4}, actor=cast.city_colleague)
    answer = cast.client(cast.city_officer).post(
        reverse("notices:edit", args=[version.pk]), data | {TEAM_SIZE: "6"}
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "李建华刚存了新的一版" in page
    assert 'value="6"' in page
    assert NoticeVersion.objects.count() == 2


def test_upload_of_a_file(cast: Any, text: str) -> None:
    client, url = cast.client(cast.city_officer), reverse("notices:load")
    answer = client.post(url, {"file": SimpleUploadedFile("n.toml", text.encode())})
    assert answer.url == reverse("notices:version", args=[NoticeVersion.objects.get().pk])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xfe", "不是 UTF-8"),
        (b" " * 1_000_001, "超过 1 MB"),
        (b"", "这个文件是空的"),
        (b"x", "第 1 行："),
    ],
)
def test_upload_is_refused_with_the_reason(cast: Any, data: bytes, words: str) -> None:
    answer = cast.client(cast.city_officer).post(
        reverse("notices:load"), {"file": SimpleUploadedFile("n.toml", data)}
    )  # fmt: skip
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_upload_tells_every_line(cast: Any, text: str) -> None:
    wrong = text.replace("maximum = 10", "maximum = 1").replace("month = 6", "month = 16")
    answer = cast.client(cast.city_officer).post(
        reverse("notices:load"), {"file": SimpleUploadedFile("n.toml", wrong.encode())}
    )  # fmt: skip
    rows = wrong.splitlines()
    page = answer.content.decode()
    assert "文件里有 2 处要改" in page
    assert f"<li>第 {rows.index('maximum = 1') + 1} 行：上限 1 小于下限 5</li>" in page
    assert f"<li>第 {rows.index('month = 16') + 1} 行：" in page


def test_comparison_of_two_notices(cast: Any, version: NoticeVersion, demo_text: str) -> None:
    later = load_content(content=parse(demo_text), actor=None, organization=cast.city)
    page = cast.client(cast.port_chair).get(reverse("notices:compare", args=[later.pk])).content.decode()
    assert '<del class="was">劳模创新工作室</del>' in page
    assert '<ins class="new">劳模工匠创新工作室</ins>' in page
    shown = cast.client(cast.port_chair).get(reverse("notices:version", args=[later.pk])).content.decode()
    assert "起施行，现在仍按 厦工〔2012〕80号 办" in shown


def test_nothing_differs_from_itself(content: NoticeContent) -> None:
    assert changes(content, content) == []


def count_queries(client: Any, url: str, django_assert_max_num_queries: Any) -> int:
    client.get(url)
    with django_assert_max_num_queries(50) as seen:
        assert client.get(url).status_code == 200
    return len(seen.captured_queries)


def test_cost_of_pages_does_not_grow(
    cast: Any, make_round: Any, minutes: Any, django_assert_max_num_queries: Any
) -> None:
    client = cast.client(cast.city_officer)
    first = make_round()
    pages = [reverse("notices:rounds"), reverse("notices:round", args=[first.pk]), reverse("notices:in_force")]
    extend(round=first, organization=cast.port, closes_at=minutes(300), reason="台风", actor=None)
    Round.objects.filter(pk=first.pk).update(quotas={str(cast.district.pk): 1})
    before = [count_queries(client, page, django_assert_max_num_queries) for page in pages]
    for count in range(3):
        make_round(name=f"第{count}批", opens_at=timezone.now() - timedelta(days=count + 1))
    extend(round=first, organization=cast.grid, closes_at=minutes(300), reason="台风", actor=None)
    Round.objects.filter(pk=first.pk).update(quotas={str(cast.district.pk): 1, str(cast.industry.pk): 2})
    edit_notice(version=first.notice_version, changes={TEAM_SIZE.replace("-", "."): 4}, actor=None)
    assert [count_queries(client, page, django_assert_max_num_queries) for page in pages] == before
    assert max(before) <= 12
