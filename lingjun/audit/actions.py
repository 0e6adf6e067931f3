"""The only door to the trail: `record`, and `record_typing` for what saves itself."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from lingjun.audit import address, chain, masking
from lingjun.audit.models import Entry, Head

SYSTEM = "系统"
TYPING = datetime.timedelta(minutes=30)
"""Work saved while it is typed is told once in so long."""


@transaction.atomic
def record(
    *,
    actor: Any | None,
    verb: str,
    subject: models.Model | None,
    subject_name: str = "",
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    note: str = "",
) -> Entry:
    """Append an entry inside the caller's transaction: it stands or falls with what it tells.

    `actor`: the signed-in user, or None for the system; only `.pk`, `.name` and `.role_label` are read.
    `verb`: a code such as "case.approve" (labels: `audit.verbs`). `subject`: any saved row, or None ("the system").
    `old`, `new`: changed fields; passwords and tokens are masked, phones shortened. Three queries.

    The head row is the lock of all writers until the transaction ends (SQLite: the IMMEDIATE transaction itself).
    Call it after the rows of the action are locked, one action per transaction, or two bulk actions may wait for
    each other.
    """
    head = _locked_head()
    entry = Entry(
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor_id=getattr(actor, "pk", None),
        actor_name=masking.text(getattr(actor, "name", "") if actor is not None else SYSTEM, 100),
        actor_role=masking.text(getattr(actor, "role_label", ""), 100),
        address=address.current.get(),
        verb=masking.text(verb, 50),
        subject_type=subject._meta.label_lower[:50] if subject is not None else "",
        subject_id=masking.text(subject.pk, 50) if subject is not None else "",
        subject_name=masking.text(subject_name or ("" if subject is None else subject), 200),
        old=masking.plain(old or {}),
        new=masking.plain(new or {}),
        note=masking.text(note, 500),
        previous_hash=head.hash,
    )
    entry.hash = chain.digest(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=head.pk).update(sequence=entry.sequence, hash=entry.hash)
    return entry


def record_typing(*, actor: Any, verb: str, subject: models.Model, part: str) -> Entry | None:
    """As `record`, for what saves itself while it is typed: one entry for each person, subject and part (Chinese words)
    in TYPING; None where the trail tells it already: one query. The caller holds the lock of the subject.
    """
    told = Entry.objects.filter(
        subject_type=subject._meta.label_lower[:50], subject_id=masking.text(subject.pk, 50), verb=verb,
        actor_id=actor.pk, note=masking.text(part, 500), at__gt=timezone.now() - TYPING,
    )  # fmt: skip
    return None if told.exists() else record(actor=actor, verb=verb, subject=subject, note=part)


def _locked_head() -> Head:
    """The head, locked. The very first writer makes it; a rival's row is waited for and then used."""
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1, defaults={"sequence": 0, "hash": chain.GENESIS})
        head = Head.objects.select_for_update().get(pk=1)
    return head
