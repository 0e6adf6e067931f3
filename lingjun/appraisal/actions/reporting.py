"""The leader's report: saved while it is typed, sent with the year's figures frozen."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from lingjun.appraisal.figures import figures_of
from lingjun.appraisal.models import Appraisal
from lingjun.audit.actions import record_typing
from lingjun.cases import actions as case_actions
from lingjun.cases import rules as case_rules
from lingjun.cases.actions.base import refuse_if_moved, tell
from lingjun.cases.enums import Verb
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.studios.models import Studio
from lingjun.studios.queries import with_head

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case

LONGEST = {"report": 5000, "problems": 3000, "next_year": 3000}
LABELS = {"report": "自评", "problems": "存在的问题", "next_year": "下一年打算"}


def _locked(actor: User, case_id: int) -> Appraisal:
    """Case and appraisal, locked; the actor's to fill in. Raises NotYours."""
    appraisal = (
        Appraisal.objects.select_for_update(of=("self", "case"))
        .select_related("case__unit", "case__recommender", "case__federation", "case__round__notice_version", "studio")
        .get(case_id=case_id)
    )
    if reason := case_rules.may_fill(actor, appraisal.case):
        raise NotYours(reason)
    return appraisal


@transaction.atomic
def save_report(
    *, actor: User, case_id: int, values: dict[str, str], seen: datetime.datetime | None = None
) -> Appraisal:
    """Keeps what is typed of report, problems, next_year (autosave). Who typed may not decide on the case.

    `seen` is `changed_at` of the page. Raises NotYours, MovedOn (saved elsewhere since), Invalid (too long, by field).
    """
    appraisal = _locked(actor, case_id)
    texts = {name: values[name].replace("\r\n", "\n").strip() for name in LONGEST if name in values}
    errors = {
        name: f"{LABELS[name]}最多 {LONGEST[name]} 字，现在 {len(text)} 字。"
        for name, text in texts.items()
        if len(text) > LONGEST[name]
    }
    if errors:
        raise Invalid(errors)
    changed = [name for name, text in texts.items() if getattr(appraisal, name) != text]
    if not changed:
        return appraisal
    if seen is not None and appraisal.changed_at != seen:
        raise MovedOn("这份自评刚在别处保存过，请刷新后再改；您填的还在页面上。")
    for name in changed:
        setattr(appraisal, name, texts[name])
    appraisal.save(update_fields=[*changed, "changed_at"])
    case_actions.contribute(case=appraisal.case, actor=actor)
    for name in changed:
        record_typing(actor=actor, verb="appraisal.save", subject=appraisal, part=f"“{LABELS[name]}”")
    return appraisal


def refresh_figures(appraisal: Appraisal) -> None:
    """The figures of a draft as they are now; not saved: they freeze on submission."""
    studio = with_head(Studio.objects.all()).get(pk=appraisal.studio_id)
    appraisal.figures = figures_of(studio, appraisal.year)


@transaction.atomic
def submit_report(*, actor: User, case_id: int, seen: tuple[str, int] | None = None) -> Case:
    """Sends the report to the unit's union with the figures of this moment. Raises as `cases.actions.submit`."""
    appraisal = Appraisal.objects.select_for_update(of=("self", "case")).select_related("case").get(case_id=case_id)
    refuse_if_moved(appraisal.case, seen)
    appraisal = _locked(actor, case_id)
    refresh_figures(appraisal)
    appraisal.save(update_fields=["figures", "changed_at"])
    tell(appraisal.case, verb=Verb.NOTE, actor=actor, text="全年数据从台账汇总，随本次提交定下来")
    return case_actions.submit(actor=actor, case_id=case_id, seen=seen)
