"""Checks on the studio file itself: plaque, place, regulations, money, team, duties (clauses 二.1 to 二.6)."""

from __future__ import annotations

from collections.abc import Iterable

from lingjun.core.text import compact
from lingjun.notices.schema.content import Option
from lingjun.studios.criteria import facts
from lingjun.studios.criteria.days import holds, new_year, next_turn
from lingjun.studios.criteria.registry import Answer, Evidence, Missing, Question, Subject, check, counter
from lingjun.studios.criteria.words import day, line, money, number, numeral, page, tab
from lingjun.studios.models import WAITING, Plaque, Premises
from lingjun.studios.owners import tab_of


def _valid_plaques(subject: Subject) -> list[Plaque]:
    """Issued and not recalled on the day."""
    return [row for row in subject.once(facts.plaques) if holds(subject.on, row.issued_on, row.recalled_on)]


def _plaque_page(subject: Subject) -> str:
    return tab("plaque", subject.studio.pk)


@check("plaque_issued")
def plaque_issued(question: Question) -> Answer:
    """Clause 二.1: issued by the federation, bearing the name the studio has on the day."""
    name = question.once(facts.head).name
    url = _plaque_page(question)
    valid = _valid_plaques(question)
    right = [row for row in valid if compact(row.text) == compact(name)]
    federation = question.studio.federation.name
    missing = [
        Missing(f"牌匾 {row.number} 的匾文是“{row.text}”，与现名不符，要换发", url) for row in valid if row not in right
    ]
    if not valid:
        missing.append(Missing(f"{federation}还没有授牌", url))
    return Answer(
        value=len(right),
        words=f"编号 {'、'.join(row.number for row in right or valid)}" if valid else "没有授牌",
        evidence=tuple(
            Evidence(f"牌匾 {row.number}“{row.text}”，{day(row.issued_on)}{federation}授，{row.decision_number}", url)
            for row in valid
        ),
        missing=tuple(missing),
        until=_turn(question, _plaque_days(question)),
    )


@check("plaque_hung")
def plaque_hung(question: Question) -> Answer:
    """Clause 二.1: hung in a prominent place; a photo is evidence, its absence is pointed out."""
    url = _plaque_page(question)
    files = question.once(facts.materials)
    valid = _valid_plaques(question)
    hung = [row for row in valid if row.hung_at and (row.hung_on is None or row.hung_on <= question.on)]
    photos = {row.pk: files.get(("studios.plaque", row.pk), 0) for row in hung}
    missing = []
    if not hung:
        missing.append(Missing("没有登记牌匾挂在哪里" if valid else "牌匾还没有，悬挂位置待登记", url))
    elif not any(photos.values()):
        missing.append(Missing("没有悬挂照片", url))
    place = "，".join(f"悬挂于{row.hung_at}" for row in hung)
    return Answer(
        value=len(hung),
        words=(f"{place}，有照片" if any(photos.values()) else place) or "悬挂位置没有记录",
        evidence=tuple(
            Evidence(
                f"牌匾 {row.number} 悬挂于{row.hung_at}"
                + (f"，{day(row.hung_on)}起" if row.hung_on else "")
                + (f"，照片 {photos[row.pk]} 张" if photos[row.pk] else ""),
                url,
            )
            for row in hung
        ),
        missing=tuple(missing),
        until=_turn(question, _plaque_days(question)),
    )


def _in_use(subject: Subject) -> list[Premises]:
    return [row for row in subject.once(facts.premises) if holds(subject.on, row.since, row.until)]


@check("premises_fixed")
def premises_fixed(question: Question) -> Answer:
    """Clause 二.2: a fixed place."""
    fixed = [row for row in _in_use(question) if row.is_fixed]
    files = question.once(facts.materials)
    url = tab("premises", question.studio.pk)
    new = page("studios:premises_new", question.studio.pk)
    photos = sum(files.get(("studios.premises", row.pk), 0) for row in fixed)
    waiting = files.get(("studios.premises", WAITING), 0)
    came = f"（申报表带来照片 {waiting} 张，登记场所后自动归入）" if waiting else ""
    missing = () if fixed else (Missing(f"没有登记固定场所{came}", new),)
    if fixed and not photos:
        missing = (Missing("没有场所照片", url),)
    return Answer(
        value=len(fixed),
        words=f"固定场所 {len(fixed)} 处" if fixed else "没有固定场所",
        evidence=tuple(
            Evidence(
                f"{row.address}{f'（{row.use}）' if row.use else ''}，{number(row.area)} 平方米，{day(row.since)}启用"
                + (f"，照片 {count} 张" if (count := files.get(("studios.premises", row.pk), 0)) else ""),
                url,
            )
            for row in fixed
        ),
        missing=missing,
        until=_turn(question, _premises_days(question)),
    )


@check("premises_area")
def premises_area(question: Question) -> Answer:
    """Clause 二.2: 适当面积, all places in use together; how much is proper stands in the rule."""
    rows = _in_use(question)
    area = float(sum(row.area for row in rows))
    short = question.rule.minimum - area
    new = page("studios:premises_new", question.studio.pk)
    return Answer(
        value=area,
        words=f"{number(area)} 平方米" if rows else "没有登记面积",
        evidence=(Evidence(f"{len(rows)} 处合计 {number(area)} 平方米", tab("premises", question.studio.pk)),)
        if rows
        else (),
        missing=(Missing(f"面积还差 {number(short)} 平方米", new),) if short > 0 else (),
        until=_turn(question, _premises_days(question)),
    )


@check("facility_kinds")
def facility_kinds(question: Question) -> Answer:
    """Clause 二.2: the five kinds of facilities; those nobody has are named."""
    lines = question.once(facts.equipment)
    pieces: dict[str, int] = {}
    for kind, since, until, quantity in lines:
        if holds(question.on, since, until):
            pieces[kind] = pieces.get(kind, 0) + quantity
    kinds = question.content.facilities
    url = tab("premises", question.studio.pk)
    have = [option for option in kinds if pieces.get(option.key)]
    lack = [option for option in kinds if not pieces.get(option.key)]
    return Answer(
        value=len(have),
        words=f"{numeral(len(kinds))}类设施齐" if not lack else f"{numeral(len(kinds))}类设施有 {len(have)} 类",
        evidence=(Evidence("、".join(f"{option.label} {pieces[option.key]} 件" for option in have), url),)
        if have
        else (),
        missing=tuple(
            Missing(
                f"缺“{option.label}”设施",
                page("studios:equipment_new", question.studio.pk, kind=option.key),
            )
            for option in lack
        ),
        until=_turn(question, [one for _, since, until, _ in lines for one in (since, until)]),
    )


@check("regulation_kinds")
def regulation_kinds(question: Question) -> Answer:
    """Clause 二.3: the six kinds, each by its version in force on the day."""
    kinds = question.content.regulations
    current = question.once(facts.in_force)
    lack: list[Option] = [option for option in kinds if option.key not in current]
    rows = question.once(facts.regulations)
    return Answer(
        value=len(kinds) - len(lack),
        words=f"{len(kinds)} 项中有 {len(kinds) - len(lack)} 项" if lack else f"{numeral(len(kinds))}项制度齐",
        evidence=tuple(
            Evidence(
                f"{option.label}：{current[option.key].title}（第 {current[option.key].version} 版），"
                f"{day(current[option.key].effective_on)}施行",
                line("studios:regulation", question.studio.pk, current[option.key].pk),
            )
            for option in kinds
            if option.key in current
        ),
        missing=tuple(
            Missing(
                f"缺“{option.label}”制度",
                page("studios:regulation_new", question.studio.pk, kind=option.key),
            )
            for option in lack
        ),
        until=_turn(question, [one for row in rows for one in (row.effective_on, row.ended_on)]),
    )


@check("special_fund")
def special_fund(question: Question) -> Answer:
    """Clause 二.4: the unit's special fund of the year, as far as it had arrived on the day; and what was spent."""
    year = question.on.year
    rows = question.once(facts.special_grants)
    come = [row for row in rows if row.received_on <= question.on]
    total = sum((row.amount for row in come), start=0)
    spent = sum((row.spent for row in come), start=0)  # type: ignore[attr-defined]
    url = tab("funds", question.studio.pk, year=year)
    new = page("studios:grant_new", question.studio.pk, source="unit", year=year)
    short = question.rule.minimum - total
    missing: tuple[Missing, ...] = ()
    if not come:
        missing = (Missing(f"没有登记 {year} 年单位专项经费", new),)
    elif short > 0:
        missing = (Missing(f"{year} 年专项经费还差 {money(short)}", new),)
    evidence = tuple(
        Evidence(
            f"{day(row.received_on)}到账 {money(row.amount)}{f'，依据{row.basis}' if row.basis else ''}，"
            f"已用 {money(row.spent)}",  # type: ignore[attr-defined]
            url,
        )
        for row in come
    )
    return Answer(
        value=float(total),
        words=f"专项 {money(total)}，已用 {money(spent)}" if come else f"{year} 年没有专项经费",
        evidence=evidence,
        missing=missing,
        until=_turn(question, [*(row.received_on for row in rows), new_year(question.on)]),
    )


@check("duties")
def duties(question: Question) -> Answer:
    """Clause 二.6: organization, general goal and duties, in the version in force on the day."""
    row = question.once(facts.charter)
    words = {key: question.content.label("ledger_parts", key) for key in ("structure", "goal", "duties")}
    have = [key for key in words if row and getattr(row, key).strip()]
    url = tab("plaque", question.studio.pk)
    new = page("studios:charter_new", question.studio.pk)
    return Answer(
        value=len(have),
        words=_written(len(have), len(words)),
        evidence=tuple(Evidence(f"{words[key]}，{day(row.since)}起", url) for key in have if row),
        missing=tuple(Missing(f"没写“{words[key]}”", new) for key in words if key not in have),
        until=_turn(question, [one.since for one in question.once(facts.charters)]),
    )


def _written(have: int, all_: int) -> str:
    if not have:
        return "目标职责没有写"
    return "目标职责已写明" if have == all_ else f"目标职责写了 {have} 项"


def _plaque_days(question: Question) -> Iterable[facts.Day]:
    days = [one for row in question.once(facts.plaques) for one in (row.issued_on, row.recalled_on, row.hung_on)]
    return [*days, *_head_days(question)]


def _premises_days(question: Question) -> Iterable[facts.Day]:
    return [one for row in question.once(facts.premises) for one in (row.since, row.until)]


def _head_days(question: Subject) -> Iterable[facts.Day]:
    return [one for row in question.once(facts.tenures) for one in (row.since, row.until)]


def _turn(question: Subject, days: Iterable[facts.Day]) -> facts.Day:
    return next_turn(question.on, *days)


@counter("regulations")
def count_regulations(subject: Subject) -> str:
    """5/6."""
    kinds = [option.key for option in subject.content.regulations]
    return f"{sum(kind in subject.once(facts.in_force) for kind in kinds)}/{len(kinds)}"


@counter("equipment")
def count_equipment(subject: Subject) -> int:
    """Pieces in use."""
    rows = subject.once(facts.equipment)
    return sum(quantity for _, since, until, quantity in rows if holds(subject.on, since, until))


@counter("premises")
def count_premises(subject: Subject) -> int:
    return len(_in_use(subject))


@counter("from_form")
def count_from_form(subject: Subject) -> dict[str, int]:
    """Files of the form that stand behind no line, by tab."""
    found: dict[str, int] = {}
    for (about, line_id), count in subject.once(facts.materials).items():
        if line_id == WAITING and count:
            found[tab_of(about)] = found.get(tab_of(about), 0) + count
    return found


@counter("tenures")
def count_tenures(subject: Subject) -> int:
    """More than one means that name, leader or unit changed."""
    return len(subject.once(facts.tenures))
