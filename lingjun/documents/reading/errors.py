"""The one refusal of every reader."""

from __future__ import annotations


class UnreadableDocument(Exception):  # noqa: N818 - the name says what the person is told, not what went wrong inside
    """A file that is not read. `message` is one Chinese line: what the file is, and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
