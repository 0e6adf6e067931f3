"""Accounts from Excel: dry run with an error per cell, real run, passwords handed out once."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.accounts.models import Appointment, User
from lingjun.audit.models import Entry
from lingjun.core import credit_code
from lingjun.documents.excel import read_rows, write_table
from lingjun.organizations.models import Organization
from lingjun.workbench.account_import import sheet
from tests.cast import Cast

PORT = "厦门鹭港集装箱码头有限公司"
SPARE = credit_code.make("91", "350200", "M0009K0K")
KEYS = ("organization", "credit_code", "name", "role", "title", "phone", "email", "username")


def book(user: Any, *rows: dict[str, str]) -> SimpleUploadedFile:
    stream = io.BytesIO()
    write_table(
        stream, sheet="x", columns=sheet.columns(user), rows=[{key: row.get(key, "") for key in KEYS} for row in rows]
    )
    return SimpleUploadedFile("名单.xlsx", stream.getvalue())


def person(**changes: str) -> dict[str, str]:
    return {"organization": PORT, "name": "陈海川", "role": "单位工会经办人", "phone": "13911110001"} | changes


def try_out(cast: Cast, user: Any, *rows: dict[str, str], **more: str) -> Any:
    return cast.client(user).post(reverse("workbench:account_import"), {"file": book(user, *rows)} | more)


def go(cast: Cast, user: Any, trial: Any) -> Any:
    return cast.client(user).post(reverse("workbench:account_import_commit"), {"list": trial.context["list"]})


def test_the_template_comes_back_as_an_empty_list(cast: Cast) -> None:
    answer = cast.client(cast.industry_officer).get(reverse("workbench:account_import_template"))
    table = read_rows(answer.content)
    assert table.rows[0][:4] == ["所在组织", "统一社会信用代码", "姓名", "身份"]
    again = cast.client(cast.industry_officer).post(
        reverse("workbench:account_import"), {"file": SimpleUploadedFile("t.xlsx", answer.content)}
    )
    assert again.context["form"].errors["file"] == ["名单里没有填任何人。"]


def test_a_good_list_is_tried_then_opened_then_handed_out(cast: Cast) -> None:
    before = (User.objects.count(), Entry.objects.count())
    trial = try_out(cast, cast.industry_officer, person(), person(name="林巧", organization="鹭港码头", phone=""))
    assert (trial.context["good"], trial.context["bad"]) == (2, 0)
    assert (User.objects.count(), Entry.objects.count()) == before
    done = go(cast, cast.industry_officer, trial)
    assert done.context["opened"] == 2
    assert "no-store" in done["Cache-Control"]
    user = User.objects.get(username="chenhaichuan")
    assert user.must_change_password
    assert user.appointments.get().organization == cast.port
    download = cast.client(cast.industry_officer).post(
        reverse("workbench:account_import_result"), {"result": done.context["result"]}
    )
    rows = read_rows(download.content).rows
    line = next(row for row in rows if "陈海川" in row)
    assert user.check_password(line[5])
    assert line[4] == "chenhaichuan"
    assert line[5] not in str(list(Entry.objects.values()))
    assert Entry.objects.filter(verb__in=["account.import", "account.export"]).count() == 2


def test_pressing_twice_opens_nobody_twice(cast: Cast) -> None:
    trial = try_out(cast, cast.industry_officer, person(phone=""))
    go(cast, cast.industry_officer, trial)
    again = go(cast, cast.industry_officer, trial)
    assert (again.context["opened"], again.context["refused"]) == (0, 1)
    assert User.objects.filter(name="陈海川").count() == 1


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"organization": "没有这家公司"}, "A3"),
        ({"organization": ""}, "A3"),
        ({"credit_code": "91350200M0001F0C00"}, "B3"),
        ({"name": ""}, "C3"),
        ({"name": "周敏"}, "C3"),
        ({"role": "区/产业工会经办人"}, "D3"),
        ({"role": "主席"}, "D3"),
        ({"phone": "139"}, "F3"),
        ({"phone": "13900000001"}, "F3"),
        ({"phone": "13911110001"}, "F3"),
        ({"email": "x"}, "G3"),
        ({"username": "port_clerk"}, "H3"),
    ],
)
def test_each_mistake_has_its_address(cast: Cast, changes: dict[str, str], address: str) -> None:
    """The first row is right; the second differs in exactly one thing (the last phone: the same as in the first)."""
    second = {"name": "林巧", "phone": "13911110002"} | changes
    trial = try_out(cast, cast.industry_officer, person(), person(**second))
    assert [outcome.messages and outcome.messages[0][0] for outcome in trial.context["outcomes"]] == [[], address]
    assert trial.context["list"] == ""
    assert f"见 {address}，" in trial.content.decode()


def test_another_unions_unit_is_unknown(cast: Cast) -> None:
    trial = try_out(cast, cast.district_officer, person())
    assert trial.context["bad"] == 1
    trial = try_out(cast, cast.district_officer, person(organization="", credit_code=cast.port.credit_code))
    assert trial.context["bad"] == 1


def test_missing_units_are_opened_only_when_asked(cast: Cast) -> None:
    rows = [
        person(organization="厦门白鹭印刷有限公司", credit_code=SPARE),
        person(organization="厦门白鹭印刷有限公司", credit_code=SPARE, name="林巧", role="单位工会主席", phone=""),
    ]
    assert try_out(cast, cast.industry_officer, *rows).context["bad"] == 2
    trial = try_out(cast, cast.industry_officer, *rows, open_units="on")
    assert (trial.context["good"], trial.context["units"]) == (2, 1)
    assert not Organization.objects.filter(credit_code=SPARE).exists()
    done = go(cast, cast.industry_officer, trial)
    assert (done.context["opened"], done.context["units"]) == (2, 1)
    made = Organization.objects.get(credit_code=SPARE)
    assert made.parent == cast.industry
    assert Appointment.objects.filter(organization=made).count() == 2


def test_a_row_that_became_wrong_harms_no_other(cast: Cast) -> None:
    trial = try_out(cast, cast.industry_officer, person(), person(name="林巧", phone="13911110002"))
    User.objects.filter(pk=cast.stranger.pk).update(phone="13911110001")
    done = go(cast, cast.industry_officer, trial)
    assert [bool(outcome.issued) for outcome in done.context["outcomes"]] == [False, True]
    assert "没有开通" in done.content.decode()


def test_a_list_belongs_to_who_tried_it_and_cannot_be_altered(cast: Cast) -> None:
    trial = try_out(cast, cast.industry_officer, person())
    before = User.objects.count()
    assert go(cast, cast.district_officer, trial).status_code == 409
    address = reverse("workbench:account_import_commit")
    assert cast.client(cast.industry_officer).post(address, {"list": trial.context["list"][:-2]}).status_code == 409
    assert cast.client(cast.industry_officer).post(address).status_code == 409
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.xlsx", b"PK\x03\x04nothing"), ("x.docx", b"hello"), ("x.csv", b""), ("x.png", b"\x89PNG\r\n\x1a\n")],
)
def test_what_is_no_list_is_refused(cast: Cast, name: str, content: bytes) -> None:
    answer = cast.client(cast.industry_officer).post(
        reverse("workbench:account_import"), {"file": SimpleUploadedFile(name, content)}
    )
    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors


def test_too_many_rows(cast: Cast) -> None:
    rows = [person(name=f"甲{number}", phone="") for number in range(sheet.MAX_ROWS + 1)]
    answer = try_out(cast, cast.industry_officer, *rows)
    assert "一次最多" in answer.context["form"].errors["file"][0]


PAGES = ("account_import", "account_import_template")


@pytest.mark.parametrize("name", PAGES)
def test_who_appoints_nobody_imports_nobody(cast: Cast, name: str) -> None:
    address = reverse(f"workbench:{name}")
    for who in ("port_clerk", "port_liaison", "auditor", "stranger"):
        assert cast.client(getattr(cast, who)).get(address).status_code == 403, who
    for who in ("administrator", "city_officer", "port_chair"):
        assert cast.client(getattr(cast, who)).get(address).status_code == 200, who


def test_the_dry_run_costs_a_bounded_number_of_queries_per_row(cast: Cast, django_assert_max_num_queries: Any) -> None:
    rows = [person(name=f"甲{number}", phone="") for number in range(10)]
    client = cast.client(cast.industry_officer)
    upload = book(cast.industry_officer, *rows)
    with django_assert_max_num_queries(10 + 10 * 30):
        client.post(reverse("workbench:account_import"), {"file": upload})


ODD = (
    "\0", "张\0三", "_x0000_", "张_x001B_三", "=1+1", "长" * 5000, "㍿" * 50, "\ufffe", "a" * 240 + "@example.org", "²",
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_odd_cells_are_told_by_address_not_broken(cast: Cast, key: str) -> None:
    """Every cell may hold anything; each list is tried out and, where it holds, opened."""
    for odd in ODD:
        trial = try_out(cast, cast.industry_officer, person(**{key: odd}), open_units="on")
        assert trial.status_code == 200
        if trial.context.get("list"):
            assert go(cast, cast.industry_officer, trial).status_code == 200
