"""What a unit reads about its own case on the home page: where it stands, and what to do next."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from lingjun.cases.enums import Rest, Verdict
from lingjun.cases.kinds import kind_of
from lingjun.cases.rules import may_fill, open_step, responsible
from lingjun.notices.enums import StepKind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


@dataclasses.dataclass(frozen=True, slots=True)
class OwnCase:
    """A case as its unit sees it: nothing that is not published. `steps`: (words, tone of the chip)."""

    case: Case
    url: str
    button: str
    next_words: str
    steps: tuple[tuple[str, str], ...]
    tone: str


def own_case(user: User, case: Case) -> OwnCase:
    """From a case with its course (`cases.queries.with_course`): no query."""
    kind = kind_of(case)
    fills = may_fill(user, case) is None
    step = open_step(case)
    decides = step is not None and responsible(user, step)
    return OwnCase(
        case=case,
        url=kind.fill_url(case) if fills else kind.url(case),
        button="继续填写" if fills else "去签意见" if decides else "看经过",
        next_words=_next(user, case),
        steps=_steps(case),
        tone={Rest.NAMED: "ok", Rest.RETURNED: "warn", Rest.REJECTED: "bad"}.get(Rest(case.state), "")
        if case.state in Rest.values
        else "now",
    )


def _steps(case: Case) -> tuple[tuple[str, str], ...]:
    done = {
        opinion.step_id
        for opinion in case.opinions.all()
        if opinion.is_published and not opinion.is_superseded and opinion.verdict == Verdict.APPROVE
    }
    filled = ("填写提交", "now" if case.is_editable else "ok")
    rows = [filled] if case.version or case.is_editable else []
    for step in case.steps.all():
        over = step.pk in done or (step.kind == StepKind.NAMING and case.state == Rest.NAMED)
        rows.append((step.title, "ok" if over else "now" if step.key == case.state else ""))
    return tuple(rows)


def _next(user: User, case: Case) -> str:
    step, words = open_step(case), kind_of(case).words
    if step is not None:
        return "等您签署意见。" if responsible(user, step) else f"等{step.organization.union_name}办理：{step.title}。"
    if case.state == Rest.DRAFT:
        return words.fill_next
    if case.state == Rest.RETURNED:
        opinions = case.opinions.all()
        last = max((one for one in opinions if one.verdict == Verdict.RETURN), key=lambda one: one.pk, default=None)
        return f"{last.organization_name}退回：{last.text}" if last else "请按退回意见改好再报。"
    if case.state == Rest.NAMED:
        return words.done_next
    if case.state == Rest.WITHDRAWN:
        return "已撤回，填过的内容都在，截止前可以重新打开。"
    return f"{words.refused}，理由见意见与经过。"
