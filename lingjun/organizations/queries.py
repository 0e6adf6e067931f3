"""Shared querysets of organizations. Who may see which is decided one app above, in `accounts.queries`."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lingjun.core import search_index
from lingjun.core.text import squeeze
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

RECOMMENDERS = (OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION)


def subtree_q(paths: Iterable[str], prefix: str = "") -> Q:
    """Condition “inside one of these subtrees” (roots included), for a model that reaches Organization by `prefix`.

    `prefix`: "" on Organization itself, "unit__" where a foreign key `unit` points there. No paths: matches nothing.
    """
    conditions = [Q(**{f"{prefix}path__under": path}) for path in paths]
    return reduce(or_, conditions) if conditions else Q(pk__in=())


def subtree(paths: Iterable[str]) -> QuerySet[Organization]:
    """Everything inside the given paths, the organizations of the paths themselves too."""
    return Organization.objects.filter(subtree_q(paths))


def recommenders(federation: Organization) -> QuerySet[Organization]:
    """Active district and industrial unions of a federation, in its order; not those of federations below it."""
    return Organization.objects.filter(parent=federation, kind__in=RECOMMENDERS, is_active=True).order_by(
        "sort_order", "id"
    )


def ancestors(organization: Organization) -> QuerySet[Organization]:
    """From the root down to the organization itself; one query on primary keys."""
    return Organization.objects.filter(pk__in=path_ids(organization.path)).order_by("path")


def path_ids(path: str) -> list[int]:
    """ "1/5/40/" -> [1, 5, 40]."""
    return [int(part) for part in path.split("/") if part]


def recommender_of(organization: Organization) -> Organization | None:
    """The district or industrial union above a unit (or itself); None for units directly under the federation."""
    return (
        Organization.objects.filter(pk__in=path_ids(organization.path), kind__in=RECOMMENDERS).order_by("-path").first()
    )


def federation_of(organization: Organization) -> Organization | None:
    """The nearest federation above (or itself)."""
    return (
        Organization.objects.filter(pk__in=path_ids(organization.path), kind=OrganizationKind.FEDERATION)
        .order_by("-path")
        .first()
    )


def search(
    organizations: QuerySet[Organization], words: str, *, narrowed: search_index.Narrowed | None = None
) -> QuerySet[Organization]:  # fmt: skip
    """Narrow by name, credit code, own code or pinyin initials ("lgmt"); every word must match.

    A word that looks like a code is first looked for among the codes: one query more.
    """
    parts = squeeze(words).split()
    if len(parts) == 1 and parts[0].isascii() and any(letter.isdigit() for letter in parts[0]):
        by_code = organizations.filter(Q(credit_code=parts[0].upper()) | Q(code=parts[0]))
        if by_code.exists():
            return by_code
    return search_index.matching(organizations, words, narrowed=narrowed)


def with_children(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Adds `has_children` and `child_count` (direct children), in the same query."""
    return organizations.annotate(
        has_children=Exists(Organization.objects.filter(parent=OuterRef("pk"))), child_count=Count("children")
    )
