"""The hash chain: how an entry is digested, and how the whole trail is checked.

Each hash is SHA-256 over the hash before it and the canonical JSON of all other fields, so that changing, removing or
inserting an entry breaks every hash after it. `Head` holds the last sequence and hash: a cut-off end is found too.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json

from lingjun.audit.models import Entry, Head

GENESIS = "0" * 64


@dataclasses.dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the sequence of the first wrong or missing entry, None when all `whole` entries hold."""

    whole: int
    broken_at: int | None = None
    reason: str = ""
    last_hash: str = GENESIS


def digest(entry: Entry) -> str:
    """64 hex digits over every field but `hash` itself; times in UTC, keys sorted, no blanks."""
    fields = {
        field.attname: getattr(entry, field.attname)
        for field in Entry._meta.concrete_fields
        if field.attname not in {"hash", "previous_hash"}
    }
    fields["at"] = entry.at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
    canonical = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256((entry.previous_hash + canonical).encode()).hexdigest()


def verify() -> Verdict:
    """Walks the trail from the first entry in one streaming query: constant memory for any length.

    The head is read first, so that entries written meanwhile are checked too and never taken for a fault.
    """
    head = Head.objects.filter(pk=1).first()
    expected, previous, at_head = 1, GENESIS, GENESIS
    for entry in Entry.objects.order_by("sequence").iterator(chunk_size=2000):
        whole = expected - 1
        if entry.sequence != expected:
            return Verdict(whole, min(expected, entry.sequence), "缺失" if entry.sequence > expected else "序号不对")
        if entry.previous_hash != previous:
            return Verdict(whole, entry.sequence, "与上一条接不上")
        if digest(entry) != entry.hash:
            return Verdict(whole, entry.sequence, "内容与摘要不符")
        expected, previous = expected + 1, entry.hash
        if head is not None and entry.sequence == head.sequence:
            at_head = entry.hash
    return _against_head(Verdict(expected - 1, last_hash=previous), head, at_head)


def _against_head(verdict: Verdict, head: Head | None, at_head: str) -> Verdict:
    """The chain itself holds; does it end where the last writer left it?"""
    if head is None:
        return (
            dataclasses.replace(verdict, broken_at=verdict.whole, reason="之后的末端丢失") if verdict.whole else verdict
        )
    if head.sequence > verdict.whole:
        return dataclasses.replace(verdict, broken_at=verdict.whole + 1, reason="缺失")
    if head.hash != at_head:
        return dataclasses.replace(verdict, broken_at=head.sequence, reason="与末端摘要不符")
    return verdict
