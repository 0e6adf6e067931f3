"""The pictures of the user guides: who looks, and the way to the page. Read by tools/pictures.py."""

import dataclasses
import re
from collections.abc import Callable

from playwright.sync_api import Page

from tools.ground import ROOT

FORM = ROOT / "tests" / "data" / "forms" / "example-1-harbour-crane.docx"
Lead = Callable[[Page], object]


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
    Scene("admin-accounts", "guanli", at("/accounts/"), whole=False),
    Scene("admin-new", "guanli", at("/accounts/new/"), whole=False),
    Scene("auditor-trail", "shenji", at("/audit/"), whole=False),
    Scene("auditor-entry", "shenji", entry, whole=False),
)
