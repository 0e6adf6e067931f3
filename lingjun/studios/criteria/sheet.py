"""Keeping a studio's sheet of the seven criteria up to date."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lingjun.notices.enums import CriterionKey
from lingjun.notices.schema.content import NoticeContent
from lingjun.studios.criteria.days import new_year, next_turn
from lingjun.studios.criteria.evaluation import Result, evaluate
from lingjun.studios.criteria.many import prepare
from lingjun.studios.criteria.registry import COUNTERS, ENTRIES, Subject
from lingjun.studios.models import CriteriaSheet, Standing, Studio, StudioStatus
from lingjun.studios.queries import content_of, with_head

KEPT = tuple(key.value for key in CriterionKey)
COLUMNS = (
    "recommender", "named_on", "is_active", *KEPT, "met", "detail", "lacks", "counts", "last_entry_on", "due_on",
    "computed_at",
)  # fmt: skip
BATCH = 20
"""Studios computed in one transaction: their files wait for it, so it stays short."""


def subject_of(studio: Studio, on: datetime.date) -> Subject:
    """Ready to be asked. The studio should be loaded with its head (`queries.with_head`)."""
    return Subject(studio=studio, content=content_of(studio), on=on)


def refresh(studio: Studio) -> None:
    """Compute the sheet again as of today and keep it. Called inside the transaction of every action on the file.

    The studio is read again: an action's object may hold what is not saved, and its sheet of before.
    """
    _keep([compute(with_head(Studio.objects.all()).get(pk=studio.pk), timezone.localdate())])


def compute(studio: Studio, on: datetime.date) -> CriteriaSheet:
    """The sheet of a day, not saved. A few queries."""
    return sheet_of(subject_of(studio, on))


def compute_many(studios: Sequence[Studio], on: datetime.date) -> list[CriteriaSheet]:
    """The same for many studios: about thirty queries for all of them."""
    under: dict[int, NoticeContent] = {}
    for studio in studios:
        if studio.case is None and studio.federation_id not in under:
            under[studio.federation_id] = content_of(studio)
    contents = [under[studio.federation_id] if studio.case is None else content_of(studio) for studio in studios]
    subjects = [Subject(studio=one, content=content, on=on) for one, content in zip(studios, contents, strict=True)]
    if subjects:
        prepare(subjects)
    return [sheet_of(subject) for subject in subjects]


def sheet_of(subject: Subject) -> CriteriaSheet:
    """What the checks say about a subject, as a sheet. Asks only what is not in its memory."""
    studio, on = subject.studio, subject.on
    results = evaluate(subject)
    counts = {key: count(subject) for key, count in COUNTERS.items()}
    standings = {result.criterion.key: result.standing or Standing.MISSING for result in results}
    met = sum(standing == Standing.MET for standing in standings.values())
    return CriteriaSheet(
        studio=studio,
        recommender_id=studio.recommender_id,
        named_on=studio.named_on,
        is_active=studio.status == StudioStatus.ACTIVE,
        **{key: standings.get(key, Standing.MISSING) for key in KEPT},
        met=met,
        detail=[_plain(result) for result in results],
        lacks={
            result.criterion.key: [result.state, "；".join(one.text for one in result.missing)]
            for result in results
            if result.standing not in {None, Standing.MET}
        },
        counts=counts | {"criteria": f"{met}/{len(results)}"},
        last_entry_on=max((day for day in (entry(subject) for entry in ENTRIES) if day), default=None),
        due_on=next_turn(on, *(result.until for result in results), new_year(on)),
    )


def _plain(result: Result) -> dict[str, Any]:
    """As kept: words, and [words, address] pairs."""
    return {
        "key": result.criterion.key,
        "label": result.criterion.label,
        "clause": result.criterion.clause,
        "standing": result.standing,
        "state": result.state,
        "words": [line.words for line in result.lines if line.weighs],
        "evidence": [[one.text, one.url] for one in result.evidence],
        "missing": [[one.text, one.url] for one in result.missing],
        "advice": [[one.text, one.url] for one in result.advice],
    }


def _keep(sheets: Sequence[CriteriaSheet]) -> None:
    """One statement, whether they stood before or not."""
    CriteriaSheet.objects.bulk_create(
        sheets, update_conflicts=True, unique_fields=["studio"], update_fields=list(COLUMNS)
    )


@transaction.atomic
def refresh_many(studio_ids: Iterable[int]) -> int:
    """Sheets of a few studios, written together; their files are locked meanwhile, so that nothing newer is lost."""
    ids = list(studio_ids)
    list(Studio.objects.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk", flat=True))
    sheets = compute_many(list(with_head(Studio.objects.filter(pk__in=ids))), timezone.localdate())
    _keep(sheets)
    return len(sheets)


def due_ids(limit: int) -> list[int]:
    """Studios whose day has come; by the index on `due_on`."""
    due = CriteriaSheet.objects.filter(due_on__lte=timezone.localdate()).order_by("due_on", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def missing_ids(limit: int, *, after: int = 0) -> list[int]:
    """Studios without a sheet, in the order of their ids."""
    return list(Studio.objects.filter(pk__gt=after, sheet=None).order_by("pk").values_list("pk", flat=True)[:limit])


def all_ids(limit: int, *, after: int = 0) -> list[int]:
    """Studios in the order of their ids."""
    return list(Studio.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])
