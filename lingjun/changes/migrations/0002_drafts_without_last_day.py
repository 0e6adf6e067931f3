"""Drafts of changes were given the last minute of the round that stands; they have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forget(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    drafts = apps.get_model("cases", "Case").objects.filter(kind="change", state="draft", due_at__isnull=False)
    drafts.update(due_at=None)


class Migration(migrations.Migration):
    dependencies = [("changes", "0001_living_studio"), ("cases", "0003_state_recent")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
