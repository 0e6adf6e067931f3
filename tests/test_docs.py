"""The documents: what they name exists, what they tell people to run runs, pictures are there and small."""

import os
import re
import sqlite3
import subprocess
import tomllib
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands
from django.db import connection
from PIL import Image

from lingjun.config.environment import KNOWN, MODES
from lingjun.demo.management.commands.demo import SHOWN
from tools.pictures import FOLDER, LARGEST, TALLEST
from tools.scenes import SCENES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "README.en.md", *sorted(DOCS.rglob("*.md"))]
OPERATIONS = DOCS / "operations.md"
FENCE = re.compile(r"^```(\w*)( run)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ABSENT = {"LJ1", "is_staff", "is_superuser"}  # named because they are no names of the code
BUILT = {"static_root/", "media/", "fonts/", "log/", "var/"}  # of a home, not of the checkout
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def code(page: Path) -> list[str]:
    """Every code span and every line of a fence."""
    text = page.read_text("utf-8")
    lines = [line for block in FENCE.finditer(text) for line in block[3].splitlines()]
    return lines + SPAN.findall(FENCE.sub("", text))


def anchors(page: Path) -> set[str]:
    """The anchors that headings get where the documents are read."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def test_the_pages_people_start_from_are_there() -> None:
    names = {str(page.relative_to(ROOT)) for page in PAGES}
    roles = ("unit-clerk", "unit-chair", "leader-liaison", "district", "city", "administrator")
    guides = {f"docs/guide/{name}.md" for name in roles}
    assert names >= {"README.md", "README.en.md", "docs/architecture.md", "docs/operations.md"} | guides


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    wrong = []
    for target in LINK.findall(page.read_text("utf-8")):
        if target.startswith(("https:", "mailto:")):
            continue
        path, _, anchor = unquote(target).partition("#")
        there = (page.parent / path) if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            wrong.append(target)
    assert wrong == []


@each_page
def test_commands_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for line in code(page):
        assert set(re.findall(r"(?<![\w/])make ([a-z]+)", line)) <= targets, line
        assert set(re.findall(r"manage\.py ([a-z_]+)", line)) <= set(get_commands()), line
        for module in re.findall(r"python -m (tools\.\w+)", line):
            assert (ROOT / f"{module.replace('.', '/')}.py").exists(), line


@each_page
def test_files_and_folders_exist(page: Path) -> None:
    """Paths in code spans: from the root, or of an app's inside (`cases/kinds.py`). Placeholders and homes aside."""
    missing = []
    for span in SPAN.findall(FENCE.sub("", page.read_text("utf-8"))):
        if not re.fullmatch(r"[\w.-]+(?:/[\w.-]*)+|[\w-]+\.(?:toml|txt|json)", span) or re.search(r"\d/\d", span):
            continue
        known = any((base / span).exists() for base in (ROOT, ROOT / "lingjun", page.parent))
        if not known and span not in BUILT and not span.startswith(("var/", "log/", "templates/", "LINGJUN_HOME")):
            missing.append(span)
    assert missing == []


def test_names_of_code_in_the_architecture_and_the_decisions_exist() -> None:
    source = "\n".join(path.read_text("utf-8") for path in ROOT.glob("lingjun/**/*.py"))
    pages = [DOCS / "architecture.md", *DOCS.glob("decisions/2*.md")]
    for page in pages:
        for span in SPAN.findall(page.read_text("utf-8")):
            if re.fullmatch(r"[A-Za-z_]+(?:\.[a-z_]+)*", span) and ("_" in span or span[0].isupper()):
                last = span.rpartition(".")[2]
                assert re.search(rf"\b{last}\b", source) or span in ABSENT, f"{page.name}: {span}"


@each_page
def test_the_words_are_calm(page: Path) -> None:
    assert not re.search("[\N{FULLWIDTH EXCLAMATION MARK}]|请注意|操作成功|温馨提示", page.read_text("utf-8"))


def test_the_picture_shows_the_floors_as_the_contract_orders_them() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    floors = [re.findall(r"lingjun\.(\w+)", layer) for layer in contracts[0]["layers"]]
    svg = (DOCS / "architecture.svg").read_text("utf-8")
    places = {
        name: (float(y), float(x)) for x, y, name in re.findall(r'class="n" x="([\d.]+)" y="([\d.]+)">(\w+)<', svg)
    }
    apps = {name for floor in floors for name in floor}
    assert apps <= set(places)
    # From higher to lower floor: downwards, or on one floor from left to right (the arrows of floor 1).
    drawn = [min(places[name] for name in floor) for floor in floors]
    assert drawn == sorted(drawn)
    assert "<script" not in svg
    assert "href" not in svg


def test_every_setting_is_explained() -> None:
    text = OPERATIONS.read_text("utf-8")
    assert set(re.findall(r"LINGJUN_[A-Z]+(?:_[A-Z]+)*", text)) == set(KNOWN)
    assert all(f"`{mode}`" in text for mode in MODES)


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_named_accounts_are_the_demo_s(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    section = text[text.index("## 示例账号" if name == "README.md" else "Demo accounts\n") :].split("\n## ")[0]
    named = {span for span in SPAN.findall(section) if re.fullmatch(r"[a-z_0-9]+", span)}
    assert named
    assert named <= {username for username, _ in SHOWN}


def test_every_decision_is_dated_short_and_listed() -> None:
    files = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "README.md")
    listed = LINK.findall((DOCS / "decisions" / "README.md").read_text("utf-8"))
    assert sorted(listed) == [path.name for path in files]
    for path in files:
        assert re.match(r"\d{4}-\d\d-\d\d-[a-z-]+\.md$", path.name)
        assert len(path.read_text("utf-8").splitlines()) <= 30
        assert "**Decided.**" in path.read_text("utf-8")


def test_pictures_are_used_listed_and_small() -> None:
    used = {
        (page.parent / target).resolve()
        for page in PAGES
        for target in LINK.findall(page.read_text("utf-8"))
        if target.endswith(".png")
    }
    assert {path.resolve() for path in FOLDER.iterdir()} == used
    assert {path.stem for path in used} == {scene.name for scene in SCENES}
    for path in used:
        assert path.stat().st_size <= LARGEST
        with Image.open(path) as picture:
            assert picture.width <= 1280
            assert picture.height <= TALLEST


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same whatever database the suite runs on")
def test_what_operators_are_told_to_run_runs(tmp_path: Path) -> None:
    """The blocks marked `sh run`, in order, as one script in an empty production home: set up, back up, restore."""
    blocks = [block[3] for block in FENCE.finditer(OPERATIONS.read_text("utf-8")) if block[2]]
    assert len(blocks) >= 5
    homes = {name: tmp_path / name.lower() for name in ("LINGJUN_HOME", "BACKUPS", "RESTORED")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LINGJUN_")}
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    environment = {
        **kept,
        **{name: str(folder) for name, folder in homes.items()},
        "LINGJUN_MODE": "production",
        "LINGJUN_ALLOWED_HOSTS": "lingjun.example.cn",
        "LINGJUN_SITE_URL": "https://lingjun.example.cn",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "lingjun.config.settings",
        "PATH": path,
    }
    done = subprocess.run(
        ["sh", "-eu", "-c", "".join(blocks)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("操作记录完整") == 1
    assert "初始密码" in done.stdout
    trail, names = "SELECT * FROM audit_entry ORDER BY sequence", "SELECT username, name FROM accounts_user"
    for query in (trail, names):
        first, second = (_rows(homes[name] / "lingjun.sqlite3", query) for name in ("LINGJUN_HOME", "RESTORED"))
        assert first
        assert first == second


def _rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()
