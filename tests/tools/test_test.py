"""``make test`` is green only when everything was: checks, SQLite and PostgreSQL."""

import subprocess
import sys
from typing import IO

import pytest

from tools import checks, test

URL = "postgres://127.0.0.1/none"


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Exit codes of the two runs by ``DATABASE_URL``; each prints a closing line as pytest does."""
    codes = {"": 0, URL: 0}

    def start(url: str, _arguments: list[str], output: IO[str] | None) -> subprocess.Popen[bytes]:
        script = f"print('closing line {url}'); raise SystemExit({codes[url]})"
        return subprocess.Popen([sys.executable, "-c", script], stdout=output)

    monkeypatch.setattr(test, "start", start)
    return codes


@pytest.mark.parametrize(
    ("sqlite", "postgresql", "failed"),
    [(0, 0, []), (1, 0, ["SQLite"]), (0, 1, ["PostgreSQL"]), (2, 5, ["SQLite", "PostgreSQL"])],
)
def test_each_run_counts(
    runs: dict[str, int], capfd: pytest.CaptureFixture[str], sqlite: int, postgresql: int, failed: list[str]
) -> None:
    runs |= {"": sqlite, URL: postgresql}
    assert test.run_both(URL, []) == failed
    assert capfd.readouterr().out.splitlines()[-1] == f"closing line {URL}"


def test_without_postgresql_the_first_run_closes(runs: dict[str, int], capfd: pytest.CaptureFixture[str]) -> None:
    assert test.run_both(None, []) == []
    assert capfd.readouterr().out.splitlines()[-1] == "closing line "
    runs[""] = 1
    assert test.run_both(None, []) == ["SQLite"]


@pytest.mark.parametrize(("found", "code"), [([], 0), (["ruff check"], 1)])
def test_a_failed_check_fails_the_whole(monkeypatch: pytest.MonkeyPatch, found: list[str], code: int) -> None:
    monkeypatch.setattr(test, "setup", lambda **_: None)
    monkeypatch.setattr(checks, "run", lambda: list(found))
    monkeypatch.setattr(test.packages, "postgres_programs", lambda: None)
    monkeypatch.setattr(test, "run_both", lambda *_: [])
    assert test.main() == code


def test_a_check_is_judged_by_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = {
        "good": [sys.executable, "-c", "print('unseen')"],
        "bad": [sys.executable, "-c", "print('seen'); raise SystemExit(2)"],
    }
    monkeypatch.setattr(checks, "commands", lambda: commands)
    assert checks.run() == ["bad"]
    shown = capsys.readouterr().out
    assert "seen" in shown
    assert "unseen" not in shown
