"""What each clause of a notice rules in the system, said in words: read from the data, never written twice."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator

from lingjun.notices.enums import Level, OpinionBox, When
from lingjun.notices.schema import CheckRule, Clause, Criterion, Flow, NoticeContent, Option, Step
from lingjun.organizations.enums import OrganizationKind, UnitNature


@dataclasses.dataclass(frozen=True, slots=True)
class Ruling:
    """One effect. `page`: URL name of where it shows; `is_open`: a figure the notice leaves open."""

    topic: str
    words: str
    lines: tuple[str, ...] = ()
    page: str = ""
    page_label: str = ""
    is_open: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class RuledClause:
    """A clause with all it rules; `anchor` is its id on the page."""

    clause: Clause
    anchor: str
    rulings: tuple[Ruling, ...]


def ruled_clauses(content: NoticeContent) -> list[RuledClause]:
    """The text in order, each clause with its rulings."""
    found: defaultdict[str, list[Ruling]] = defaultdict(list)
    for clause, ruling in _all(content):
        found[clause].append(ruling)
    return [
        RuledClause(clause, f"clause-{number}", tuple(found[clause.key]))
        for number, clause in enumerate(content.clauses, 1)
    ]


def _all(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    yield from _text(content)
    yield from _lists(content)
    yield from _words(content)
    for criterion in content.criteria:
        yield criterion.clause, _criterion(criterion)
    yield from _goals(content)
    yield from _paper(content)
    for flow in content.flows:
        yield from _flow(flow)
    for parameter in content.parameters:
        words = f"{parameter.label} {parameter.value} {parameter.unit}"
        yield parameter.clause, Ruling("参数", words, (parameter.basis,), is_open=True)


def _text(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    lines = "、".join(line.label for line in content.lines)
    yield content.heading.clause, Ruling("主送", "、".join(content.heading.addressees))
    for clause in dict.fromkeys(line.clause for line in content.lines):
        words = f"由{lines}筛选、考察、推荐，并在申报表上盖“申报单位”章"
        yield clause, Ruling("推荐线", words, page="organizations:tree", page_label="组织")
    imprint = content.imprint
    words = f"{imprint.issuer} {imprint.issued_on:%Y-%m-%d} 发，{imprint.in_force_from:%Y-%m-%d} 起施行"
    yield imprint.clause, Ruling("效力", words, ("从施行日起，新开的批次默认按它办；已开的批次和办件不变",))


def _lists(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    for topic, options, use in (
        ("依据", content.basis, ""),
        ("目的", content.aims, ""),
        ("用途", content.purposes, ""),
        ("创新方向", content.directions, "申报表的每个项目选一个方向"),
        ("制度", content.regulations, "工作室档案按这几项登记制度"),
        ("设施", content.facilities, "工作室档案按这几种登记设施"),
        ("职工成长", content.growth, "成员成长按这几型登记"),
        ("台账内容", content.ledger_parts, "台账按这几部分记"),
    ):
        for clause, labels in _by_clause(options).items():
            yield clause, Ruling(topic, "、".join(labels), (use,) if use else ())


def _by_clause(options: tuple[Option, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for option in options:
        found.setdefault(option.clause, []).append(option.label)
    return found


def _words(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    wording = content.wording
    name = f"{wording.leader_title}姓名＋“{wording.name_suffix}”"
    yield wording.clause, Ruling("名称", name, (f"名称里没有{wording.leader_title}姓名的，不能提交",))
    yield (
        wording.clause,
        Ruling("用词", f"“{wording.naming_verb}”“{wording.plaque_verb}”，发《{wording.decision_title}》"),
    )
    labels = "、".join(content.statuses[key] for key in content.statuses)
    yield content.statuses.clause, Ruling("办件状态", labels, ("等待中的状态用各环节自己的说法",))


def _criterion(criterion: Criterion) -> Ruling:
    lines = [_check(check) for check in criterion.checks]
    if criterion.evidence:
        asked = "、".join(f"{rule.label}{'' if rule.required else '（可不交）'}" for rule in criterion.evidence)
        lines.append(f"申报时交：{asked}")
    words = criterion.label if criterion.before_naming else f"{criterion.label}（命名以后才查）"
    is_open = any(check.open for check in criterion.checks)
    return Ruling("标准", words, tuple(lines), "studios:list", "工作室", is_open)


def _check(check: CheckRule) -> str:
    when = "申报时就要有" if check.when == When.CREATION else "命名后"
    figure = f"至少 {check.minimum} {check.unit}" if check.minimum else "不设下限"
    weight = "" if check.required else "，只提示"
    return f"{check.label}：{figure}，{when}{weight}{'，通知未定数' if check.open else ''}"


def _goals(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    for target in content.targets:
        who = "、".join(OrganizationKind(kind).label for kind in target.kinds)
        words = f"{target.label}，每个{who} {target.words}"
        yield target.clause, Ruling("创建目标", words, (f"{target.deadline:%Y-%m-%d} 结算",))
    given, show, scope = content.commendation, content.exhibition, content.scope
    often = "每年一次" if given.every_years == 1 else f"每 {given.every_years} 年一次"
    yield (
        given.clause,
        Ruling("评选表彰", f"从 {given.first_year} 年起{often}", (f"条件：{'、'.join(given.conditions)}",)),
    )
    yield show.clause, Ruling("展示", f"“{show.name}”，每年 {show.month} 月 {show.day} 日前后", (show.label,))
    natures = "、".join(UnitNature(code).label for code in scope.focus)
    others = "、".join(UnitNature(code).label for code in scope.may_follow)
    yield scope.clause, Ruling("范围", f"重点：{natures}", (f"可参照：{others}",))
    for duty in content.duties:
        who = "、".join(Level(level).label for level in duty.who)
        page = ("organizations:tree", "领导小组名单") if duty.key == "leading_group" else ("", "")
        yield duty.clause, Ruling("职责", f"{who}：{duty.label}", (duty.text,), *page)


def _paper(content: NoticeContent) -> Iterator[tuple[str, Ruling]]:
    boxes = "、".join(f"“{box.label}”" for box in content.form.boxes)
    words = f"按{content.form.title}的格式打印，意见印在{boxes}"
    yield content.form.clause, Ruling("申报表", words)
    yield content.form.clause, Ruling("计数规则", "成员构成由名册算出", content.form.counting)
    keeper = Level(content.archive.kept_by).label
    yield content.archive.clause, Ruling("归档", f"一式 {content.archive.copies} 份，由{keeper}存档")


def _flow(flow: Flow) -> Iterator[tuple[str, Ruling]]:
    """One ruling for each clause that rules steps of this kind of case."""
    lines: dict[str, list[str]] = {}
    for number, step in enumerate(flow.steps, 1):
        lines.setdefault(step.clause, []).append(f"第 {number} 步 {step.name}：{_step(step)}")
    for clause, steps in lines.items():
        yield clause, Ruling("环节", flow.label, tuple(steps))


def _step(step: Step) -> str:
    parts = [f"{Level(step.level).label}办理", f"状态“{step.waiting_label}”"]
    if step.optional:
        parts.append("可省")
    if step.days:
        parts.append(f"{step.days} 个工作日（市总工会定）")
    if step.opinion_box:
        parts.append(f"意见印在“{OpinionBox(step.opinion_box).label}”栏")
    if step.stamps_as_applicant:
        parts.append("在申报表上方盖“申报单位”章，没有单独的意见栏")
    if step.inspects:
        parts.append(f"实地考察 {len(step.inspects)} 条标准")
    if step.needs_decision_number:
        parts.append("要填决定文号和日期")
    return "，".join(parts)
