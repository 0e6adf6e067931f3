"""Lines whose files may no longer change: an app names its rule when it starts, every verb on files asks it.

`seals.add(Rectification, files_closed)`: the rule answers with the reason in Chinese, or None. What is not named stays
open as long as the studio file does.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models

from lingjun.core.errors import Closed

Rule = Callable[[Any], "str | None"]
_RULES: dict[str, tuple[type[models.Model], Rule]] = {}


def add(model: type[models.Model], rule: Rule) -> None:
    """Called by an app's `ready()`."""
    _RULES[model._meta.label_lower] = (model, rule)


def refuse_if_sealed(label: str, line_id: int) -> None:
    """Raises Closed where the files of this line may not change; the line is locked and read anew. No query for kinds
    of lines without a rule."""
    if label not in _RULES:
        return
    model, rule = _RULES[label]
    line = model._base_manager.select_for_update(of=("self",)).filter(pk=line_id).first()
    if line is not None and (reason := rule(line)):
        raise Closed(reason)
