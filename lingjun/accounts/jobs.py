"""What the worker does for accounts without being asked."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.actions import deliver_outbox, notify
from lingjun.accounts.models import User
from lingjun.core.errors import NotYours
from lingjun.core.jobs import Progress, finished, periodic
from lingjun.core.models import Job, JobStatus

SEEN_WITHIN: Final = datetime.timedelta(seconds=10)
"""A job that ends this soon needs no line in the inbox."""


def owner_of(progress: Progress) -> User:
    """Who asked for a job, with the rights of now. Raises NotYours once the account is stopped."""
    user = User.objects.filter(pk=progress.owner_id, is_active=True).first()
    if user is None:
        raise NotYours("账号已经停用。")
    return user


@periodic(30, "accounts.outbox")
def outbox() -> None:
    """Mails that are due."""
    deliver_outbox()


@periodic(24 * 3600, "accounts.sessions")
def clear_sessions() -> None:
    """Sessions that ended more than a moment ago."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()


@receiver(finished, dispatch_uid="accounts.job_finished")
def tell_owner(sender: type[Job], job: Job, **kwargs: Any) -> None:
    """A line in the inbox of whoever started a job; one that ended within seconds was seen on its own page."""
    if timezone.now() - job.created_at < SEEN_WITHIN:
        return
    words = {JobStatus.DONE: "已办好", JobStatus.CANCELLED: "已取消"}.get(JobStatus(job.status), "没有办成")
    users = User.objects.filter(pk=job.owner_id)
    notify(users=users, text=f"{job.title}：{words}。", url=reverse("core:job", args=[job.pk]), mail=False)
