"""What people do with changes: file, correct, decide, revoke in a batch, take plaques back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record
from lingjun.cases import actions as cases
from lingjun.cases import rules as case_rules
from lingjun.cases.actions.base import locked, refuse_if_moved, rest, tell
from lingjun.cases.actions.filing import contribute
from lingjun.cases.enums import Rest, Verb
from lingjun.cases.models import Case
from lingjun.changes import rules
from lingjun.changes.checks import check
from lingjun.changes.models import Change, ChangeKind, Recall, RevocationBatch
from lingjun.changes.queries import under_way
from lingjun.changes.words import as_it_is
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.core.text import one_line, squeeze
from lingjun.notices.actions import standing_round
from lingjun.studios.actions import locked_studio, writable_studio
from lingjun.studios.actions.following import lock_followers
from lingjun.studios.models import Studio, StudioStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lingjun.accounts.models import User
    from lingjun.organizations.models import Organization

DECIDING_STEP = "city_decision"
FIELDS = (
    "reason", "reason_text", "outcome", "new_leader", "new_name", "new_unit", "new_unit_name", "effective_on",
    "former_stays",
)  # fmt: skip
MOST_AT_ONCE = 200
HAND_BACK_TOO_EARLY = "交回期限不能早于决定日期。"


@transaction.atomic
def open_change(*, actor: User, studio_id: int, kind: str, values: dict[str, Any]) -> Case:
    """A draft of one change of one studio. `values`: any of FIELDS.

    Raises NotYours, Closed (revoked), Invalid when another change of the studio is under way or the kind is unknown.
    """
    studio = writable_studio(actor, studio_id)
    if kind not in ChangeKind.values or kind == ChangeKind.REVOKE:
        raise Invalid({"kind": "请选要变更什么。撤销由市总工会提出。"})
    _refuse_second(studio)
    case = cases.open_case(
        actor=actor, kind="change", round=_round(studio.federation), unit=studio.unit, subject_name=studio.name
    )
    change = Change(case=case, studio=studio, kind=kind, before=as_it_is(studio))
    _fill(change, values)
    change.save(force_insert=True)
    return case


@transaction.atomic
def save_change(*, actor: User, case_id: int, values: dict[str, Any]) -> Case:
    """Correct a draft or a returned change. Raises NotYours for others and while it is not with the unit."""
    case = locked(case_id)
    if reason := case_rules.may_fill(actor, case):
        raise NotYours(reason)
    contribute(case=case, actor=actor)
    change = Change.objects.select_related("studio").get(case=case)
    _fill(change, values)
    change.save(update_fields=[*FIELDS, "changed_at"])
    record(actor=actor, verb="change.save", subject=case, new=_plain(change))
    return case


@transaction.atomic
def approve(
    *,
    actor: User,
    case_id: int,
    text: str,
    dated_on: datetime.date | None,
    decision_number: str = "",
    hand_back_by: datetime.date | None = None,
    seen: tuple[str, int] | None = None,
) -> Case:
    """The open step is answered favourably; at the federation's step the change takes effect under a number.

    The studio, and the accounts that go with it to another unit, are locked before the trail, as every writer of
    either does: nobody waits in a circle.
    """
    studio_id, new_unit = Change.objects.values_list("studio_id", "new_unit").get(case_id=case_id)
    studio = locked_studio(studio_id)
    number = squeeze(decision_number)
    case = Case.objects.get(pk=case_id)
    refuse_if_moved(case, seen)  # before a number is asked of somebody whose step is over
    state = case.state
    if state == DECIDING_STEP and not number:
        raise Invalid({"decision_number": "请填决定的文号。"})
    if len(number) > 50:
        raise Invalid({"decision_number": "文号最多 50 字。"})
    if hand_back_by is not None and hand_back_by < (dated_on or timezone.localdate()):
        raise Invalid({"hand_back_by": HAND_BACK_TOO_EARLY})
    if state == DECIDING_STEP:
        _refuse_unfit(case_id)
        if new_unit is not None:
            lock_followers(studio)
    extra = {"decision_number": number, "hand_back_by": hand_back_by.isoformat() if hand_back_by else ""}
    return cases.approve(
        actor=actor, case_id=case_id, text=text, dated_on=dated_on, seen=seen,
        extra={key: value for key, value in extra.items() if value},
    )  # fmt: skip


@transaction.atomic
def propose_revocation(
    *,
    actor: User,
    federation: Organization,
    studio_ids: Sequence[int],
    title: str,
    reason: str,
    reason_text: str,
    basis: str = "",
) -> RevocationBatch:
    """One case for each studio, waiting for the decision of another officer.

    Raises NotYours, Invalid (nobody chosen, words missing, a studio that is revoked or has a change under way).
    """
    if why_not := rules.may_revoke(actor, federation):
        raise NotYours(why_not)
    wanted = sorted(set(studio_ids))
    if not wanted:
        raise Invalid({"studios": "请至少选一个工作室。"})
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid({"studios": f"一次最多 {MOST_AT_ONCE} 个。"})
    for name, words in {"title": title, "reason": reason, "reason_text": reason_text}.items():
        if not words.strip():
            raise Invalid({name: "请填写。"})
    if Studio.objects.filter(pk__in=wanted).count() < len(wanted):
        raise Invalid({"studios": "勾选的工作室有的已经不在名册里，请刷新后再选。"})
    studios = [locked_studio(pk) for pk in wanted]
    for studio in studios:
        if studio.federation_id != federation.pk:
            raise NotYours(f"{studio.name}不是{federation.name}命名的。")
        if studio.status == StudioStatus.REVOKED:
            raise Invalid({"studios": f"{studio.name}已经撤销。"})
        _refuse_second(studio)
    batch = RevocationBatch.objects.create(
        federation=federation, title=one_line(title)[:100], reason=reason, reason_text=reason_text.strip(),
        basis=one_line(basis)[:200], proposed_by=actor, proposed_by_name=actor.name,
    )  # fmt: skip
    round_ = _round(federation)
    for studio in studios:
        case = cases.open_case_for(
            actor=actor, kind="change", round=round_, unit=studio.unit, subject_name=studio.name, at_step=DECIDING_STEP
        )
        contribute(case=case, actor=actor)
        Change.objects.create(
            case=case, studio=studio, kind=ChangeKind.REVOKE, reason=reason, reason_text=batch.reason_text,
            before=as_it_is(studio), batch=batch,
        )  # fmt: skip
    record(
        actor=actor, verb="revocation.propose", subject=batch, new={"studios": wanted, "basis": batch.basis}
    )  # fmt: skip
    return batch


@transaction.atomic
def decide_batch(
    *,
    actor: User,
    batch_id: int,
    decision_number: str,
    decided_on: datetime.date,
    hand_back_by: datetime.date,
    text: str,
) -> RevocationBatch:
    """All of them or none: names end, plaques and certificates are to come back by a day."""
    batch = _locked_batch(actor, batch_id)
    if hand_back_by < decided_on:
        raise Invalid({"hand_back_by": HAND_BACK_TOO_EARLY})
    rows = list(batch.changes.order_by("studio_id").values_list("studio_id", "case_id"))
    for studio_id, _ in rows:
        _refuse_before(locked_studio(studio_id), decided_on)
    for _, case_id in rows:
        approve(
            actor=actor, case_id=case_id, text=text, dated_on=decided_on, decision_number=decision_number,
            hand_back_by=hand_back_by,
        )  # fmt: skip
    batch.decision_number, batch.decided_on = squeeze(decision_number), decided_on
    batch.decided_by_name, batch.decided_at = actor.name, timezone.now()
    batch.save(update_fields=["decision_number", "decided_on", "decided_by_name", "decided_at"])
    record(actor=actor, verb="revocation.decide", subject=batch, new={"decision_number": batch.decision_number})
    return batch


@transaction.atomic
def drop_batch(*, actor: User, batch_id: int, reason: str) -> RevocationBatch:
    """No revocation after all: by any officer of the federation, with the reason. The studios go on as before."""
    batch = RevocationBatch.objects.select_for_update().get(pk=batch_id)
    if why_not := rules.may_revoke(actor, batch.federation):
        raise NotYours(why_not)
    _refuse_done(batch)
    if not reason.strip():
        raise Invalid({"reason": "请写明为什么不再撤销。"})
    for case_id in batch.changes.order_by("case_id").values_list("case_id", flat=True):
        case = locked(case_id)
        rest(case, Rest.WITHDRAWN)
        tell(case, verb=Verb.WITHDRAW, actor=actor, organization=batch.federation, text=reason)
    batch.dropped_at = timezone.now()
    batch.save(update_fields=["dropped_at"])
    record(actor=actor, verb="revocation.drop", subject=batch, note=reason[:500])
    return batch


@transaction.atomic
def receive(*, actor: User, recall_id: int, received_on: datetime.date, received_from: str, note: str = "") -> Recall:
    """A plaque or certificate came back: who handed it over, on which day. Raises MovedOn when it already did."""
    recall = Recall.objects.select_for_update(of=("self",)).select_related("studio__federation").get(pk=recall_id)
    if why_not := rules.may_revoke(actor, recall.studio.federation):
        raise NotYours(why_not)
    if recall.received_on:
        raise MovedOn(
            f"{recall.get_item_display()}已于 {recall.received_on:%Y-%m-%d} 收到，经收人{recall.received_by_name}。"
        )
    if not received_from.strip():
        raise Invalid({"received_from": "请填交回人。"})
    if received_on > timezone.localdate() or received_on < recall.ordered_on:
        raise Invalid({"received_on": "收到日期应在通知日期和今天之间。"})
    recall.received_on, recall.received_from = received_on, one_line(received_from)[:50]
    recall.received_by_name, recall.note = actor.name, one_line(note)[:200]
    recall.save(update_fields=["received_on", "received_from", "received_by_name", "note"])
    record(actor=actor, verb="recall.receive", subject=recall, new={"received_on": received_on.isoformat()})
    return recall


def _locked_batch(actor: User, batch_id: int) -> RevocationBatch:
    batch = RevocationBatch.objects.select_for_update(of=("self",)).select_related("federation").get(pk=batch_id)
    _refuse_done(batch)
    if why_not := rules.may_decide_batch(actor, batch):
        raise NotYours(why_not)
    return batch


def _refuse_done(batch: RevocationBatch) -> None:
    if batch.decided_at:
        raise MovedOn(f"{batch.decided_by_name}已经决定了这一批。")
    if batch.dropped_at:
        raise Closed("这一批已经作罢。")


def _refuse_unfit(case_id: int) -> None:
    """What held when the change was filed may hold no longer: somebody left, the name ended."""
    change = Change.objects.select_related("case__round__notice_version", "studio__leader", "new_leader").get(
        case=case_id
    )
    bad = [one.message for one in check(change, change.case.round.content) if one.tone == "bad"]
    if bad and change.batch_id is None:
        raise Invalid({"": "".join(bad)})


def _refuse_before(studio: Studio, decided_on: datetime.date) -> None:
    since = studio.tenures.filter(until__isnull=True).values_list("since", flat=True).first()
    if since is not None and decided_on < since:
        raise Invalid({"decided_on": f"{studio.name}上一次变动在 {since:%Y-%m-%d}，决定日期不能更早。"})


def _refuse_second(studio: Studio) -> None:
    other = under_way(studio).select_related("case").first()
    if other is not None:
        raise Invalid({"": f"{studio.name}还有一件变更没有办完（{other.case.number}，{other.case.state_label}）。"})


def _round(federation: Organization) -> Any:
    return standing_round(federation=federation, year=timezone.localdate().year)


def _fill(change: Change, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if name not in FIELDS:
            raise KeyError(name)
        setattr(change, name, value)


def _plain(change: Change) -> dict[str, Any]:
    return {name: str(getattr(change, name) or "") for name in FIELDS}
