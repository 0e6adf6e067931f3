"""Files behind a 整改: open until the unit reports, then they stand as the union saw them."""

from __future__ import annotations

import datetime
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lingjun.appraisal import actions
from lingjun.appraisal.models import Rectification
from lingjun.core.errors import Closed, Invalid
from lingjun.studios.actions import add_material, remove_material, restore_material
from lingjun.studios.models import Material
from tests.appraising import Appraising, checked, reported


def picture(name: str = "整改照片.jpg") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (80, 60), "navy").save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), content_type="image/jpeg")


@pytest.fixture
def row(appraising: Appraising) -> Rectification:
    appraising.published("rectify")
    return Rectification.objects.get()


def behind(row: Any, actor: Any, name: str = "整改照片.jpg") -> Material:
    return add_material(actor=actor, studio_id=row.studio_id, about=row, purpose="evidence", upload=picture(name))


def test_files_are_locked_from_the_report_on(appraising: Appraising, row: Rectification) -> None:
    cast = appraising.cast
    clerk = cast.port_clerk
    kept, taken = behind(row, clerk), behind(row, clerk, "不要的.jpg")
    remove_material(actor=clerk, material_id=taken.pk)
    reported(cast, row)

    def refused(state: str) -> None:
        for act in (
            lambda: behind(row, clerk),
            lambda: remove_material(actor=clerk, material_id=kept.pk),
            lambda: restore_material(actor=clerk, material_id=taken.pk),
        ):
            with pytest.raises(Closed, match=f"证明材料不能再添、再移除；现在是“{state}”"):
                act()
        assert Material.objects.filter(about="appraisal.rectification", removed_at=None).count() == 1

    refused("待复查")
    checked(cast, row, passed=True, finding="已补齐。")
    refused("复查通过")


def test_the_page_has_no_buttons_and_a_late_post_is_told_why(appraising: Appraising, row: Rectification) -> None:
    cast = appraising.cast
    kept = behind(row, cast.port_clerk)
    client = cast.client(cast.port_clerk)
    url = reverse("appraisal:rectification", args=[row.appraisal.case.number])
    remove = reverse("studios:material_remove", args=[kept.pk])
    add = reverse("studios:material_add", args=[row.studio_id])
    before = client.get(url).content.decode()
    assert remove in before
    assert add in before
    reported(cast, row)
    checked(cast, row, passed=True, finding="已补齐。")
    after = client.get(url).content.decode()
    assert remove not in after
    assert add not in after
    assert "证明材料不能再添、再移除；现在是“复查通过”" in after
    sent = {"about": "appraisal.rectification", "about_id": row.pk, "file": picture("晚.jpg")}
    for answer in (client.post(remove), client.post(add, sent), client.post(remove, headers={"HX-Request": "true"})):
        assert answer.status_code == 409
        assert "证明材料不能再添、再移除" in answer.content.decode()
    assert Material.objects.filter(about="appraisal.rectification", removed_at=None).count() == 1


def test_files_of_an_earlier_time_stay_while_the_next_is_written(appraising: Appraising, row: Rectification) -> None:
    cast = appraising.cast
    clerk = cast.port_clerk
    old, taken = behind(row, clerk), behind(row, clerk, "不要的.jpg")
    remove_material(actor=clerk, material_id=taken.pk)
    reported(cast, row)
    checked(cast, row, passed=False, finding="没上墙。")
    actions.order_again(
        actor=cast.city_officer, rectification_id=row.pk, demands="制度上墙。",
        due_on=timezone.localdate() + datetime.timedelta(days=20),
    )  # fmt: skip
    new = behind(row, clerk, "上墙.jpg")
    for act in (
        lambda: remove_material(actor=clerk, material_id=old.pk),
        lambda: restore_material(actor=clerk, material_id=taken.pk),
    ):
        with pytest.raises(Closed, match="属于以前的整改"):
            act()
    page = cast.client(clerk).get(reverse("appraisal:rectification", args=[row.appraisal.case.number]))
    assert reverse("studios:material_remove", args=[new.pk]) in page.content.decode()
    assert reverse("studios:material_remove", args=[old.pk]) not in page.content.decode()
    remove_material(actor=clerk, material_id=new.pk)


def test_no_file_goes_behind_a_line_of_another_studio(filing: Any) -> None:
    year = Appraising(filing, ("陈海川", "黄秀兰"))
    first = year.opened()[0]
    year.published("rectify", first)
    row = Rectification.objects.get()
    other = next(studio for studio in year.studios if studio.pk != row.studio_id)
    with pytest.raises(Invalid, match="不在"):
        add_material(
            actor=filing.cast.port_clerk, studio_id=other.pk, about=row, purpose="evidence",
            upload=picture("别处.jpg"),
        )  # fmt: skip
    assert not Material.objects.filter(about_id=row.pk, about="appraisal.rectification").exists()
