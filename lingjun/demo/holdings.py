"""What each demo studio has: plaque on its wall, place, equipment, regulations, charter. Made by the real verbs."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.utils import timezone

from lingjun.demo import pictures
from lingjun.demo.clock import at, office_hour
from lingjun.demo.stories import Story
from lingjun.studios.actions import add, add_material
from lingjun.studios.actions.plaques import hang_plaque
from lingjun.studios.actions.regulations import add_regulation
from lingjun.studios.models import Charter, Equipment, Premises, Regulation
from lingjun.studios.queries import content_of
from lingjun.studios.regulation_texts import start

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

STRUCTURE = (
    "{unit}党政支持、工会组织，{leader}领衔。\n"
    "工作室设领衔人 1 名、骨干若干名、联络员 1 名；领衔人定题目、带徒弟、把验收，"
    "骨干各负责一个攻关题目，联络员记台账、管资料、报计划。\n"
    "单位工会主席分管，每季度听一次汇报，解决场所、时间和经费上的困难。"
)
DUTIES = (
    "一、围绕生产实际选题攻关，每年不少于两题。\n二、把好做法写成标准、操作法或手册，在本单位和同行中推广。\n"
    "三、结对带徒，阶段考核，出师有结论。\n四、按计划开展活动，当天记入台账，照片、数据附后。\n五、专项经费专款专用，年底公布决算。"
)


def furnish(actor: User, studio: Studio, story: Story, number: int) -> None:
    """Everything a studio sets up in the months after its naming."""
    day = studio.named_on + datetime.timedelta(days=12)
    with at(office_hour(day, 15)):
        _plaque(actor, studio, story, day, number)
        add(
            actor=actor, studio_id=studio.pk, model=Charter,
            values={
                "structure": STRUCTURE.format(unit=studio.unit.name, leader=studio.leader.name),
                "goal": story.goal, "duties": DUTIES, "since": day,
            },
        )  # fmt: skip
        for place, (address, area, use) in enumerate(filter(None, (story.place, story.shop))):
            _premises(actor, studio, (address, area, use), day, number * 10 + place)
    _equipment(actor, studio, story)
    set_up_regulations(actor, studio, studio.named_on + datetime.timedelta(days=25), story.lacks)


def _plaque(actor: User, studio: Studio, story: Story, day: datetime.date, number: int) -> None:
    plaque = studio.plaques.get(recalled_on=None)
    hang_plaque(actor=actor, plaque_id=plaque.pk, hung_at=story.hung, hung_on=day)
    picture = pictures.plaque(studio.name, plaque.number, number)
    add_material(
        actor=actor, studio_id=studio.pk, about=plaque, upload=ContentFile(picture, name="牌匾.jpg"), purpose="photo",
        caption=f"挂在{story.hung}"[:100],
    )  # fmt: skip


def _premises(actor: User, studio: Studio, place: tuple[str, float, str], day: datetime.date, seed: int) -> None:
    address, area, use = place
    premises = add(
        actor=actor, studio_id=studio.pk, model=Premises,
        values={"address": address, "area": Decimal(str(area)), "use": use, "is_fixed": True, "since": day},
    )  # fmt: skip
    for view in ("全景", "设备区"):
        picture = pictures.scene("room", f"{studio.leader.name}工作室 {view}", seed + len(view))
        add_material(
            actor=actor, studio_id=studio.pk, about=premises, upload=ContentFile(picture, name=f"{view}.jpg"),
            purpose="photo", caption=f"{use.split('、')[0]}{view}",
        )  # fmt: skip


def _equipment(actor: User, studio: Studio, story: Story) -> None:
    """A piece every few days after the naming."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    for place, (kind, name, model, quantity, value, location) in enumerate(story.equipment):
        day = min(studio.named_on + datetime.timedelta(days=20 + place * 9), yesterday)
        with at(office_hour(day, 14)):
            add(
                actor=actor, studio_id=studio.pk, model=Equipment,
                values={
                    "kind": kind, "name": name, "model": model, "quantity": quantity, "value": Decimal(value),
                    "since": day, "location": location, "keeper": studio.leader.name,
                },
            )  # fmt: skip


def set_up_regulations(
    actor: User,
    studio: Studio,
    day: datetime.date,
    lacks: tuple[str, ...] = (),
    *,
    entered: datetime.datetime | None = None,
) -> None:
    """Those of the notice's six that the studio does not have, from the texts the product offers."""
    known = {*lacks, *Regulation.standing.filter(studio=studio).values_list("kind", flat=True)}
    with at(entered or office_hour(day, 11)):
        for option in content_of(studio).regulations:
            text = start(studio, option.key)
            if option.key in known or text is None:
                continue
            add_regulation(
                actor=actor, studio_id=studio.pk,
                values={
                    "kind": option.key, "title": text.title, "text": text.text.replace("{date}", f"{day:%Y年%m月%d日}"),
                    "effective_on": day, "issued_by": f"{studio.unit.name}工会"[:100], "is_posted": True,
                },
            )  # fmt: skip
