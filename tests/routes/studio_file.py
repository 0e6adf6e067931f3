"""Addresses of what a studio has: files, Excel lists, places, regulations, money, plaque, charter."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.routes.guard import CITY, LINE, PORT, Route, act, view
from tests.routes.world import picture

STUDIO = {"studio_id": "studio"}
READERS: Final = LINE - PORT
SEES_CONTACT: Final = LINE - {"administrator", "auditor"}


def line(kind: str) -> dict[str, str]:
    """The address of one line of the world's studio."""
    return {"studio_id": "studio", "line_id": f"studio_{kind}"}


def sheet(key: str = "equipment") -> dict[str, str]:
    return {"studio_id": "studio", "key": f"={key}"}


VALUES: Final[dict[str, dict[str, Any]]] = {
    "premises": {"address": "东渡路2号", "area": "60", "is_fixed": "on", "since": "2013-01-01"},
    "equipment": {"kind": "tools", "name": "扳手", "quantity": "3", "since": "2013-01-01"},
    "regulation": {"kind": "research", "title": "技术攻关制度", "effective_on": "2013-06-01", "text": "第一条"},
    "grant": {"year": "2013", "source": "city", "amount": "20000", "received_on": "2013-06-01"},
    "charter": {"since": "2013-06-01", "goal": "每年攻关三项。"},
}


def expense(world: Any) -> dict[str, Any]:
    return {
        "grant": world.ids["studio_grant"], "on": "2013-07-01", "use": "equipment", "what": "扳手", "amount": "10",
    }  # fmt: skip


def lines() -> list[Route]:
    """New, edit, remove, put back of each kind of line."""
    found = []
    for kind, values in {**VALUES, "expense": expense}.items():
        for verb, at in (("new", STUDIO), ("edit", line(kind))):
            found += [
                view(f"studios:{kind}_{verb}", at, sees=PORT, told=READERS),
                act(f"studios:{kind}_{verb}", at, may=PORT, told=READERS, data=values),
            ]
        removed = "grant_unused" if kind == "grant" else kind
        found += [
            act(f"studios:{kind}_{verb}", line(removed), may=PORT, told=READERS) for verb in ("remove", "restore")
        ]
    return found


def list_file(world: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("设施.csv", "种类,名称,配备日期\n办公电脑,工作站,2013-03-01".encode())}


def new_photo(world: Any) -> dict[str, Any]:
    about_id = world.ids["studio_premises"]
    return {"about": "studios.premises", "about_id": about_id, "file": SimpleUploadedFile("门.png", picture())}


def hung(world: Any) -> dict[str, Any]:
    return {"hung_at": "一层正门", "hung_on": str(timezone.localdate())}


def reissued(world: Any) -> dict[str, Any]:
    return {
        "number": "2099-001", "text": "匾文", "issued_on": str(timezone.localdate()), "decision_number": "9号",
        "reason": "损坏",
    }  # fmt: skip


def registered(world: Any) -> dict[str, Any]:
    return {
        "number": "2099-002", "text": "匾文", "issued_on": str(timezone.localdate()), "decision_number": "9号",
    }  # fmt: skip


BARE = {"studio_id": "free_studio"}
PLAQUE = {"studio_id": "studio", "plaque_id": "studio_plaque"}
MATERIAL = {"material_id": "studio_material"}
YEAR = {"studio_id": "studio", "year": "=2013"}

STUDIO_FILE: Final[list[Route]] = [
    view("studios:material", MATERIAL, sees=LINE),
    act("studios:material_add", STUDIO, may=PORT, told=READERS, data=new_photo),
    act("studios:material_remove", MATERIAL, may=PORT, told=READERS),
    act("studios:material_restore", MATERIAL, may=PORT, told=READERS),
    view("studios:carried", STUDIO, sees=LINE),
    act("studios:material_put", {"material_id": "studio_from_form"}, may=PORT, told=READERS, data={"to": "kind:study"}),
    view("studios:sheet_template", sheet(), sees=LINE),
    act("studios:sheet_export", sheet(), may=LINE, answer=200),
    view("studios:sheet_import", sheet(), sees=PORT, told=READERS),
    act("studios:sheet_import", sheet(), may=PORT, told=READERS, answer=200, data=list_file),
    *(view(f"studios:{page}", STUDIO, sees=LINE) for page in ("premises", "regulations", "funds", "plaque")),
    view("studios:regulation", line("regulation"), sees=LINE),
    view("studios:regulation_word", line("regulation"), sees=LINE),
    view("studios:statement_word", YEAR, sees=LINE),
    view("studios:statement_excel", YEAR, sees=LINE),
    *lines(),
    view("studios:plaque_hang", PLAQUE, sees=PORT, told=READERS),
    act("studios:plaque_hang", PLAQUE, may=PORT, told=READERS, data=hung),
    view("studios:plaque_new", BARE, sees=CITY, told=LINE - CITY),
    act("studios:plaque_new", BARE, may=CITY, told=LINE - CITY, data=registered),
    view("studios:plaque_reissue", PLAQUE, sees=CITY, told=LINE - CITY),
    act("studios:plaque_reissue", PLAQUE, may=CITY, told=LINE - CITY, data=reissued),
]
