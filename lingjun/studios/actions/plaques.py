"""Plaques: the first one of a studio named before, where it hangs, a new one in place of an old one.

Recall belongs to the changes of a studio.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.cases.numbers import reserve
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.pinyin import search_text
from lingjun.core.text import one_line, squeeze
from lingjun.studios import criteria, rules
from lingjun.studios.actions.records import locked_studio, writable_studio
from lingjun.studios.models import Plaque

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


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
def register_plaque(
    *, actor: User, studio_id: int, number: str, text: str, issued_on: datetime.date, decision_number: str
) -> Plaque:
    """The plaque of a studio that has none in use: one named before the system, whose list gave no number.

    By the city officer. Raises NotYours, MovedOn (it has one by now), Invalid.
    """
    studio = locked_studio(studio_id)
    if why_not := rules.may_register_plaque(actor, studio):
        raise NotYours(why_not)
    if now := studio.plaques.filter(recalled_on=None).first():
        raise MovedOn(f"{studio.name}已登记牌匾 {now.number}，请刷新后再看。")
    number = _free(number)
    if issued_on < studio.named_on or issued_on > timezone.localdate():
        raise Invalid({"issued_on": f"授牌日期在 {studio.named_on:%Y-%m-%d} 命名以后、今天以前。"})
    plaque = Plaque.objects.create(
        studio=studio, number=number, text=one_line(text)[:100] or studio.name, issued_on=issued_on,
        decision_number=squeeze(decision_number)[:50],
    )  # fmt: skip
    _entered(studio, plaque)
    audit(
        actor=actor, verb="plaque.register", subject=plaque, subject_name=str(plaque),
        new={"number": plaque.number, "issued_on": str(issued_on)},
    )  # fmt: skip
    criteria.refresh(studio)
    return plaque


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
    number = _free(number)
    if issued_on < old.issued_on or issued_on > timezone.localdate():
        raise Invalid({"issued_on": f"补发日期在 {old.issued_on:%Y-%m-%d} 授牌以后、今天以前。"})
    old.recalled_on = issued_on
    old.save(update_fields=["recalled_on"])
    plaque = Plaque.objects.create(
        studio=studio, number=number, text=one_line(text)[:100] or studio.name, issued_on=issued_on,
        decision_number=squeeze(decision_number)[:50], replaces=old, reissue_reason=one_line(reason)[:200],
    )  # fmt: skip
    _entered(studio, plaque)
    audit(
        actor=actor, verb="plaque.reissue", subject=plaque, subject_name=str(plaque),
        old={"number": old.number}, new={"number": plaque.number, "reason": plaque.reissue_reason},
    )  # fmt: skip
    criteria.refresh(studio)
    return plaque


def search_key_of(studio: Studio) -> str:
    """Found by what it is called now first, then by former names and plaques."""
    plaques = list(studio.plaques.order_by("-issued_on", "-pk").values_list("number", "recalled_on"))
    now = [number for number, recalled_on in plaques if recalled_on is None][:1]
    former = studio.tenures.exclude(name=studio.name).order_by("-since", "-pk").values_list("name", flat=True)
    words = [*now, studio.name, studio.unit.name, *former, *(number for number, _ in plaques if number not in now)]
    return search_text(*dict.fromkeys(words))[:300]


def _free(number: str) -> str:
    """The number as the register keeps it. Raises Invalid when it is missing or taken."""
    number = squeeze(number)[:20]
    if not number or Plaque.objects.filter(number=number).exists():
        raise Invalid({"number": f"编号 {number} 已经在册，请换一个。" if number else "请填牌匾编号。"})
    return number


def _entered(studio: Studio, plaque: Plaque) -> None:
    """A number somebody typed: none of the series repeats it, and the studio is found by it."""
    reserve(plaque.number)
    studio.search_key = search_key_of(studio)
    studio.save(update_fields=["search_key"])
