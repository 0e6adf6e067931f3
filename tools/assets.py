"""Copy the few files the site uses out of ``node_modules``: stylesheet to ``static/vendor``, fonts to the home.

Nothing else of a package reaches the site. Each source is checked against ``tools/assets.sha256`` first;
``python -m tools.assets --write`` rewrites that list after a version was changed on purpose.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

from tools.ground import ROOT, GroundError, Stamp, home, main_guard, say

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
LIST = ROOT / "tools" / "assets.sha256"

STATIC = {"@tabler/core/dist/css/tabler.min.css": "tabler.min.css"}
FONTS = {
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "NotoSerifSC-Bold.ttf",
}

# The maps themselves are not copied, and collectstatic fails on a name that leads nowhere.
SOURCE_MAP = re.compile(rb"\s*(?:/\*|//)[#@]\s*sourceMappingURL=[^\n*]*(?:\*/)?\s*\Z")


def sums() -> dict[str, str]:
    """The committed list: path below ``node_modules`` to sha256 of the package's own file."""
    pairs = (line.split(maxsplit=1) for line in LIST.read_text().splitlines() if line.strip())
    return {name: value for value, name in pairs}


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checked(name: str, expected: dict[str, str]) -> Path:
    """The source file, after its digest was compared; raises ``GroundError`` when it is absent or differs."""
    source = MODULES / name
    if not source.exists():
        raise GroundError(f"node_modules/{name} is absent: run `make setup`")
    if sha256(source) != expected.get(name):
        raise GroundError(f"node_modules/{name} is not the file listed in tools/assets.sha256")
    return source


def copy() -> None:
    """Copy every file of the allow-list to its place; what is there already with the right stamp stays."""
    expected = sums()
    stamp = Stamp(VENDOR / ".stamp", LIST.read_text())
    if not (stamp.fresh() and all((VENDOR / target).exists() for target in STATIC.values())):
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        for name, target in STATIC.items():
            (VENDOR / target).write_bytes(SOURCE_MAP.sub(b"\n", checked(name, expected).read_bytes()))
        stamp.set()
    fonts = home() / "fonts"
    stamp = Stamp(fonts / ".stamp", LIST.read_text())
    if not (stamp.fresh() and all((fonts / target).exists() for target in FONTS.values())):
        fonts.mkdir(parents=True, exist_ok=True)
        for name, target in FONTS.items():
            shutil.copyfile(checked(name, expected), fonts / target)
        stamp.set()


def write() -> None:
    """Rewrite the committed list from what is in ``node_modules`` now."""
    lines = [f"{sha256(MODULES / name)}  {name}\n" for name in sorted([*STATIC, *FONTS])]
    LIST.write_text("".join(lines))


def main() -> None:
    """Entry of ``python -m tools.assets [--write]``."""
    if "--write" in sys.argv[1:]:
        write()
    copy()
    say(f"assets in {VENDOR.relative_to(ROOT)}, fonts in {home() / 'fonts'}")


if __name__ == "__main__":
    main_guard(main)
