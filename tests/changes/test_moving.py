"""A studio that goes to another unit takes its open appraisal and 整改 along; what was answered stays as it was."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.models import Appointment, Notification, User
from lingjun.appraisal import actions as appraisal
from lingjun.audit.models import Entry
from lingjun.cases.actions import approve, return_for_changes
from lingjun.core.errors import NotYours
from lingjun.organizations.actions import create
from tests.appraising import REPORT, Appraising

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(changing: Any) -> Any:
    """The unit the port merges into, with its chair and clerk."""
    unit = create(actor=None, parent=changing.cast.industry, kind="unit", name="厦门港务控股示例有限公司")
    for key, role in (("chair", "unit_chair"), ("clerk", "unit_clerk")):
        user = User.objects.create_user(f"merged_{key}", "x" * 12, name=f"合并{key}", must_change_password=False)
        Appointment.objects.create(user=user, organization=unit, role=role, started_on=datetime.date(2012, 1, 1))
    return unit


def who(key: str) -> Any:
    return User.objects.get(username=f"merged_{key}")


def move(changing: Any, unit: Any) -> None:
    changing.decided(
        "unit", reason="unit_merged", reason_text="两家合并。", effective_on=timezone.localdate(), new_unit=unit
    )


def test_an_open_appraisal_goes_on_at_the_new_unit(
    changing: Any, merged: Any, django_capture_on_commit_callbacks: Any
) -> None:
    year = Appraising(changing.filing, leaders=())
    case = year.opened()[0]
    with django_capture_on_commit_callbacks(execute=True):
        move(changing, merged)
    case.refresh_from_db()
    assert (case.unit, case.unit_path, case.state) == (merged, merged.path, "draft")
    assert Notification.objects.filter(user=who("chair"), text__contains="转到本单位").exists()
    entry = Entry.objects.filter(verb="case.note", subject_id=str(case.pk)).latest("pk")
    assert (entry.old, entry.new) == ({"unit": changing.cast.port.name}, {"unit": merged.name})
    with pytest.raises(NotYours):
        appraisal.save_report(actor=changing.cast.port_clerk, case_id=case.pk, values={"report": REPORT})
    fill = reverse("appraisal:fill", args=[case.number])
    assert changing.cast.client(changing.cast.port_chair).get(fill).status_code == 404
    assert changing.cast.client(who("clerk")).get(fill).status_code == 200
    texts = {"report": REPORT, "problems": "无", "next_year": "推广到六台岸桥。"}
    appraisal.save_report(actor=who("clerk"), case_id=case.pk, values=texts)
    appraisal.submit_report(actor=who("clerk"), case_id=case.pk)
    assert approve(actor=who("chair"), case_id=case.pk, text="本年度活动正常。").state == "recommender_review"


def test_what_the_old_unit_said_stays_and_a_return_goes_to_the_new_one(changing: Any, merged: Any) -> None:
    year = Appraising(changing.filing, leaders=())
    case = year.at_union()
    move(changing, merged)
    page = changing.cast.client(who("chair")).get(reverse("appraisal:case", args=[case.number])).content.decode()
    assert changing.cast.port.union_name in page, "who gave the opinion then"
    assert f"本年度鉴定由{merged.name}接着办理" in page
    return_for_changes(
        actor=changing.cast.industry_officer, case_id=case.pk, reason="请补年底数据。", sections=["report"]
    )
    appraisal.submit_report(actor=who("clerk"), case_id=case.pk)
    with pytest.raises(NotYours):
        approve(actor=changing.cast.port_chair, case_id=case.pk, text="同意。")
    assert approve(actor=who("chair"), case_id=case.pk, text="同意。").state == "recommender_review"


def test_an_open_rectification_is_reported_by_the_new_unit_and_old_years_stay_readable(
    changing: Any, merged: Any
) -> None:
    case = Appraising(changing.filing, leaders=()).published("rectify")
    move(changing, merged)
    case.refresh_from_db()
    assert case.unit == changing.cast.port, "a finished year stays the old unit's"
    clerk = changing.cast.client(who("clerk"))
    assert clerk.get(reverse("appraisal:case", args=[case.number])).status_code == 200
    url = reverse("appraisal:rectification", args=[case.number])
    assert clerk.get(url).status_code == 200
    report = {"report": "六项制度已补齐，台账已补记。", "seen": "open"}
    assert clerk.post(reverse("appraisal:rectification_report", args=[case.number]), report).status_code == 302
    grid = changing.cast.client(changing.cast.grid_chair)
    assert grid.get(url).status_code == 404, "another unit sees nothing"
    assert grid.get(reverse("appraisal:case", args=[case.number])).status_code == 404


def test_the_new_unit_reads_the_change_that_brought_the_studio(changing: Any, merged: Any) -> None:
    move(changing, merged)
    number = changing.studio.changes.get().case.number
    chair, port = changing.cast.client(who("chair")), changing.cast.client(changing.cast.port_chair)
    assert number in chair.get(reverse("changes:history", args=[changing.studio.pk])).content.decode()
    page = reverse("changes:case", args=[number])
    assert [one.get(page).status_code for one in (chair, port)] == [200, 200], "and the old unit its own"
    assert changing.cast.client(changing.cast.grid_chair).get(page).status_code == 404
