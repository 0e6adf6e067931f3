"""The inbox at once, mail through the outbox with growing pauses."""

from __future__ import annotations

import datetime
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.actions import deliver_outbox, notify
from lingjun.accounts.actions.messages import GIVE_UP_AFTER, PAUSES
from lingjun.accounts.models import Notification, OutboxMail
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def tell(*users: Any, **more: Any) -> int:
    return notify(users=users, text="申报表被退回，5月15日前改好再报。", url="/cases/7/", **more)


def test_each_person_is_told_once(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):
        assert tell(cast.port_clerk, cast.port_chair, cast.port_clerk) == 2
    assert set(Notification.objects.values_list("user", flat=True)) == {cast.port_clerk.pk, cast.port_chair.pk}
    assert set(OutboxMail.objects.values_list("to", flat=True)) == {"port_clerk@example.org", "port_chair@example.org"}


def test_no_address_no_mail_and_a_stopped_account_gets_nothing(cast: Cast) -> None:
    cast.port_clerk.email = ""
    cast.port_chair.is_active = False
    assert tell(cast.port_clerk, cast.port_chair) == 1
    assert Notification.objects.get().user == cast.port_clerk
    assert not OutboxMail.objects.exists()


def test_without_mail(cast: Cast) -> None:
    tell(cast.port_clerk, mail=False)
    assert not OutboxMail.objects.exists()


def test_delivery(cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://lingjun.example.cn"
    tell(cast.port_clerk)
    assert deliver_outbox() == 1
    assert deliver_outbox() == 0
    (sent,) = mail.outbox
    assert sent.to == ["port_clerk@example.org"]
    assert sent.subject == "【领军】申报表被退回，5月15日前改好再报。"
    assert "https://lingjun.example.cn/cases/7/" in sent.body
    assert OutboxMail.objects.get().sent_at


def test_a_refused_mail_is_tried_again_with_growing_pauses_then_kept(cast: Cast, monkeypatch: Any) -> None:
    def refuse(self: EmailMessage, fail_silently: bool = False) -> int:
        raise smtplib.SMTPRecipientsRefused({"x": (550, b"no such user")})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    tell(cast.port_clerk)
    pauses = []
    for _ in range(GIVE_UP_AFTER):
        assert deliver_outbox() == 0
        row = OutboxMail.objects.get()
        pauses.append(round((row.due_at - timezone.now()).total_seconds() / 60))
        OutboxMail.objects.update(due_at=timezone.now())
    assert pauses == [*PAUSES, PAUSES[-1]]
    assert row.attempts == GIVE_UP_AFTER
    assert "no such user" in row.last_error
    monkeypatch.undo()
    assert deliver_outbox() == 0
    assert OutboxMail.objects.get().sent_at is None


def test_a_mail_ahead_of_its_time_waits(cast: Cast) -> None:
    tell(cast.port_clerk)
    OutboxMail.objects.update(due_at=timezone.now() + datetime.timedelta(minutes=1))
    assert deliver_outbox() == 0


def test_one_bad_mail_does_not_stop_the_next(cast: Cast, monkeypatch: Any) -> None:
    real = EmailMessage.send

    def send(self: EmailMessage, fail_silently: bool = False) -> int:
        if self.to == ["port_clerk@example.org"]:
            raise OSError("connection reset")
        return real(self, fail_silently)

    monkeypatch.setattr(EmailMessage, "send", send)
    tell(cast.port_clerk, cast.port_chair)
    assert deliver_outbox() == 1
    assert [sent.to for sent in mail.outbox] == [["port_chair@example.org"]]


def test_words_on_several_lines_make_one_subject(cast: Cast) -> None:
    """A reason typed in a text field comes with CR LF; a header takes neither."""
    notify(users=[cast.port_clerk], text="被退回修改：缺照片。\r\n\r\n缺\x0b制度。", url="/cases/7/")
    assert deliver_outbox() == 1
    assert mail.outbox[0].subject == "【领军】被退回修改：缺照片。 缺 制度。"
    assert Notification.objects.count() == 1


def test_a_header_that_is_none_fails_alone(cast: Cast) -> None:
    tell(cast.port_clerk, cast.port_chair)
    OutboxMail.objects.filter(to="port_clerk@example.org").update(subject="两\r行")
    assert deliver_outbox() == 1
    assert [sent.to for sent in mail.outbox] == [["port_chair@example.org"]]
    assert "BadHeaderError" in OutboxMail.objects.get(to="port_clerk@example.org").last_error


def test_the_worker_knows_the_outbox() -> None:
    from lingjun.accounts import jobs
    from lingjun.core.jobs.registry import PERIODIC

    assert PERIODIC["accounts.outbox"].run is jobs.outbox


def test_going_to_a_message_marks_it_read(cast: Cast) -> None:
    tell(cast.port_clerk)
    line = Notification.objects.get()
    client = cast.client(cast.port_clerk)
    page = client.get(reverse("accounts:inbox"))
    assert page.context["unread"] == 1
    assert client.post(reverse("accounts:mark_read", args=[line.pk]))["Location"] == "/cases/7/"
    line.refresh_from_db()
    assert line.read_at
    assert client.get(reverse("accounts:inbox")).context["unread"] == 0
    assert "没有没看的消息" in client.get(reverse("accounts:inbox"), {"unread": "1"}).content.decode()


def test_another_persons_message_is_not_found(cast: Cast) -> None:
    tell(cast.port_clerk)
    line = Notification.objects.get()
    assert cast.client(cast.port_chair).post(reverse("accounts:mark_read", args=[line.pk])).status_code == 404
    line.refresh_from_db()
    assert line.read_at is None


def test_all_read(cast: Cast) -> None:
    tell(cast.port_clerk)
    tell(cast.port_clerk, cast.port_chair)
    cast.client(cast.port_clerk).post(reverse("accounts:mark_all_read"))
    assert list(Notification.objects.filter(read_at__isnull=True).values_list("user", flat=True)) == [
        cast.port_chair.pk
    ]


def test_a_message_never_leads_away_from_the_site(cast: Cast) -> None:
    notify(users=[cast.port_clerk], text="x", url="//evil.example/", mail=False)
    address = reverse("accounts:mark_read", args=[Notification.objects.get().pk])
    assert cast.client(cast.port_clerk).post(address)["Location"] == reverse("accounts:inbox")
