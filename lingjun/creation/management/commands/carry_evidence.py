"""`python manage.py carry_evidence`: files of the form into studio files opened before they were carried by naming."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from lingjun.creation.evidence import carry_evidence
from lingjun.studios.actions import locked_studio
from lingjun.studios.models import Studio, StudioStatus


class Command(BaseCommand):
    """Once after an update, or again: what is there already is left alone. One transaction for each studio."""

    help = "把申报表的材料带入以前命名的工作室档案；已经有的不重复带"

    def handle(self, *args: Any, **options: Any) -> None:
        named = Studio.objects.filter(case__isnull=False, status=StudioStatus.ACTIVE, case__attachments__isnull=False)
        studios = files = 0
        for pk in list(named.order_by("pk").values_list("pk", flat=True).distinct()):
            with transaction.atomic():
                studio = locked_studio(pk)
                case = studio.case
                count = carry_evidence(case=case, studio=studio, actor=None) if case else 0
            studios, files = studios + bool(count), files + count
        self.stdout.write(f"{studios} 个工作室，带入材料 {files} 个。" if files else "没有要带入的材料。")
