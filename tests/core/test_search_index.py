"""Words found from the index, subtrees by range, late pages by their keys: the same answers, on both databases."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import F, Value
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from lingjun.cases.models import Case
from lingjun.core import search_index
from lingjun.core.listing import page_of
from lingjun.core.pinyin import search_text
from lingjun.core.search_index import grams, is_common, matching
from lingjun.core.text import squeeze
from lingjun.organizations.models import Organization

pytestmark = pytest.mark.django_db


def unit(name: str, path: str = "9/") -> Organization:
    return Organization.objects.create(name=name, kind="unit", path=path, search_key=search_text(name))


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("陈海川", ["陈海", "海川"]), ("chc", ["chc"]), ("陈", []), ("ch", []), ("2012-007", ["201", "012", "007"]),
        ("a-b", []), ("鹭港a", ["鹭港", "港a"]), ('x"y', []),
    ],
)  # fmt: skip
def test_grams_are_what_every_text_with_the_word_holds(word: str, wanted: list[str]) -> None:
    assert grams(word) == wanted


@pytest.mark.parametrize(
    "word", ["鹭港", "集装箱码头", "lgj", "lugang", "港集", "3号", "鹭", "jz", "3号 鹭港", "（东）", "100%", "_", "'"]
)
def test_the_index_finds_what_the_column_holds(word: str) -> None:
    for name in ("厦门鹭港集装箱码头有限公司", "鹭港3号仓库", "厦门港（东）", "港鹭", "100%国产_'", "集鹭港装"):
        unit(name)
    found = set(matching(Organization.objects.all(), word).values_list("name", flat=True))
    by_hand = {
        row.name
        for row in Organization.objects.all()
        if all(part in row.search_key for part in squeeze(word).lower().split())
    }
    assert found == by_hand


def test_the_index_follows_every_kind_of_change() -> None:
    row = unit("厦门鹭港集装箱码头有限公司")
    Organization.objects.bulk_create([Organization(name="x", kind="unit", path="9/", search_key="思明大酒店")])
    Organization.objects.filter(pk=row.pk).update(search_key=search_text("湖里大酒店"))
    rows = Organization.objects.all()
    assert not matching(rows, "鹭港").exists()
    assert matching(rows, "大酒店").count() == 2
    Organization.objects.filter(pk=row.pk).delete()
    assert matching(rows, "大酒店").count() == 1


def test_a_lost_index_is_made_again_with_what_is_there() -> None:
    unit("厦门鹭港集装箱码头有限公司")
    connection.check_constraints()  # PostgreSQL alters no table that still has checks to make
    search_index.uninstall()
    unit("厦门远海航空维修有限公司")
    connection.check_constraints()
    search_index.install()
    assert matching(Organization.objects.all(), "航空").count() == 1
    assert matching(Organization.objects.all(), "鹭港").count() == 1


@pytest.mark.parametrize("word", ["鹭港", "集装箱码头", "lgj", "鹭", "3号 鹭港"])
def test_words_are_found_through_a_key(word: str) -> None:
    for name in ("厦门鹭港集装箱码头有限公司", "鹭港3号仓库", "港鹭"):
        above = unit(name)
        Organization.objects.create(name=f"{name}班组", kind="unit", path="9/", parent=above)
    above = {row.pk for row in matching(Organization.objects.filter(parent=None), word)}
    assert {row.parent_id for row in matching(Organization.objects.all(), word, through="parent")} == above
    assert above


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asks PostgreSQL how it would do it")
@pytest.mark.parametrize("through", ["", "parent"])
def test_a_rare_word_is_taken_from_the_index_before_any_order(through: str) -> None:
    """However many rows a LIMIT along the order seems to need. A table as small as here would be read as it stands."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    rows = matching(Organization.objects.all(), "鹭港", through=through).order_by("sort_order")[:5]
    plan = rows.explain()
    assert "InitPlan" in plan
    assert plan.index("organizations_organization_grams") > plan.index("InitPlan")
    assert plan.count("lingjun_grams") == 2, "the condition of the index and its recheck, of no other row"


def test_many_models_are_looked_up_in_one_question() -> None:
    unit("厦门鹭港集装箱码头有限公司")
    with CaptureQueriesContext(connection) as asked:
        found = search_index.narrowed_together((Organization, Case), "鹭港")
    assert len(asked) == 1
    assert set(found) == {Organization, Case}
    assert matching(Organization.objects.all(), "鹭港", narrowed=found).count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL cuts in its index alone")
def test_both_ways_of_cutting_are_one() -> None:
    row = unit("厦门鹭港3号（东）ab12")
    with connection.cursor() as cursor:
        cursor.execute("SELECT grams FROM organizations_organization_grams WHERE rowid = %s", [row.pk])
        assert cursor.fetchone()[0] == search_index.cut(row.search_key)


def test_a_common_word_is_paged_to_a_smaller_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    Organization.objects.bulk_create(
        Organization(name=f"厦门第{number}医院", kind="unit", path="9/", search_key=f"厦门第{number}医院")
        for number in range(60)
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE organizations_organization")
    monkeypatch.setattr(search_index, "FEW", 20)
    monkeypatch.setattr(search_index, "COMMON", 30)
    rows = matching(Organization.objects.order_by("id"), "医院")
    assert is_common(rows.filter(kind="unit").order_by("-id"))
    page = page_of(RequestFactory().get("/", {"size": "12", "page": "99"}), rows)
    assert (page.paginator.count, page.number, len(page)) == (30, 3, 6)
    assert not is_common(matching(Organization.objects.all(), "第59医院"))


def test_a_single_character_is_common_in_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        unit(f"鹭港{number}号仓库")
    every = Organization.objects.all
    assert not is_common(matching(every(), "鹭"))
    monkeypatch.setattr(search_index, "FEW", 3)
    found = matching(every(), "鹭")
    assert (is_common(found), found.count()) == (True, 4)
    assert not is_common(matching(every(), "鹭", narrowed={}))


@pytest.mark.parametrize(
    ("path", "inside"), [("1/", ["1/", "1/2/", "1/2/3/", "1/20/"]), ("1/2/", ["1/2/", "1/2/3/"]), ("1/20/", ["1/20/"])]
)
def test_a_subtree_is_its_prefix(path: str, inside: list[str]) -> None:
    for one in ("1/", "1/2/", "1/2/3/", "1/20/", "10/", "2/1/2/"):
        unit("x", one)
    found = Organization.objects.filter(path__under=path).order_by("path").values_list("path", flat=True)
    assert list(found) == sorted(inside)


@pytest.mark.parametrize("path", ["", "1", "1/%", "1/'", "a/"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="not the path"):
        list(Organization.objects.filter(path__under=path))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it would do it")
def test_sqlite_takes_a_subtree_from_the_index() -> None:
    assert "USING" in Organization.objects.filter(path__under="1/2/").order_by().explain()
    assert "USING INDEX" not in Organization.objects.filter(path__under="1/").order_by().explain()


def test_a_late_page_keeps_order_and_costs_two_questions() -> None:
    for number in range(40):
        unit(f"单位{number:02d}")
    rows = Organization.objects.select_related("parent").order_by("-name")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = page_of(RequestFactory().get("/", {"size": "12", "page": "3"}), rows)
        names = [row.name for row in page]
    assert names == [f"单位{number:02d}" for number in range(15, 3, -1)]
    assert len(asked) == 2


def test_a_dear_page_asks_its_conditions_of_the_keys_alone() -> None:
    unit("厦门鹭港集装箱码头有限公司")
    unit("厦门远海航空维修有限公司")
    rows = matching(Organization.objects.annotate(half=Value(1)), "鹭").order_by("-id")
    with CaptureQueriesContext(connection) as asked:
        page = page_of(RequestFactory().get("/"), rows)
        names = [row.name for row in page]
    assert names == ["厦门鹭港集装箱码头有限公司"]
    assert asked[-1]["sql"].count("鹭") == 1


def test_a_condition_on_one_of_several_rows_is_kept_with_the_rows() -> None:
    above = unit("厦门鹭港集装箱码头有限公司")
    for name in ("甲班", "乙班"):
        Organization.objects.create(name=name, kind="unit", path="9/", parent=above)
    rows = Organization.objects.filter(children__name="甲班").annotate(child=F("children__name")).order_by("id")
    assert [row.child for row in page_of(RequestFactory().get("/"), rows)] == ["甲班"]
