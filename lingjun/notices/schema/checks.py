"""What types cannot say: codes and clauses that exist, keys used once, steps in order, targets that rise."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from lingjun.notices.enums import (
    CheckKey,
    CriterionKey,
    FlowKind,
    Level,
    OpinionBox,
    ParameterKey,
    StepAction,
    StepKind,
    When,
)
from lingjun.organizations.enums import OrganizationKind, UnitNature

from .content import Flow, NoticeContent
from .mistakes import Mistake, Path
from .sizes import find_sizes, walk

_SLUG: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: A file goes up this ladder and never back down.
_LADDER: Final = [Level.UNIT, Level.RECOMMENDER, Level.EXPERT, Level.FEDERATION]
_RECOMMENDERS: Final = (OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION)


def find_mistakes(content: NoticeContent, mistakes: list[Mistake]) -> None:
    """Append every mistake of meaning to `mistakes`."""
    for check in (_slug, _clauses, _unique, _codes, _criteria, _checks, _targets, _flows, _boxes, _figures, find_sizes):
        mistakes.extend(check(content))


def _slug(content: NoticeContent) -> Iterator[Mistake]:
    if not _SLUG.fullmatch(content.slug):
        yield Mistake(("slug",), "标识只能用小写字母、数字和连字符，如 xiamen-2012-80")


def _clauses(content: NoticeContent) -> Iterator[Mistake]:
    known = {clause.key for clause in content.clauses}
    for path, key in walk(content, ()):
        if path[-1] == "clause" and key not in known:
            yield Mistake(path, f"通知正文里没有“{key}”这一条")


def _unique(content: NoticeContent) -> Iterator[Mistake]:
    """Lists whose elements carry a key hold each key once; flows and lines go by kind."""
    for path, items in _lists(content, ()):
        seen: set[str] = set()
        for index, item in enumerate(items):
            name = "key" if hasattr(item, "key") else "kind"
            key = getattr(item, name, None)
            if key is None:
                continue
            if key in seen:
                yield Mistake((*path, index, name), f"“{key}”重复了")
            seen.add(key)


def _codes(content: NoticeContent) -> Iterator[Mistake]:
    for index, line in enumerate(content.lines):
        yield from _among(("lines", index, "kind"), [line.kind], _RECOMMENDERS)
    for index, target in enumerate(content.targets):
        yield from _among(("targets", index, "kinds"), target.kinds, _RECOMMENDERS)
    for index, duty in enumerate(content.duties):
        yield from _among(("duties", index, "who"), duty.who, Level.values)
    yield from _among(("scope", "focus"), content.scope.focus, UnitNature.values)
    yield from _among(("scope", "may_follow"), content.scope.may_follow, UnitNature.values)
    for nature in content.scope.may_follow:
        if nature in content.scope.focus:
            yield Mistake(("scope", "may_follow"), f"“{nature}”已经在重点范围里")


def _criteria(content: NoticeContent) -> Iterator[Mistake]:
    for index, criterion in enumerate(content.criteria):
        if criterion.key not in CriterionKey.values:
            known = "、".join(CriterionKey.values)
            yield Mistake(("criteria", index, "key"), f"没有“{criterion.key}”这条标准，可用的是 {known}")
    missing = [key for key in CriterionKey.values if key not in {criterion.key for criterion in content.criteria}]
    if missing:
        yield Mistake(("criteria",), f"标准不全，缺 {'、'.join(missing)}")


def _checks(content: NoticeContent) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    evidence: set[str] = set()
    for index, criterion in enumerate(content.criteria):
        for place, check in enumerate(criterion.checks):
            path: Path = ("criteria", index, "checks", place)
            yield from _among((*path, "key"), [check.key], CheckKey.values)
            yield from _among((*path, "when"), [check.when], When.values)
            yield from _not_negative((*path, "minimum"), check.minimum)
            yield from _not_negative((*path, "period_days"), check.period_days)
            if seen.setdefault(check.key, criterion.key) != criterion.key:
                yield Mistake((*path, "key"), f"“{check.key}”已经用在 {seen[check.key]} 里")
        for place, rule in enumerate(criterion.evidence):
            if rule.key in evidence:
                yield Mistake(("criteria", index, "evidence", place, "key"), f"材料“{rule.key}”重复了")
            evidence.add(rule.key)
            if rule.required and not criterion.before_naming:
                reason = f"{criterion.label}在命名以后才有，申报时不能要求材料"
                yield Mistake(("criteria", index, "evidence", place, "required"), reason)


def _targets(content: NoticeContent) -> Iterator[Mistake]:
    for index, target in enumerate(content.targets):
        yield from _not_negative(("targets", index, "minimum"), target.minimum)
        if target.maximum is not None and target.maximum < target.minimum:
            reason = f"上限 {target.maximum} 小于下限 {target.minimum}"
            yield Mistake(("targets", index, "maximum"), reason)
        if target.deadline < content.imprint.in_force_from:
            yield Mistake(("targets", index, "deadline"), "期限早于通知施行的日期")
        earlier = content.targets[index - 1] if index else None
        if earlier and target.deadline <= earlier.deadline:
            yield Mistake(("targets", index, "deadline"), f"期限要晚于上一个目标的 {earlier.deadline}")
        if earlier and target.minimum < earlier.minimum:
            yield Mistake(("targets", index, "minimum"), f"目标不能比上一个期限的 {earlier.minimum} 个少")


def _flows(content: NoticeContent) -> Iterator[Mistake]:
    kinds = [flow.kind for flow in content.flows]
    if FlowKind.CREATION not in kinds:
        yield Mistake(("flows",), "缺少创建（creation）的环节")
    for index, flow in enumerate(content.flows):
        yield from _among(("flows", index, "kind"), [flow.kind], FlowKind.values)
        yield from _flow(flow, ("flows", index))


def _flow(flow: Flow, at: Path) -> Iterator[Mistake]:
    if not flow.steps:
        yield Mistake((*at, "steps"), f"{flow.label}没有环节")
    highest = 0
    for place, step in enumerate(flow.steps):
        path: Path = (*at, "steps", place)
        yield from _among((*path, "kind"), [step.kind], StepKind.values)
        yield from _among((*path, "actions"), step.actions, StepAction.values)
        yield from _among((*path, "inspects"), step.inspects, CriterionKey.values)
        yield from _not_negative((*path, "days"), step.days)
        if not step.actions:
            yield Mistake((*path, "actions"), f"“{step.name}”没有可办的动作")
        together = StepAction.PUBLISH in step.actions
        if together and step.level != Level.FEDERATION:
            yield Mistake((*path, "actions"), f"“{step.name}”不由市总工会办，不能一并发文")
        if together and place != len(flow.steps) - 1:
            yield Mistake((*path, "actions"), f"“{step.name}”后面还有环节，不能一并发文")
        if StepAction.DECIDE_LATER in step.actions and not together:
            yield Mistake((*path, "actions"), f"“{step.name}”先定后发，要有一并发文（publish_together）")
        if step.level not in Level.values:
            yield from _among((*path, "level"), [step.level], Level.values)
            continue
        rung = _LADDER.index(Level(step.level))
        if rung < highest:
            reason = f"环节次序不对：“{step.name}”（{step.level}）排在 {_LADDER[highest].value} 之后"
            yield Mistake((*path, "level"), reason)
        highest = max(highest, rung)
        if step.kind == StepKind.NAMING and place != len(flow.steps) - 1:
            yield Mistake((*path, "kind"), "环节次序不对：命名应是最后一个环节")


def _boxes(content: NoticeContent) -> Iterator[Mistake]:
    boxes = {box.key for box in content.form.boxes}
    for index, box in enumerate(content.form.boxes):
        yield from _among(("form", "boxes", index, "key"), [box.key], OpinionBox.values)
    yield from _among(("archive", "kept_by"), [content.archive.kept_by], Level.values)
    for index, flow in enumerate(content.flows):
        used: set[str] = set()
        for place, step in enumerate(flow.steps):
            path: Path = ("flows", index, "steps", place, "opinion_box")
            if step.opinion_box and step.opinion_box not in boxes:
                yield Mistake(path, f"申报表上没有“{step.opinion_box}”这一意见栏")
            if step.opinion_box and step.opinion_box in used:
                yield Mistake(path, f"意见栏“{step.opinion_box}”已由前面的环节使用")
            used.add(step.opinion_box)


def _figures(content: NoticeContent) -> Iterator[Mistake]:
    missing = [key for key in ParameterKey.values if key not in {parameter.key for parameter in content.parameters}]
    if missing:
        yield Mistake(("parameters",), f"缺少参数 {'、'.join(missing)}")
    for index, parameter in enumerate(content.parameters):
        yield from _among(("parameters", index, "key"), [parameter.key], ParameterKey.values)
        yield from _not_negative(("parameters", index, "value"), parameter.value)
    if content.archive.copies < 1:
        yield Mistake(("archive", "copies"), "至少一式 1 份")
    if content.imprint.printed_on < content.imprint.issued_on:
        yield Mistake(("imprint", "printed_on"), "印发日期早于落款日期")
    if content.imprint.in_force_from < content.imprint.issued_on:
        yield Mistake(("imprint", "effective_on"), "施行日期早于落款日期")
    if content.commendation.first_year < content.imprint.issued_on.year:
        yield Mistake(("commendation", "first_year"), "评选表彰的起始年早于通知")
    if content.commendation.every_years < 1:
        yield Mistake(("commendation", "every_years"), "至少每 1 年一次")
    if not 1 <= content.exhibition.month <= 12:
        yield Mistake(("exhibition", "month"), "月份应在 1 到 12 之间")
    if not 1 <= content.exhibition.day <= 31:
        yield Mistake(("exhibition", "day"), "日应在 1 到 31 之间")


def _among(path: Path, values: Iterable[str], allowed: Iterable[str]) -> Iterator[Mistake]:
    names = [str(name) for name in allowed]
    for value in values:
        if value not in names:
            yield Mistake(path, f"不认识“{value}”，可用的是 {'、'.join(names)}")


def _not_negative(path: Path, figure: int) -> Iterator[Mistake]:
    if figure < 0:
        yield Mistake(path, f"“{path[-1]}”不能小于 0，现在是 {figure}")


def _lists(value: Any, path: Path) -> Iterator[tuple[Path, tuple[Any, ...]]]:
    """Every list of records with its path."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _lists(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple) and value and dataclasses.is_dataclass(value[0]):
        yield path, value
        for index, item in enumerate(value):
            yield from _lists(item, (*path, index))
