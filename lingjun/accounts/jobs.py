"""What the worker does for accounts without being asked."""

from __future__ import annotations

from django.contrib.sessions.models import Session
from django.utils import timezone

from lingjun.accounts.actions import deliver_outbox
from lingjun.core.jobs import periodic


@periodic(30, "accounts.outbox")
def outbox() -> None:
    """Mails that are due."""
    deliver_outbox()


@periodic(24 * 3600, "accounts.sessions")
def clear_sessions() -> None:
    """Sessions that ended more than a moment ago."""
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
