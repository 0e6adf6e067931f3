"""``make lock``: compile requirements/*.in to hashed pins without any address.

Versions that still satisfy the .in files stay; ``--upgrade`` moves them.
"""

import sys

from tools.ground import ROOT, VENV, call, main_guard

OPTIONS = ("--generate-hashes", "--python-version", "3.11", "--no-emit-index-url", "--no-annotate", "--no-header", "-q")


def main() -> None:
    """runtime.txt first: dev.in is bound to it."""
    for name in ("runtime", "dev", "tools", "node"):
        source = ROOT / "requirements" / f"{name}.in"
        call(VENV / "bin" / "uv", "pip", "compile", *OPTIONS, *sys.argv[1:], source, "-o", source.with_suffix(".txt"))
    call("npm", "install", "--package-lock-only", "--loglevel=error")


if __name__ == "__main__":
    main_guard(main)
