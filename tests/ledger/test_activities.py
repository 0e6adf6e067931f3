"""The one-minute entry: stored once, with people of the day, photos one by one, and later changes in the open."""

from __future__ import annotations

import datetime
import io
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.core.models import StoredFile
from lingjun.ledger import actions
from lingjun.ledger.models import Activity, Plan, PlanItem, Project, StagedPhoto
from lingjun.ledger.models.activities import MOST_PHOTOS
from lingjun.ledger.queries import activities as queries
from lingjun.studios.models import Material, Member, Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db
TOKEN = uuid.UUID("11111111-2222-4333-8444-555555555555")


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def team(studio: Studio) -> list[int]:
    return list(studio.members.values_list("worker_id", flat=True))


def values(studio: Studio, **other: Any) -> dict[str, Any]:
    return {
        "kind": "meeting", "held_on": timezone.localdate(), "text": "复核防摇参数，定下周复测。",
        "attendees": team(studio)[:2], "guests": 1,
    } | other  # fmt: skip


def entry(studio: Studio, actor: Any, token: uuid.UUID = TOKEN, **other: Any) -> Activity:
    return actions.record_activity(actor=actor, studio_id=studio.pk, token=token, values=values(studio, **other))[0]


def photo(colour: str = "red") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), colour).save(out, "JPEG")
    return SimpleUploadedFile("现场.jpg", out.getvalue(), content_type="image/jpeg")


def sent(studio: Studio, **other: Any) -> dict[str, Any]:
    return {
        "token": str(TOKEN), "kind": "meeting", "held_on": timezone.localdate().isoformat(), "chosen_place": "本工作室",
        "text": "复核防摇参数。", "attendees": team(studio)[:2], "guests": "0", "project": "", "plan_item": "",
    } | other  # fmt: skip


def test_sent_twice_it_stands_once_with_the_latest_words(studio: Studio, cast: Any) -> None:
    first = entry(studio, cast.port_liaison)
    again, new = actions.record_activity(
        actor=cast.port_liaison, studio_id=studio.pk, token=TOKEN, values=values(studio, text="改了一句。")
    )
    assert (again.pk, new, again.text) == (first.pk, False, "改了一句。")
    assert Activity.objects.count() == 1
    with pytest.raises(Invalid):
        entry(studio, cast.port_clerk)
    actions.remove_activity(actor=cast.port_liaison, activity_id=first.pk)
    with pytest.raises(MovedOn):
        entry(studio, cast.port_liaison)


def test_who_may_write(studio: Studio, cast: Any) -> None:
    for stranger in (cast.grid_clerk, cast.industry_officer, cast.city_officer, cast.administrator, cast.stranger):
        with pytest.raises(NotYours):
            entry(studio, stranger, uuid.uuid4())
    Studio.objects.filter(pk=studio.pk).update(status="revoked")
    with pytest.raises(Closed):
        entry(studio, cast.port_liaison)
    assert not Activity.objects.exists()


def test_only_members_of_that_day_can_be_ticked(studio: Studio, cast: Any) -> None:
    today, member = timezone.localdate(), team(studio)[0]
    outside = Worker.objects.create(name="赵外来", unit=cast.grid)
    with pytest.raises(Invalid, match="赵外来"):
        entry(studio, cast.port_liaison, attendees=[outside.pk])
    late = Worker.objects.create(name="孙后到", unit=cast.port)
    Member.objects.create(studio=studio, worker=late, joined_on=today + datetime.timedelta(days=1))
    with pytest.raises(Invalid, match="孙后到"):
        entry(studio, cast.port_liaison, attendees=[late.pk])
    for odd in ([None], ["1"], "12", [10**12]):
        with pytest.raises(Invalid):
            entry(studio, cast.port_liaison, attendees=odd)
    assert entry(studio, cast.port_liaison, attendees=[member, member]).attendance == 1


@pytest.mark.parametrize("days", [1, -20_000])
def test_a_day_that_cannot_be(studio: Studio, cast: Any, days: int) -> None:
    with pytest.raises(Invalid) as refused:
        entry(studio, cast.port_liaison, held_on=timezone.localdate() + datetime.timedelta(days=days))
    assert set(refused.value.errors) == {"held_on"}


def test_project_and_plan_item_of_another_studio(studio: Studio, filing: Filing, cast: Any) -> None:
    other = filing.named("李二").studio
    project = Project.objects.create(studio=other, title="别人的项目")
    with pytest.raises(Invalid) as refused:
        entry(studio, cast.port_liaison, project=project)
    assert set(refused.value.errors) == {"project"}


def test_the_first_activity_ticks_the_plan_off_and_its_removal_takes_the_tick_away(studio: Studio, cast: Any) -> None:
    today = timezone.localdate()
    plan = Plan.objects.create(studio=studio, year=today.year, adopted_on=today)
    item = PlanItem.objects.create(studio=studio, plan=plan, title="防摇复测", due_month=12)
    activity = entry(studio, cast.port_liaison, plan_item=item)
    item.refresh_from_db()
    assert item.done_on == today
    actions.remove_activity(actor=cast.port_liaison, activity_id=activity.pk)
    item.refresh_from_db()
    assert item.done_on is None
    actions.restore_activity(actor=cast.port_liaison, activity_id=activity.pk)
    actions.change_activity(actor=cast.port_liaison, activity_id=activity.pk, values={"plan_item": None})
    item.refresh_from_db()
    assert item.done_on is None


def test_photos_come_before_and_after_the_entry_and_each_once(studio: Studio, cast: Any) -> None:
    def send(colour: str, actor: Any = cast.port_liaison) -> Any:
        return actions.add_photo(actor=actor, studio_id=studio.pk, token=TOKEN, upload=photo(colour))

    assert isinstance(send("red"), StagedPhoto)
    assert send("red").pk == StagedPhoto.objects.get().pk, "the same picture again"
    send("blue", cast.port_clerk)
    activity = entry(studio, cast.port_liaison)
    assert activity.photos == 1, "only one's own staged photos join"
    assert isinstance(send("green"), Material)
    send("green")
    activity.refresh_from_db()
    assert activity.photos == 2
    assert StoredFile.objects.filter(media_type="image/jpeg").count() == 3
    with pytest.raises(Invalid) as refused:
        actions.add_photo(
            actor=cast.port_liaison, studio_id=studio.pk, token=TOKEN, upload=SimpleUploadedFile("a.jpg", b"<html>")
        )
    assert set(refused.value.errors) == {"photo"}
    with pytest.raises(NotYours):
        send("black", cast.grid_clerk)
    for number in range(MOST_PHOTOS - 2):
        send(f"#{number * 30 + 20:02x}{200 - number * 20:02x}80")
    with pytest.raises(Invalid, match="最多"):
        send("white")


def test_a_photo_taken_out_comes_back(studio: Studio, cast: Any) -> None:
    activity = entry(studio, cast.port_liaison)
    other = entry(studio, cast.port_liaison, uuid.uuid4())
    kept = actions.add_photo(actor=cast.port_liaison, studio_id=studio.pk, token=TOKEN, upload=photo())
    with pytest.raises(Material.DoesNotExist):
        actions.remove_photo(actor=cast.port_liaison, activity_id=other.pk, material_id=kept.pk)
    actions.remove_photo(actor=cast.port_liaison, activity_id=activity.pk, material_id=kept.pk)
    activity.refresh_from_db()
    assert activity.photos == 0
    actions.restore_photo(actor=cast.port_liaison, activity_id=activity.pk, material_id=kept.pk)
    activity.refresh_from_db()
    assert activity.photos == 1


def test_staged_photos_go_after_a_week(studio: Studio, cast: Any, django_capture_on_commit_callbacks: Any) -> None:
    for token in (TOKEN, uuid.uuid4()):
        actions.add_photo(actor=cast.port_liaison, studio_id=studio.pk, token=token, upload=photo())
    StagedPhoto.objects.filter(token=TOKEN).update(added_at=timezone.now() - datetime.timedelta(days=8))
    StagedPhoto.objects.exclude(token=TOKEN).update(added_at=timezone.now() - datetime.timedelta(days=6))
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.drop_staged_photos() == 1
    assert StagedPhoto.objects.exclude(token=TOKEN).count() == StagedPhoto.objects.count() == 1


def test_a_late_change_stands_on_the_page(studio: Studio, cast: Any) -> None:
    activity = entry(studio, cast.port_liaison)
    actions.change_activity(actor=cast.port_liaison, activity_id=activity.pk, values={"text": "早改。"})
    assert queries.later_changes(activity) == []
    Activity.objects.filter(pk=activity.pk).update(created_at=timezone.now() - datetime.timedelta(days=8))
    actions.change_activity(actor=cast.port_clerk, activity_id=activity.pk, values={"text": "晚改。"})
    activity.refresh_from_db()
    ((_, who, what),) = queries.later_changes(activity)[-1:]
    assert (who, what) == ("周敏", "改了“做了什么”")
    page = cast.client(cast.city_officer).get(reverse("ledger:activity", args=[studio.pk, activity.pk]))
    assert "周敏改了“做了什么”" in page.content.decode()


def test_two_people_change_the_same_entry(studio: Studio, cast: Any) -> None:
    activity = entry(studio, cast.port_liaison)
    actions.change_activity(actor=cast.port_clerk, activity_id=activity.pk, values={"text": "先改。"})
    with pytest.raises(MovedOn):
        actions.change_activity(
            actor=cast.port_liaison, activity_id=activity.pk, values={"text": "后改。"}, seen=activity.changed_at
        )


def test_the_plain_form_takes_entry_and_photos_at_once(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_liaison)
    url = reverse("ledger:activity_new", args=[studio.pk])
    body = sent(studio, chosen_place="__other__", place="3 号泊位现场")
    answer = client.post(url, body | {"photo": [photo(), SimpleUploadedFile("坏.jpg", b"x")]}, follow=True)
    activity = Activity.objects.get()
    assert (activity.place, activity.photos, activity.token) == ("3 号泊位现场", 1, TOKEN)
    assert "第 2 张照片没有收下" in answer.content.decode()
    page = client.get(url).content.decode()
    assert "照上次" in page
    assert "3 号泊位现场" in page


def test_the_script_is_told_where_it_stands_or_what_is_wrong(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_liaison, HTTP_ACCEPT="application/json")
    url = reverse("ledger:activity_new", args=[studio.pk])
    wrong = client.post(url, sent(studio, text=""))
    assert (wrong.status_code, set(wrong.json()["errors"])) == (422, {"text"})
    right = client.post(url, sent(studio))
    activity = Activity.objects.get()
    assert right.json()["url"] == reverse("ledger:activity", args=[studio.pk, activity.pk])
    photos = reverse("ledger:activity_photos", args=[studio.pk, TOKEN])
    assert client.post(photos, {"photo": photo()}).json()["photos"][0]["thumb"]
    assert client.get(photos).json()["url"] == right.json()["url"]
    assert client.post(photos, {"photo": SimpleUploadedFile("a.txt", b"hello")}).status_code == 422


def test_the_list_shows_its_year_and_not_what_was_removed(studio: Studio, cast: Any) -> None:
    today = timezone.localdate()
    gone = entry(studio, cast.port_liaison, text="登错了的一次。")
    actions.remove_activity(actor=cast.port_liaison, activity_id=gone.pk)
    entry(studio, cast.port_liaison, uuid.uuid4(), text="今年的一次。")
    entry(
        studio, cast.port_liaison, uuid.uuid4(), text="前年的一次。", held_on=today.replace(year=today.year - 2, day=1)
    )
    client = cast.client(cast.industry_officer)
    url = reverse("ledger:activities", args=[studio.pk])
    page = client.get(url).content.decode()
    assert ("今年的一次" in page, "前年的一次" in page, "登错了" in page) == (True, False, False)
    older = client.get(url, {"year": today.year - 2, "month": today.month}).content.decode()
    assert ("今年的一次" in older, "前年的一次" in older) == (False, True)
    assert "登错了" in client.get(url, {"removed": "1", "year": ""}).content.decode()
    assert cast.client(cast.district_officer).get(url).status_code == 404


def test_the_general_verb_for_files_does_not_take_out_a_photo(filing: Filing, studio: Studio) -> None:
    """The entry counts its photos and has nine at most: only its own verbs change them."""
    cast = filing.cast
    line = entry(studio, cast.port_liaison)
    shot = actions.add_photo(actor=cast.port_liaison, studio_id=studio.pk, token=TOKEN, upload=photo())
    there = list(Material.objects.order_by("pk").values_list("pk", "removed_at"))
    assert (shot.pk, None) in there
    answer = cast.client(cast.port_liaison).post(reverse("studios:material_remove", args=[shot.pk]))
    line.refresh_from_db()
    assert (answer.status_code, line.photos) == (404, 1)
    assert list(Material.objects.order_by("pk").values_list("pk", "removed_at")) == there
