"""Plaques: where they hang, and a new one in place of an old one. Recall belongs to the changes of a studio."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.text import one_line, squeeze
from lingjun.studios import criteria, rules
from lingjun.studios.actions.records import locked_studio, writable_studio
from lingjun.studios.models import Plaque

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@transaction.atomic
def hang_plaque(*, actor: User, plaque_id: int, hung_at: str, hung_on: datetime.date, seen: str = "") -> Plaque:
    """Note where a plaque hangs and since when. `seen`: `hanging` of the page, MovedOn when it changed since.

    Raises NotYours, Closed, MovedOn, Invalid.
    """
    studio = writable_studio(actor, Plaque.objects.values_list("studio_id", flat=True).get(pk=plaque_id))
    plaque = Plaque.objects.get(pk=plaque_id)
    if plaque.recalled_on is not None:
        raise MovedOn(f"牌匾 {plaque.number} 已经不用，不再登记悬挂。")
    if seen and seen != hanging(plaque):
        raise MovedOn("悬挂位置刚被别人改过，请刷新后再改；您填的内容还在页面上。")
    if not one_line(hung_at):
        raise Invalid({"hung_at": "请填悬挂位置。"})
    if hung_on < plaque.issued_on or hung_on > timezone.localdate():
        raise Invalid({"hung_on": f"悬挂日期在 {plaque.issued_on:%Y-%m-%d} 授牌以后、今天以前。"})
    old = {"hung_at": plaque.hung_at, "hung_on": str(plaque.hung_on or "")}
    plaque.hung_at, plaque.hung_on = one_line(hung_at)[:200], hung_on
    plaque.save(update_fields=["hung_at", "hung_on"])
    audit(
        actor=actor, verb="plaque.hang", subject=plaque, subject_name=str(plaque), old=old,
        new={"hung_at": plaque.hung_at, "hung_on": str(hung_on)},
    )  # fmt: skip
    criteria.refresh(studio)
    return plaque


def hanging(plaque: Plaque) -> str:
    """Where it hangs and since when, as one word a page carries."""
    return f"{plaque.hung_on or '-'} {plaque.hung_at}"


@transaction.atomic
def reissue_plaque(
    *, actor: User, plaque_id: int, number: str, text: str, issued_on: datetime.date, decision_number: str, reason: str
) -> Plaque:
    """A new plaque for a lost, damaged or renamed one; the old row stays, no longer in use from that day.

    By the city officer. Raises NotYours, MovedOn, Invalid (a number that stands in the register already).
    """
    studio = locked_studio(Plaque.objects.values_list("studio_id", flat=True).get(pk=plaque_id))
    if why_not := rules.may_reissue(actor, studio):
        raise NotYours(why_not)
    old = Plaque.objects.get(pk=plaque_id)
    if old.recalled_on is not None:
        raise MovedOn(f"牌匾 {old.number} 已经不用，请看现在的牌匾。")
    number = squeeze(number)[:20]
    if not number or Plaque.objects.filter(number=number).exists():
        raise Invalid({"number": f"编号 {number} 已经在册，请换一个。" if number else "请填新牌匾编号。"})
    if issued_on < old.issued_on or issued_on > timezone.localdate():
        raise Invalid({"issued_on": f"补发日期在 {old.issued_on:%Y-%m-%d} 授牌以后、今天以前。"})
    old.recalled_on = issued_on
    old.save(update_fields=["recalled_on"])
    plaque = Plaque.objects.create(
        studio=studio, number=number, text=one_line(text)[:100] or studio.name, issued_on=issued_on,
        decision_number=squeeze(decision_number)[:50], replaces=old, reissue_reason=one_line(reason)[:200],
    )  # fmt: skip
    audit(
        actor=actor, verb="plaque.reissue", subject=plaque, subject_name=str(plaque),
        old={"number": old.number}, new={"number": plaque.number, "reason": plaque.reissue_reason},
    )  # fmt: skip
    criteria.refresh(studio)
    return plaque
