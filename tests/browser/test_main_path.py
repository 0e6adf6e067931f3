"""The main line as people walk it: from a Word form to the plaque, three levels, one return, seals, archive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, expect

from lingjun.accounts.models import Notification
from lingjun.cases.models import Case
from lingjun.core.jobs import run_next
from tests.documents import photos
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)

EXAMPLE = Path(__file__).resolve().parent.parent / "data/forms/example-1-harbour-crane.docx"
STUDIO = "陈海川劳模创新工作室"
TEAM = (
    "姓名\t性别\t出生年月\t政治面貌\t文化程度\t职称\t技能等级\n"
    "林志远\t男\t1975.4\t中共党员\t大学本科\t高级工程师\t\n"
    "苏雅琴\t女\t1988年9月\t共青团员\t大专\t\t技师\n"
)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo as evidence."""
    place = tmp_path / "照片.jpg"
    Image.new("RGB", (800, 600), (120, 140, 160)).save(place)
    return place


def confirm(page: Page, words: str) -> None:
    """The dialog that names the consequence."""
    page.get_by_role("dialog").get_by_role("button", name=words, exact=True).click()


def printed(page: Page) -> bytes:
    """The form of the page as PDF, as the browser would fetch it."""
    link = page.locator("a[href*='form.pdf']").first.get_attribute("href")
    answer = page.request.get(str(link))
    assert answer.ok
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def scan(pdf: bytes, place: Path) -> Path:
    """The page stamped beside the opinion and photographed, small and a little askew."""
    sheet = photos.stamped(photos.page_picture(pdf, width=1600), (0.6, 0.6))
    place.write_bytes(photos.jpeg(photos.small(photos.askew(sheet, degrees=3), 1200), 70))
    return place


def saved(page: Page) -> None:
    expect(page.locator("#saved")).to_contain_text("已自动保存")


def review(page: Page, case: Case) -> None:
    page.goto(reverse("creation:review", args=[case.number]))


def agree(page: Page, button: str, words: str = "") -> None:
    """Press the step's own button and say yes."""
    if words:
        page.get_by_role("textbox", name="意见", exact=False).first.fill(words)
    page.locator("#decide").get_by_role("button", name=button, exact=True).click()
    confirm(page, button)
    expect(page.locator("#messages")).to_contain_text("已同意")


def upload_scan(page: Page, place: Path) -> None:
    page.locator("#scan input[type=file]").set_input_files(place)
    page.locator("#scan").get_by_role("button", name="上传", exact=True).click()


def test_from_the_word_form_to_the_plaque(
    filing: Filing,
    open_page: Callable[..., Page],
    shot: Callable[[Page, str], None],
    watch: Any,
    picture: Path,
    tmp_path: Path,
) -> None:
    watch.allow("answer 422")  # an older scan, refused
    watch.allow("status of 422")
    cast = filing.cast

    # The clerk signs in at the door and reads the Word form in.
    clerk = open_page()
    clerk.goto("/")
    clerk.get_by_label("账号或手机号").fill("port_clerk")
    clerk.get_by_label("密码", exact=True).fill(cast.password)
    clerk.get_by_role("button", name="登录").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("周敏")
    clerk.get_by_role("link", name="创建申报").first.click()
    clerk.get_by_role("link", name="开始申报").first.click()
    clerk.locator("#id_file").set_input_files(EXAMPLE)
    clerk.get_by_role("button", name="读入").click()
    clerk.wait_for_url("**/fill/unit/")
    expect(clerk.locator("#messages")).to_contain_text(re.compile(r"读出 \d\d 项"))
    expect(clerk.get_by_label("劳模创新工作室名称")).to_have_value(STUDIO)
    expect(clerk.get_by_label("统一社会信用代码")).to_have_value(cast.port.credit_code)
    case = Case.objects.get()
    shot(clerk, "path-1-read-in")

    # What the paper says and what it lacks: the counts came along, directions and evidence did not.
    clerk.goto(reverse("creation:fill", args=[case.number, "check"]))
    expect(clerk.get_by_role("button", name="送单位工会")).to_be_disabled()
    expect(clerk.locator("ul.checks li.bad").first).to_be_visible()
    expect(clerk.locator("#paper")).to_contain_text("共12人")
    shot(clerk, "path-2-what-is-missing")

    # Directions are chosen; the paper follows, and a reload keeps what was chosen.
    clerk.goto(reverse("creation:fill", args=[case.number, "projects"]))
    expect(clerk.locator("#paper")).to_contain_text("轮胎吊“油改电”节能技术攻关")
    for row in range(2):
        clerk.locator("[data-line] [data-field=direction]").nth(row).select_option(label="技术创新")
    clerk.locator("[data-line] [data-field=title]").nth(1).fill("轮胎吊“油改电”节能技术攻关（二期）")
    expect(clerk.locator("#paper")).to_contain_text("（二期）")
    saved(clerk)
    clerk.reload()
    expect(clerk.locator("[data-line] [data-field=title]").nth(1)).to_have_value("轮胎吊“油改电”节能技术攻关（二期）")
    expect(clerk.locator("[data-line] [data-field=direction]").nth(1)).to_have_value("technical")

    # Evidence, one file under each thing that is asked for.
    clerk.goto(reverse("creation:fill", args=[case.number, "evidence"]))
    for criterion in filing.round.content.criteria:
        for rule in criterion.evidence:
            if criterion.before_naming and rule.required:
                clerk.locator(f"[id='file-{rule.key}']").set_input_files(picture)
                clerk.locator(f"[id='id_evidence.{rule.key}']").get_by_role("button", name="上传").click()
                expect(clerk.locator(f"[id='id_evidence.{rule.key}'] .proofs li")).to_have_count(1)
    shot(clerk, "path-3-evidence")
    clerk.goto(reverse("creation:fill", args=[case.number, "check"]))
    expect(clerk.locator("ul.checks li.bad")).to_have_count(0)
    clerk.get_by_role("button", name="送单位工会").click()
    shot(clerk, "path-4-asked-before-sending")
    confirm(clerk, "送单位工会")
    clerk.wait_for_url("**/fill/stamped/")
    expect(clerk.locator("#messages")).to_contain_text("已送厦门鹭港集装箱码头有限公司工会")
    first = scan(printed(clerk), tmp_path / "first.jpg")

    # The chair finds it on the workbench, gives the opinion.
    chair = open_page(cast.port_chair)
    chair.goto("/")
    chair.get_by_role("link", name=STUDIO).first.click()
    expect(chair.get_by_role("heading", level=1)).to_contain_text(STUDIO)
    shot(chair, "path-5-chair")
    agree(chair, "同意申报", "情况属实，同意申报。")

    # The industry union inspects the seven criteria and recommends, with the stamped copy on file.
    officer = open_page(cast.industry_officer)
    officer.goto("/")
    officer.get_by_role("link", name=STUDIO).first.click()
    upload_scan(officer, first)
    expect(officer.locator("#messages")).to_contain_text("核对码相符")
    for key in ("premises", "regulations", "funds", "team", "ledger", "results"):
        officer.locator(f"#seen-{key}").select_option("yes")
    shot(officer, "path-6-inspection")
    agree(officer, "同意推荐")

    # The city sends it back once, with the sections to change.
    city = open_page(cast.city_officer)
    city.goto("/")
    city.get_by_role("link", name=STUDIO).first.click()
    expect(city.locator("#evidence")).to_contain_text("有")
    city.locator("#return_reason").fill("只有人数，请附成员名单。")
    city.get_by_role("checkbox", name="成员").check()
    city.locator("#decide").get_by_role("button", name="退回修改").click()
    confirm(city, "退回修改")
    expect(city.locator("#messages")).to_contain_text("已退回")

    # The unit reads why, changes what was opened, and nothing else.
    clerk.goto("/")
    shot(clerk, "path-7-returned")
    clerk.goto(reverse("creation:fill", args=[case.number, "roster"]))
    expect(clerk.locator("#main")).to_contain_text("只有人数，请附成员名单。")
    clerk.get_by_role("link", name="从 Excel 粘贴").click()
    clerk.get_by_label("名单", exact=True).fill(TEAM)
    clerk.get_by_role("dialog").get_by_role("button", name="试读").click()
    clerk.get_by_role("button", name="导入 2 行").click()
    expect(clerk.locator("#paper")).to_contain_text("共3人")
    shot(clerk, "path-8-roster")
    clerk.goto(reverse("creation:fill", args=[case.number, "leader"]))
    expect(clerk.get_by_label("联系电话")).to_be_disabled()
    clerk.goto(reverse("creation:fill", args=[case.number, "check"]))
    clerk.get_by_role("button", name="送单位工会").click()
    confirm(clerk, "送单位工会")
    clerk.wait_for_url("**/fill/stamped/")
    second = scan(printed(clerk), tmp_path / "second.jpg")

    # Again three levels. The scan of the first version is refused with the reason; the new one matches.
    review(chair, case)
    agree(chair, "同意申报")
    review(officer, case)
    upload_scan(officer, first)
    expect(officer.locator("#scan")).to_contain_text("这张盖章件是第 1 版的，申报表已改到第 2 版。")
    shot(officer, "path-9-older-copy-refused")
    upload_scan(officer, second)
    expect(officer.locator("#messages")).to_contain_text("核对码相符")
    agree(officer, "同意推荐")
    review(city, case)
    expect(city.locator("#cmp")).to_contain_text("改了")
    shot(city, "path-10-city")
    agree(city, "同意创建")

    # Decided, not published: below the federation nothing has changed.
    review(clerk, case)
    expect(clerk.locator("#main")).to_contain_text("待市总工会审核")
    expect(clerk.locator("#main")).not_to_contain_text("待公布")
    expect(clerk.locator("#main")).not_to_contain_text("同意创建")

    # Published under a decision number.
    city.goto(reverse("creation:naming", args=[filing.round.pk]))
    city.get_by_label("命名决定文号").fill("厦工〔2026〕18号")
    city.get_by_role("button", name="公布所选").click()
    shot(city, "path-11-publish")
    confirm(city, "公布")
    expect(city.locator("#messages")).to_contain_text("命名 1 个")

    # Unit and union see it and were told; the file is open, nothing was typed again.
    for page, person in ((clerk, cast.port_clerk), (officer, cast.industry_officer)):
        review(page, case)
        expect(page.locator("#main")).to_contain_text("已命名")
        assert Notification.objects.filter(user=person, text__contains="已命名（厦工〔2026〕18号）").count() == 1
    clerk.goto(reverse("studios:list"))
    clerk.get_by_role("link", name=STUDIO).first.click()
    studio = Case.objects.get().studio
    file = clerk.locator("main, .page-top")
    for words in (studio.plaques.get().number, "厦工〔2026〕18号", "林志远", "苏雅琴", "（二期）", "全国劳动模范"):
        expect(file.get_by_text(words, exact=False).first).to_be_visible()
    shot(clerk, "path-12-studio")

    # The archive is made by a job, downloads, and is what anyone's tools accept.
    while run_next() is not None:
        pass
    clerk.reload()
    with clerk.expect_download() as waiting:
        clerk.get_by_role("link", name="归档包").click()
    validate(waiting.value.path(), tmp_path / "bag", {first.read_bytes(), second.read_bytes()})


def validate(package: Path, folder: Path, scans: set[bytes]) -> None:
    """The package holds form, data and scans, and `bagit` finds nothing wrong."""
    with zipfile.ZipFile(io.BytesIO(package.read_bytes())) as zipped:
        zipped.extractall(folder)
    [bag] = [place.parent for place in folder.rglob("bagit.txt")]
    bagit.Bag(str(bag)).validate()
    kept = [place for place in (bag / "data").rglob("*") if place.is_file()]
    assert {".pdf", ".docx", ".json"} <= {place.suffix for place in kept}
    assert scans <= {place.read_bytes() for place in kept}


def test_the_slower_of_two_officers_keeps_the_words(
    filing: Filing, open_page: Callable[..., Page], shot: Callable[[Page, str], None]
) -> None:
    case = filing.at_city()
    fast, slow = open_page(filing.cast.city_officer), open_page(filing.cast.city_colleague)
    for page in (fast, slow):
        review(page, case)
    words = "设施清单与照片不符，请核对后再报。"
    slow.locator("#return_reason").fill(words)
    slow.get_by_role("checkbox", name="材料").check()
    fast.locator("#return_reason").fill("场所照片看不清，请重拍。")
    fast.get_by_role("checkbox", name="材料").check()
    for page in (fast, slow):
        page.locator("#decide").get_by_role("button", name="退回修改").click()
        confirm(page, "退回修改")
        page.wait_for_load_state()
    expect(fast.locator("#messages")).to_contain_text("已退回")
    told = slow.locator("#messages")
    expect(told).to_contain_text(re.compile(r"王静宜 \d\d:\d\d 已经退回这件"))
    expect(told).to_contain_text("现在是“退回修改”")
    shot(slow, "path-slower")
    # When the case comes back to the city, the words are still there for the one who wrote them, and for nobody else.
    from lingjun.cases.actions import approve, submit

    submit(actor=filing.cast.port_clerk, case_id=case.pk)
    approve(actor=filing.cast.port_chair, case_id=case.pk, text="同意申报。")
    approve(actor=filing.cast.industry_officer, case_id=case.pk, text="同意推荐。")
    for page, found in ((slow, 1), (fast, 0)):
        review(page, case)
        expect(page.locator("#decide").get_by_text(words)).to_have_count(found)


def test_a_second_decision_on_a_held_case_names_the_first(filing: Filing, open_page: Callable[..., Page]) -> None:
    case = filing.at_city()
    fast, slow = open_page(filing.cast.city_officer), open_page(filing.cast.city_colleague)
    for page in (fast, slow):
        review(page, case)
    slow.locator("#id_text").fill("同意命名，请继续完善制度。")
    agree(fast, "同意创建")
    slow.locator("#decide").get_by_role("button", name="同意创建", exact=True).click()
    confirm(slow, "同意创建")
    expect(slow.locator("#messages")).to_contain_text(re.compile(r"王静宜 \d\d:\d\d 已经同意这件"))
    case.refresh_from_db()
    assert case.opinions.filter(step__key="city_decision").count() == 1
