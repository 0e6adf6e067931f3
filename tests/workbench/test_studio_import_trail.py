"""What a person decided on the way of a list is in the trail: who, when, which file, which columns, all or the good."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from lingjun.audit import verbs
from lingjun.audit.models import Entry
from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch
from tests.workbench.importing import book, row, uploaded


def told() -> list[tuple[str, str]]:
    rows = Entry.objects.filter(verb__startswith="studio.import_").order_by("sequence")
    return [(entry.verb.removeprefix("studio.import_"), entry.actor_name) for entry in rows]


def test_every_step_of_a_list_is_told_once(filing: Any) -> None:
    cast = filing.cast
    client, me = cast.client(cast.city_officer), cast.city_officer.name
    client.post(reverse("workbench:studio_import"), {"file": book([row(1), row(2, 名称="")])})
    batch = ImportBatch.objects.get()
    assert told() == [("upload", me)]
    assert Entry.objects.get(verb="studio.import_upload").new["sha256"] == batch.file.sha256
    first = batch.file.sha256
    client.post(reverse("workbench:studio_import_file", args=[batch.pk]), {"file": book([row(1), row(3, 名称="")])})
    batch.refresh_from_db()
    replaced = Entry.objects.get(verb="studio.import_replace")
    assert (replaced.old["sha256"], replaced.new["sha256"]) == (first, batch.file.sha256)
    client.get(reverse("workbench:studio_import_batch", args=[batch.pk]))
    client.post(reverse("workbench:studio_import_commit", args=[batch.pk]), {"which": "all"})
    assert told() == [("upload", me), ("replace", me)], "looking, and what was not done, is no decision"
    client.post(reverse("workbench:studio_import_commit", args=[batch.pk]), {"which": "good"})
    assert told() == [("upload", me), ("replace", me), ("begin", me), ("done", me)]
    assert Entry.objects.get(verb="studio.import_begin").new == {"rows": "只导入没有问题的行"}
    assert Entry.objects.filter(verb__startswith="studio.import_", subject_name="全市名单.xlsx").count() == 4
    assert not {code for code, label in verbs.choices() if label.startswith("studio.import")}
    assert {f"studio.import_{verb}" for verb, _ in told()} <= {code for code, _ in verbs.choices()}


def test_columns_and_letting_go_are_told_too(filing: Any) -> None:
    actor = filing.cast.city_officer
    batch = uploaded(filing, [row()])
    importing.map_columns(actor=actor, batch_id=batch.pk, mapping={"row": 0, "headings": {"牌匾号码": "plaque"}})
    importing.map_columns(actor=actor, batch_id=batch.pk, mapping={"row": 0, "headings": {"牌匾号码": "plaque"}})
    unions = {"row": 0, "headings": {"牌匾号码": "plaque"}, "unions": {"思明": 3}}
    importing.map_columns(actor=actor, batch_id=batch.pk, mapping=unions)
    importing.discard(actor=actor, batch_id=batch.pk)
    me = actor.name
    assert told() == [("upload", me), ("mapping", me), ("mapping", me), ("discard", me)]
    one, two = Entry.objects.filter(verb="studio.import_mapping").order_by("sequence")
    assert one.new == {"row": 0, "headings": {"牌匾号码": "plaque"}}
    assert (two.old, two.new) == ({}, {"unions": {"思明": 3}}), "what was said this time"
    assert Entry.objects.get(verb="studio.import_discard").old["file"] == "全市名单.xlsx"
