"""Addresses of core, audit and notices."""

from __future__ import annotations

from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.filing import NOTICE
from tests.routes.guard import CITY, EVERYBODY, POSTED, Route, act, view

CORE: Final[list[Route]] = [
    view("core:help", sees=EVERYBODY, public=True),
    view("core:accessibility", sees=EVERYBODY, public=True),
    view("core:styleguide", sees=EVERYBODY, public=True),
    view("core:style_error", {"status": "=403"}, sees=EVERYBODY, answer=403, public=True),
    view("core:style_error", {"status": "=500"}, sees=EVERYBODY, answer=500, public=True),
    view("core:jobs", sees=EVERYBODY),
    view("core:job", {"job_id": "city_officer_job"}, sees={"city_officer"}),
    view("core:job_progress", {"job_id": "city_officer_job"}, sees={"city_officer"}),
    view("core:job_file", {"job_id": "city_officer_job"}, sees={"city_officer"}),
    act("core:job_cancel", {"job_id": "city_officer_waiting_job"}, may={"city_officer"}),
]

AUDIT: Final[list[Route]] = [
    view("audit:list", sees={"auditor"}, rest=403),
    view("audit:entry", {"sequence": "entry"}, sees={"auditor"}, rest=403),
]


def _round(world: Any) -> dict[str, Any]:
    return {
        "notice_version": world.ids["version"],
        "kind": "creation",
        "name": "再开一批",
        "year": world.filing.round.year,
        "opens_at": "2030-03-01T08:00",
        "closes_at": "2030-04-01T17:00",
    }


def _notice_form(world: Any) -> dict[str, Any]:
    """The notice's own words, sent back unchanged."""
    from lingjun.notices.forms import NoticeForm
    from lingjun.notices.models import NoticeVersion

    content = NoticeVersion.objects.get(pk=world.ids["version"]).parsed
    fields = NoticeForm(content=content).fields
    return {
        name: field.initial
        for name, field in fields.items()
        if field.initial is not None and field.initial is not False
    }


def _notice_file(world: Any) -> dict[str, Any]:
    text = NOTICE.read_text("utf-8").replace("80号", "81号")
    return {"file": SimpleUploadedFile("notice.toml", text.encode())}


ROUND = {"round_id": "round"}
READERS = POSTED - CITY

NOTICES: Final[list[Route]] = [
    view("notices:in_force", sees=POSTED),
    view("notices:version", {"version_id": "version"}, sees=POSTED),
    view("notices:compare", {"version_id": "version"}, sees=POSTED),
    view("notices:edit", {"version_id": "version"}, sees=CITY, told=READERS),
    act("notices:edit", {"version_id": "version"}, may=CITY, told=READERS, data=_notice_form),
    view("notices:load", sees=CITY, rest=403),
    act("notices:load", may=CITY, rest=403, data=_notice_file),
    view("notices:rounds", sees=POSTED),
    view("notices:round_new", sees=CITY, rest=403),
    act("notices:round_new", may=CITY, rest=403, data=_round),
    view("notices:round", ROUND, sees=POSTED),
    view("notices:round_edit", ROUND, sees=CITY, told=READERS),
    act("notices:round_edit", ROUND, may=CITY, told=READERS, data=_round),
    act(
        "notices:round_extend", ROUND, may=CITY, told=READERS,
        data=lambda world: {"organization": "鹭港码头", "closes_at": "2030-03-01T17:00", "reason": "台风停工"},
    ),
    act("notices:round_close", ROUND, may=CITY, told=READERS, data={"confirmed": "1"}),
]  # fmt: skip
