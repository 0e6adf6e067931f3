"""Addresses of the case engine and of the creation form."""

from __future__ import annotations

import datetime
import json
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.routes.guard import ABOVE, CITY, EVERYBODY, GRID, LINE, PORT, UNIONS, Route, act, view
from tests.routes.world import picture, scan, word_form

AUDITS: Final = frozenset({"administrator", "auditor"})
OVERSEES: Final = CITY | {"industry_officer"}
FILLERS: Final = PORT | GRID


def _later(world: Any) -> dict[str, Any]:
    day = timezone.localdate() + datetime.timedelta(days=60)
    return {"due_on": day.isoformat(), "reason": "台风停工"}


def _verb(name: str, case: str, may: frozenset[str] | set[str], data: Any = None) -> Route:
    at = {"number": case, "name": f"={name}"}
    return act("cases:verb", at, may=may, told=LINE - may, data=data)


CASES: Final[list[Route]] = [
    _verb("withdraw", "submitted", PORT),
    _verb("reopen", "withdrawn", PORT),
    _verb("reopen", "rejected", CITY),
    _verb("take-back", "held", {"city_officer"}),
    _verb("remind", "submitted", OVERSEES),
    _verb("extend", "submitted", OVERSEES, _later),
]


def _offer(world: Any) -> dict[str, Any]:
    return {"offer": f"{world.ids['port']}-{world.ids['round']}", "way": "screen"}


def _word(world: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("申报表.docx", word_form())}


def _words(world: Any) -> dict[str, Any]:
    return {"round": world.ids["round"], "files": [_word(world)["file"]]}


def _seen(case: str) -> Any:
    def data(world: Any) -> dict[str, Any]:
        row = world.cases[case]
        return {"state": row.state, "version": row.version, "confirmed": "1"}

    return data


def _verdict(case: str, **fields: Any) -> Any:
    def data(world: Any) -> dict[str, Any]:
        row = world.cases[case]
        return {"seen_state": row.state, "seen_version": row.version, **fields}

    return data


def _stamped(world: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("盖章件.png", scan(world.cases["recommending"]))}


def _naming(world: Any) -> dict[str, Any]:
    return {
        "case": [world.cases["held"].pk],
        "decision_number": "厦工〔2026〕9号",
        "decided_on": timezone.localdate().isoformat(),
    }


DRAFT = {"number": "draft"}
FILLING = {"may": PORT, "told": ABOVE}
"""The port's people fill in; who looks from above is told so; everybody else finds nothing."""

READING = {"sees": LINE - AUDITS, "told": AUDITS}
"""Administrator and auditor know that the case is there; birth, telephone and proofs do not concern them."""

ROWS = json.dumps([{"name": "名单示例", "gender": "女", "birth": "1990-01"}])

CREATION: Final[list[Route]] = [
    view("creation:list", sees=FILLERS, rest=302),
    view("creation:start", sees=FILLERS, rest=403),
    act("creation:start", may=PORT, told=EVERYBODY - FILLERS, data=_offer, rest=409),
    view("creation:batch", sees=FILLERS | UNIONS | CITY, rest=403),
    act("creation:batch", may=FILLERS | UNIONS | CITY, rest=403, data=_words),
    view("creation:roster_template", sees=EVERYBODY),
    *(
        view("creation:fill", DRAFT | {"section": f"={section}"}, **READING)
        for section in ("unit", "leader", "roster", "projects", "evidence", "check", "stamped")
    ),
    view("creation:fill", {"number": "returned", "section": "=evidence"}, **READING),
    act("creation:save", DRAFT | {"section": "=unit"}, **FILLING, data={"unit_name": "鹭港", "studio_name": "示例"}),
    act("creation:save", {"number": "submitted", "section": "=unit"}, may=set(), told=LINE, data={"unit_name": "鹭港"}),
    act("creation:save", {"number": "returned", "section": "=unit"}, may=set(), told=LINE, data={"unit_name": "鹭港"}),
    view("creation:paper", DRAFT, **READING),
    act("creation:read", DRAFT, may=PORT, told=ABOVE, data=_word),
    act("creation:dismiss", {"number": "read_in"}, may=PORT, told=ABOVE, data=lambda world: world.remark),
    view("creation:roster_trial", DRAFT, **READING),
    act("creation:roster_trial", DRAFT, **FILLING, answer=200, data={"text": "姓名\t性别\n名单示例\t女"}),
    act("creation:roster_take", DRAFT, **FILLING, data={"rows": ROWS, "mode": "replace", "revision": "99"}),
    act("creation:roster_paste", DRAFT, **FILLING, answer=200, data={"text": "名单示例\t女"}),
    view("creation:roster_export", DRAFT, **READING),
    act(
        "creation:evidence", DRAFT, **FILLING,
        data=lambda world: {
            "key": world.cases["draft"].attachments.order_by("id")[0].key,
            "files": [SimpleUploadedFile("照片.png", picture())],
        },
    ),
    act("creation:evidence_remove", DRAFT | {"attachment_id": "draft_proof"}, **FILLING),
    view("creation:file", DRAFT | {"file_id": "draft_file"}, **READING),
    act("creation:submit", DRAFT, **FILLING, data=_seen("draft")),
    view("creation:print", DRAFT | {"form_format": "=pdf"}, **READING),
    view("creation:print", {"number": "named", "form_format": "=docx"}, **READING),
    view("creation:naming", {"round_id": "round"}, sees=CITY, told=(LINE | GRID | UNIONS) - CITY),
    view("creation:naming_letter", {"round_id": "round"}, sees=CITY, told=(LINE | GRID | UNIONS) - CITY),
    act(
        "creation:naming", {"round_id": "round"}, may=CITY, told=(LINE | GRID | UNIONS) - CITY, data=_naming
    ),
    *(
        view("creation:review", {"number": state}, **READING)
        for state in ("draft", "submitted", "recommending", "at_city", "held", "named", "returned", "rejected")
    ),
    act(
        "creation:decide", {"number": "submitted", "verdict": "=approve"}, may={"port_chair"},
        told=LINE - {"port_chair"}, data=_verdict("submitted", text="同意申报。"),
    ),
    act(
        "creation:decide", {"number": "recommending", "verdict": "=return"}, may={"industry_officer"},
        told=LINE - {"industry_officer"},
        data=_verdict("recommending", reason="场所照片看不清。", sections=["evidence"]),
    ),
    act(
        "creation:decide", {"number": "at_city", "verdict": "=reject"}, may=CITY, told=LINE - CITY,
        data=_verdict("at_city", reason="没有技术创新成果。"),
    ),
    act(
        "creation:stamp", {"number": "recommending"}, may=OVERSEES | PORT, told={"administrator", "auditor"},
        data=_stamped,
    ),
    view("creation:stamped_copy", {"number": "recommending", "copy_id": "recommending_copy"}, **READING),
    view("creation:stamped_preview", {"number": "recommending", "copy_id": "recommending_copy"}, **READING),
    act(
        "creation:stamped_remove", {"number": "recommending", "copy_id": "recommending_copy"}, may={"port_chair"},
        told=LINE - {"port_chair"},
    ),
]  # fmt: skip
