"""``make bench``: every measurement in this folder, one after the other, each in a process of its own.

A measurement is a module beside this one whose ``main()`` prints its figures; ``make bench ARGS=read_forms`` runs one,
``make bench ARGS="pages --size city"`` gives it options. All of them take more than an hour the first time: ``pages``
fills databases with up to 200,000 studios and keeps them under var/bench.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The measurements there are, in order of the alphabet."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in {"__init__", "run"})


def main() -> int:
    """Entry of ``python -m bench.run [name …] [options]``; the exit code tells whether a measurement failed."""
    given = sys.argv[1:]
    cut = next((place for place, word in enumerate(given) if word.startswith("-")), len(given))
    wanted, options = given[:cut] or names(), given[cut:]
    unknown = set(wanted) - set(names())
    if unknown:
        print(f"no such measurement: {', '.join(sorted(unknown))}; there are {', '.join(names())}", file=sys.stderr)
        return 2
    failed = 0
    for name in wanted:
        print(f"--- {name}", flush=True)
        failed |= subprocess.run(
            [sys.executable, "-m", f"bench.{name}", *options], cwd=HERE.parent, check=False
        ).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
