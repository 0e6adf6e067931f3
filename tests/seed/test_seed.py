"""The filling of invented data: rows as the models keep them, the same each time, refused where anything lives."""

from __future__ import annotations

import datetime
import operator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection, models
from django.utils import timezone

from lingjun.accounts.models import User
from lingjun.cases.models import Case
from lingjun.core import search_index
from lingjun.ledger.models import Activity, Project
from lingjun.organizations.models import Organization
from lingjun.seed.fill import Filling
from lingjun.seed.sizes import SIZES
from lingjun.seed.store import Table
from lingjun.studios.criteria import evaluate, subject_of
from lingjun.studios.criteria.sheet import compute, compute_many
from lingjun.studios.criteria.together import PARTS, Part, gather
from lingjun.studios.models import CriteriaSheet, Member, Studio
from lingjun.studios.queries import with_head

pytestmark = pytest.mark.django_db
KEPT = ("organizations", "studios", "ledger", "appraisal")
"""Apps whose rows people type: their models' own rules hold for every row."""
LEFT_EMPTY = {"composition", "added_by", "mapping", "made", "refused", "imported_by", "figures"}
"""Columns the product itself leaves empty though a form would not."""


@pytest.fixture(scope="module")
def tiny(django_db_setup: None, django_db_blocker: Any) -> Any:
    """Filled once for this module: the filling commits, drops indexes and puts them back."""
    with django_db_blocker.unblock():
        accounts = Filling(SIZES["tiny"], 1, lambda _: None).run()
        yield accounts
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def filled(tiny: Any, db: None) -> Any:
    return tiny


def problems(row: models.Model) -> dict[str, list[str]]:
    """What the model says against a row, columns aside that the product leaves empty."""
    derived = {name: getattr(row, name) for name in getattr(row, "DERIVED", ())}
    try:
        row.full_clean(exclude=[field.name for field in row._meta.fields if field.name in LEFT_EMPTY])
    except ValidationError as refused:
        return dict(refused.message_dict)
    return {name: [repr(value)] for name, value in derived.items() if getattr(row, name) != value}


def test_every_row_stands_before_its_model(filled: Any) -> None:
    wrong: dict[str, Any] = {}
    for model in (model for app in KEPT for model in apps.get_app_config(app).get_models()):
        for row in model._default_manager.order_by("pk")[:150]:
            if found := problems(row):
                wrong[f"{model._meta.label} {row.pk}"] = found
    assert not wrong


def test_keys_point_to_rows_that_are_there(filled: Any) -> None:
    connection.check_constraints()


def test_it_holds_what_the_size_says(filled: Any) -> None:
    size = SIZES["tiny"]
    assert Studio.objects.count() == size.studios
    for model, wanted in ((Activity, size.activities), (Project, size.projects), (Member, size.members)):
        assert model._default_manager.count() / size.studios == pytest.approx(wanted, rel=0.5)
    assert Organization.objects.filter(parent=None).count() == 1
    assert 0 < Case.objects.count() < size.studios


def test_the_kept_criteria_are_what_the_checks_say(filled: Any) -> None:
    studios = list(with_head(Studio.objects.order_by("pk")))
    on = timezone.localdate()
    together = compute_many(studios, on)
    columns = [field.attname for field in CriteriaSheet._meta.concrete_fields if field.name != "computed_at"]
    for studio, sheet in zip(studios, together, strict=True):
        alone = compute(with_head(Studio.objects.all()).get(pk=studio.pk), on)
        for column in columns:
            assert getattr(sheet, column) == getattr(alone, column), (studio.pk, column)
            assert getattr(studio.sheet, column) == getattr(alone, column), (studio.pk, column)
    assert {sheet.met for sheet in together} >= {5, 7}


@pytest.mark.parametrize("years_ago", [0, 2])
def test_one_statement_brings_what_the_readers_find(filled: Any, years_ago: int) -> None:
    on = timezone.localdate() - datetime.timedelta(days=365 * years_ago)
    for studio in with_head(Studio.objects.order_by("pk")):
        gathered, alone = subject_of(studio, on), subject_of(studio, on)
        gather(gathered)
        found = evaluate(gathered)
        for part in PARTS:
            assert _whole(part, gathered.once(part.reader)) == _whole(part, part.reader(alone)), part.reader
            alone.memo[part.reader] = part.reader(alone)
        assert evaluate(alone) == found


def _whole(part: Part, found: Any) -> Any:
    """With every named column: two objects of one key are equal whatever they hold."""
    if isinstance(found, dict):
        return dict(found)
    if found and isinstance(found[0], models.Model):
        return [[operator.attrgetter(name.replace("__", "."))(row) for name in part.names] for row in found]
    return sorted(found, key=repr)


def test_many_sheets_cost_as_many_questions_as_few(filled: Any, django_assert_max_num_queries: Any) -> None:
    studios = list(with_head(Studio.objects.order_by("pk")))
    compute_many(studios[:1], timezone.localdate())
    with django_assert_max_num_queries(45):
        compute_many(studios, timezone.localdate())


def test_indexes_are_back(filled: Any) -> None:
    with connection.cursor() as cursor:
        for model in (Activity, Studio, Member):
            found = connection.introspection.get_constraints(cursor, model._meta.db_table)
            assert {index.name for index in model._meta.indexes} <= set(found)
    name = Studio.objects.values_list("name", flat=True)[0]
    assert search_index.matching(Studio.objects.all(), name[:4]).exists()


def test_new_rows_follow_the_last(filled: Any) -> None:
    last = Organization.objects.order_by("-pk").values_list("pk", flat=True)[0]
    made = Organization.objects.create(name="x", kind="unit", path="x")
    assert made.pk == last + 1
    made.delete()


def test_accounts_are_told_and_sign_in(filled: Any, client: Any) -> None:
    from lingjun.seed.fill import PASSWORD

    assert {account.username for account in filled} >= {"quanju", "quxian", "zhuxi", "lianluo"}
    assert User.objects.get(username="quanju").check_password(PASSWORD)
    client.force_login(User.objects.get(username="quanju"), "lingjun.accounts.backends.AccountBackend")
    assert client.get("/studios/").status_code == 200


def test_a_database_with_anything_in_it_is_refused(filled: Any) -> None:
    with pytest.raises(CommandError, match="holds data already"):
        call_command("seed", size="tiny")


def test_a_production_home_is_refused(settings: Any) -> None:
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("seed", size="tiny")


def test_a_column_without_default_must_be_named() -> None:
    class Store:
        tables: list[Table] = []

    with pytest.raises(ValueError, match=r"Activity\.studio_id has no default"):
        Table(Store(), Activity, "kind held_on text")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="no column nonsense"):
        Table(Store(), Activity, "studio_id nonsense")  # type: ignore[arg-type]
