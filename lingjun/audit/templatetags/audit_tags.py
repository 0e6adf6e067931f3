"""Words of the trail."""

from __future__ import annotations

import json
from typing import Any

from django.template import Library

from lingjun.audit import verbs

register = Library()


@register.filter
def verb_label(code: str) -> str:
    """The words of a verb."""
    return verbs.label(code)


@register.filter
def value(anything: Any) -> str:
    """An old or new value as text; lists line by line."""
    if isinstance(anything, list):
        return "\n".join(value(item) for item in anything)
    if isinstance(anything, dict):
        return json.dumps(anything, ensure_ascii=False, indent=1)
    return (
        {None: "", True: "是", False: "否"}.get(anything, str(anything)) if not isinstance(anything, str) else anything
    )
