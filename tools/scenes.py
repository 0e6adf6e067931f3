"""The pictures of the user guides: who looks, and the way to the page. Read by tools/pictures.py."""

import dataclasses
import re
from collections.abc import Callable

from playwright.sync_api import Page

from tools.ground import ROOT

FORM = ROOT / "tests" / "data" / "forms" / "example-1-harbour-crane.docx"
Lead = Callable[[Page], object]
LIST = """序号,匾号,工作室,命名时间,命名文号,劳模所在单位,所属工会,领军人,劳模称号,人数,主要课题
1,2012-201,示例甲劳模创新工作室,2012.8.17,厦工〔2012〕146号,厦门示例印刷有限公司,思明区,示例甲,2008年厦门市劳动模范,11,色差在线检测；上光工艺
2,2012-202,示例乙劳模创新工作室,2012.8.17,厦工〔2012〕146号,厦门示例电气有限公司,湖里区总工会,示例乙,全国五一劳动奖章,9,柜体装配防错
3,,丙工创新工作室,二零一三,,厦门示例食品有限公司,同安区,示例丙,市劳模,8人,2
4,2013-204,示例丁劳模创新工作室,2013-04,厦工〔2013〕172号,厦门示例客运有限公司,公交集团,示例丁,2011年福建省劳动模范,14,节油驾驶
"""
"""What a city may have in its drawer: headings of its own, a gap, a union nobody knows."""


@dataclasses.dataclass(frozen=True)
class Scene:
    """One picture. `lead` walks from the signed-in home to the page; `part` is a selector within it."""

    name: str
    user: str
    lead: Lead
    part: str = ""
    whole: bool = True
    width: int = 1280
    height: int = 800


def at(address: str) -> Lead:
    """Open an address."""
    return lambda page: page.goto(address)


def case(leader: str, section: str = "") -> Lead:
    """The case of a leader's studio, found through the list: its numbers change with the year."""

    def lead(page: Page) -> None:
        page.goto(f"/cases/?q={leader}")
        found = re.search(r"CJ-\d{4}-\d{4}", page.locator("table").inner_text())
        if not found:
            raise LookupError(f"no case of {leader} in the list")
        page.goto(f"/creation/{found[0]}/" + (f"fill/{section}/" if section else ""))
        page.wait_for_load_state("networkidle")

    return lead


def read_in(page: Page) -> None:
    """Read a filled Word form into a draft; the page that opens lists what to look at."""
    page.goto("/creation/start/")
    form = page.locator("form:has(input[type=file])").first
    form.locator("input[type=file]").set_input_files(FORM)
    form.locator("button[type=submit]").click()
    page.wait_for_url("**/fill/**")
    page.wait_for_load_state("networkidle")


def paste(page: Page) -> None:
    """The dry run of a pasted roster with two faults."""
    case("吴丽敏", "roster")(page)
    number = page.url.split("/creation/")[1].split("/")[0]
    page.goto(f"/creation/{number}/roster/trial/")
    rows = (
        "姓名\t性别\t出生年月\t政治面貌\t文化程度\t职称\t技能等级",
        "示例甲\t男\t1985.6\t党员\t本科\t工程师\t",
        "示例乙\t女\t85年13月\t群众\t大专\t\t高级工",
        "示例丙\t男\t1990-02\t\t本科\t\t技师",
    )
    page.fill("[name=text]", "\n".join(rows))
    page.locator("form:has([name=text]) button[type=submit]").click()
    page.wait_for_load_state()


def remind_many(page: Page) -> None:
    """What 催办 of several cases says before it is done."""
    page.goto("/cases/")
    for box in page.locator("[name=pick]").all()[:5]:
        box.check()
    page.locator("button[name=do][value=remind]").click()
    page.wait_for_load_state()


def entry(page: Page) -> None:
    """The newest return of a case in the trail."""
    page.goto("/audit/?verb=case.return")
    page.locator("table th a").first.click()
    page.wait_for_load_state()


def press(address: str, name: str) -> Lead:
    """Open an address and follow a link by its words."""

    def lead(page: Page) -> None:
        page.goto(address)
        page.get_by_role("link", name=name).first.click()
        page.wait_for_load_state("networkidle")

    return lead


def follow(page: Page, *links: str) -> None:
    """Links of the page's own part, one after the other, by their words; a tab of a studio file comes first."""
    for words in links:
        tab = page.locator(".file-tabs .tabs a", has_text=re.compile(f"^{words}"))
        (tab if tab.count() else page.locator("main").get_by_role("link", name=words)).first.click()
        page.wait_for_load_state("networkidle")


def studio(leader: str, *links: str) -> Lead:
    """The page of a leader's studio, found through the register, and on along links by their words."""

    def lead(page: Page) -> None:
        page.goto(f"/studios/?q={leader}")
        follow(page, f"{leader}劳模创新工作室", *links)

    return lead


def activity(page: Page) -> None:
    """An activity as it stands on a phone before it is recorded."""
    page.goto("/ledger/")
    follow(page, "记一次活动")
    page.locator("#id_kind label", has_text="攻关例会").click()
    page.fill("#id_text", "3 号岸桥防摇参数复核：大风天摆幅从 42 厘米降到 17 厘米，夜班再测一遍，填进点检表。")
    page.locator("[data-all]").click()
    page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(800)  # the draft is kept a moment after the last key


def alike(page: Page) -> None:
    """A patent whose name is nearly one that stands in the ledger already."""
    page.goto("/ledger/")
    follow(page, "添成果", "发明专利")
    page.fill("[name=title]", "岸桥吊具摆幅补偿方法")
    page.fill("[name=number]", "ZL201210123456.8")
    page.select_option("[name=status]", "granted")
    page.fill("[name=achieved_on]", "2013-05-08")
    page.fill("[name=d_patentee]", "厦门鹭港集装箱码头有限公司")
    page.fill("[name=first_author]", "周海潮")
    page.locator(".savebar button[type=submit]").click()
    page.locator(".alike").wait_for()


def desk(page: Page) -> None:
    """Where the federation grades the newest round."""
    page.goto("/appraisal/")
    page.locator("main table th a").first.click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{page.url}?state=waiting")


def appraised(leader: str, *links: str) -> Lead:
    """The newest appraisal of a leader's studio."""

    def lead(page: Page) -> None:
        studio(leader, "年度考核")(page)
        page.locator("main table th a").first.click()
        page.wait_for_load_state("networkidle")
        follow(page, *links)

    return lead


def trial(page: Page) -> None:
    """The dry run of a list of studios with headings of its own."""
    page.goto("/studios/import/")
    page.locator("main input[type=file]").set_input_files(
        {"name": "劳模创新工作室名单（示例）.csv", "mimeType": "text/csv", "buffer": LIST.encode()}
    )
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    page.locator("main button", has_text="试读").first.click()
    page.wait_for_load_state("networkidle")


SCENES = (
    Scene("sign-in", "", at("/sign-in/"), whole=False),
    Scene("unit-home", "lugang", at("/"), whole=False),
    Scene("unit-start", "lugang", at("/creation/start/"), whole=False),
    Scene("unit-reading", "lugang", read_in),
    Scene("unit-fill", "peidian", case("吴丽敏", "unit")),
    Scene("unit-roster", "peidian", case("吴丽敏", "roster")),
    Scene("unit-paste", "peidian", paste),
    Scene("unit-check", "peidian", case("吴丽敏", "check")),
    Scene("unit-returned", "danwei19", case("黄建安", "unit")),
    Scene("unit-stamped", "gulang", case("黄秀兰", "stamped")),
    Scene("chair-home", "danwei25_zhuxi", at("/"), whole=False),
    Scene("chair-decide", "danwei25_zhuxi", case("何振华"), part="#decide"),
    Scene("chair-accounts", "lugang_zhuxi", at("/accounts/"), whole=False),
    Scene("union-home", "jianshe", at("/"), height=1100),
    Scene("union-review", "jianshe", case("许志坚"), height=1100, whole=False),
    Scene("union-decide", "jianshe", case("许志坚"), part="#decide"),
    Scene("union-organization", "jianshe", at("/organizations/"), whole=False),
    Scene("city-home", "shizong", at("/"), whole=False, height=1000),
    Scene("city-cases", "shizong", at("/cases/"), whole=False, height=1000),
    Scene("city-remind", "shizong", remind_many, whole=False),
    Scene("city-review", "shizong", case("黄秀兰"), whole=False, height=1200),
    Scene("city-naming", "shizong", press("/", "去公布")),
    Scene("city-studios", "shizong", at("/studios/"), whole=False),
    Scene("city-studio", "shizong", press("/studios/", "罗淑贞"), whole=False, height=1100),
    Scene("city-notice", "shizong", at("/notices/"), whole=False, height=1000),
    Scene("city-round", "shizong", press("/notices/rounds/", "第二批"), whole=False),
    Scene("leader-studio", "lugang_lianluo", studio("周海潮"), height=1100),
    Scene("leader-ledger", "lugang_lianluo", at("/ledger/"), whole=False),
    Scene("leader-activity", "lugang_lianluo", activity, width=390, height=1480, whole=False),
    Scene("leader-alike", "lugang_lianluo", alike, whole=False, height=1000),
    Scene("leader-plan", "lugang_lianluo", studio("周海潮", "计划"), whole=False, height=900),
    Scene("leader-team", "lugang_lianluo", studio("周海潮", "团队"), whole=False, height=1000),
    Scene("leader-funds", "lugang_lianluo", studio("周海潮", "经费"), whole=False, height=1000),
    Scene("leader-regulations", "lugang_lianluo", studio("周海潮", "制度"), whole=False, height=900),
    Scene("leader-yearbook", "lugang_lianluo", studio("周海潮", "年台账年册"), whole=False),
    Scene("leader-report", "danwei14", appraised("蔡永福", "继续填写"), whole=False, height=1000),
    Scene("chair-appraisal", "danwei04_zhuxi", appraised("高振华"), part="#decide"),
    Scene("union-criteria", "siming", at("/studios/criteria/"), whole=False),
    Scene("union-appraisal", "siming", appraised("谢国平"), whole=False, height=1100),
    Scene("city-criteria", "shizong", at("/studios/criteria/?criterion=regulations"), whole=False, height=900),
    Scene("city-desk", "shizong", desk),
    Scene("city-change", "shizong", studio("林秋月", "沿革变更", "领衔人变动"), whole=False, height=1000),
    Scene("city-import", "shizong", trial, whole=False, height=1000),
    Scene("city-library", "shizong", at("/ledger/achievements/"), whole=False),
    Scene("admin-accounts", "guanli", at("/accounts/"), whole=False),
    Scene("admin-new", "guanli", at("/accounts/new/"), whole=False),
    Scene("auditor-trail", "shenji", at("/audit/"), whole=False),
    Scene("auditor-entry", "shenji", entry, whole=False),
)
