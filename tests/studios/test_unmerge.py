"""A merge of two records of a person is taken apart again, as long as nothing was written on the person since."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import serializers
from django.urls import reverse

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, MovedOn, NotYours
from lingjun.ledger.models import Activity, ActivityKind, Project
from lingjun.studios import actions as files
from lingjun.studios.actions import merging, people
from lingjun.studios.actions import team as acting
from lingjun.studios.models import Honour, Member, Premises, Promotion, Studio, Worker
from lingjun.studios.models.people import Merge

JOINED = datetime.date(2014, 1, 1)
MODELS = (Worker, Member, Honour, Promotion, Project, Activity)


def everything() -> dict[str, str]:
    return {model.__name__: serializers.serialize("json", model.objects.order_by("pk")) for model in MODELS}


@pytest.fixture
def studio(filing: Any) -> Studio:
    found: Studio = filing.named("陈海川").studio
    return found


@pytest.fixture
def two(filing: Any, studio: Studio) -> tuple[Worker, Worker]:
    """In two teams, once in the same; equal honours, growth, lists, a blank to fill."""
    cast, second = filing.cast, filing.named("黄秀兰").studio
    keep, gone = (
        acting.add_member(
            actor=cast.port_clerk, studio_id=where.pk, role=role, joined_on=JOINED, is_another=True,
            values={"name": "林新人"} | values,
        ).worker
        for where, role, values in (
            (studio, "member", {"birth": "1990-01"}), (second, "backbone", {"phone": "13900000009"}),
        )
    )  # fmt: skip
    Member.objects.create(studio=studio, worker=gone, role="backbone", joined_on=datetime.date(2015, 1, 1))
    Member.objects.create(studio=second, worker=keep, role="backbone", joined_on=datetime.date(2016, 1, 1))
    for worker in (keep, gone):
        Honour.objects.create(worker=worker, text="市劳动模范", year=2011)
    Promotion.objects.create(worker=gone, studio=second, kind="education", old="", new="20", on=JOINED)
    Project.objects.create(studio=second, title="甲", lead=gone, people=[gone.pk, 900])
    Activity.objects.create(
        studio=studio, kind=ActivityKind.MEETING, held_on=JOINED, text="乙", attendees=[gone.pk, keep.pk], attendance=2
    )
    return keep, gone


def test_both_records_are_as_they_were(filing: Any, two: tuple[Worker, Worker]) -> None:
    cast, (keep, gone) = filing.cast, two
    before = everything()
    merging.merge_workers(actor=cast.port_chair, keep_id=keep.pk, gone_id=gone.pk)
    merge = Merge.objects.get()
    assert not Worker.objects.filter(pk=gone.pk).exists()
    for person in ("port_liaison", "industry_officer", "city_officer", "grid_chair"):
        with pytest.raises(NotYours):
            merging.unmerge_workers(actor=getattr(cast, person), merge_id=merge.pk)
    merging.unmerge_workers(actor=cast.port_clerk, merge_id=merge.pk)
    assert everything() == before
    assert Entry.objects.get(verb="worker.unmerge").new["worker"] == gone.pk
    with pytest.raises(MovedOn, match="已经拆开"):
        merging.unmerge_workers(actor=cast.port_clerk, merge_id=merge.pk)
    merging.merge_workers(actor=cast.port_chair, keep_id=gone.pk, gone_id=keep.pk)
    merging.unmerge_workers(actor=cast.port_chair, merge_id=Merge.objects.get(undone_at=None).pk)
    assert everything() == before


def test_a_leader_taken_over_leads_again(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    twin = Worker.objects.create(unit=cast.port, name=studio.leader.name)
    Honour.objects.create(worker=twin, text="全国劳动模范", level="national_model")
    first = studio.leader_id
    merging.merge_workers(actor=cast.port_chair, keep_id=twin.pk, gone_id=first)
    assert Studio.objects.get(pk=studio.pk).leader_id == twin.pk
    merging.unmerge_workers(actor=cast.port_chair, merge_id=Merge.objects.get().pk)
    assert Studio.objects.get(pk=studio.pk).leader_id == first


def _leaves(cast: Any, keep: Worker) -> None:
    row = keep.memberships.get(left_on=None, studio__name__contains="黄")
    acting.leave(actor=cast.port_clerk, member_id=row.pk, on=datetime.date(2020, 1, 1), reason="调离")


WRITTEN: dict[str, Any] = {
    "联系电话": lambda cast, keep: people.correct_worker(
        actor=cast.port_clerk, worker_id=keep.pk, values={"phone": "13900000001"}
    ),
    "荣誉": lambda cast, keep: people.add_honour(
        actor=cast.port_clerk, worker_id=keep.pk, values={"text": "省劳动模范"}
    ),
    "成员": _leaves,
    "项目": lambda cast, keep: Project.objects.create(studio=keep.memberships.first().studio, title="新", lead=keep),
    "活动": lambda cast, keep: Activity.objects.create(
        studio=keep.memberships.first().studio, kind=ActivityKind.MEETING, held_on=JOINED, attendees=[keep.pk]
    ),
}


@pytest.mark.parametrize("word", WRITTEN)
def test_what_was_written_since_stands_in_the_way(filing: Any, two: tuple[Worker, Worker], word: str) -> None:
    cast, (keep, gone) = filing.cast, two
    merging.merge_workers(actor=cast.port_chair, keep_id=keep.pk, gone_id=gone.pk)
    merge = Merge.objects.get()
    WRITTEN[word](cast, keep)
    after = everything()
    with pytest.raises(Closed, match=f"合并以后，林新人的.*{word}.*有新的改动，不能拆开"):
        merging.unmerge_workers(actor=cast.port_chair, merge_id=merge.pk)
    assert everything() == after
    client = cast.client(cast.port_chair)
    url = reverse("studios:worker_unmerge", args=[keep.pk, merge.pk])
    page = client.get(url).content.decode()
    assert "有新的改动，不能拆开" in page
    assert "拆回两条" not in page
    answer = client.post(url)
    assert answer.status_code == 409
    assert "有新的改动，不能拆开" in answer.content.decode()


def test_work_that_does_not_touch_the_person_is_no_hindrance(filing: Any, two: tuple[Worker, Worker]) -> None:
    """The whole way by the pages."""
    cast, (keep, gone) = filing.cast, two
    client = cast.client(cast.port_clerk)
    client.post(reverse("studios:worker_merge", args=[keep.pk, gone.pk]))
    studio = keep.memberships.first().studio
    files.add(actor=cast.port_clerk, studio_id=studio.pk, model=Premises,
              values={"address": "东渡路1号", "area": 86, "since": JOINED})  # fmt: skip
    url = reverse("studios:worker_unmerge", args=[keep.pk, Merge.objects.get().pk])
    assert url in client.get(reverse("studios:worker", args=[keep.pk])).content.decode()
    assert url not in cast.client(cast.industry_officer).get(reverse("studios:worker", args=[keep.pk])).content.decode()
    assert "拆回两条" in client.get(url).content.decode()
    assert client.post(url).url == reverse("studios:worker", args=[gone.pk])
    assert Worker.objects.filter(name="林新人").count() == 2
    assert client.get(url).status_code == 404
    assert url not in client.get(reverse("studios:worker", args=[keep.pk])).content.decode()
