"""``make pictures``: the pictures of the user guides, taken from a demo site in a throwaway home.

A fresh demo city, a server and a worker on a free port, Chromium at 1280 pixels: nothing of the real home is touched.
``--home FOLDER`` keeps the demo home for the next run, names after it limit the run to pictures whose name begins so.
"""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tools import run
from tools.ground import ROOT, GroundError, home, main_guard, say
from tools.packages import chromium
from tools.postgres import free_port
from tools.scenes import SCENES, Scene

FOLDER = ROOT / "docs" / "guide" / "pictures"
PASSWORD = "lingjun-shili"  # noqa: S105 - the demo's, which it prints itself
WIDTH, HEIGHT = 1280, 800
LARGEST = 200_000  # bytes of a picture
TALLEST = 1700  # pixels; what lies below says nothing new
ARGUMENTS = ["--disable-gpu", "--lang=zh-CN"]
CHINESE = {"LANGUAGE": "zh_CN", "LANG": "zh_CN.UTF-8"}  # Debian keeps the browser's own words in chromium-l10n


def main() -> None:
    """Entry of ``python -m tools.pictures [--home FOLDER] [NAME …]``."""
    arguments = sys.argv[1:]
    kept = None
    if arguments[:1] == ["--home"]:
        kept, arguments = Path(arguments[1]).resolve(), arguments[2:]
    wanted = [scene for scene in SCENES if not arguments or scene.name.startswith(tuple(arguments))]
    if not wanted:
        raise GroundError(f"no picture begins with {', '.join(arguments)}")
    if not chromium():
        raise GroundError("Chromium is not installed")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site(kept) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=ARGUMENTS, chromium_sandbox=False, env={**os.environ, **CHINESE}
        )
        failed = [scene.name for scene in wanted if not taken(browser, address, scene)]
        browser.close()
    if failed:
        raise GroundError(f"not taken: {', '.join(failed)}")


@contextmanager
def site(kept: Path | None) -> Iterator[str]:
    """The address of a running demo site."""
    with tempfile.TemporaryDirectory(prefix="lingjun-pictures-") as folder:
        fonts = os.environ.get("LINGJUN_FONTS") or str(home() / "fonts")
        port = free_port()
        os.environ.update(
            LINGJUN_HOME=str(kept or folder), LINGJUN_MODE="demo", LINGJUN_FONTS=fonts, PORT=str(port), DATABASE_URL=""
        )
        home().mkdir(parents=True, exist_ok=True)
        run.prepare(demo=True)
        running = {"server": run.start_server(port), "worker": run.start_worker()}
        try:
            run.wait_until_answering(port, running)
            yield f"http://{run.HOST}:{port}"
        finally:
            run.stop(running, 0)


def taken(browser: Browser, address: str, scene: Scene) -> bool:
    """Take one picture; says what went wrong and goes on, so that one page's fault does not hide the others'."""
    context = browser.new_context(
        base_url=address,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
        viewport={"width": scene.width, "height": scene.height},
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    try:
        if scene.user:
            sign_in(page, scene.user)
        scene.lead(page)
        page.evaluate("document.fonts.ready")
        picture = crop(page, scene)
    except Exception as problem:  # noqa: BLE001 - any fault of a page is told with the picture's name
        say(f"FAIL {scene.name}: {str(problem).splitlines()[0]}")
        return False
    finally:
        context.close()
    size = keep(picture, FOLDER / f"{scene.name}.png")
    say(f"ok   {scene.name}, {size // 1000} KB")
    return True


def sign_in(page: Page, user: str) -> None:
    """Through the door, as people do."""
    page.goto("/sign-in/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def crop(page: Page, scene: Scene) -> Image.Image:
    """The whole page down to a height that still reads in a guide, or the one part the scene names."""
    if scene.part:
        part = page.locator(scene.part).first
        part.scroll_into_view_if_needed()
        image = Image.open(io.BytesIO(part.screenshot(animations="disabled")))
    else:
        image = Image.open(io.BytesIO(page.screenshot(full_page=scene.whole, animations="disabled")))
    return image.crop((0, 0, image.width, min(image.height, TALLEST)))


def keep(image: Image.Image, path: Path) -> int:
    """Write a palette PNG below the limit; fewer colours when it must be. Its size in bytes."""
    for colours in (256, 128, 64, 32, 16):
        small = image.convert("RGB").quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        small.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break
    return path.stat().st_size


if __name__ == "__main__":
    main_guard(main)
