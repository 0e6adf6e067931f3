"""What the world's studio has, and more of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile


def prepare(world: Any) -> None:
    """One line of each kind, with a file behind a place."""
    from lingjun.studios.models import Studio

    studio = Studio.objects.get(pk=world.ids["studio"])
    for kind, one in _lines(world, studio, 1).items():
        world.ids[f"studio_{kind}"] = one.pk
    world.ids["studio_from_form"] = studio.materials.get(about="studios.regulation", about_id=0).pk
    world.ids["studio_plaque"] = studio.plaques.get(recalled_on=None).pk


def more(world: Any, number: int) -> None:
    """Another line of each kind; `number` from 1."""
    from lingjun.studios.models import Studio

    _lines(world, Studio.objects.get(pk=world.ids["studio"]), number + 1)


def _lines(world: Any, studio: Any, number: int) -> dict[str, Any]:
    from lingjun.studios import actions
    from lingjun.studios.models import Charter, Equipment, Grant, Premises
    from tests.routes.world import picture

    clerk = world.cast.port_clerk
    day = datetime.date(2013, number, 1)

    def add(model: Any, **values: Any) -> Any:
        return actions.add(actor=clerk, studio_id=studio.pk, model=model, values=values)

    found: dict[str, Any] = {
        "premises": add(Premises, address=f"东渡路{number}号", area=86, since=day),
        "equipment": add(Equipment, kind="computers", name=f"工作站{number}", since=day),
        "charter": add(Charter, since=day, goal="三年攻关九项。"),
        "grant": add(Grant, year=2013, source="unit", amount=1000, received_on=day, uses=["equipment"]),
        "grant_unused": add(Grant, year=2013, source="city", amount=1000, received_on=day),
        "regulation": actions.add_regulation(
            actor=clerk, studio_id=studio.pk, values={"kind": "study", "title": "学习研究制度", "effective_on": day}
        ),
    }
    found["expense"] = actions.add_expense(
        actor=clerk, studio_id=studio.pk,
        values={"grant": found["grant"], "on": day, "use": "reward", "what": f"事项{number}", "amount": 10},
    )  # fmt: skip
    for owner, purpose in (("premises", "photo"), ("expense", "evidence"), ("regulation", "regulation")):
        upload = SimpleUploadedFile("材料.png", picture(), content_type="image/png")
        one = actions.add_material(
            actor=clerk, studio_id=studio.pk, about=found[owner], upload=upload, purpose=purpose
        )  # fmt: skip
        found.setdefault("material", one)
    return found
