"""Stamped copies: matched by the code on the page; what differs is refused, or accepted with a reason and marked."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from lingjun.cases.actions import return_for_changes, submit
from lingjun.cases.models import Case, StampedCopy
from lingjun.core.models import StoredFile
from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_pdf

pytestmark = pytest.mark.django_db


def photo(case: Case, version: int | None = None, *, turn: int = 0, wide: int = 1000) -> SimpleUploadedFile:
    """The printed page as a grey photograph."""
    form, mark = form_of(Case.objects.get(pk=case.pk), version)
    document = pypdfium2.PdfDocument(form_pdf(form, mark))
    page = document[0].render(scale=2).to_pil().convert("L")
    document.close()
    page = page.resize((wide, page.height * wide // page.width)).rotate(turn, expand=True, fillcolor=200)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=70)
    return SimpleUploadedFile("盖章件.jpg", out.getvalue(), content_type="image/jpeg")


def post(cast, who, case, file, reason=""):
    return cast.client(getattr(cast, who)).post(
        reverse("creation:stamp", args=[case.number]), {"file": file, "reason": reason}
    )


@pytest.mark.parametrize("turn", [0, 5, 90])
def test_a_photo_of_the_current_page_is_matched_and_shown(filing, cast, turn):
    case = filing.submitted()
    response = post(cast, "port_clerk", case, photo(case, turn=turn))
    assert response.status_code == 302
    copy = StampedCopy.objects.get(case=case)
    assert (copy.result, copy.version, copy.accepted_reason) == ("matched", 1, "")
    page = cast.client(cast.port_chair).get(reverse("creation:review", args=[case.number]))
    assert reverse("creation:stamped_preview", args=[case.number, copy.pk]) in page.content.decode()
    picture = cast.client(cast.port_chair).get(reverse("creation:stamped_preview", args=[case.number, copy.pk]))
    assert Image.open(io.BytesIO(picture.content)).width <= 1600


def test_an_older_version_is_refused_with_what_to_do(filing, cast):
    case = filing.at_city()
    old = photo(case)
    return_for_changes(actor=cast.city_officer, case_id=case.pk, reason="缺人。", sections=["roster"])
    submit(actor=cast.port_clerk, case_id=case.pk)
    response = post(cast, "port_clerk", case, old)
    assert response.status_code == 422
    assert "这张盖章件是第 1 版的，申报表已改到第 2 版。请打印第 2 版，重新盖章。" in response.content.decode()
    assert not StampedCopy.objects.exists()
    assert not StoredFile.objects.filter(media_type="image/jpeg").exists()


def test_another_case_and_no_code_are_refused_to_the_unit_even_with_a_reason(filing, cast):
    case, other = filing.submitted("陈海川"), filing.submitted("周一鸣")
    response = post(cast, "port_clerk", case, photo(other), reason="先用着")
    assert f"是办件 {other.number} 的" in response.content.decode()
    blank = io.BytesIO()
    Image.new("L", (900, 1200), 240).save(blank, "JPEG")
    response = post(cast, "port_clerk", case, SimpleUploadedFile("空白.jpg", blank.getvalue()), reason="先用着")
    assert "没有读到核对码" in response.content.decode()
    assert not StampedCopy.objects.exists()


def test_an_officer_may_accept_with_a_reason_and_it_stays_marked(filing, cast):
    case, other = filing.submitted("陈海川"), filing.submitted("周一鸣")
    assert post(cast, "industry_officer", case, photo(other)).status_code == 422
    assert post(cast, "industry_officer", case, photo(other), reason="纸件已当面核对").status_code == 302
    copy = StampedCopy.objects.get(case=case)
    assert (copy.result, copy.accepted_reason) == ("other", "纸件已当面核对")
    page = cast.client(cast.city_officer).get(reverse("creation:review", args=[case.number])).content.decode()
    assert "仍接受：纸件已当面核对" in page


def test_a_code_with_another_digest_is_not_believed(filing, cast):
    from lingjun.cases.marks import compare, payload

    case = filing.submitted()
    result, _, message = compare(case, [payload(case.number, 1, "0" * 12)])
    assert result == "altered"
    assert "不符" in message


@pytest.mark.parametrize(("who", "status"), [("grid_clerk", 404), ("district_officer", 404), ("auditor", 403)])
def test_others_may_not_upload(filing, cast, who, status):
    case = filing.submitted()
    assert post(cast, who, case, photo(case)).status_code == status
    assert not StampedCopy.objects.exists()


def test_a_file_that_is_no_picture_is_refused(filing, cast):
    case = filing.submitted()
    response = post(cast, "port_clerk", case, SimpleUploadedFile("盖章件.jpg", b"hello" * 100))
    assert response.status_code == 422
    assert not StampedCopy.objects.exists()


def test_a_draft_has_no_code_to_match(filing, cast):
    case = filing.draft()
    response = post(cast, "port_clerk", case, photo(case))
    assert response.status_code == 409


def test_only_the_uploader_removes_and_the_row_stays(filing, cast):
    case = filing.submitted()
    post(cast, "port_clerk", case, photo(case))
    copy = StampedCopy.objects.get(case=case)
    url = reverse("creation:stamped_remove", args=[case.number, copy.pk])
    assert cast.client(cast.port_chair).post(url).status_code == 403
    assert cast.client(cast.port_clerk).get(url).status_code == 405
    assert cast.client(cast.port_clerk).post(url).status_code == 302
    assert cast.client(cast.port_clerk).post(url).status_code == 404
    copy.refresh_from_db()
    assert copy.removed_at is not None
