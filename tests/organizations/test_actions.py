"""The tree stays right: places, paths, codes, names, leading groups."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lingjun.accounts import actions as by_people
from lingjun.audit.models import Entry
from lingjun.core import credit_code
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.organizations import actions, queries
from lingjun.organizations.models import Organization
from tests.cast import Cast

SPARE = credit_code.make("91", "350200", "M0009Z0Z".replace("Z", "K"))


def opened(cast: Cast, **changes: Any) -> Organization:
    facts: dict[str, Any] = {"parent": cast.district, "kind": "unit", "name": "厦门白鹭印刷有限公司"}
    return actions.create(actor=None, **(facts | changes))


def test_opening_sets_path_and_search_key(cast: Cast) -> None:
    made = opened(cast, short_name="白鹭印刷", credit_code=f" {SPARE[:8]} {SPARE[8:].lower()}")
    assert made.path == f"{cast.district.path}{made.pk}/"
    assert made.credit_code == SPARE
    assert "xmblysyxgs" in made.search_key
    assert "blys" in made.search_key
    assert Entry.objects.order_by("-sequence").first().verb == "organization.create"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "　"}, "name"),
        ({"name": "鹭" * 101}, "name"),
        ({"name": "厦门鹭港集装箱码头有限公司"}, "name"),
        ({"credit_code": "91350100M000100Y44"}, "credit_code"),
        ({"credit_code": "91310115MA1H8R7C6D"}, "credit_code"),
        ({"credit_code": "9135"}, "credit_code"),
        ({"nature": "shop"}, "nature"),
        ({"industry": "Z"}, "industry"),
        ({"area_code": "35020"}, "area_code"),
        ({"kind": "district_union"}, "parent"),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    before = (Organization.objects.count(), Entry.objects.count())
    with pytest.raises(Invalid) as refused:
        opened(cast, **changes)
    assert set(refused.value.errors) == {field}
    assert (Organization.objects.count(), Entry.objects.count()) == before


def test_one_unit_per_credit_code(cast: Cast) -> None:
    with pytest.raises(Invalid) as refused:
        opened(cast, credit_code=cast.port.credit_code)
    assert cast.port.name in refused.value.errors["credit_code"]


def test_the_same_district_name_in_another_federation_is_fine(cast: Cast) -> None:
    other = actions.create(actor=None, parent=None, kind="federation", name="漳州市总工会")
    actions.create(actor=None, parent=other, kind="district_union", name=cast.district.name)
    with pytest.raises(Invalid):
        actions.create(actor=None, parent=cast.city, kind="district_union", name=cast.district.name)


def test_a_move_takes_everything_below_along(cast: Cast) -> None:
    province = actions.create(actor=None, parent=None, kind="federation", name="福建省总工会")
    actions.move(actor=None, organization=cast.city, parent=province)
    for row in (cast.city, cast.district, cast.industry, cast.port, cast.grid):
        row.refresh_from_db()
        assert row.path.startswith(f"{province.path}{cast.city.pk}/")
        parent = Organization.objects.get(pk=row.parent_id)
        assert row.path == f"{parent.path}{row.pk}/"
    assert set(queries.subtree([cast.industry.path])) == {cast.industry, cast.port}


def test_a_move_changes_who_sees_it(cast: Cast) -> None:
    from lingjun.accounts.queries import organizations_visible_to

    by_people.move_organization(actor=cast.city_officer, organization=cast.port, parent=cast.district)
    assert set(organizations_visible_to(cast.district_officer)) == {cast.district, cast.grid, cast.port}
    assert set(organizations_visible_to(cast.industry_officer)) == {cast.industry}
    assert Entry.objects.get(verb="organization.move").new["parent"] == cast.district.name


@pytest.mark.parametrize("who", ["industry_officer", "district_officer", "port_chair", "administrator"])
def test_only_the_city_moves(cast: Cast, who: str) -> None:
    with pytest.raises(NotYours):
        by_people.move_organization(actor=getattr(cast, who), organization=cast.port, parent=cast.district)


def test_nothing_moves_below_itself(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.move(actor=None, organization=cast.city, parent=cast.district)
    with pytest.raises(Invalid):
        actions.move(actor=None, organization=cast.port, parent=cast.grid)


def test_a_rename_is_found_by_its_new_initials_and_recorded(cast: Cast) -> None:
    by_people.update_organization(
        actor=cast.industry_officer, organization=cast.port, changes={"name": "厦门东渡码头有限公司", "short_name": ""}
    )
    assert list(queries.search(Organization.objects.all(), "ddmt")) == [cast.port]
    assert list(queries.search(Organization.objects.all(), "lgmt")) == []
    entry = Entry.objects.get(verb="organization.rename")
    assert entry.old["name"] == "厦门鹭港集装箱码头有限公司"
    assert entry.actor_name == "郑文斌"
    assert entry.actor_role == "区/产业工会经办人"


def test_saving_nothing_new_leaves_no_entry(cast: Cast) -> None:
    before = Entry.objects.count()
    actions.update(actor=None, organization=cast.port, changes={"name": cast.port.name})
    assert Entry.objects.count() == before


def test_a_unit_corrects_its_contacts_only(cast: Cast) -> None:
    by_people.update_organization(actor=cast.port_clerk, organization=cast.port, changes={"contact_name": "周敏"})
    for changes in ({"name": "别的公司"}, {"contact_name": "周敏", "credit_code": ""}):
        with pytest.raises(NotYours):
            by_people.update_organization(actor=cast.port_clerk, organization=cast.port, changes=changes)
    for who in ("grid_chair", "district_officer", "port_liaison", "auditor"):
        with pytest.raises(NotYours):
            by_people.update_organization(
                actor=getattr(cast, who), organization=cast.port, changes={"contact_name": "x"}
            )  # fmt: skip


def test_closing_and_reopening(cast: Cast) -> None:
    with pytest.raises(Invalid):
        by_people.set_organization_active(actor=cast.city_officer, organization=cast.industry, active=False)
    by_people.set_organization_active(actor=cast.industry_officer, organization=cast.port, active=False, note="合并")
    with pytest.raises(MovedOn):
        by_people.set_organization_active(actor=cast.industry_officer, organization=cast.port, active=False)
    cast.port.refresh_from_db()
    assert not cast.port.is_active
    by_people.set_organization_active(actor=cast.industry_officer, organization=cast.port, active=True)
    with pytest.raises(NotYours):
        by_people.set_organization_active(actor=cast.industry_officer, organization=cast.industry, active=False)


def test_opening_by_people(cast: Cast) -> None:
    made = by_people.create_organization(
        actor=cast.industry_officer, parent=cast.industry, kind="unit", name="厦门白鹭印刷有限公司"
    )
    assert made.parent == cast.industry
    for who in ("district_officer", "port_chair", "administrator", "stranger"):
        with pytest.raises(NotYours):
            by_people.create_organization(actor=getattr(cast, who), parent=cast.industry, kind="unit", name="某公司")


def test_the_tree_answers(cast: Cast, django_assert_num_queries: Any) -> None:
    assert list(queries.recommenders(cast.city)) == [cast.district, cast.industry]
    assert queries.recommender_of(cast.port) == cast.industry
    assert queries.recommender_of(cast.city) is None
    assert queries.federation_of(cast.grid) == cast.city
    with django_assert_num_queries(1):
        assert list(queries.ancestors(cast.port)) == [cast.city, cast.industry, cast.port]
    assert list(queries.subtree([])) == []


MEMBERS = [
    {"name": "郑文斌", "post": "产业工会主席", "duty": "组长"},
    {"name": "许文龙", "post": "鹭港码头工会主席", "duty": "成员"},
]


def test_a_leading_group_is_kept_whole(cast: Cast) -> None:
    by_people.keep_leading_group(actor=cast.industry_officer, organization=cast.industry, members=MEMBERS)
    assert [member.name for member in cast.industry.leading_group.all()] == ["郑文斌", "许文龙"]
    count = Entry.objects.count()
    by_people.keep_leading_group(actor=cast.industry_officer, organization=cast.industry, members=MEMBERS)
    assert Entry.objects.count() == count
    by_people.keep_leading_group(actor=cast.industry_officer, organization=cast.industry, members=MEMBERS[:1])
    entry = Entry.objects.order_by("-sequence").first()
    assert entry is not None
    assert len(entry.old["members"]) == 2
    assert entry.new["members"] == ["组长 郑文斌 产业工会主席"]


@pytest.mark.parametrize(
    ("members", "fields"),
    [
        ([{"name": "", "post": "主席", "duty": "组长"}], {"members.0.name"}),
        ([{"name": "郑文斌", "post": "", "duty": "组长"}], {"members.0.post"}),
        ([{"name": "郑文斌", "post": "主席", "duty": "队长"}], {"members.0.duty", "members"}),
        ([{"name": "郑文斌", "post": "主席", "duty": "成员"}], {"members"}),
        ([MEMBERS[0], MEMBERS[0]], {"members"}),
    ],
)
def test_a_group_needs_one_head(cast: Cast, members: list[dict[str, str]], fields: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        actions.set_leading_group(actor=None, organization=cast.industry, members=members)
    assert set(refused.value.errors) == fields


def test_a_unit_has_no_leading_group(cast: Cast) -> None:
    with pytest.raises(Invalid):
        actions.set_leading_group(actor=None, organization=cast.port, members=MEMBERS)


def test_the_group_page_skips_empty_rows_and_points_at_wrong_ones(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    address = reverse("organizations:leading_group", args=[cast.industry.pk])
    rows = {"members-TOTAL_FORMS": "3", "members-INITIAL_FORMS": "0"}
    for number, (name, post, duty) in enumerate([("郑文斌", "主席", "组长"), ("", "", "成员"), ("许文龙", "", "成员")]):
        rows |= {f"members-{number}-name": name, f"members-{number}-post": post, f"members-{number}-duty": duty}
    answer = client.post(address, rows)
    assert 'href="#id_members-2-post"' in answer.content.decode()
    assert not cast.industry.leading_group.exists()
    assert client.post(address, rows | {"members-2-post": "委员"}).status_code == 302
    assert [member.position for member in cast.industry.leading_group.all()] == [0, 1]


def test_saving_the_edit_page(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    address = reverse("organizations:edit", args=[cast.port.pk])
    facts = {"name": cast.port.name, "credit_code": "91350200M0001F0C00", "industry": "G"}
    answer = client.post(address, facts)
    assert list(answer.context["form"].errors) == ["credit_code"]
    assert client.post(address, facts | {"credit_code": SPARE, "chair_name": "许文龙"}).status_code == 302
    cast.port.refresh_from_db()
    assert cast.port.credit_code == SPARE


def test_opening_and_moving_on_the_page(cast: Cast) -> None:
    client = cast.client(cast.city_officer)
    made = client.post(
        reverse("organizations:new", args=[cast.city.pk]), {"kind": "industrial_union", "name": "某产业工会"}
    )
    assert made.status_code == 302
    new = Organization.objects.get(name="某产业工会")
    assert client.post(reverse("organizations:move", args=[cast.port.pk]), {"parent": new.pk}).status_code == 302
    cast.port.refresh_from_db()
    assert cast.port.parent == new


def test_closing_on_the_page_asks_first(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    address = reverse("organizations:close", args=[cast.port.pk])
    assert "停用厦门鹭港" in client.post(address).content.decode()
    assert client.post(address, {"confirmed": "1"}).status_code == 302
    cast.port.refresh_from_db()
    assert not cast.port.is_active
    assert cast.client(cast.district_officer).post(address).status_code == 404


def test_cases_and_studios_follow_a_moved_unit(cast: Cast) -> None:
    """`unit_path` is a copy of the path; the union fixed at the opening of a case keeps sight of it."""
    from django.utils import timezone

    from lingjun.cases.models import Case
    from lingjun.cases.queries import visible_to
    from lingjun.notices.models import Notice, NoticeVersion, Round

    notice = Notice.objects.create(
        slug="n", number="n", title="n", issuer=cast.city, issued_on="2012-06-28", effective_on="2012-06-28"
    )
    version = NoticeVersion.objects.create(notice=notice, version=1, content={}, digest="x")
    now = timezone.now()
    called = Round.objects.create(
        notice_version=version, organizer=cast.city, kind="creation", year=2013, name="r", opens_at=now, closes_at=now
    )
    cases = {
        unit: Case.objects.create(
            number=unit.name, kind="creation", round=called, subject_name="x", unit=unit, recommender=above,
            federation=cast.city, unit_path=unit.path, state="draft",
        )
        for unit, above in ((cast.port, cast.industry), (cast.grid, cast.district))
    }  # fmt: skip
    actions.move(actor=None, organization=cast.port, parent=cast.district)
    cast.port.refresh_from_db()
    case = cases[cast.port]
    case.refresh_from_db()
    assert case.unit_path == cast.port.path
    assert case in visible_to(cast.port_clerk)
    assert case in visible_to(cast.district_officer)
    assert list(visible_to(cast.industry_officer)) == [case]
    assert list(visible_to(cast.grid_clerk)) == [cases[cast.grid]]


@pytest.mark.parametrize("field", ["chair_name", "contact_name", "contact_phone", "address", "code"])
def test_words_that_grow_in_half_width_stay_within_their_column(cast: Any, field: str) -> None:
    """ "㍿" is one character typed and four kept; PostgreSQL counts."""
    with pytest.raises(Invalid) as refused:
        actions.update(actor=None, organization=cast.industry, changes={field: "㍿" * 60})
    assert set(refused.value.errors) == {field}
    actions.update(actor=None, organization=cast.industry, changes={field: "㍿" * 5})


def test_a_leading_group_with_names_too_long_is_told_by_row(cast: Any) -> None:
    with pytest.raises(Invalid) as refused:
        actions.set_leading_group(
            actor=None, organization=cast.industry, members=[{"name": "㍿" * 20, "post": "㍿" * 50, "duty": "组长"}]
        )
    assert set(refused.value.errors) == {"members.0.name", "members.0.post"}
