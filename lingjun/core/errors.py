"""The refusals every action uses: one type for each reason, so that a page can say what to do next."""

from __future__ import annotations


class Refused(Exception):
    """An action did not happen. `message` is Chinese, for the person who pressed the button."""

    status_code = 400

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotYours(Refused):
    """The actor may read the thing but not do this (403)."""

    status_code = 403


class MovedOn(Refused):
    """Somebody was faster: the thing is no longer in the state the actor saw (409)."""

    status_code = 409


class Closed(Refused):
    """The round or the case is closed for this action (409)."""

    status_code = 409


class Invalid(Refused):
    """The input does not hold. `errors` maps a field path to a Chinese message."""

    status_code = 422

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("；".join(errors.values()))
        self.errors = errors
