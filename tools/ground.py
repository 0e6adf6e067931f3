"""What every tool stands on: where things are, what was done already, and how a command is run.

Only the standard library, so that it works with a bare Python 3.11 before the virtual environment exists.
"""

import hashlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STARTED = time.monotonic()


class GroundError(Exception):
    """Something a person has to mend; the message says what, in one or two sentences."""


def home() -> Path:
    """The folder that holds everything the site stores: ``LINGJUN_HOME``, or ``var/`` of the checkout."""
    return Path(os.environ.get("LINGJUN_HOME") or ROOT / "var").expanduser().resolve()


def say(text: str) -> None:
    """One line of progress with the seconds since the tool started."""
    print(f"[{time.monotonic() - STARTED:5.1f} s] {text}", flush=True)


def call(*command: str | Path, env: Mapping[str, str] | None = None, quiet: bool = False) -> None:
    """Run a command in the checkout; raises ``GroundError`` with its output when it fails."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words,
        cwd=ROOT,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        raise GroundError(f"{shlex.join(words)} ended with {result.returncode}\n{result.stdout or ''}".rstrip())


def digest(paths: Iterable[Path], *words: str) -> str:
    """One hash over the names and contents of files (folders are walked; what is absent counts as absent)."""
    total = hashlib.sha256("\n".join(words).encode())
    for path in sorted(_files(paths)):
        total.update(f"\n{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}\n".encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    for path in paths:
        if path.is_dir():
            yield from (inner for inner in path.rglob("*") if inner.is_file() and inner.suffix != ".pyc")
        elif path.exists():
            yield path


class Stamp:
    """Remembers in a small file what a step was last done for, so that it is not done twice."""

    def __init__(self, path: Path, key: str) -> None:
        self.path = path
        self.key = key

    def fresh(self) -> bool:
        """Whether the step was last done for exactly this key."""
        return self.path.exists() and self.path.read_text() == self.key

    def set(self) -> None:
        """Say that the step is done; call it last."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.key)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def main_guard(work: object) -> None:
    """Call ``work()`` and turn a ``GroundError`` into one plain message and exit code 1.

    SIGTERM is Ctrl-C: whoever holds something (a server, a temporary folder) lets go of it on the way out.
    """
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        code = work() if callable(work) else None
    except GroundError as problem:
        print(f"error: {problem}", file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
