"""Everything that is checked without running the product's tests; each check is one command and one verdict."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tools.ground import PYTHON, ROOT, VENV, main_guard, say

BIN = VENV / "bin"


def commands() -> dict[str, list[str | Path]]:
    """Name to command; the slowest first, so that two at a time end together."""
    templates = sorted(ROOT.glob("lingjun/*/templates/**/*.html"))
    manage: list[str | Path] = [PYTHON, "-W", "error::DeprecationWarning:lingjun", "manage.py"]
    return {
        "mypy": [BIN / "mypy"],
        "manage.py check": [*manage, "check", "--fail-level", "WARNING"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "import-linter": [BIN / "lint-imports", "--no-cache"],
        "ruff check": [BIN / "ruff", "check"],
        "ruff format": [BIN / "ruff", "format", "--check"],
        "djade": [BIN / "djade", "--check", "--target-version", "5.2", *templates],
    }


def run() -> list[str]:
    """Run all checks, two at a time; prints the output of those that fail and returns their names."""
    todo = commands()
    with ThreadPoolExecutor(max(2, (os.cpu_count() or 2) // 2)) as pool:
        results = dict(zip(todo, pool.map(_verdict, todo.values()), strict=True))
    for name, (good, output) in results.items():
        say(f"{'ok  ' if good else 'FAIL'} {name}")
        if not good:
            print(output, flush=True)
    return [name for name, (good, _) in results.items() if not good]


def _verdict(command: list[str | Path]) -> tuple[bool, str]:
    environment = {**os.environ, "LINGJUN_MODE": "test", "DATABASE_URL": ""}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return result.returncode == 0, result.stdout


if __name__ == "__main__":
    main_guard(lambda: sys.exit(bool(run())))
