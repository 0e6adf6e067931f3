"""What a person's appointments let them see. Every `visible_to` of the product starts here."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import Appointment, Notification, User
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import subtree, subtree_q

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

    City officer, administrator, auditor: the federation's path; district officer: the union's; roles of a unit: its own.
    """
    wanted = frozenset(roles) or SCOPE_ROLES
    paths = sorted({post.organization.path for post in open_appointments(user) if post.role in wanted}, key=len)
    kept: list[str] = []
    for path in paths:
        if not any(path.startswith(other) for other in kept):
            kept.append(path)
    return kept


def organizations_visible_to(user: User | AnonymousUser) -> QuerySet[Organization]:
    """The organizations a user may look at."""
    return subtree(scope_paths(user))


def users_visible_to(user: User | AnonymousUser) -> QuerySet[User]:
    """Accounts with an appointment, open or ended, inside the user's scope; always the user's own.

    Liaisons and leaders see nobody else's account: they appoint nobody.
    """
    paths = scope_paths(user, Role.CITY_OFFICER, Role.DISTRICT_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR, Role.UNIT_CHAIR)
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


def unread_count(user: User) -> int:
    """Unread lines of the inbox, counted up to 100: the header shows “99+” beyond."""
    return Notification.objects.filter(user=user, read_at__isnull=True)[:100].count()
