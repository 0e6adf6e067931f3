"""The product's settings with two additions that only a bench needs: probes among the addresses, and a counter of
statements that sleeps until a request asks for it."""

from pathlib import Path

from lingjun.config.settings import *  # noqa: F403
from lingjun.config.settings import BASE_DIR, MIDDLEWARE

ROOT_URLCONF = "bench.site.urls"
MIDDLEWARE = [*MIDDLEWARE, "bench.site.probes.StatementsMiddleware"]
STATIC_ROOT = Path(BASE_DIR) / "var" / "bench" / "static_root"
