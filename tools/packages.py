"""Fetch what the checkout needs: the virtual environment, npm's packages, and for tests a few of Debian's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.ground import PYTHON, ROOT, VENV, GroundError, Stamp, call, digest, say

REQUIREMENTS = ROOT / "requirements"
OLDEST_NODE = 20
CJK_FONTS = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def venv(*, dev: bool) -> None:
    """Make ``.venv`` and install exactly the hashed pins of runtime.txt (and dev.txt)."""
    if not _works(PYTHON):
        say("making .venv")
        call(sys.executable, "-m", "venv", "--clear", VENV)
    _install("runtime")
    if dev:
        _install("dev")


def _works(python: Path) -> bool:
    """Whether a virtual environment is there and its interpreter still exists where it was."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


def _install(name: str) -> None:
    pins = REQUIREMENTS / f"{name}.txt"
    stamp = Stamp(VENV / f".installed-{name}", digest([pins]))
    if stamp.fresh():
        return
    say(f"installing requirements/{name}.txt")
    hashed = ("--require-hashes", "-r", pins)
    uv = _uv()
    if uv:
        call(uv, "pip", "install", "-q", "--compile-bytecode", "--python", PYTHON, *hashed)
    else:
        call(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", *hashed)
    stamp.set()


def _uv() -> Path | None:
    """The fast installer, itself installed by hash; None when it is not to be had, and pip does the work."""
    uv = VENV / "bin" / "uv"
    if not uv.exists():
        try:
            call(
                *(PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"),
                *("--require-hashes", "-r", REQUIREMENTS / "tools.txt"),
                quiet=True,
            )
        except GroundError:
            say("uv could not be installed; pip goes on alone")
            return None
    return uv


def node(*, dev: bool) -> None:
    """``npm ci`` from the lock file; a machine without Node.js gets it as a wheel inside ``.venv``."""
    modules = ROOT / "node_modules"
    wanted = digest([ROOT / "package-lock.json", ROOT / ".npmrc"])
    full, small = Stamp(modules / ".installed-dev", wanted), Stamp(modules / ".installed", wanted)
    if full.fresh() or (small.fresh() and not dev):
        return
    say("fetching npm packages")
    path = os.environ["PATH"]
    if not node_here():
        say(f"no Node.js {OLDEST_NODE} with npm here: it goes into .venv")
        _install("node")
        path = f"{VENV / 'bin'}{os.pathsep}{path}"
    omitted = [] if dev else ["--omit=dev"]
    call("npm", "ci", "--loglevel=error", *omitted, env={"PATH": path}, quiet=True)
    (full if dev else small).set()


def node_here() -> bool:
    """Whether this machine has npm and a Node.js that is new enough."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout
    major = shown.strip().lstrip("v").split(".")[0]
    return major.isdigit() and int(major) >= OLDEST_NODE


def postgres_programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl`` of the newest PostgreSQL on this machine, if any."""
    found = shutil.which("initdb")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return Path(found).resolve().parent if found else versions[-1].parent if versions else None


def chromium() -> str | None:
    """The browser that tests drive."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def debian() -> None:
    """Install what only tests need and Debian has, when root; otherwise say loudly which tests will be skipped."""
    missing = {
        "chromium": not chromium(),
        "fonts-noto-cjk": not CJK_FONTS.exists(),
        "poppler-utils": not shutil.which("pdftoppm"),
        "postgresql": not postgres_programs(),
    }
    names = [name for name, absent in missing.items() if absent]
    if not names:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        say(f"!!! NOT INSTALLED and not installable from here: {', '.join(names)}. Tests that need them are skipped.")
        return
    say(f"installing {', '.join(names)}")
    environment = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        call("apt-get", "update", "-q", env=environment, quiet=True)
        call("apt-get", "install", "-y", "-q", "--no-install-recommends", *names, env=environment, quiet=True)
    except GroundError as problem:
        say(f"!!! apt-get could not install {', '.join(names)}. Tests that need them are skipped.\n{problem}")
