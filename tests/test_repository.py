"""What the repository itself promises: nothing of others in it, nothing of a machine, papers that tell the truth."""

import ast
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from tools import assets

ROOT = Path(__file__).resolve().parent.parent
BUDGET = 400  # lines of a Python file; a room that outgrows it becomes a folder
PAPERS = ("*.docx", "*.doc", "*.xlsx", "*.png", "*.jpg", "*.pdf")  # binary files, and only as input of tests

# Written so that this file does not contain what it looks for.
FOREIGN = {
    "a package registry": re.compile(
        r"py(?:pi)\.org|python(?:hosted)\.|npm(?:js)\.(?:org|com)|npm(?:mirror)|\btuna\.t"
    ),
    "an option that names a registry": re.compile(r"--(?:extra-)?index(?:-)url|--find(?:-)links"),
    "an address of a package": re.compile(r"https?://[^\s\"')]+\.(?:whl|tgz|tar\.gz|deb)\b"),
    "a path of one machine": re.compile(r"(?<![\w.*/])/(?:work/(?:main|shared)|root|tmp|home/\w+|Users/\w+)(?:/|\b)"),
    "a private key": re.compile(r"BEGIN [A-Z ]*PRIVATE (?:KEY)"),
    "a token": re.compile(r"\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[bap]-[0-9A-Za-z-]{20,}"),
    "an address with a password": re.compile(r"://(?!user:password@)[\w.-]+:[^\s/:@{}\"']+@[\w.]"),
}
WRITES = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "update", "update_or_create"}


@cache
def tracked(*patterns: str) -> list[Path]:
    """Files git knows that match any of the patterns and still exist."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    shown = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return [path for name in shown.split("\0") if name and (path := ROOT / name).is_file()]


def text(path: Path) -> str:
    """The file as text; empty when it is none."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what: str) -> None:
    found = [
        f"{name(path)}:{number}: {line.strip()[:120]}"
        for path in tracked()
        for number, line in enumerate(text(path).splitlines(), 1)
        if FOREIGN[what].search(line)
    ]
    assert found == []


def test_nothing_third_party_is_in_git() -> None:
    kinds = ("*.min.*", "*.map", "*.ttf", "*.ttc", "*.otf", "*.woff", "*.woff2", "*.whl", "*.jar", "*.exe")
    assert [name(path) for path in tracked(*kinds)] == []


def test_binary_files_are_inputs_of_tests_or_pictures_of_the_documentation() -> None:
    assert [name(path) for path in tracked(*PAPERS) if path.relative_to(ROOT).parts[0] not in {"tests", "docs"}] == []


def test_what_is_built_is_ignored() -> None:
    built = [f"static/vendor/{target}" for target in assets.STATIC.values()]
    built += ["var/lingjun.sqlite3", ".venv/bin/python", "node_modules/x/index.js", "lingjun/__pycache__/a.pyc"]
    shown = subprocess.run(["git", "check-ignore", *built], cwd=ROOT, capture_output=True, text=True, check=False)
    assert shown.stdout.split() == built


def test_assets_are_the_listed_ones() -> None:
    listed = assets.sums()
    assert set(listed) == {*assets.STATIC, *assets.FONTS}
    for target in assets.STATIC.values():
        copied = (assets.VENDOR / target).read_bytes()
        assert b"sourceMappingURL" not in copied
        assert not re.search(rb"url\(['\"]?(?:https?:)?//", copied)


def test_python_files_stay_within_their_budget() -> None:
    files = [path for path in tracked("lingjun/**.py", "tools/*.py") if "migrations" not in path.parts]
    assert len(files) > 20
    assert {name(path): lines for path in files if (lines := len(text(path).splitlines())) > BUDGET} == {}


@pytest.mark.parametrize("pins", ["runtime", "dev", "tools", "node"])
def test_every_python_pin_has_a_hash_and_no_address(pins: str) -> None:
    content = (ROOT / "requirements" / f"{pins}.txt").read_text()
    entries = re.split(r"\n(?=\S)", content.strip())
    assert all(re.match(r"[a-z0-9._-]+(?:\[[a-z,]+\])?==[^\s]+", entry) for entry in entries)
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", entry) for entry in entries)
    assert "://" not in content


def test_every_runtime_pin_is_the_one_tests_run_with() -> None:
    def pins(file: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9._-]+==\S+", (ROOT / "requirements" / file).read_text(), re.MULTILINE))

    assert pins("runtime.txt") <= pins("dev.txt")


def test_npm_lock_has_integrity_and_no_source() -> None:
    lock = (ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
    assert not re.search(r'": "[\^~]', (ROOT / "package.json").read_text()), "package.json names exact versions"


def documents() -> list[Path]:
    return tracked("*.md")


def test_the_commands_the_documents_name_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    commands = {path.stem for path in ROOT.glob("lingjun/*/management/commands/[a-z]*.py")}
    commands |= {"migrate", "check", "shell", "collectstatic", "makemigrations", "dbshell", "dumpdata"}
    for path in documents():
        assert set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z]+)", text(path))) <= targets, name(path)
        assert set(re.findall(r"manage\.py ([a-z_]+)", text(path))) <= commands, name(path)


def test_the_places_the_documents_name_exist() -> None:
    assert documents()
    places = re.compile(r"`((?:lingjun|tools|tests|docs|bench|requirements|static|notices)/[\w./-]*)`")
    links = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
    missing = [
        f"{name(path)}: {place}"
        for path in documents()
        for place in [*places.findall(text(path)), *links.findall(text(path))]
        if not ((ROOT / place).exists() or (path.parent / place).exists())
    ]
    assert missing == []


def test_templates_refer_to_static_files_that_exist() -> None:
    references = {
        (name(path), reference)
        for path in tracked("lingjun/**.html")
        for reference in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", text(path))
    }
    assert references
    assert [pair for pair in sorted(references) if not finders.find(pair[1])] == []


def test_readers_are_not_shouted_at() -> None:
    loud = re.compile("[\N{FULLWIDTH EXCLAMATION MARK}]|请注意|操作成功|非法输入")
    found = [f"{name(path)}: {hit[0]}" for path in tracked("lingjun/**.html") for hit in loud.finditer(text(path))]
    assert found == []


def test_only_actions_write() -> None:
    """Views, forms, tables, queries and rules read: no call that changes rows stands in them."""
    rooms = ("views", "forms", "tables", "queries", "rules")
    patterns = [pattern for room in rooms for pattern in (f"lingjun/*/{room}.py", f"lingjun/*/{room}/*.py")]
    found = [
        f"{name(path)}:{node.lineno}: {ast.unparse(node.func)}"
        for path in tracked(*patterns)
        for node in ast.walk(ast.parse(text(path)))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _changes_rows(node.func)
    ]
    assert found == []


def _changes_rows(called: ast.Attribute) -> bool:
    """``Model.objects….create(…)`` and the like; ``dict.update`` and ``hash.update`` have no manager in their chain."""
    return called.attr in WRITES and ".objects" in ast.unparse(called.value)
