"""What a person's appointments let them see. Every `visible_to` of the product starts here."""

from __future__ import annotations

import datetime
import functools
import operator
from typing import Final

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, F, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from lingjun.accounts import door
from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import Appointment, Notification, User
from lingjun.core.written import Once, day, number
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import subtree, subtree_q
from lingjun.organizations.rules import PARENTS

SCOPE_ROLES = frozenset({Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}) | FILLING_ROLES
"""Roles that see the subtree of their organization; an expert sees only what was assigned."""


def open_appointments(user: User | AnonymousUser) -> list[Appointment]:
    """Open appointments with organizations; one query per user object, none when already asked; [] for strangers."""
    return user.posts if isinstance(user, User) else []


def organizations_of(user: User | AnonymousUser, *roles: str) -> list[Organization]:
    """Organizations the user serves, each once; limited to some roles when given."""
    found = {
        post.organization_id: post.organization for post in open_appointments(user) if not roles or post.role in roles
    }
    return list(found.values())


def scope_paths(user: User | AnonymousUser, *roles: str) -> list[str]:
    """Path prefixes of the subtrees a user may read, none inside another; [] for strangers and for experts.

    City officer, administrator, auditor: the federation's path; district officer: the union's; people of a unit: its.
    """
    wanted = frozenset(roles) or SCOPE_ROLES
    paths = sorted({post.organization.path for post in open_appointments(user) if post.role in wanted}, key=len)
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(other) for other in kept):
            kept.append(path)
    return kept


def whole_tree(user: User | AnonymousUser) -> bool:
    """Whether the user may read everything there is: in post at the only root. No query beyond the appointments."""
    return any(
        post.role in SCOPE_ROLES and post.organization.parent_id is None and not post.has_other_roots  # type: ignore[attr-defined]
        for post in open_appointments(user)
    )


def scope_q(user: User | AnonymousUser, column: str = "unit_path") -> Q:
    """Condition “inside what the user may read” for rows that repeat an organization's path in `column`.

    Nothing for strangers; no condition at all for somebody who reads the whole tree, so that the newest rows of a
    large table come straight from the index of their order.
    """
    if whole_tree(user):
        return Q()
    conditions = [Q(**{f"{column}__under": path}) for path in scope_paths(user)]
    return functools.reduce(operator.or_, conditions) if conditions else Q(pk__in=())


def organizations_visible_to(user: User | AnonymousUser) -> QuerySet[Organization]:
    """The organizations a user may look at."""
    return Organization.objects.filter(scope_q(user, "path"))


def users_visible_to(user: User | AnonymousUser) -> QuerySet[User]:
    """Accounts with an appointment, open or ended, inside the user's scope; always the user's own.

    Liaisons and leaders see nobody else's account: they appoint nobody.
    """
    paths = scope_paths(
        user, Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.UNIT_CHAIR
    )
    inside = Appointment.objects.filter(subtree_q(paths, "organization__"), user=OuterRef("pk"))
    return User.objects.filter(Exists(inside) | Q(pk=user.pk))


def open_condition(prefix: str = "") -> Q:
    """Condition “in post today”, for a queryset that reaches Appointment by `prefix`."""
    return Q(**{f"{prefix}ended_on__isnull": True, f"{prefix}started_on__lte": timezone.localdate()})


def users_with_role(organization: Organization, *roles: str) -> QuerySet[User]:
    """Active people in post at exactly this organization in one of the roles."""
    posts = Appointment.objects.filter(open_condition(), user=OuterRef("pk"), organization=organization, role__in=roles)
    return User.objects.filter(Exists(posts), is_active=True)


def notifications_of(user: User) -> QuerySet[Notification]:
    """The inbox, newest first."""
    return Notification.objects.filter(user=user)


class _CountOf(Subquery):
    """How many rows a sliced query has, beside the row it stands in."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def roots() -> QuerySet[Organization]:
    """Federations with nobody above them, the one whose site this is first."""
    return Organization.objects.filter(parent=None, kind=OrganizationKind.FEDERATION).order_by("id")


def with_surroundings(users: QuerySet[User], today: datetime.date) -> QuerySet[User]:
    """People with what every page prints around its content, in one statement.

    `unread`: lines of the inbox, counted up to 100, beyond which the header shows “99+”; `site_owner`, `site_phone`
    and `site_basis` (number of its notice in force) of the federation whose site this is, None where there is none.
    """
    lines = Notification.objects.filter(user=OuterRef("pk"), read_at__isnull=True).order_by()
    return users.annotate(
        unread=_CountOf(lines.values("pk")[:100]),
        site_owner=Subquery(roots().values("name")[:1]),
        site_phone=Subquery(roots().values("contact_phone")[:1]),
        site_basis=Subquery(door.basis(Subquery(roots().values("pk")[:1]), today)),
    )


_PERSON: Final = Once(lambda: with_surroundings(User.objects.filter(pk=number(1), is_active=True), day(1)))


def person_of_session(user_id: int) -> User | None:
    """An active person `with_surroundings`. Asked for each page: the statement is written once."""
    return next(iter(_PERSON.ask({number(1): user_id, day(1): timezone.localdate()})), None)


def appointable_organizations(user: User, roles: list[str]) -> QuerySet[Organization]:
    """Organizations where a user may give one of the roles: the choices of a form, by place in the tree.

    The pair of role and organization is checked by `rules.may_appoint` in the action.
    """
    condition = Q(pk__in=())
    for post in open_appointments(user):
        below = Q(path__under=post.organization.path)
        if post.role == Role.ADMINISTRATOR:
            condition |= below & Q(kind=OrganizationKind.FEDERATION)
        elif post.role == Role.CITY_OFFICER:
            condition |= below & ~Q(kind=OrganizationKind.UNIT) & ~Q(kind=OrganizationKind.FEDERATION)
            condition |= Q(parent=post.organization, kind=OrganizationKind.UNIT)
            if Role.EXPERT in roles:
                condition |= Q(pk=post.organization_id)
        elif post.role == Role.DISTRICT_OFFICER:
            condition |= Q(parent=post.organization, kind=OrganizationKind.UNIT)
        elif post.role == Role.UNIT_CHAIR:
            condition |= Q(pk=post.organization_id)
    return Organization.objects.filter(condition, is_active=True).order_by("kind", "sort_order", "id")


def parents_for(user: User, organization: Organization) -> QuerySet[Organization]:
    """Where a city officer may put an organization: unions and federations in scope, not below itself."""
    kinds = [kind for kind in PARENTS[organization.kind] if kind]
    return (
        subtree(scope_paths(user, Role.CITY_OFFICER))
        .filter(kind__in=kinds, is_active=True)
        .exclude(path__under=organization.path)
        .exclude(pk=organization.parent_id)
        .order_by("kind", "sort_order", "id")
    )


def posts_in_order(posts: QuerySet[Appointment]) -> QuerySet[Appointment]:
    """Open posts first, on both databases, then those ended; with their organizations."""
    return posts.select_related("organization").order_by(F("ended_on").asc(nulls_first=True), "-started_on", "id")


def accounts_page(users: QuerySet[User]) -> QuerySet[User]:
    """The accounts of a list with all their appointments: two queries for any number of rows."""
    posts = posts_in_order(Appointment.objects.all())
    return users.prefetch_related(Prefetch("appointments", posts, to_attr="all_posts")).order_by("-id")


def search_users(users: QuerySet[User], *, words: str, role: str, organization: str, state: str) -> QuerySet[User]:
    """Narrow a list of accounts; empty arguments do nothing. Open posts decide about role and organization."""
    if words:
        users = users.filter(Q(name__icontains=words) | Q(username__icontains=words) | Q(phone__startswith=words))
    posts = Appointment.objects.filter(open_condition(), user=OuterRef("pk"))
    if role:
        posts = posts.filter(role=role)
    if organization:
        names = Q(organization__name__icontains=organization) | Q(organization__short_name__icontains=organization)
        posts = posts.filter(names | Q(organization__search_key__contains=organization.lower()))
    if role or organization:
        users = users.filter(Exists(posts))
    states = {
        "active": Q(is_active=True),
        "locked": Q(is_active=False),
        "new": Q(is_active=True, must_change_password=True),
        "past": ~Exists(Appointment.objects.filter(user=OuterRef("pk"), ended_on__isnull=True)),
    }
    return users.filter(states[state]) if state in states else users


def is_locked_out(user: User) -> bool:
    """Locked after wrong passwords from some address, right now; one query."""
    since = timezone.now() - datetime.timedelta(hours=settings.AXES_COOLOFF_TIME)
    return AccessAttempt.objects.filter(
        username=user.username,
        attempt_time__gte=since,
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
    ).exists()
