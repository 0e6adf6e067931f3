"""Addresses of activities, achievements, benefits, adoptions."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.routes.guard import ABOVE, EVERYBODY, LINE, PORT, Route, act, view

STUDIO = {"studio_id": "studio"}
TOKEN: Final = "11111111-2222-4333-8444-555555555555"
DAY: Final = datetime.date(2013, 5, 8)


def prepare(world: Any) -> None:
    """An activity with a photo, one staged photo, an achievement with money and a user; one of a second studio."""
    from lingjun.ledger import actions
    from lingjun.studios.models import Studio

    studio = Studio.objects.get(pk=world.ids["studio"])
    clerk, today = world.cast.port_clerk, timezone.localdate()
    activity, _ = actions.record_activity(
        actor=clerk, studio_id=studio.pk, token=uuid.UUID(TOKEN),
        values={"kind": "meeting", "held_on": today, "text": "示例活动。", "attendees": _team(studio)[:2]},
    )  # fmt: skip
    photo = actions.add_photo(actor=clerk, studio_id=studio.pk, token=activity.token, upload=_photo("red"))
    staged = actions.add_photo(actor=clerk, studio_id=studio.pk, token=uuid.uuid4(), upload=_photo("blue"))
    world.ids |= {"activity": activity.pk, "activity_photo": photo.pk, "staged": staged.pk, "token": TOKEN}
    world.ids |= _achievement(clerk, studio, "岸桥吊具防摇装置")


def more(world: Any, number: int) -> None:
    """The `number`th further activity with a photo, achievement with money and user."""
    from lingjun.ledger import actions
    from lingjun.studios.models import Studio

    studio, clerk = Studio.objects.get(pk=world.ids["studio"]), world.cast.port_clerk
    for place in ("本工作室", f"{number} 号泊位"):
        activity, _ = actions.record_activity(
            actor=clerk, studio_id=studio.pk, token=uuid.uuid4(),
            values={
                "kind": "training", "held_on": timezone.localdate(), "text": f"第 {number} 次。", "place": place,
                "attendees": _team(studio),
            },
        )  # fmt: skip
        actions.add_photo(actor=clerk, studio_id=studio.pk, token=activity.token, upload=_photo("green"))
    shades = ("#102030", "#405060", "#708090")
    actions.add_photo(actor=clerk, studio_id=studio.pk, token=uuid.UUID(TOKEN), upload=_photo(shades[number - 1]))
    actions.change_activity(actor=clerk, activity_id=world.ids["activity"], values={"text": f"改了 {number} 次。"})
    made = _achievement(clerk, studio, ("轮胎吊油改电", "点检三色卡管理", "堆场照明分区控制")[number - 1])
    for owner in (made["achievement"], world.ids["achievement"]):
        _money(clerk, studio, owner)


def _team(studio: Any) -> list[int]:
    return list(studio.members.order_by("id").values_list("worker_id", flat=True)[:4])


def _photo(colour: str) -> SimpleUploadedFile:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, "PNG")
    return SimpleUploadedFile("现场.png", out.getvalue(), content_type="image/png")


def _achievement(actor: Any, studio: Any, title: str) -> dict[str, int]:
    from lingjun.ledger import actions

    line = actions.record_achievement(
        actor=actor, studio_id=studio.pk,
        values={
            "kind": "renovation", "title": title, "number": "", "status": "granted", "achieved_on": DAY,
            "details": {"equipment": "岸桥"}, "authors": _team(studio)[:2],
        },
    )  # fmt: skip
    return {"achievement": line.pk} | _money(actor, studio, line.pk)


def _money(actor: Any, studio: Any, achievement_id: int) -> dict[str, int]:
    from lingjun.ledger.models import Achievement, Adoption, Benefit
    from lingjun.studios.actions import add

    line = Achievement.objects.get(pk=achievement_id)
    common: dict[str, Any] = {"actor": actor, "studio_id": studio.pk}
    benefit = add(
        **common, model=Benefit,
        values={
            "achievement": line, "basis": "cost", "amount": 100, "period_from": DAY.replace(year=2012),
            "period_to": DAY, "method": "算式", "certifier": "财务部",
        },
    )  # fmt: skip
    adoption = add(
        **common, model=Adoption, values={"achievement": line, "adopter": "东渡码头", "since": DAY, "effect": "好用"}
    )
    return {"benefit": benefit.pk, "adoption": adoption.pk}


def _sent(**fields: Any) -> Callable[[Any], dict[str, Any]]:
    """A body; a value that is a word of the ids stands for that thing."""

    def data(world: Any) -> dict[str, Any]:
        return {key: world.ids.get(value, value) if isinstance(value, str) else value for key, value in fields.items()}

    return data


def _entry(world: Any) -> dict[str, Any]:
    return {
        "token": str(uuid.uuid4()), "kind": "meeting", "held_on": timezone.localdate().isoformat(), "text": "又一次。",
        "chosen_place": "本工作室", "place": "", "title": "", "guests": "1", "project": "", "plan_item": "",
        "photo": _photo("white"),
    }  # fmt: skip


def _changed(world: Any) -> dict[str, Any]:
    return {key: value for key, value in _entry(world).items() if key not in {"photo", "token"}}


NEW = _sent(
    title="散货码头抑尘装置", number="", status="granted", achieved_on="2013-05-08", project="", d_equipment="皮带机",
    first_author="", reason="",
)  # fmt: skip
BENEFIT = _sent(
    achievement="achievement", basis="profit", amount="12.5", period_from="2013-01-01", period_to="2013-05-01",
    method="算式", certifier="财务部",
)  # fmt: skip
ADOPTION = _sent(achievement="achievement", adopter="海沧码头", since="2013-05-01", effect="好用")
ONE = STUDIO | {"activity_id": "activity"}
PHOTO = ONE | {"photo_id": "activity_photo"}
RESULT = STUDIO | {"achievement_id": "achievement"}


def _lines() -> list[Route]:
    rows = []
    for key, data in (("benefit", BENEFIT), ("adoption", ADOPTION)):
        at = STUDIO | {"line_id": key}
        rows += [
            view(f"ledger:{key}_new", STUDIO, sees=PORT, told=ABOVE),
            act(f"ledger:{key}_new", STUDIO, may=PORT, told=ABOVE, data=data),
            view(f"ledger:{key}_edit", at, sees=PORT, told=ABOVE),
            act(f"ledger:{key}_edit", at, may=PORT, told=ABOVE, data=data),
            act(f"ledger:{key}_remove", at, may=PORT, told=ABOVE),
            act(f"ledger:{key}_restore", at, may=PORT, told=ABOVE),
        ]
    return rows


ACTIVITIES: Final[list[Route]] = [
    view("ledger:activities", STUDIO, sees=LINE),
    view("ledger:activity_new", STUDIO, sees=PORT, told=ABOVE),
    act("ledger:activity_new", STUDIO, may=PORT, told=ABOVE, data=_entry),
    view("ledger:activity_photos", STUDIO | {"token": "token"}, sees=PORT, told=ABOVE),
    act(
        "ledger:activity_photos", STUDIO | {"token": "token"}, may=PORT, told=ABOVE,
        data=lambda world: {"photo": _photo("black")},
    ),
    view("ledger:activity_staged", STUDIO | {"photo_id": "staged"}, sees={"port_clerk"}, told=ABOVE),
    view("ledger:activity", ONE, sees=LINE),
    view("ledger:activity_edit", ONE, sees=PORT, told=ABOVE),
    act("ledger:activity_edit", ONE, may=PORT, told=ABOVE, data=_changed),
    act("ledger:activity_remove", ONE, may=PORT, told=ABOVE),
    act("ledger:activity_restore", ONE, may=PORT, told=ABOVE),
    view("ledger:activity_photo", PHOTO, sees=LINE),
    act("ledger:activity_photo_remove", PHOTO, may=PORT, told=ABOVE),
    act("ledger:activity_photo_restore", PHOTO, may=PORT, told=ABOVE),
    view("ledger:achievements", sees=EVERYBODY, query="?q=%E9%98%B2%E6%91%87"),
    act("ledger:achievements_export", may=EVERYBODY, answer=200),
    view("ledger:studio_achievements", STUDIO, sees=LINE),
    view("ledger:achievement_new", STUDIO, sees=PORT, told=ABOVE, query="?kind=renovation"),
    act("ledger:achievement_new", STUDIO, may=PORT, told=ABOVE, data=NEW, query="?kind=renovation"),
    view("ledger:achievement", RESULT, sees=LINE),
    view("ledger:achievement_edit", RESULT, sees=PORT, told=ABOVE),
    act("ledger:achievement_edit", RESULT, may=PORT, told=ABOVE, data=NEW),
    act("ledger:achievement_remove", RESULT, may=PORT, told=ABOVE),
    act("ledger:achievement_restore", RESULT, may=PORT, told=ABOVE),
    *_lines(),
]  # fmt: skip
