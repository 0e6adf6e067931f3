"""Lines whose files may no longer change: an app names its rule when it starts, every verb on files asks it.

`seals.add(Rectification, files_closed)`: the rule answers with the reason in Chinese, or None. What is not named stays
open as long as the studio file does. `kept`: asked besides where one file is taken out or put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models

from lingjun.core.errors import Closed

Rule = Callable[[Any], "str | None"]
Kept = Callable[[Any, Any], "str | None"]
_RULES: dict[str, tuple[type[models.Model], Rule, Kept | None]] = {}


def add(model: type[models.Model], rule: Rule, *, kept: Kept | None = None) -> None:
    """Called by an app's `ready()`."""
    _RULES[model._meta.label_lower] = (model, rule, kept)


def mark(line: models.Model, materials: Iterable[Any]) -> None:
    """Files that stay whoever asks get `stays`: their page offers no removing. No query."""
    _, _, kept = _RULES.get(line._meta.label_lower, (None, None, None))
    for material in materials if kept else ():
        material.stays = bool(kept(line, material))  # type: ignore[misc]


def refuse_if_sealed(label: str, line_id: int, material: models.Model | None = None) -> None:
    """Raises Closed where the files of this line, or this one of them, may not change; the line is locked and read
    anew. No query for kinds of lines without a rule."""
    if label not in _RULES:
        return
    model, rule, kept = _RULES[label]
    line = model._base_manager.select_for_update(of=("self",)).filter(pk=line_id).first()
    if line is None:
        return
    reason = rule(line) or (kept(line, material) if kept and material is not None else None)
    if reason:
        raise Closed(reason)
