"""One change under way in the demo: a leader retires, the successor has the honour the notice asks for."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from lingjun.cases import actions as verbs
from lingjun.changes import actions as changes
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import workday
from lingjun.studios.actions.people import add_honour
from lingjun.studios.models import Member, Studio

if TYPE_CHECKING:
    from lingjun.demo.organizations import City

UNIT: Final = "厦门海湾职业学校"
WHY: Final = (
    "{leader}同志已到退休年龄，自愿不再担任领衔人。{successor}同志是工作室骨干、厦门市劳动模范，经工作室民主推荐接任。"
)


def build(city: City) -> None:
    """Filed, signed by the unit's chair, waiting for the union above."""
    studio = Studio.objects.select_related("unit", "leader").get(unit__name=UNIT)
    clerk, chair = city.clerks[UNIT], city.chairs[UNIT]
    first = workday(timezone.localdate() - datetime.timedelta(days=9), studio.named_on)
    successor = (
        Member.objects.filter(studio=studio, left_on=None)
        .exclude(role="leader")
        .select_related("worker")
        .order_by("position")[0]
        .worker
    )
    with at(office_hour(first, 10)):
        add_honour(
            actor=clerk, worker_id=successor.pk,
            values={"text": "厦门市劳动模范", "level": "city_model", "year": first.year - 2,
                    "awarding_body": "厦门市人民政府"},
        )  # fmt: skip
        case = changes.open_change(
            actor=clerk, studio_id=studio.pk, kind="leader",
            values={
                "reason": "retirement", "outcome": "succeed", "new_leader": successor,
                "reason_text": WHY.format(leader=studio.leader.name, successor=successor.name),
                "new_name": f"{successor.name}劳模创新工作室", "former_stays": True,
                "effective_on": timezone.localdate(),
            },
        )  # fmt: skip
        verbs.submit(actor=clerk, case_id=case.pk)
    signed = workday(first + datetime.timedelta(days=2), first)
    with at(min(office_hour(signed, 15), timezone.now() - datetime.timedelta(minutes=5))):
        changes.approve(actor=chair, case_id=case.pk, text="情况属实，同意由骨干接任并更名。", dated_on=signed)
