"""Labels of verbs. Entries keep codes ("case.approve"); each app names its own verbs here when it starts."""

from __future__ import annotations

from collections.abc import Mapping

_labels: dict[str, str] = {}


def add(labels: Mapping[str, str]) -> None:
    """Name verbs, usually in an app's `ready()`. Raises ValueError when a code is named twice differently."""
    for code, label in labels.items():
        if _labels.setdefault(code, label) != label:
            raise ValueError(f"verb {code!r} is named both {_labels[code]!r} and {label!r}")


def label(code: str) -> str:
    """The words for a verb; an unknown code comes back as it is, so that no entry ever becomes unreadable."""
    return _labels.get(code, code)


def choices() -> list[tuple[str, str]]:
    """(code, label) of every named verb, by label."""
    return sorted(_labels.items(), key=lambda pair: pair[1])
