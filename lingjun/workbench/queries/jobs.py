"""Jobs of one person. A job is its owner's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from lingjun.core.models import Job

if TYPE_CHECKING:
    from lingjun.accounts.models import User


def visible_to(user: User) -> QuerySet[Job]:
    """The reader's own jobs, newest first, without the rows of their results."""
    return Job.objects.filter(owner_id=user.pk).select_related("result_file").order_by("-created_at")
