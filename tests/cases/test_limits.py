"""Words too long, dates that are none, numbers no row can have: the same answer on both databases, never a fault."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.actions import approve, attach_stamped_copy, extend, publish_together, remind
from lingjun.cases.marks import compare
from lingjun.cases.models import Case, CopyCheck, Event, Opinion
from lingjun.core.errors import Closed, Invalid
from lingjun.core.files import store_generated
from lingjun.organizations.actions import create
from lingjun.studios.models import Studio
from lingjun.workbench.queries.cases import matching
from tests.filing import Filing

pytestmark = pytest.mark.django_db

LONG_NAME = "厦门市示例区市政园林和城市管理综合执法局环境卫生与市容管理事务中心机械化清扫保洁" + "作业" * 30
"""A hundred characters: the most a unit's name may have."""


def test_the_longest_name_of_a_unit_goes_all_the_way(filing: Filing, cast):
    cast.port.name = LONG_NAME
    assert len(LONG_NAME) == 100
    cast.port.save(update_fields=["name"])
    case = filing.named()
    number = Studio.objects.get(case=case).plaques.get().number
    assert list(matching(Case.objects.all(), case.number)) == [case]
    assert list(matching(Case.objects.all(), "陈海川 chc")) == [case]
    assert Studio.objects.filter(search_key__contains=number).count() == 1
    names = set(Opinion.objects.values_list("organization_name", flat=True))
    names |= set(Event.objects.values_list("organization_name", flat=True))
    assert max(map(len, names)) == 100


def test_a_new_unit_with_the_longest_name_can_apply(filing: Filing, cast):
    unit = create(actor=None, parent=cast.industry, kind="unit", name=LONG_NAME)
    cast.port_clerk.appointments.update(organization=unit)
    cast.port_clerk.refresh_from_db()
    assert filing.draft(unit=unit).unit == unit


@pytest.mark.parametrize("due_on", ["", "2026-02-30", "9" * 40, "明天", "2026-13-01"])
def test_a_deadline_that_is_no_date_is_told(filing: Filing, cast, due_on):
    case = filing.submitted()
    answer = cast.client(cast.industry_officer).post(
        reverse("cases:verb", args=[case.number, "extend"]), {"due_on": due_on, "reason": "台风停工"}
    )
    assert answer.status_code == 422
    assert "请填新的期限" in answer.content.decode()


@pytest.mark.parametrize("days", [367, 365 * 500])
def test_nobody_extends_by_years(filing: Filing, cast, days):
    """A page that counts working days until 9999 takes minutes."""
    case = filing.submitted()
    with pytest.raises(Invalid, match="请核对年份"):
        extend(
            actor=cast.industry_officer, case_id=case.pk, reason="台风停工",
            due_at=timezone.now() + datetime.timedelta(days=days),
        )  # fmt: skip
    extend(
        actor=cast.industry_officer, case_id=case.pk, reason="台风停工",
        due_at=timezone.now() + datetime.timedelta(days=30),
    )  # fmt: skip


@pytest.mark.parametrize("name", ["withdraw", "reopen", "remind", "extend"])
def test_any_reason_is_kept_as_plain_text(filing: Filing, cast, name):
    case = filing.submitted()
    day = (timezone.localdate() + datetime.timedelta(days=60)).isoformat()
    answer = cast.client(cast.port_clerk if name in {"withdraw", "reopen"} else cast.industry_officer).post(
        reverse("cases:verb", args=[case.number, name]), {"reason": "台\0风" + "长" * 5000, "due_on": day}
    )
    assert answer.status_code == (403 if name == "reopen" else 302)


def test_numbers_of_decisions_are_short_also_in_the_action(filing: Filing, cast):
    case = filing.held()
    with pytest.raises(Invalid) as refused:
        publish_together(
            actor=cast.city_officer, case_ids=[case.pk], decision_number="厦" * 51, decided_on=timezone.localdate()
        )
    assert set(refused.value.errors) == {"decision_number"}


def test_the_reason_for_accepting_a_copy_is_short_also_in_the_action(filing: Filing, cast):
    case = filing.submitted()
    file = store_generated(name="a.jpg", content=b"x", media_type="image/jpeg")
    with pytest.raises(Invalid, match="最多 300 字"):
        attach_stamped_copy(actor=cast.industry_officer, case_id=case.pk, file=file, marks=[], reason="由" * 301)
    kept = attach_stamped_copy(actor=cast.industry_officer, case_id=case.pk, file=file, marks=[], reason="由" * 300)
    assert kept.accepted_reason == "由" * 300


@pytest.mark.parametrize(
    "mark", ["LJ1:\0:1:A", "LJ1:x' OR 1:1:A", f"LJ1:{'9' * 200}:1:A", "LJ1:::", "LJ1:CJ-2026-0001:²:A"]
)
def test_a_strange_code_is_no_code(filing: Filing, mark):
    case = filing.submitted()
    assert compare(case, [mark])[:2] == (CopyCheck.NO_CODE, "")


@pytest.mark.parametrize("picks", [["9" * 30], ["²"], ["-1"], ["9" * 5000], ["9" * 18], ["", "x"]])
def test_numbers_no_case_can_have_are_passed_over(filing: Filing, cast, picks):
    filing.held()
    client = cast.client(cast.city_officer)
    for verb in ("approve", "return", "remind"):
        answer = client.post(
            reverse("workbench:bulk"), {"do": verb, "pick": picks, "seen": [f"{picks[0]}:draft:{picks[0]}"]}
        )
        assert answer.status_code == 302
    naming = reverse("creation:naming", args=[filing.round.pk])
    answer = client.post(
        naming, {"case": picks, "decision_number": "厦工〔2026〕8号", "decided_on": timezone.localdate().isoformat()}
    )
    assert answer.status_code == 422
    assert "请至少选一件" in answer.content.decode()


def test_an_opinion_that_cannot_be_printed_is_refused_while_it_can_be_changed(filing: Filing, cast):
    case = filing.submitted()
    with pytest.raises(Invalid, match="没有字体可以打印") as refused:
        approve(actor=cast.port_chair, case_id=case.pk, text="同意\U0001f9d0申报")
    assert set(refused.value.errors) == {"text"}
    approve(actor=cast.port_chair, case_id=case.pk, text="同意申报")


@pytest.mark.parametrize("day", [datetime.date(26, 11, 22), datetime.date(1, 1, 1)])
def test_a_year_typed_short_is_told(filing: Filing, cast, day):
    """A browser takes 0026 for a year; plaques are numbered by it."""
    held, waiting = filing.held(), filing.submitted("周一鸣")
    with pytest.raises(Invalid, match="请核对年份"):
        publish_together(actor=cast.city_officer, case_ids=[held.pk], decision_number="厦工〔2026〕8号", decided_on=day)
    with pytest.raises(Invalid, match="请核对年份"):
        approve(actor=cast.port_chair, case_id=waiting.pk, text="同意申报。", dated_on=day)


def test_nobody_is_reminded_of_what_the_federation_has_decided(filing: Filing) -> None:
    """The federation is told so; the union below asks as before, since it does not know."""
    case = filing.held()
    with pytest.raises(Closed, match="等待公布"):
        remind(actor=filing.cast.city_officer, case_id=case.pk)
    assert remind(actor=filing.cast.industry_officer, case_id=case.pk).is_held
