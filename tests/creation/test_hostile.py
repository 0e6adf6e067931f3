"""What a Word form, a pasted table or a crafted request may bring along, on both databases."""

from __future__ import annotations

import dataclasses
import json

import pytest
from django.urls import reverse

from lingjun.cases.actions import submit
from lingjun.core.errors import Invalid
from lingjun.core.files import store_generated
from lingjun.creation.actions import take_over
from lingjun.creation.content import LIMITS, Content, HonourRow, ProjectRow
from lingjun.creation.forms.filling import LeaderForm, UnitForm, line
from lingjun.creation.paper import CreationForm, Leader
from lingjun.ledger.models import Project
from lingjun.studios.models import Honour, Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db

ODD = "陈\0海\ud800川\x1b\u202e"


def test_limits_are_those_of_the_fields_people_type_in() -> None:
    for form, section in ((UnitForm, "unit"), (LeaderForm, "leader")):
        assert {name: field.limit for name, field in form.base_fields.items()} == LIMITS[section]  # type: ignore[attr-defined]


def test_what_may_be_submitted_fits_the_studio_file() -> None:
    assert LIMITS["unit"]["studio_name"] <= Studio._meta.get_field("name").max_length
    assert LIMITS["leader"]["name"] <= Worker._meta.get_field("name").max_length
    assert LIMITS["leader"]["post"] <= Worker._meta.get_field("post").max_length
    assert LIMITS["leader"]["title"] <= Worker._meta.get_field("title").max_length
    assert LIMITS["honours"]["title"] + len("2010年") <= Honour._meta.get_field("text").max_length
    assert LIMITS["honours"]["awarding_body"] <= Honour._meta.get_field("awarding_body").max_length
    assert LIMITS["projects"]["title"] <= Project._meta.get_field("title").max_length


@pytest.mark.parametrize(
    ("field", "content"),
    [
        ("leader.post", {"post": "岗" * 101}),
        ("leader.title", {"title": "高" * 51}),
        ("leader.honours.1.title", {"honours": [HonourRow("全国劳动模范" * 40, "national_model", "2010", "")]}),
        ("projects.2.title", None),
    ],
)
def test_words_too_long_for_the_studio_file_are_told_before_submitting(filing: Filing, cast, field, content):
    """A Word form is not typed: its limits are found when it is sent, not when a whole round is named."""
    case = filing.draft()
    form = Content.from_dict(case.application.content)
    if content is None:
        form.projects.append(ProjectRow("项" * 301, "technical"))
    else:
        form.leader = dataclasses.replace(form.leader, **content)
    case.application.content = form.to_dict()
    case.application.save(update_fields=["content"])
    with pytest.raises(Invalid) as refused:
        submit(actor=cast.port_clerk, case_id=case.pk)
    assert set(refused.value.errors) == {field}
    assert "太长" in refused.value.errors[field]


def test_a_form_with_endless_words_becomes_a_draft(filing: Filing, cast):
    case = filing.draft()
    form = CreationForm(
        unit_name="厦" * 5000, studio_name="陈海川劳模创新工作室" * 200, industry="业" * 5000,
        leader=Leader(name="陈" * 5000, phone="1" * 5000, honours="2010年全国劳动模范；" * 500),
        projects=["项" * 5000] * 60,
    )  # fmt: skip
    source = store_generated(name="表.doc", content=b"x", media_type="application/msword")
    take_over(actor=cast.port_clerk, case_id=case.pk, form=form, source=source, originals={"unit_name": "厦" * 5000})
    client = cast.client(cast.port_clerk)
    for section in ("unit", "leader", "projects", "check"):
        assert client.get(reverse("creation:fill", args=[case.number, section])).status_code == 200
    case.refresh_from_db()
    assert len(case.subject_name) == 100


@pytest.mark.parametrize("text", [ODD, "\ud800", "\0", "a\udfffb"])
def test_a_line_holds_nothing_a_database_refuses(text: str) -> None:
    line(text).encode()
    assert "\0" not in line(text)


def test_crafted_rows_of_a_dry_run_are_cleaned(filing: Filing, cast):
    case = filing.draft()
    rows = json.dumps([{"name": "林\0小\ud800满", "gender": "女", "birth": "1985.06", "role": "\ud800", "extra": 1}])
    answer = cast.client(cast.port_clerk).post(
        reverse("creation:roster_take", args=[case.number]), {"rows": rows, "mode": "replace", "revision": "99"}
    )
    assert answer.status_code == 302
    case.application.refresh_from_db()
    assert [row["name"] for row in case.application.content["roster"]] == ["林 小 满"]


@pytest.mark.parametrize(
    "rows", ["", "null", "[" * 100_000, '[1, "x"]', '{"a": 1}', "\ud800".encode("utf-8", "replace")]
)
def test_what_is_no_dry_run_is_told(filing: Filing, cast, rows):
    case = filing.draft()
    answer = cast.client(cast.port_clerk).post(reverse("creation:roster_take", args=[case.number]), {"rows": rows})
    assert answer.status_code == 422


def test_findings_on_site_hold_only_what_the_step_asks(filing: Filing, cast):
    case = filing.recommended_by_unit()
    answer = cast.client(cast.industry_officer).post(
        reverse("creation:decide", args=[case.number, "approve"]),
        {
            "text": "同意推荐。", "seen_state": case.state, "seen_version": str(case.version),
            "seen-premises": "yes", "note-premises": "示\0教室", "seen-x\0y": "yes", "seen-" + "z" * 300: "yes",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    opinion = case.opinions.get(step__level="recommender")
    assert opinion.extra == {"inspection": {"premises": {"found": "yes", "note": "示教室"}}}
