"""Addresses of the team and of people."""

from __future__ import annotations

import datetime
from typing import Any, Final

from tests.routes.guard import ABOVE, LINE, PORT, Route, act, view

STUDIO = {"studio_id": "studio"}
MEMBER = STUDIO | {"member_id": "studio_member"}
GONE = STUDIO | {"member_id": "studio_member_gone"}
PROMOTION = STUDIO | {"line_id": "studio_promotion"}
PERSON = {"worker_id": "studio_worker"}
MERGED = {"worker_id": "studio_merged", "merge_id": "studio_merge"}
WRITING: Final = {"may": PORT, "told": ABOVE}
"""The port's people write; who looks from above is told so."""
READING: Final = {"sees": PORT, "told": ABOVE}
NAMES: Final = frozenset({"port_chair", "port_clerk"})
"""Chair and clerk say which accounts keep a file."""


def _today(world: Any) -> dict[str, Any]:
    return {"name": "又一成员", "role": "member", "joined_on": "2026-01-05"}


FACTS = {"name": "又名示例", "education": "大专"}
RISE = {"kind": "education", "new": "硕士研究生", "on": "2026-02-01", "growth": "learning"}

TEAM: Final[list[Route]] = [
    view("studios:team", STUDIO, sees=LINE),
    view("studios:team_past", STUDIO, sees=LINE),
    view("studios:team_roster", STUDIO | {"form_format": "=docx"}, sees=LINE),
    view("studios:promotions", STUDIO, sees=LINE),
    view("studios:member_new", STUDIO, **READING),
    act("studios:member_new", STUDIO, **WRITING, data=_today),
    view("studios:member", MEMBER, **READING),
    act("studios:member_role", MEMBER, **WRITING, data={"role-role": "backbone", "role-on": "2026-05-08"}),
    act("studios:member_leave", MEMBER, **WRITING, data={"leave-on": "2026-05-08", "leave-reason": "调离"}),
    act("studios:member_back", GONE, **WRITING),
    act("studios:member_correct", MEMBER, **WRITING, data={"days-joined_on": "2026-01-02"}),
    act("studios:member_strike", MEMBER, **WRITING),
    view("studios:member_promote", MEMBER, **READING),
    act("studios:member_promote", MEMBER, **WRITING, data=RISE),
    view("studios:promotion", PROMOTION, **READING),
    act("studios:promotion", PROMOTION, **WRITING, data={"growth": "knowledge", "note": "证书 1 号"}),
    act("studios:promotion_remove", PROMOTION, **WRITING),
    act("studios:promotion_restore", PROMOTION, **WRITING),
    view("studios:writers", STUDIO, sees=NAMES, told=LINE - NAMES),
    act(
        "studios:writers", STUDIO, may=NAMES, told=LINE - NAMES,
        data=lambda world: {"user": world.users["port_liaison"].pk},
    ),
    act("studios:writer_release", STUDIO | {"appointment_id": "studio_writer"}, may=NAMES, told=LINE - NAMES),
    view("studios:worker", PERSON, sees=LINE),
    view("studios:worker_edit", PERSON, **READING),
    act("studios:worker_edit", PERSON, **WRITING, data=FACTS),
    view("studios:honour_new", PERSON, **READING),
    act("studios:honour_new", PERSON, **WRITING, data={"text": "厦门市劳动模范", "year": "2011"}),
    view("studios:honour_edit", PERSON | {"honour_id": "studio_honour"}, **READING),
    act("studios:honour_edit", PERSON | {"honour_id": "studio_honour"}, **WRITING, data={"text": "福建省劳动模范"}),
    act("studios:honour_remove", PERSON | {"honour_id": "studio_honour"}, **WRITING, data={"confirmed": "1"}),
    view("studios:worker_merge", PERSON | {"other_id": "studio_twin"}, sees=NAMES, told=LINE - NAMES),
    act("studios:worker_merge", PERSON | {"other_id": "studio_twin"}, may=NAMES, told=LINE - NAMES),
    view("studios:worker_unmerge", MERGED, sees=NAMES, told=LINE - NAMES),
    act("studios:worker_unmerge", MERGED, may=NAMES, told=LINE - NAMES),
]  # fmt: skip


def furnish(world: Any) -> None:
    """A member beside the roster of the form, one who left, growth, an honour, a namesake, a named account."""
    from lingjun.studios.actions import merging
    from lingjun.studios.models import Honour, Member, Promotion, Studio, StudioAppointment, Worker
    from lingjun.studios.models.people import Merge

    studio = Studio.objects.get(pk=world.ids["studio"])
    since, until = datetime.date(2026, 1, 1), datetime.date(2026, 3, 1)
    worker, twin, gone = (
        Worker.objects.create(unit=studio.unit, name=name, education="20")
        for name in ("又名示例", "又名示例", "走了的人")
    )
    member = Member.objects.create(studio=studio, worker=worker, joined_on=since, position=50)
    left = Member.objects.create(
        studio=studio, worker=gone, joined_on=since, left_on=until, left_reason="调离", position=51
    )  # fmt: skip
    promotion = Promotion.objects.create(
        worker=worker, studio=studio, kind="skill_grade", old="", new="technician", on=since, growth="skill"
    )  # fmt: skip
    merged, same = (Worker.objects.create(unit=studio.unit, name="合并示例") for _ in range(2))
    merging.merge_workers(actor=world.users["port_chair"], keep_id=merged.pk, gone_id=same.pk)
    world.ids |= {
        "studio_merged": merged.pk,
        "studio_merge": Merge.objects.get(keep=merged.pk).pk,
        "studio_member": member.pk,
        "studio_member_gone": left.pk,
        "studio_worker": worker.pk,
        "studio_twin": twin.pk,
        "studio_promotion": promotion.pk,
        "studio_honour": Honour.objects.create(worker=worker, text="厦门市劳动模范", level="city_model").pk,
        "studio_writer": StudioAppointment.objects.create(
            studio=studio, user_id=world.ids["helper"], role="liaison"
        ).pk,
    }  # fmt: skip


def more(world: Any, number: int) -> None:
    """More of everything a person and a team have."""
    from lingjun.studios.models import Honour, Member, Promotion, Studio, StudioAppointment, Worker

    studio = Studio.objects.get(pk=world.ids["studio"])
    worker = Worker.objects.get(pk=world.ids["studio_worker"])
    day = datetime.date(2026, 3 + number, 1)
    Promotion.objects.create(worker=worker, studio=studio, kind="post", old="", new=f"岗位{number}", on=day)
    Honour.objects.create(worker=worker, text=f"荣誉{number}")
    Worker.objects.create(unit=studio.unit, name=worker.name)
    past = Worker.objects.create(unit=studio.unit, name=f"离开者{number}")
    Member.objects.create(
        studio=studio, worker=past, joined_on=datetime.date(2026, 1, 1), left_on=day, left_reason="退休"
    )  # fmt: skip
    StudioAppointment.objects.create(
        studio=studio, user=world.users[("port_chair", "port_clerk", "grid_chair")[number - 1]], role="liaison"
    )
