"""The accounts of leader and liaison go with their studio to another unit; chair and clerk are the unit's and stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from lingjun.accounts.actions import carry_appointment, notify
from lingjun.accounts.models import User
from lingjun.studios import queries

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import Appointment
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Studio


def lock_followers(studio: Studio) -> None:
    """Before the trail is written to, as whoever appoints does: nobody waits in a circle."""
    people = queries.followers(studio).values("user")
    list(User.objects.select_for_update().filter(pk__in=people).order_by("pk").values_list("pk", flat=True))


def follow(
    posts: list[Appointment], *, studio: Studio, unit: Organization, actor: User, on: datetime.date, note: str
) -> None:
    """Inside the transaction that moves the studio. `posts`: `queries.followers` of before, with `stays`."""
    for post in posts:
        stays: bool = post.stays  # type: ignore[attr-defined]
        carry_appointment(actor=actor, appointment=post, organization=unit, on=on, note=note, ends=not stays)
        role = post.get_role_display()
        words = f"原单位的{role}任职不变，另任" if stays else "您的任职同日转到"
        text = f"{studio.name}自 {on:%Y-%m-%d} 起转到{unit.name}，{words}{unit.name}{role}。"
        notify(users=[post.user], text=text, url=reverse("studios:team", args=[studio.pk]))
