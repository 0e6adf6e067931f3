"""Rows of higher apps that repeat an organization's path follow it when the organization moves.

Cases and studios keep `unit_path` so that a subtree is one indexed prefix search without a join. They say so here when
they start; `actions.move` then rewrites every copy in its own transaction.
"""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Concat, Substr

_followers: list[tuple[type[models.Model], str]] = []


def follow(model: type[models.Model], field: str) -> None:
    """Register a copy of `Organization.path` (an indexed CharField)."""
    if (model, field) not in _followers:
        _followers.append((model, field))


def rewrite(*, old_path: str, new_path: str) -> int:
    """Replace the beginning of every registered copy; one update per model. Returns how many rows followed."""
    return sum(replace_prefix(model, field, old_path, new_path) for model, field in _followers)


def replace_prefix(model: type[models.Model], field: str, old_path: str, new_path: str) -> int:
    """`old_path…` -> `new_path…` in one update."""
    rows = model._default_manager.filter(**{f"{field}__startswith": old_path})
    rest = Substr(field, len(old_path) + 1)
    return rows.update(**{field: Concat(models.Value(new_path), rest, output_field=models.CharField())})
