"""What every line of a studio file has in common: who wrote it when, and whether it was taken out again."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Standing(models.Manager):
    """Lines that were not taken out."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(removed_at__isnull=True)


class StudioRecord(models.Model):
    """Abstract. A subclass names its own `studio` key and puts its rules into `clean()`.

    A line that is taken out keeps its row (`removed_at`), so that it can be put back and old papers stay true.
    `objects` knows all lines, `standing` those that were not taken out.
    """

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField("登记", auto_now_add=True)
    changed_at = models.DateTimeField("改动", auto_now=True)
    removed_at = models.DateTimeField("移除", null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager] = models.Manager()
    standing: ClassVar[models.Manager] = Standing()

    class Meta:
        abstract = True
