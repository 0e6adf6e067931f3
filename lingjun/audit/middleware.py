"""Lets the audit trail know the address of the request being served."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lingjun.audit import address


class AddressMiddleware:
    """Sets `address.current` for the time of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = address.current.set(address.of_request(request))
        try:
            return self.get_response(request)
        finally:
            address.current.reset(token)
