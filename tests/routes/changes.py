"""Addresses of changes, revocation and recall."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django.utils import timezone

from tests.routes.creation import AUDITS
from tests.routes.guard import ABOVE, CITY, LINE, PORT, UNIONS, Route, act, view

UNIT_SIDE: Final = UNIONS | PORT | {"grid_chair", "grid_clerk", "expert", "stranger"}


def prepare(world: Any) -> None:
    """Studios of the port with a change in each state, a proposed batch, a recall that waits, one without a plaque."""
    from lingjun.cases.actions import submit
    from lingjun.changes import actions
    from lingjun.changes.models import Recall
    from lingjun.studios.models import Honour, Studio

    cast, filing = world.cast, world.filing

    def studio(name: str) -> Any:
        found = Studio.objects.get(case=filing.named(name))
        other = found.members.exclude(worker=found.leader)[0].worker
        Honour.objects.create(worker=other, text="厦门市劳动模范", level="city_model")
        return found

    def draft(name: str, **changed: Any) -> Any:
        found = studio(name)
        world.ids[f"{name}_studio"] = found.pk
        other = found.members.exclude(worker=found.leader)[0].worker
        values = {
            "reason": "retirement", "reason_text": "到龄退休。", "outcome": "succeed", "new_leader": other,
            "new_name": f"{other.name}劳模创新工作室", "effective_on": timezone.localdate(),
        } | changed  # fmt: skip
        return actions.open_change(actor=cast.port_clerk, studio_id=found.pk, kind="leader", values=values)

    cases = {"change_draft": draft("丙一")}
    cases["change_submitted"] = submit(actor=cast.port_clerk, case_id=draft("丙二").pk)
    case = submit(actor=cast.port_clerk, case_id=draft("丙三").pk)
    for actor in (cast.port_chair, cast.industry_officer):
        case = actions.approve(actor=actor, case_id=case.pk, text="同意。", dated_on=None)
    cases["change_at_city"] = case
    case = submit(actor=cast.port_clerk, case_id=draft("丙七", outcome="revoke", new_leader=None, new_name="").pk)
    for actor in (cast.port_chair, cast.industry_officer):
        case = actions.approve(actor=actor, case_id=case.pk, text="同意。", dated_on=None)
    cases["ending"] = case
    for name, row in cases.items():
        world.cases[name] = row
        world.ids[name] = row.number
    gone, waiting = studio("丙四"), studio("丙五")
    free = studio("丙六")
    free.plaques.update(recalled_on=timezone.localdate())
    world.ids["free_studio"] = free.pk
    options = {
        "actor": cast.city_colleague, "federation": cast.city, "title": "清理", "reason": "clean_up",
        "reason_text": "按上级规定清理。",
    }  # fmt: skip
    decided = actions.propose_revocation(studio_ids=[gone.pk], **options)
    world.ids["batch"] = actions.propose_revocation(studio_ids=[waiting.pk], **options).pk
    today = timezone.localdate()
    actions.decide_batch(
        actor=cast.city_officer, batch_id=decided.pk, decision_number="厦工〔2026〕9号", decided_on=today,
        hand_back_by=today + datetime.timedelta(days=30), text="同意撤销。",
    )  # fmt: skip
    plaque, certificate = Recall.objects.filter(studio=gone).order_by("-item")
    world.ids |= {"recall": plaque.pk, "received": certificate.pk}
    actions.receive(actor=cast.city_officer, recall_id=certificate.pk, received_on=today, received_from="周敏")


def _seen(case: str, **fields: Any) -> Any:
    def data(world: Any) -> dict[str, Any]:
        row = world.cases[case]
        return {"seen_state": row.state, "seen_version": row.version, **fields}

    return data


def _proposal(world: Any) -> dict[str, Any]:
    return {"pick": [world.ids["free_studio"]], "title": "清理", "reason": "other", "reason_text": "按规定清理。"}


def _decision(world: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {"text": "同意撤销。", "decision_number": "厦工〔2026〕8号", "decided_on": today, "hand_back_by": today}


def _receipt(world: Any) -> dict[str, Any]:
    return {"received_on": timezone.localdate(), "received_from": "周敏"}


LEADER: Final = {"reason": "transfer", "reason_text": "调到省里。", "outcome": "keep_name"}
FREE: Final = {"studio_id": "free_studio"}
DRAFT: Final = {"number": "change_draft"}

CHANGES: Final[list[Route]] = [
    view("changes:history", FREE, sees=LINE),
    view("changes:new", FREE | {"kind": "=leader"}, sees=PORT, told=ABOVE),
    act("changes:new", FREE | {"kind": "=leader"}, may=PORT, told=ABOVE, data=LEADER),
    act("changes:new", FREE | {"kind": "=unit"}, may=PORT, told=ABOVE, data={"new_unit_name": "新名称公司"}),
    view("changes:case", DRAFT, sees=LINE),
    view("changes:case", {"number": "change_at_city"}, sees=LINE),
    view("changes:edit", DRAFT, sees=PORT, told=ABOVE),
    act("changes:edit", DRAFT, may=PORT, told=ABOVE, data=LEADER),
    act("changes:submit", DRAFT, may=PORT, told=ABOVE),
    act(
        "changes:decide", {"number": "change_submitted", "verdict": "=approve"}, may={"port_chair"},
        others={422: LINE - {"port_chair"}}, data=_seen("change_submitted", text="同意。"),
    ),
    act(
        "changes:decide", {"number": "change_at_city", "verdict": "=return"}, may=CITY,
        others={422: LINE - CITY}, data=_seen("change_at_city", reason="请补情况说明。"),
    ),
    view("changes:propose", sees=CITY, told=UNIT_SIDE | AUDITS),
    act("changes:propose", may=CITY, told=UNIT_SIDE | AUDITS, data=_proposal),
    view("changes:batch", {"batch_id": "batch"}, sees=CITY, rest=403),
    view("changes:batch_letter", {"batch_id": "batch"}, sees=CITY, rest=403),
    view("changes:letter", {"number": "ending"}, sees=CITY, told=LINE - CITY),
    act(
        "changes:batch_decide", {"batch_id": "batch"}, may={"city_officer"}, rest=403,
        others={422: frozenset({"city_colleague"})}, data=_decision,
    ),
    act("changes:batch_drop", {"batch_id": "batch"}, may=CITY, rest=403, data={"reason": "上级同意保留。"}),
    view("changes:recalls", sees=LINE | UNIONS | UNIT_SIDE),
    view("changes:receive", {"recall_id": "recall"}, sees=CITY, told=LINE - CITY),
    act("changes:receive", {"recall_id": "recall"}, may=CITY, told=LINE - CITY, data=_receipt),
    view("changes:receipt", {"recall_id": "received"}, sees=LINE),
]  # fmt: skip
