"""The roster from elsewhere: template, paste, file. A dry run first; nothing is saved before it was seen."""

from __future__ import annotations

import dataclasses
import io
import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.core.errors import Invalid, NotYours, Refused
from lingjun.core.files import PURPOSES, made_response
from lingjun.creation.actions import save_section
from lingjun.creation.content import RosterRow
from lingjun.creation.forms.filling import ROLES, dotted, roster_row
from lingjun.creation.papers.roster import COLUMNS, Trial, export, read_file, read_text, template
from lingjun.creation.views import fill_state
from lingjun.creation.views.fill_state import Desk

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_PASTE = 500_000
"""Characters: 300 rows of the widest cells are far below."""


def _download(write: Callable[[io.BytesIO], None], name: str) -> HttpResponse:
    stream = io.BytesIO()
    write(stream)
    return made_response(stream.getvalue(), name)


@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """The template, the same for everybody."""
    return _download(template, "成员名单模板.xlsx")


@require_safe
def download(request: HttpRequest, number: str) -> HttpResponse:
    """The roster as it stands."""
    desk = fill_state.load(request, number)
    title = f"{desk.case.subject_name}成员名单"
    return _download(lambda stream: export(stream, desk.content, title=title), f"{title}.xlsx")


def _desk(request: HttpRequest, number: str) -> Desk:
    desk = fill_state.load(request, number)
    if reason := desk.lock("roster"):
        raise NotYours(reason)
    return desk


@require_POST
def paste(request: HttpRequest, number: str) -> HttpResponse:
    """Cells pasted into the grid, recognised: rows and what was told about the columns, as JSON. Saves nothing."""
    desk = _desk(request, number)
    text = request.POST.get("text", "")
    try:
        trial = _read_text(text, desk)
    except Refused as refusal:
        return JsonResponse({"message": refusal.message}, status=422)
    rows = [_shown(row.row) for row in trial.rows]
    return JsonResponse({"rows": rows, "told": trial.told, "words": f"粘贴了 {len(rows)} 行。"})


def _shown(row: RosterRow) -> dict[str, str]:
    return dataclasses.asdict(row) | {"birth": dotted(row.birth), "role": row.role or ROLES[0]}


def _read_text(text: str, desk: Desk) -> Trial:
    if len(text) > LONGEST_PASTE:
        raise Refused("粘贴的内容太长，请存成 Excel 文件再导入。")
    return read_text(text, leader=desk.content.leader.name)


@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, number: str) -> HttpResponse:
    """The dry run of a file or of pasted cells; a GET asks for one."""
    if request.method != "POST":
        return _page(request, fill_state.load(request, number))
    desk = _desk(request, number)
    upload = request.FILES.get("file")
    try:
        if upload is not None:
            if (upload.size or 0) > PURPOSES["table"].max_bytes:
                raise Refused(f"文件 {(upload.size or 0) / 1e6:.1f} MB，超过了 20 MB。")
            result = read_file(upload.read(), leader=desk.content.leader.name)
        else:
            result = _read_text(request.POST.get("text", ""), desk)
    except Refused as refusal:
        pasted = request.POST.get("text", "")[:20_000]
        return _page(request, desk, problem=refusal.message, pasted=pasted, status=422)
    rows = json.dumps([dataclasses.asdict(row) for row in result.good], ensure_ascii=False)
    return _page(request, desk, trial=result, rows_json=rows)


def _page(request: HttpRequest, desk: Desk, *, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "desk": desk,
        "case": desk.case,
        "columns": COLUMNS,
        "width": len(COLUMNS) + 1,
        "has_roster": len(desk.content.roster),
        "revision": desk.revision("roster"),
        "purpose": PURPOSES["table"],
        **more,
    }
    return render(request, "creation/fill/trial.html", context, status=status)


@require_POST
def take(request: HttpRequest, number: str) -> HttpResponse:
    """Saves the rows of a dry run, behind the present roster or in its place."""
    desk = _desk(request, number)
    rows = _rows(request.POST.get("rows", ""))
    if not rows:
        return _page(request, desk, problem="没有收到名单，请再试读一次。", status=422)
    replace = request.POST.get("mode") == "replace"
    kept = [] if replace else desk.content.roster
    revision = request.POST.get("revision", "")
    try:
        save_section(
            actor=desk.user,
            case_id=desk.case.pk,
            section="roster",
            part=[*kept, *rows],
            revision=int(revision) if revision.isdecimal() and len(revision) < 10 else 0,
        )
    except Invalid as refusal:
        return _page(request, desk, problem="".join(refusal.errors.values()), status=422)
    messages.success(
        request, f"已导入 {len(rows)} 行{'，原来的名单已换下' if replace and desk.content.roster else ''}。"
    )
    return redirect("creation:fill", number, "roster")


def _rows(text: str) -> list[RosterRow]:
    """The rows the trial page carried; [] for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        return []
    rows = [
        roster_row({key: value[:50] for key, value in row.items() if isinstance(key, str) and isinstance(value, str)})
        for row in data[:1000]
    ]
    return [row for row in rows if not row.is_blank]
