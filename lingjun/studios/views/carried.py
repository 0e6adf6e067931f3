"""Files the form brought: where each stands, and putting it behind another line."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid
from lingjun.studios import actions, owners, tabs
from lingjun.studios.models import WAITING, Material, Regulation, Studio
from lingjun.studios.queries import content_of, from_form
from lingjun.studios.views.access import frame, studio_for, studio_to_write

LARGEST_ID = 2**63 - 1
REGULATION = Regulation._meta.label_lower
KIND = "kind"
"""`kind:study` is the first version of a kind, `kind:*` all kinds at once; `studios.premises:12` a line."""
MOST_LINES = 60

Choices = list[tuple[str, list[tuple[str, str]]]]


@dataclasses.dataclass(slots=True)
class Row:
    """A file: as what the form had it, where it stands, on which page."""

    material: Material
    evidence: str
    place: str
    url: str
    is_waiting: bool


@require_safe
def carried(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """All of them, those that wait first."""
    studio = studio_for(request, studio_id)
    context = frame(request, studio, "") | {"here": "申报表带来的材料"}
    files = list(from_form(studio))
    evidence = _evidence(studio)
    choices, names = _lines(studio)
    rows = [_row(studio, one, evidence.get(str(one.file_id), ""), names) for one in files]
    rows.sort(key=lambda row: not row.is_waiting)
    context |= {"rows": rows, "choices": choices, "waits": sum(row.is_waiting for row in rows)}
    return render(request, "studios/carried.html", context)


@require_POST
def put(request: SignedInRequest, material_id: int) -> HttpResponse:
    """Put one file behind the line that was chosen."""
    found = get_object_or_404(Material, pk=material_id)
    studio = studio_to_write(request, found.studio_id)
    label, _, key = request.POST.get("to", "").rpartition(":")
    try:
        if label == KIND:
            options = content_of(studio).regulations
            kinds = [option.key for option in options] if key == "*" else [key]
            lines: list[Any] = actions.put_as_regulation(actor=request.user, material_id=found.pk, kinds=kinds)
            words = "、".join(str(line.title) for line in lines)
        else:
            line_id = int(key) if key.isdecimal() and int(key) <= LARGEST_ID else WAITING
            moved = actions.put_behind(actor=request.user, material_id=found.pk, about=label, line_id=line_id)
            line = owners.line_of(studio, moved.about, moved.about_id)
            words = str(line)
        messages.success(request, f"“{found}”已归到“{words}”。")
    except Invalid as refused:
        messages.error(request, refused.message)
    return redirect("studios:carried", studio.pk)


def _evidence(studio: Studio) -> dict[str, str]:
    """What the form had each file as: label of the notice's kind of evidence, by file."""
    if studio.case is None:
        return {}
    labels = {rule.key: rule.label for criterion in content_of(studio).criteria for rule in criterion.evidence}
    return {
        str(file_id): labels.get(key, key) for file_id, key in studio.case.attachments.values_list("file_id", "key")
    }


def _lines(studio: Studio) -> tuple[Choices, dict[tuple[str, int], str]]:
    """Lines a file may be put behind, by kind; and their names. One query."""
    options = content_of(studio).regulations
    kinds = [(f"{KIND}:{option.key}", f"{option.label}制度") for option in options]
    choices: Choices = [("制度", [*kinds, (f"{KIND}:*", f"制度汇编，{len(kinds)} 种都在里面")])]
    names: dict[tuple[str, int], str] = {}
    found = owners.names_of_lines(studio, MOST_LINES)
    for owner in owners.with_tab():
        lines = found[owner.label]
        names |= {(owner.label, pk): words for pk, words in lines}
        if lines and owner.label != REGULATION:
            choices.append((owner.noun, [(f"{owner.label}:{pk}", words) for pk, words in lines]))
    return choices, names


def _row(studio: Studio, one: Material, evidence: str, names: dict[tuple[str, int], str]) -> Row:
    owner = owners.owner(one.about)
    url = tabs.url(owner.tab, studio.pk) if owner else ""
    noun = owner.noun if owner else ""
    if one.about_id == WAITING:
        return Row(one, evidence, noun, url, is_waiting=not (owner and owner.whole))
    return Row(one, evidence, names.get((one.about, one.about_id), f"{noun}（已移除）"), url, is_waiting=False)
