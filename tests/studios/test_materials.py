"""Files behind the lines of a studio file: who adds and sees them, several at once, a bad one harms no good one."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lingjun.audit.models import Entry
from lingjun.studios import actions
from lingjun.studios.models import Material, Premises


def photo(name: str = "场所.jpg") -> SimpleUploadedFile:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (24.0, 26.0, 0.0)}
    Image.new("RGB", (800, 600), "navy").save(stream, "JPEG", exif=exif)
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/jpeg")


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


def place(filing: Any, studio: Any) -> Any:
    values = {"address": "东渡路1号", "area": 86, "since": datetime.date(2013, 1, 1)}
    return actions.add(actor=filing.cast.port_clerk, studio_id=studio.pk, model=Premises, values=values)


def fields(line: Any, *files: Any, **more: Any) -> dict[str, Any]:
    return {"about": "studios.premises", "about_id": line.pk, "file": list(files), **more}


def test_the_good_files_stay_when_one_is_bad(filing: Any, studio: Any) -> None:
    line = place(filing, studio)
    client = filing.cast.client(filing.cast.port_liaison)
    url = reverse("studios:material_add", args=[studio.pk])
    bad = SimpleUploadedFile("坏.jpg", b"MZ\x00", content_type="image/jpeg")
    carried = set(Material.objects.values_list("pk", flat=True))
    page = client.post(
        url, fields(line, photo("一.jpg"), bad, photo("二.jpg"), caption="正门"), headers={"HX-Request": "true"}
    )
    words = page.content.decode()
    assert page.status_code == 200
    assert "已上传 2 个文件" in words
    assert "坏.jpg：按内容看，这是程序" in words
    added = Material.objects.exclude(pk__in=carried)
    assert {(one.about, one.about_id) for one in added} == {("studios.premises", line.pk)}
    assert list(added.values_list("file__name", "caption")) == [("一.jpg", "正门"), ("二.jpg", "正门")]
    only_bad = client.post(url, fields(line, bad), headers={"HX-Request": "true"})
    assert (only_bad.status_code, added.count()) == (422, 2)
    assert client.post(url, fields(line), headers={"HX-Request": "true"}).status_code == 422


def test_without_javascript_the_answer_leads_back_and_says_it(filing: Any, studio: Any) -> None:
    line = place(filing, studio)
    client = filing.cast.client(filing.cast.port_clerk)
    here = reverse("studios:premises_edit", args=[studio.pk, line.pk])
    url = reverse("studios:material_add", args=[studio.pk])
    bad = SimpleUploadedFile("坏.jpg", b"MZ\x00")
    page = client.post(url, fields(line, photo(), bad, next=here), follow=True)
    assert page.redirect_chain == [(here, 302)]
    assert "已上传 1 个文件。" in page.content.decode()
    assert "坏.jpg：" in page.content.decode()
    assert client.post(url, fields(line, photo(), next="https://192.0.2.9/")).url == reverse("studios:list")
    answer = client.post(url, fields(line, photo(), bad), headers={"Accept": "application/json"}).json()
    assert [one["name"] for one in answer["kept"]] == ["场所.jpg"]
    assert [one["name"] for one in answer["wrong"]] == ["坏.jpg"]


def test_shown_to_who_sees_the_studio_without_the_position(filing: Any, studio: Any) -> None:
    line, cast = place(filing, studio), filing.cast
    one = actions.add_material(actor=cast.port_clerk, studio_id=studio.pk, about=line, upload=photo(), purpose="photo")
    url = reverse("studios:material", args=[one.pk])
    for person in ("city_officer", "industry_officer", "auditor", "port_liaison"):
        for query in ("", "?thumb=1", "?full=1"):
            answer = cast.client(getattr(cast, person)).get(url + query)
            content = b"".join(answer.streaming_content)
            assert answer["Content-Type"] == "image/jpeg"
            assert 0x8825 not in Image.open(io.BytesIO(content)).getexif(), query
    for person in ("grid_chair", "district_officer", "stranger"):
        assert cast.client(getattr(cast, person)).get(url).status_code == 404


def test_removed_and_put_back(filing: Any, studio: Any) -> None:
    line, cast = place(filing, studio), filing.cast
    before = Entry.objects.count()
    one = actions.add_material(actor=cast.port_clerk, studio_id=studio.pk, about=line, upload=photo(), purpose="photo")
    remove, restore = (reverse(f"studios:material_{verb}", args=[one.pk]) for verb in ("remove", "restore"))
    for person, status in (("industry_officer", 403), ("grid_clerk", 404)):
        assert cast.client(getattr(cast, person)).post(remove).status_code == status
    client = cast.client(cast.port_clerk)
    words = client.post(remove, headers={"HX-Request": "true"}).content.decode()
    one.refresh_from_db()
    assert one.removed_at
    assert restore in words
    client.post(restore)
    one.refresh_from_db()
    assert one.removed_at is None
    entries = Entry.objects.order_by("sequence")[before:]
    assert [e.verb for e in entries if e.verb.startswith("material.")] == [
        "material.add", "material.remove", "material.restore",
    ]  # fmt: skip


@pytest.mark.parametrize("about", ["studios.studio", "accounts.user", "nothing", "studios.premises"])
def test_only_lines_of_this_studio_own_files(filing: Any, studio: Any, about: str) -> None:
    """The last one: a place of the same unit's other studio."""
    line = place(filing, filing.named("黄秀兰").studio)
    client = filing.cast.client(filing.cast.port_clerk)
    sent = {"about": about, "about_id": line.pk, "file": [photo()]}
    there = Material.objects.count()
    assert client.post(reverse("studios:material_add", args=[studio.pk]), sent).status_code == 404
    for wrong in ("", "x", "9" * 40, "-1"):
        sent["about_id"] = wrong
        assert client.post(reverse("studios:material_add", args=[studio.pk]), sent).status_code == 404
    assert Material.objects.count() == there


def test_a_file_put_back_counts_as_one_too_many(filing: Any, studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from lingjun.core.errors import Invalid
    from lingjun.studios.actions import materials

    monkeypatch.setattr(materials, "MOST", 1)
    line, clerk = place(filing, studio), filing.cast.port_clerk

    def kept() -> Material:
        return actions.add_material(actor=clerk, studio_id=studio.pk, about=line, upload=photo(), purpose="photo")

    first = kept()
    actions.remove_material(actor=clerk, material_id=first.pk)
    kept()
    with pytest.raises(Invalid, match="最多 1 个"):
        actions.restore_material(actor=clerk, material_id=first.pk)
    assert Material.objects.filter(about_id=line.pk, about="studios.premises", removed_at=None).count() == 1
