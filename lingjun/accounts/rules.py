"""Predicates: who holds what, and who may do what to accounts. No queries beyond the user's cached appointments."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import open_appointments, scope_paths
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

Person = User | AnonymousUser
SEPARATE_ROLES = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})
"""Held alone: who keeps accounts or reads the trail decides no case, and neither does the other's work."""

UNIONS = frozenset({OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION})
SEATS: dict[str, frozenset[str]] = {
    Role.CITY_OFFICER: frozenset({OrganizationKind.FEDERATION}),
    Role.ADMINISTRATOR: frozenset({OrganizationKind.FEDERATION}),
    Role.AUDITOR: frozenset({OrganizationKind.FEDERATION}),
    Role.DISTRICT_OFFICER: UNIONS,
    Role.UNIT_CHAIR: frozenset({OrganizationKind.UNIT}),
    Role.UNIT_CLERK: frozenset({OrganizationKind.UNIT}),
    Role.LEADER: frozenset({OrganizationKind.UNIT}),
    Role.LIAISON: frozenset({OrganizationKind.UNIT}),
    Role.EXPERT: frozenset(OrganizationKind.values),
}
"""Which kinds of organization a role belongs to."""


def holds(user: Person, role: str, organization: Organization | None) -> bool:
    """In post in this role at exactly this organization."""
    return organization is not None and any(
        post.role == role and post.organization_id == organization.pk for post in open_appointments(user)
    )


def holds_any(user: Person, role: str) -> bool:
    """In post in this role anywhere."""
    return any(post.role == role for post in open_appointments(user))


def is_city_officer(user: Person, organization: Organization | None = None) -> bool:
    """Officer of a city federation; with an organization: of the federation it lies under (or is)."""
    return any(
        post.role == Role.CITY_OFFICER
        and (organization is None or organization.path.startswith(post.organization.path))
        for post in open_appointments(user)
    )


def is_auditor(user: Person) -> bool:
    return holds_any(user, Role.AUDITOR)


def officer_of(user: Person, organization: Organization | None) -> bool:
    """The officer at exactly this federation, district or industrial union."""
    return holds(user, Role.CITY_OFFICER, organization) or holds(user, Role.DISTRICT_OFFICER, organization)


def officer_above(user: Person, organization: Organization) -> bool:
    """A district or city officer whose subtree holds this organization (or who serves it)."""
    return _inside(organization, scope_paths(user, Role.CITY_OFFICER, Role.DISTRICT_OFFICER))


def is_unit_chair(user: Person, organization: Organization | None) -> bool:
    return holds(user, Role.UNIT_CHAIR, organization)


def may_fill(user: Person, organization: Organization | None) -> bool:
    """May fill in papers of this unit: its chair, clerk, leader or liaison."""
    return organization is not None and any(
        post.role in FILLING_ROLES and post.organization_id == organization.pk for post in open_appointments(user)
    )


def seat_matches(role: str, organization: Organization) -> bool:
    """The role belongs to this kind of organization."""
    return organization.kind in SEATS.get(role, frozenset())


def may_appoint(user: Person, role: str, organization: Organization) -> bool:
    """Top-down, one level at a time (issue of accounts): city → district or industry, union → unit, unit → studio.

    The administrator appoints city officers, administrators and auditors; the city officer also experts, and the
    people of units directly under the federation.
    """
    if not seat_matches(role, organization):
        return False
    if role in {Role.CITY_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}:
        return _inside(organization, scope_paths(user, Role.ADMINISTRATOR))
    if role in {Role.DISTRICT_OFFICER, Role.EXPERT}:
        return is_city_officer(user, organization)
    if role in {Role.LEADER, Role.LIAISON} and is_unit_chair(user, organization):
        return True
    if role in {Role.UNIT_CHAIR, Role.UNIT_CLERK}:
        return any(
            post.role in {Role.CITY_OFFICER, Role.DISTRICT_OFFICER} and post.organization_id == organization.parent_id
            for post in open_appointments(user)
        )
    return False


def roles_to_appoint(user: Person) -> list[str]:
    """Roles a user may give somewhere, in the order of `Role`."""
    held = {post.role for post in open_appointments(user)}
    given: set[str] = set()
    if Role.ADMINISTRATOR in held:
        given |= {Role.CITY_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR}
    if Role.CITY_OFFICER in held:
        given |= {Role.DISTRICT_OFFICER, Role.EXPERT, Role.UNIT_CHAIR, Role.UNIT_CLERK}
    if Role.DISTRICT_OFFICER in held:
        given |= {Role.UNIT_CHAIR, Role.UNIT_CLERK}
    if Role.UNIT_CHAIR in held:
        given |= {Role.LEADER, Role.LIAISON}
    return [role for role in Role.values if role in given]


def may_keep_account(user: Person, target: User) -> bool:
    """Reset the password, lock, unlock, correct name and phone.

    The administrator for everyone in the tree but themselves; others for accounts whose every open appointment they
    could have given. Costs one query when the target's appointments are not loaded.
    """
    if user.pk == target.pk:
        return False
    paths = scope_paths(user, Role.ADMINISTRATOR)
    posts = open_appointments(target) if target.is_active else list(target.appointments.select_related("organization"))
    if paths and all(_inside(post.organization, paths) for post in posts):
        return True
    return bool(posts) and all(may_appoint(user, post.role, post.organization) for post in posts)


def may_keep_organization(user: Person, organization: Organization) -> bool:
    """Edit an organization's data: the officer of the union above it or of itself, or of the federation above."""
    return officer_above(user, organization)


def may_add_under(user: Person, parent: Organization) -> bool:
    """Open a new organization: city officer anywhere below the federation, district officer units below the union."""
    return parent.kind != OrganizationKind.UNIT and officer_above(user, parent)


def may_contact(user: Person, organization: Organization) -> bool:
    """May edit contacts of the own unit: its chair or clerk."""
    return holds(user, Role.UNIT_CHAIR, organization) or holds(user, Role.UNIT_CLERK, organization)


def clash(roles: set[str]) -> str:
    """Why one person may not hold these roles together; "" when they may."""
    separate = roles & SEPARATE_ROLES
    if separate and len(roles) > 1:
        names = "、".join(Role(role).label for role in Role.values if role in separate)
        return f"{names}须专人担任，不能兼任其他身份。"
    return ""


def _inside(organization: Organization, paths: list[str]) -> bool:
    return any(organization.path.startswith(path) for path in paths)
