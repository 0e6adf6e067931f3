"""The pages on which a unit fills in the form: one section each, beside it the paper."""

from __future__ import annotations

import dataclasses
import uuid
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingjun.accounts.rules import may_fill as may_fill_for
from lingjun.cases.rules import may_reopen, may_withdraw, oversees
from lingjun.core.codes import EDUCATION, GENDER, HONOUR_LEVELS, POLITICAL_STATUS, SKILL_GRADES
from lingjun.core.files import PURPOSES
from lingjun.creation.content import LONGEST_PROJECTS, LONGEST_ROSTER, HonourRow, ProjectRow, RosterRow
from lingjun.creation.forms.filling import ROLES, LeaderForm, PartForm, UnitForm, datalists, dotted
from lingjun.creation.papers.printing.words import number_words
from lingjun.creation.views import fill_state
from lingjun.creation.views.fill_state import Desk, is_missing
from lingjun.studios.composition import LINES, SKILL_RULE, check_sums, explain, format_average

if TYPE_CHECKING:
    from lingjun.cases.kinds import Finding

CHOICES = {
    "gender": [(word, word) for word in GENDER.labels],
    "political_status": [(word, word) for word in POLITICAL_STATUS.labels],
    "education": [(word, word) for word in EDUCATION.labels],
    "skill_grade": [(word, word) for word in SKILL_GRADES.labels],
    "role": [(word, word) for word in ROLES],
    "level": HONOUR_LEVELS.choices,
}


@require_safe
def fill(request: HttpRequest, number: str, section: str) -> HttpResponse:
    """One section. Everybody who sees the case may look; who may not fill in sees why."""
    if section not in fill_state.ORDER:
        raise Http404
    desk = fill_state.load(request, number)
    return show(request, desk, section)


@require_safe
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The paper alone, large: behind 放大 where JavaScript is off."""
    desk = fill_state.load(request, number)
    return render(request, "creation/fill/paper.html", {"desk": desk, "case": desk.case, **paper_context(desk)})


def show(
    request: HttpRequest, desk: Desk, section: str, *, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    """The page of a section. `more`: what a refused save wants shown (typed, refusals, moved_on)."""
    context = frame(desk, section) | SECTION_CONTEXT[section](desk, more) | more
    return render(request, f"creation/fill/{section}.html", context, status=status)


def frame(desk: Desk, section: str) -> dict[str, Any]:
    """What stands around every section: index, state of saving, paper, who may."""
    entries = fill_state.index(desk)
    place = fill_state.ORDER.index(section)
    trouble = shown_trouble(desk, section)
    return {
        "desk": desk,
        "case": desk.case,
        "section": section,
        "entries": entries,
        "entry": entries[place],
        "position": place + 1,
        "before": entries[place - 1] if place else None,
        "after": entries[place + 1] if place + 1 < len(entries) else None,
        "refusal": desk.refusal,
        "lock": desk.lock(section),
        "returned": fill_state.last_return(desk),
        "deadline": fill_state.deadline(desk),
        "remarks": desk.remarks(section),
        "trouble": trouble,
        "bad_here": sum(finding.tone == "bad" for finding in trouble),
        "revision": desk.revision(section),
        "page_mark": uuid.uuid4().hex[:12],
        **paper_context(desk),
    }


def paper_context(desk: Desk) -> dict[str, Any]:
    form, mark = fill_state.paper(desk)
    return {"paper": form, "mark": mark, "marks": fill_state.marks(desk)}


def shown_trouble(desk: Desk, section: str) -> list[Finding]:
    """Findings of a section; on one that nobody has saved yet, blanks are not held against anybody."""
    fresh = desk.is_fresh(section)
    return [finding for finding in desk.trouble(section) if not (fresh and is_missing(finding))]


def _with_findings(form: PartForm, trouble: list[Finding]) -> PartForm:
    """Puts what the checks found beside the fields, as the form's own errors."""
    for finding in trouble:
        name = finding.field.partition(".")[2].partition(".")[0]
        if name in form.fields and finding.tone == "bad" and name not in form.errors:
            form.add_error(name, finding.message)
    return form


def _part_form(kind: type[PartForm], shown: dict[str, str], trouble: list[Finding], more: dict[str, Any]) -> PartForm:
    if typed := more.get("form"):
        return typed
    form = kind(shown)
    form.full_clean()
    return _with_findings(form, trouble)


def unit_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    shown = UnitForm.shown(desk.content.unit)
    suffix = desk.case.round.content.wording
    leader = desk.content.leader.name
    return {
        "form": _part_form(UnitForm, shown, shown_trouble(desk, "unit"), more),
        "lists": datalists(),
        "suggested_name": suffix.studio_name(leader) if leader else "",
        "name_suffix": suffix.name_suffix,
    }


@dataclasses.dataclass(slots=True)
class GridRow:
    """One row of a table on the page: its number, values, what is wrong with it, what was computed from it."""

    number: int
    row: Any
    bad: set[str] = dataclasses.field(default_factory=set)
    why: list[str] = dataclasses.field(default_factory=list)
    auto: str = ""


def _grid(rows: list[Any], path: str, trouble: list[Finding], *, first: int = 1) -> list[GridRow]:
    """Rows with the findings that name them (`path.number.field`)."""
    grid = [GridRow(number, row) for number, row in enumerate(rows, start=first)]
    by_number = {row.number: row for row in grid}
    for finding in trouble:
        number, _, field = finding.field.removeprefix(f"{path}.").partition(".")
        row = by_number.get(int(number)) if number.isdecimal() else None
        if row is not None and finding.field.startswith(f"{path}."):
            row.why.append(finding.message)
            if finding.tone == "bad":
                row.bad.add(field)
    return grid


def _with_blank(grid: list[GridRow], blank: Any, lock: str | None, *, first: int = 1) -> list[GridRow]:
    """One blank row at the end to write on; scripts copy it for more."""
    return grid if lock else [*grid, GridRow(len(grid) + first, blank)]


def leader_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    trouble = shown_trouble(desk, "leader")
    rows = more.get("rows", desk.content.leader.honours)
    shown = LeaderForm.shown(desk.content.leader)
    return {
        "form": _part_form(LeaderForm, shown, trouble, more),
        "honours": _with_blank(_grid(rows, "leader.honours", trouble), HonourRow(), desk.lock("leader")),
        "honours_text": desk.content.leader.honours_text,
        "no_honours": next((f.message for f in trouble if f.field == "leader.honours"), ""),
        "lists": datalists(),
        "choices": CHOICES,
    }


def roster_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    trouble = shown_trouble(desk, "roster")
    rows = more.get("rows", desk.content.roster)
    grid = _grid(rows, "roster", trouble, first=2)
    for row, auto in zip(grid, automatic(desk)[1:], strict=False):
        row.auto = auto
    for row in grid:
        row.row = dataclasses.replace(row.row, birth=dotted(row.row.birth), role=row.row.role or ROLES[0])
    leader = desk.content.leader
    return {
        "leader": dataclasses.replace(leader, birth=dotted(leader.birth)),
        "grid": _with_blank(grid, RosterRow(role=ROLES[0]), desk.lock("roster"), first=2),
        "typed_rows": typed_rows(desk, more.get("typed")),
        "has_typed": not desk.content.roster and desk.content.typed.total is not None,
        "longest": LONGEST_ROSTER,
        "table_words": PURPOSES["table"],
        "lists": datalists(),
        "choices": CHOICES,
        **sums_context(desk),
    }


def sums_context(desk: Desk) -> dict[str, Any]:
    """The computed lines with their sums, and who counts where."""
    content = desk.content
    result = content.computed()
    if result is None:
        return {"sums": [], "people": [], "rule": SKILL_RULE}
    boxes = {key: [(label, result.counts.get(box, 0)) for box, label in words.items()] for key, _, words in LINES}
    return {
        "result": result,
        "average": format_average(result.average_age),
        "sums": [(line, boxes[line.key]) for line in result.lines],
        "people": explain(content.people, content.counted_on),
        "rule": SKILL_RULE,
        "counted_on": content.counted_on,
    }


def automatic(desk: Desk) -> list[str]:
    """What was decided for each person by a rule, leader first; "" where there was nothing to decide."""
    people = explain(desk.content.people, desk.content.counted_on) if desk.content.roster else []
    if people and not desk.content.leader.name:
        people = [people[0], *people]
    return [person.skill_reason if "都有" in person.skill_reason else "" for person in people]


def typed_rows(desk: Desk, typed: dict[str, str] | None) -> list[dict[str, Any]]:
    """The counts of a paper without roster, by line, with the sum of each."""
    counts = {name: getattr(desk.content.typed, name) for name in desk.content.typed.__slots__}
    sums = {line.key: line for line in check_sums(counts)}

    def cell(name: str, label: str) -> dict[str, str]:
        value = (typed or {}).get(name) or number_words(counts[name])
        return {"name": name, "label": label, "value": value, "ident": f"id_roster.typed.{name}"}

    head = {"label": "人数、年龄", "ident": "id_roster.total", "line": None,
            "cells": [cell("total", "共"), cell("average_age", "平均年龄")]}  # fmt: skip
    return [head] + [
        {"label": label, "ident": f"id_roster.{key}", "line": sums.get(key),
         "cells": [cell(box, words) for box, words in boxes.items()]}
        for key, label, boxes in LINES
    ]  # fmt: skip


def projects_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    trouble = shown_trouble(desk, "projects")
    rows = more.get("rows", desk.content.projects)
    return {
        "grid": _with_blank(_grid(rows, "projects", trouble), ProjectRow(), desk.lock("projects")),
        "directions": [(option.key, option.label) for option in desk.case.round.content.directions],
        "longest": LONGEST_PROJECTS,
    }


def evidence_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    """Criteria with what is asked for and what is there. One query for the files."""
    files: dict[str, list[Any]] = {}
    for row in desk.case.attachments.filter(removed_at__isnull=True).select_related("file"):
        files.setdefault(row.key, []).append(row)
    refusals: dict[str, str] = more.get("refusals", {})
    groups = []
    for criterion in desk.case.round.content.criteria:
        asked = [
            {"rule": rule, "files": files.get(rule.key, []), "error": refusals.get(f"evidence.{rule.key}", "")}
            for rule in criterion.evidence
        ]
        full = all(files.get(rule.key) for rule in criterion.evidence if rule.required)
        groups.append({"criterion": criterion, "asked": asked, "full": full})
    return {"groups": groups, "purpose": PURPOSES["evidence"]}


def check_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    step = desk.case.steps.select_related("organization").order_by("position").first()
    fine = [finding for finding in desk.findings if finding.tone == "ok"]
    trouble = sorted(desk.trouble(), key=lambda finding: finding.tone != "bad")
    return {
        "first_step": step,
        "fine": fine,
        "trouble": trouble,
        "bad_count": sum(finding.tone == "bad" for finding in trouble),
        "all_remarks": desk.remarks(),
        "may_withdraw": may_withdraw(desk.user, desk.case) is None,
        "may_reopen": may_reopen(desk.user, desk.case) is None,
        "titles": {entry.key: entry.title for entry in fill_state.index(desk)},
    }


def stamped_context(desk: Desk, more: dict[str, Any]) -> dict[str, Any]:
    copies = desk.case.stamped_copies.filter(removed_at__isnull=True).select_related("file")
    mine = may_fill_for(desk.user, desk.case.unit) or oversees(desk.user, desk.case)
    return {
        "copies": list(copies),
        "purpose": PURPOSES["stamped"],
        "may_stamp": mine and bool(desk.case.version) and not desk.case.is_final,
    }


SECTION_CONTEXT = {
    "unit": unit_context,
    "leader": leader_context,
    "roster": roster_context,
    "projects": projects_context,
    "evidence": evidence_context,
    "check": check_context,
    "stamped": stamped_context,
}
