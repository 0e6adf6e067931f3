"""What does not add up on the form as read. Each finding names its field and both sides of the contradiction."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from lingjun.creation.paper import Problem

from .composition import GROUPS, LABELS
from .words import quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lingjun.creation.paper import Composition, CreationForm

#: Ages between which somebody can be a model worker who leads a studio; outside is asked about.
YOUNGEST, OLDEST = 16, 90
_GROUP_NAMES: Final[dict[str, str]] = {
    "sex": "男女", "politics": "政治面貌", "education": "文化程度", "skill": "职称等级",
}  # fmt: skip


def check_form(form: CreationForm, today: dt.date) -> Iterator[Problem]:
    """Sums, name of the studio, and dates that cannot be. Blanks are not findings."""
    yield from _name(form)
    yield from _sums(form.composition)
    yield from _dates(form, today)


def _name(form: CreationForm) -> Iterator[Problem]:
    if form.studio_name and form.leader.name and form.leader.name not in form.studio_name:
        yield Problem(
            "studio_name",
            f"“劳模创新工作室名称”写的是{quote(form.studio_name)}，不含劳模姓名{quote(form.leader.name)}，请核对。",
        )


def _sums(composition: Composition) -> Iterator[Problem]:
    age, total = composition.average_age, composition.total
    if age is not None and not YOUNGEST <= age <= OLDEST:
        yield Problem("composition.average_age", f"“平均年龄”写的是 {age:g} 岁，请核对。")
    for group, names in GROUPS.items():
        values = {name: getattr(composition, name) for name in names}
        filled = {name: value for name, value in values.items() if value is not None}
        if not filled:
            continue
        added = sum(filled.values())
        parts = "、".join(f"{LABELS[name].partition('（')[0]} {value}" for name, value in filled.items())
        if total is None:
            yield Problem(
                "composition.total", f"{_GROUP_NAMES[group]}一行合计 {added} 人（{parts}），“共”没有填人数，请您填上。"
            )
            return
        if added != total:
            gap = f"少 {total - added}" if added < total else f"多 {added - total}"
            message = f"{_GROUP_NAMES[group]}一行合计 {added} 人（{parts}），与“共 {total} 人”不符，{gap}。"
            yield Problem(f"composition.{names[0]}", message)


def _dates(form: CreationForm, today: dt.date) -> Iterator[Problem]:
    birth, applied = form.leader.birth, form.applied_on
    if applied and applied > today.isoformat()[: len(applied)]:
        yield Problem("applied_on", f"“申报日期”是 {applied}，还没有到，请核对。")
    if birth:
        then = applied or today.isoformat()
        age = int(then[:4]) - int(birth[:4]) - (then[5:7] < birth[5:7])
        if not YOUNGEST <= age <= OLDEST:
            yield Problem(
                "leader.birth", f"“出生时间”是 {birth}，到{'申报' if applied else '今天'}时 {age} 岁，请核对。"
            )
    for field, name, date in (
        ("unit_opinion.date", "所在单位工会意见", form.unit_opinion.date),
        ("city_opinion.date", "市总工会意见", form.city_opinion.date),
    ):
        if date > today.isoformat():
            yield Problem(field, f"“{name}”的日期是 {date}，还没有到，请核对。")
    unit, city = form.unit_opinion.date, form.city_opinion.date
    if unit and city and city < unit:
        yield Problem("city_opinion.date", f"“市总工会意见”的日期 {city} 早于“所在单位工会意见”的 {unit}，请核对。")
    elif city and applied and city[: len(applied)] < applied:
        yield Problem("city_opinion.date", f"“市总工会意见”的日期 {city} 早于申报日期 {applied}，请核对。")
