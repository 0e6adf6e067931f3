"""Changes of the organization tree by people: who may, then the verb of `organizations.actions`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from lingjun.accounts import rules
from lingjun.accounts.models import User
from lingjun.core.errors import NotYours
from lingjun.organizations import actions
from lingjun.organizations.models import Organization

CONTACT_FIELDS = frozenset({"chair_name", "contact_name", "contact_phone", "address"})
"""What a unit corrects itself; name, codes and place belong to the union above."""


@transaction.atomic
def create_organization(*, actor: User, parent: Organization, kind: str, name: str, **fields: Any) -> Organization:
    """Open an organization. City officer: anywhere below; district officer: units of its own union."""
    if not rules.may_add_under(actor, parent):
        raise NotYours(f"您不能在{parent.name}下面新设组织。")
    return actions.create(actor=actor, parent=parent, kind=kind, name=name, **fields)


@transaction.atomic
def update_organization(*, actor: User, organization: Organization, changes: Mapping[str, Any]) -> Organization:
    """Correct data. The unit's chair and clerk only their contacts."""
    allowed = rules.may_keep_organization(actor, organization) or (
        rules.may_contact(actor, organization) and set(changes) <= CONTACT_FIELDS
    )
    if not allowed:
        raise NotYours(f"{organization.name}的资料不归您修改。")
    return actions.update(actor=actor, organization=organization, changes=changes)


@transaction.atomic
def move_organization(*, actor: User, organization: Organization, parent: Organization) -> Organization:
    """Put under another union: the city officer, who is above both."""
    if not (rules.is_city_officer(actor, organization) and rules.is_city_officer(actor, parent)):
        raise NotYours("调整隶属由市总工会办理。")
    return actions.move(actor=actor, organization=organization, parent=parent)


@transaction.atomic
def set_organization_active(*, actor: User, organization: Organization, active: bool, note: str = "") -> Organization:
    """Close or reopen: the officer of a union above it, never of itself."""
    if not rules.may_keep_organization(actor, organization) or rules.officer_of(actor, organization):
        raise NotYours(f"{organization.name}由上级工会停用或恢复。")
    return actions.set_active(actor=actor, organization=organization, active=active, note=note)


@transaction.atomic
def keep_leading_group(*, actor: User, organization: Organization, members: Iterable[Mapping[str, str]]) -> None:
    """Replace the leading group (clause 三): the union's own officer or the city's."""
    if not rules.may_keep_organization(actor, organization):
        raise NotYours(f"{organization.name}的领导小组不归您修改。")
    actions.set_leading_group(actor=actor, organization=organization, members=members)
