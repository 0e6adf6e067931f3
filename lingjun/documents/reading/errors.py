"""The one refusal of every reader."""

from __future__ import annotations


class UnreadableDocument(Exception):
    """A file that is not read. `message` is one Chinese line: what the file is, and what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
