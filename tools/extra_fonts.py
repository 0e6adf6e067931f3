"""FangSong and Kai for papers: unpacked from two of Debian's packages, without installing them.

A machine without apt, without root or without these packages prints with Noto Serif in their place; nothing fails.
"""

import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

from tools.ground import home, main_guard, say

FONTS = {
    "texlive-lang-chinese": (
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolKai-Regular.otf",
    ),
    "fonts-lxgw-wenkai": ("usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",),
}
PATIENCE = 120  # seconds in all; a cold start waits no longer for fonts it can do without


def missing() -> list[str]:
    """Names of the packages whose fonts are not all in the home yet."""
    folder = home() / "fonts"
    return [name for name, paths in FONTS.items() if not all((folder / Path(path).name).exists() for path in paths)]


def fetch() -> None:
    """Fetch and unpack what is missing; says in one line what came of it and never raises."""
    names = missing()
    if not names:
        return
    if os.geteuid() != 0 or not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        say("fonts: no FangSong and Kai here (they need apt and root); papers print with Noto Serif instead")
        return
    try:
        _fetch(names)
    except (OSError, StopIteration, subprocess.SubprocessError) as problem:
        say(f"fonts: {', '.join(names)} could not be fetched ({problem}); papers print with Noto Serif instead")
    else:
        say("fonts: FangSong and Kai are there")


def _fetch(names: list[str]) -> None:
    target = home() / "fonts"
    target.mkdir(parents=True, exist_ok=True)
    deadline = time.monotonic() + PATIENCE
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # apt fetches as a user of its own

        def run(*command: str) -> None:
            left = max(1.0, deadline - time.monotonic())
            subprocess.run(command, check=True, capture_output=True, timeout=left, cwd=folder)

        try:
            run("apt-get", "download", "-q", *names)
        except subprocess.CalledProcessError:
            run("apt-get", "update", "-q")
            run("apt-get", "download", "-q", *names)
        for name in names:
            run("dpkg-deb", "--extract", next(Path(folder).glob(f"{name}_*.deb")).name, ".")
            for path in FONTS[name]:
                partial = target / f".{Path(path).name}"
                shutil.copyfile(Path(folder) / path, partial)
                partial.rename(target / Path(path).name)


if __name__ == "__main__":
    main_guard(fetch)
