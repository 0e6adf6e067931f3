"""How many queries a page takes, once its caches are warm."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def cost(client: Any, url: str) -> int:
    """Queries of the second visit."""
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)
