"""Where a request comes from. Set by the middleware, read by `record`, so that actions need no request."""

from __future__ import annotations

import ipaddress
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest

current: ContextVar[str] = ContextVar("audit_address", default="")
"""Address of the request being served in this thread; "" in jobs and commands."""


def of_request(request: HttpRequest) -> str:
    """The peer's address, or behind a proxy the last one the proxy itself added to X-Forwarded-For.

    Earlier entries of that header come from the client and could be anything, so they are never believed.
    """
    candidate = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        candidate = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip() or candidate
    try:
        return str(ipaddress.ip_address(candidate))
    except ValueError:
        return ""
