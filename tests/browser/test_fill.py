"""Filling in as a person does: typing, the roster as a spreadsheet, a lost network, a colleague at the same time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Response, expect

from lingjun.cases.actions import return_for_changes
from lingjun.creation.actions import start
from lingjun.creation.content import Content
from lingjun.creation.models import Application
from tests.browser.conftest import until

pytestmark = pytest.mark.django_db(transaction=True)
SECTIONS = ("unit", "leader", "roster", "projects", "evidence", "check", "stamped")


def url(case: Any, section: str) -> str:
    return reverse("creation:fill", args=[case.number, section])


def content(case: Any) -> Content:
    return Content.from_dict(Application.objects.get(case=case).content)


@pytest.fixture
def look(axe: Callable[..., None], fits: Callable[[Page], None], shot: Callable[[Page, str], None]) -> Any:
    """Keep a picture, and assert that the page fits the screen and is accessible."""

    def at(page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        shot(page, name)
        fits(page)
        axe(page)

    return at


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_every_section_fits_and_is_accessible(filing, open_page, look, phone):
    case = filing.draft()
    width = "390" if phone else "1280"
    page = open_page(filing.cast.port_clerk, phone=phone)
    for section in SECTIONS:
        page.goto(url(case, section))
        look(page, f"fill-{section}-{width}")
    for name in ("list", "start", "batch"):
        page.goto(reverse(f"creation:{name}"))
        look(page, f"fill-{name}-{width}")


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_the_other_states_fit_and_are_accessible(filing, open_page, look, phone):
    """A returned form, a reader's view, a dry run with mistakes, the paper alone, errors beside fields."""
    width, cast = "390" if phone else "1280", filing.cast
    case = filing.recommended_by_unit()
    return_for_changes(actor=cast.industry_officer, case_id=case.pk, reason="联系电话空号。", sections=["leader"])
    page = open_page(cast.port_clerk, phone=phone)
    officer = open_page(cast.industry_officer, phone=phone)

    page.goto(url(case, "leader"))
    page.get_by_label("联系电话").fill("139")
    expect(page.locator("#trouble")).to_contain_text("11 位")
    look(page, f"fill-returned-{width}")
    page.goto(url(case, "roster"))
    look(page, f"fill-locked-{width}")
    officer.goto(url(case, "roster"))
    look(officer, f"fill-reader-{width}")
    officer.goto(reverse("creation:paper", args=[case.number]))
    look(officer, f"fill-paper-{width}")
    draft = filing.draft("林小满")
    page.goto(reverse("creation:roster_trial", args=[draft.number]))
    page.get_by_label("名单").fill(PASTE)
    page.get_by_role("button", name="试读").last.click()
    expect(page.get_by_role("heading", name="试读结果")).to_be_visible()
    look(page, f"fill-trial-{width}")
    page.goto(url(fresh(filing, cast), "roster"))
    page.locator(".paper-fold [data-zoom]" if not phone else ".paper-fold > summary").first.click()
    look(page, f"fill-zoom-{width}")


def fresh(filing: Any, cast: Any) -> Any:
    return start(actor=cast.port_clerk, round=filing.round, unit=cast.port)


def is_saved(answer: Response) -> bool:
    return answer.request.method == "POST" and answer.ok


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("已自动保存")


def test_typing_saves_by_itself_and_the_paper_follows(filing, cast, open_page):
    case = fresh(filing, cast)
    page = open_page(cast.port_clerk)
    page.goto(url(case, "leader"))
    expect(page.locator("#trouble")).to_be_empty()
    page.get_by_label("姓名", exact=True).fill("陈海川")
    page.get_by_label("联系电话").fill("1390000")
    page.get_by_label("出生时间").fill("1971.3")
    saved(page)
    expect(page.locator("#paper")).to_contain_text("1971年3月")
    expect(page.locator("#paper")).to_contain_text("陈海川")
    expect(page.locator("#trouble")).to_contain_text("手机号是 11 位")
    expect(page.get_by_label("联系电话")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#trouble")).not_to_contain_text("岗位")
    page.get_by_label("联系电话").fill("13900000001")
    page.get_by_label("岗位（工种）").click()
    expect(page.get_by_label("联系电话")).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("link", name="一、单位与工作室").first.click()
    page.wait_for_url("**/unit/")
    expect(page.get_by_label("劳模创新工作室名称")).to_have_value("陈海川劳模创新工作室")
    page.get_by_label("劳模创新工作室名称").fill("海川工作室")
    expect(page.locator("#trouble")).to_contain_text("名称里要有“陈海川”")
    page.reload()
    page.get_by_role("button", name="用“陈海川劳模创新工作室”").click()
    expect(page.locator("#subject")).to_contain_text("陈海川劳模创新工作室")
    leader = content(case).leader
    assert (leader.name, leader.birth, leader.phone) == ("陈海川", "1971-03", "13900000001")
    assert content(case).unit.studio_name == "陈海川劳模创新工作室"


def test_the_roster_is_a_spreadsheet(filing, cast, open_page, axe, shot):
    case = filing.draft()
    page = open_page(cast.port_clerk)
    page.goto(url(case, "roster"))
    name = page.locator("[data-line] [data-field=name]")
    name.first.click()
    page.keyboard.press("ArrowDown")
    expect(name.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[data-line] [data-field=gender]").nth(1)).to_be_focused()
    name.nth(3).fill("林小满")
    expect(page.locator("[data-line]")).to_have_count(5)
    page.keyboard.press("Enter")
    expect(name.nth(4)).to_be_focused()
    saved(page)
    expect(page.locator("tr.why")).to_contain_text("第 5 行：请填林小满的性别")
    expect(page.locator("#sum")).to_contain_text("合计 4，少 1")
    page.locator("[data-line]").nth(3).locator("[data-field=gender]").select_option("女")
    page.locator("[data-line]").nth(3).locator("[data-field=birth]").fill("1990.02")
    page.locator("[data-line]").nth(3).locator("[data-field=political_status]").select_option("群众")
    page.locator("[data-line]").nth(3).locator("[data-field=education]").select_option("大专")
    page.locator("[data-line]").nth(3).locator("[data-field=title]").fill("工程师")
    page.locator("[data-line]").nth(3).locator("[data-field=skill_grade]").select_option("高级工")
    expect(page.locator("tr.auto")).to_contain_text("按较高的“工程师”计 1 次")
    expect(page.locator("tr.why")).to_have_count(0)
    expect(page.locator("#sum")).to_contain_text("合计 5")
    page.get_by_text("逐人说明").click()
    shot(page, "fill-roster-explained-1280")
    axe(page)
    page.get_by_label("移除第 2 行").click()
    expect(page.locator("[data-undo]")).to_contain_text("已移除 成员1")
    expect(page.locator("#sum")).to_contain_text("合计 4")
    page.get_by_role("button", name="撤消").click()
    expect(page.locator("#sum")).to_contain_text("合计 5")
    assert [row.name for row in content(case).roster] == ["成员1", "成员2", "成员3", "林小满"]


PASTE = (
    "姓名\t性别\t出生年月\t政治面貌\t学历\t职称\t工号\n"
    "许文龙\t男\t1970.8\t当员\t大专\t\t7\n"
    "郑雅婷\t女\t1979.10\t中共党员\t本科\t工程师\t8\n"
)
PASTE_JS = """([box, text]) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  box.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_cells_from_excel_are_recognised_by_their_headings(filing, cast, open_page, shot):
    case = filing.draft()
    page = open_page(cast.port_clerk)
    page.goto(url(case, "roster"))
    box = page.locator("[data-line] [data-field=name]").nth(3)
    box.focus()
    page.evaluate(PASTE_JS, [box.element_handle(), PASTE])
    expect(page.locator("#pasted")).to_contain_text("粘贴了 2 行")
    expect(page.locator("#pasted")).to_contain_text("没有用到：工号（G1）")
    expect(page.locator("tr.why")).to_contain_text("“当员”没认出来")
    shot(page, "fill-roster-pasted-1280")
    assert [(row.name, row.birth, row.education) for row in content(case).roster[3:]] == [
        ("许文龙", "1970-08", "大专"),
        ("郑雅婷", "1979-10", "本科"),
    ]


def test_without_network_nothing_is_lost(filing, cast, open_page, watch):
    watch.allow("ERR_INTERNET_DISCONNECTED")
    case = filing.draft()
    page = open_page(cast.port_clerk)
    page.goto(url(case, "leader"))
    page.context.set_offline(True)
    page.get_by_label("岗位（工种）").fill("桥吊司机班长")
    expect(page.locator("#saved")).to_contain_text("已存在这台电脑上")
    assert content(case).leader.post == "桥吊司机"
    page.context.set_offline(False)
    page.goto(url(case, "check"))
    until(page, lambda: content(case).leader.post == "桥吊司机班长")
    assert content(case).leader.post == "桥吊司机班长"
    page.wait_for_function("() => localStorage.length === 0")  # the answer comes after the words are written


def test_a_colleague_at_the_same_time_overwrites_nothing_unasked(filing, cast, open_page, watch, shot):
    watch.allow("409")
    case = filing.draft()
    mine, theirs = open_page(cast.port_clerk), open_page(cast.port_liaison)
    mine.goto(url(case, "leader"))
    theirs.goto(url(case, "leader"))
    with theirs.expect_response(is_saved):  # the page said so before: it is a draft that had been saved
        theirs.get_by_label("岗位（工种）").fill("班长")
    saved(theirs)
    mine.get_by_label("联系电话").fill("13900000002")
    expect(mine.locator("#moved")).to_contain_text("吴小帆")
    shot(mine, "fill-moved-1280")
    assert content(case).leader.phone == "13900000001"
    with mine.expect_response(is_saved):
        mine.get_by_role("button", name="用我写的").click()
    saved(mine)
    assert content(case).leader.phone == "13900000002"


def test_reading_word_and_sending_to_the_union(filing, cast, open_page, shot):
    from pathlib import Path

    example = Path(__file__).parent.parent / "data/forms/example-1-harbour-crane.docx"
    page = open_page(cast.port_clerk)
    page.goto(reverse("creation:start"))
    page.set_input_files("#id_file", str(example))
    page.get_by_role("button", name="读入").click()
    page.wait_for_url("**/fill/unit/")
    expect(page.locator("#messages")).to_contain_text("读出")
    shot(page, "fill-read-1280")
    page.goto(page.url.replace("/unit/", "/roster/"))
    shot(page, "fill-typed-1280")
    page.goto(page.url.replace("/roster/", "/check/"))
    expect(page.get_by_role("button", name="送单位工会")).to_be_disabled()
    case = filing.draft("林小满")
    page.goto(url(case, "check"))
    page.get_by_role("button", name="送单位工会").click()
    page.get_by_role("dialog").get_by_role("button", name="送单位工会").click()
    page.wait_for_url("**/stamped/")
    expect(page.locator("#messages")).to_contain_text("已送厦门鹭港集装箱码头有限公司工会")
    shot(page, "fill-sent-1280")
