"""A form as lines of text, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .composition import GROUPS, LABELS
from .labels import NAMES

if TYPE_CHECKING:
    from lingjun.creation.paper import CreationForm, PrintedOpinion

_BLANK = "（空）"


def listing(form: CreationForm) -> str:
    """Every field under the attachment's own label, then what has to be looked at."""
    composition, leader = form.composition, form.leader
    lines = [f"{NAMES[key]}：{getattr(form, key) or _BLANK}" for key in (
        "organization", "applied_on", "unit_name", "industry", "studio_name", "chair_name")]  # fmt: skip
    for names in (("total", "average_age"), *GROUPS.values()):
        counts = (f"{LABELS[name]} {_count(getattr(composition, name))}" for name in names)
        lines.append("成员构成：" + "，".join(counts))
    lines += [f"{NAMES[f'leader.{key}']}：{getattr(leader, key).replace(chr(10), '；') or _BLANK}" for key in (
        "name", "gender", "birth", "political_status", "education", "post", "phone", "title", "honours")]  # fmt: skip
    lines += [f"主要项目 {number}：{text}" for number, text in enumerate(form.projects, 1)] or [f"主要项目：{_BLANK}"]
    lines.append(f"{NAMES['unit_opinion']}：{_opinion(form.unit_opinion)}")
    lines.append(f"{NAMES['city_opinion']}：{_opinion(form.city_opinion)}")
    if form.problems:
        lines += ["", f"有 {len(form.problems)} 处请核对："]
        lines += [f"{number}. {problem.message}" for number, problem in enumerate(form.problems, 1)]
    return "\n".join(lines)


def _count(value: float | None) -> str:
    return "—" if value is None else f"{value:g}"


def _opinion(opinion: PrintedOpinion) -> str:
    words = "；".join(part for part in (opinion.text.replace("\n", " "), opinion.date) if part)
    return words or _BLANK
