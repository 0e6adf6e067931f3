"""What reaches people: the inbox at once, mail through the outbox."""

from __future__ import annotations

import datetime
import logging
import smtplib
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from lingjun.accounts.models import Notification, OutboxMail, User

logger = logging.getLogger(__name__)
PAUSES = (1, 5, 30, 120, 360, 720, 1440)
"""Minutes until the next try after the first, second … failure."""

GIVE_UP_AFTER = 8
BATCH = 50


def notify(*, users: Iterable[User], text: str, url: str, mail: bool = True) -> int:
    """One line in each inbox and, for people with an address, one mail in the outbox. Two inserts for any number.

    `url`: a path of this site ("/cases/…/"). Same person twice counts once; locked accounts get nothing.
    Returns how many people were told. Call it inside the action's transaction: it falls with it.
    """
    people = list({user.pk: user for user in users if user.is_active}.values())
    Notification.objects.bulk_create(
        [Notification(user=user, text=text[:300], url=url[:200]) for user in people], batch_size=500
    )
    if mail:
        now = timezone.now()
        body = f"{text}\n\n请登录后办理：{settings.SITE_URL.rstrip('/')}{url}\n\n这封邮件由系统发出，不用回复。"
        OutboxMail.objects.bulk_create(
            [
                OutboxMail(to=user.email, subject=" ".join(f"【领军】{text}".split())[:200], body=body, due_at=now)
                for user in people
                if user.email
            ],
            batch_size=500,
        )
    return len(people)


def mark_read(*, user: User, notification_id: int | None = None) -> int:
    """Mark one line, or all, of the user's own inbox as read. Returns how many became read."""
    lines = Notification.objects.filter(user=user, read_at__isnull=True)
    if notification_id is not None:
        lines = lines.filter(pk=notification_id)
    return lines.update(read_at=timezone.now())


def deliver_outbox(*, limit: int = BATCH) -> int:
    """Send mails that are due, oldest first; returns how many were sent. Safe with several workers.

    A mail is claimed by moving its due time ahead before it is sent, so that no second worker takes it; a worker that
    dies in between costs one pause, never a mail. After GIVE_UP_AFTER failures it stays with its last error. A header
    or an address that is none (ValueError) fails alone.
    """
    sent = 0
    for mail in _claimed(limit):
        try:
            EmailMessage(mail.subject, mail.body, settings.DEFAULT_FROM_EMAIL, [mail.to]).send()
        except (smtplib.SMTPException, OSError, ValueError) as error:
            mail.last_error = f"{type(error).__name__}: {error}"[:300]
            mail.save(update_fields=["last_error"])
            logger.warning("mail %s not sent, try %s: %s", mail.pk, mail.attempts, mail.last_error)
        else:
            mail.sent_at, mail.last_error = timezone.now(), ""
            mail.save(update_fields=["sent_at", "last_error"])
            sent += 1
    return sent


def _claimed(limit: int) -> list[OutboxMail]:
    now = timezone.now()
    with transaction.atomic():
        due = OutboxMail.objects.select_for_update(skip_locked=True).filter(
            sent_at__isnull=True, attempts__lt=GIVE_UP_AFTER, due_at__lte=now
        )
        mails = list(due.order_by("due_at", "id")[:limit])
        for mail in mails:
            pause = PAUSES[min(mail.attempts, len(PAUSES) - 1)]
            mail.attempts += 1
            mail.due_at = now + datetime.timedelta(minutes=pause)
        OutboxMail.objects.bulk_update(mails, ["attempts", "due_at"])
    return mails
