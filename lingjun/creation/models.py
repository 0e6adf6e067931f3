"""The creation form of one case while it is being filled in; submissions are kept by the case engine."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from lingjun.cases.models import Case
from lingjun.core.models import StoredFile


class Application(models.Model):
    """申报表. `content` has the shape of `lingjun.creation.content.Content`; `revision` rises with each save.

    `section_revisions` maps a section to its last save: {revision, by (user id), name, at (ISO), page}. `reading` are
    the Word reader's remarks that nobody has settled yet: [{field, message, original}].
    """

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="application")
    content: models.JSONField[Any, Any] = models.JSONField("内容", default=dict)
    revision = models.PositiveIntegerField("修订", default=0)
    section_revisions: models.JSONField[Any, Any] = models.JSONField("各节修订", default=dict)
    leader_name = models.CharField("劳模姓名", max_length=50, blank=True, db_index=True)
    source = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    reading: models.JSONField[Any, Any] = models.JSONField("读入情况", default=list)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField("保存时间", auto_now=True)

    class Meta:
        verbose_name = "申报表"

    def __str__(self) -> str:
        return str(self.case)
