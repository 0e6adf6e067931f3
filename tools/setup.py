"""The part that ``make run`` and ``make test`` share: packages, stylesheet, fonts. Done once, skipped when done."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tools import assets, extra_fonts, packages
from tools.ground import GroundError, main_guard, say

OLDEST_PYTHON = (3, 11)


def setup(*, dev: bool) -> None:
    """Fetch everything at once, as the downloads do not wait for each other; raises ``GroundError``."""
    if sys.version_info < OLDEST_PYTHON:
        raise GroundError("Python 3.11 or later is needed: make PYTHON=/path/to/python3.11 …")
    together(lambda: packages_and_assets(dev=dev), lambda: debian(dev=dev))


def packages_and_assets(*, dev: bool) -> None:
    """Python's packages first: npm may have to come from among them."""
    if packages.node_here():
        together(lambda: packages.venv(dev=dev), lambda: node_and_assets(dev=dev))
    else:
        packages.venv(dev=dev)
        node_and_assets(dev=dev)


def debian(*, dev: bool) -> None:
    """One after the other, because apt locks its lists."""
    if dev:
        packages.debian()
    extra_fonts.fetch()


def node_and_assets(*, dev: bool) -> None:
    """npm's packages, then the allow-list out of them."""
    packages.node(dev=dev)
    assets.copy()


def together(*works: Callable[[], None]) -> None:
    """Run them side by side and wait for all; the first failure is raised."""
    with ThreadPoolExecutor(len(works)) as pool:
        for future in [pool.submit(work) for work in works]:
            future.result()


def main() -> None:
    """Entry of ``python -m tools.setup [--dev]``."""
    setup(dev="--dev" in sys.argv[1:])
    say("set up")


if __name__ == "__main__":
    main_guard(main)
