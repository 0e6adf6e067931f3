"""Reaching into a notice's plain data by dotted path, and which places may be edited on screen."""

from __future__ import annotations

import re
from typing import Any, Final

#: What the federation may set on screen. Official text, number, dates, codes and clauses come with a file only.
_EDITABLE: Final = re.compile(
    r"wording\.(programme|name_suffix|naming_verb|plaque_verb|decision_title|leader_title)"
    r"|statuses\.(?!clause)\w+"
    r"|criteria\.\d+\.checks\.\d+\.(minimum|required|period_days|label)"
    r"|criteria\.\d+\.evidence\.\d+\.(required|label)"
    r"|targets\.\d+\.(label|minimum|maximum|deadline)"
    r"|flows\.\d+\.steps\.\d+\.(name|waiting_label|applicant_label|done_label|action_label|days|phrases|return_phrases)"
    r"|parameters\.\d+\.value"
)


def is_editable(data: dict[str, Any], path: str) -> bool:
    """The place exists and may be set on screen."""
    if not _EDITABLE.fullmatch(path):
        return False
    try:
        get_at(data, path)
    except (KeyError, IndexError):
        return False
    return True


def get_at(data: Any, path: str) -> Any:
    """Value at "targets.1.maximum". Raises KeyError or IndexError."""
    for part in path.split("."):
        data = data[int(part)] if isinstance(data, list) else data[part]
    return data


def set_at(data: Any, path: str, value: Any) -> None:
    """Put a value at a place that exists."""
    *way, last = path.split(".")
    target = get_at(data, ".".join(way)) if way else data
    if isinstance(target, list):
        target[int(last)] = value
    else:
        target[last] = value
