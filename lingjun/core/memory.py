"""Memory of a long-lived process: what a large picture needed goes back to the system when the picture is done.

glibc learns from large blocks that were freed to keep such blocks for later, in a heap for each thread: a dozen photos
left a web worker with 500 MB. Told a fixed size, it gives every larger block back.
"""

from __future__ import annotations

import ctypes
import gc
import sys
from typing import Final

MMAP_THRESHOLD, ARENA_MAX = -3, -8
"""Parameters of mallopt(3)."""
LARGE: Final = 1 << 20


def give_back() -> None:
    """Set it up, and hand back what starting has left over. Does nothing where there is no glibc."""
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if not hasattr(library, "malloc_trim"):
        return
    library.mallopt(MMAP_THRESHOLD, LARGE)
    library.mallopt(ARENA_MAX, 2)
    gc.collect()
    library.malloc_trim(0)
