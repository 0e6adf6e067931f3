"""Who may keep notices and rounds, and until which minute a round is open."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from lingjun.accounts.models import User
from lingjun.accounts.rules import is_city_officer
from lingjun.notices.models import Round
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import path_ids

STANDS: Final = "日常变更常年受理，没有截止时间，不用改期、延期或截止。"
"""Why a round that stands by itself is neither edited nor prolonged nor closed."""


def may_keep_notices(user: User | AnonymousUser | None, federation: Organization) -> bool:
    """Load and edit notices, open and close rounds: the city officer of that federation. None is the system."""
    return user is None or is_city_officer(user, federation)


def takes_part(round_: Round, organization: Organization) -> bool:
    """The organization lies under the round's organizer (or is it)."""
    return round_.organizer_id in path_ids(organization.path)


def closing_minute(round_: Round, organization: Organization) -> datetime:
    """Last minute for this organization: the round's own, or the latest extension of it or of a union above it.

    One query, none when `extensions` is prefetched.
    """
    above = set(path_ids(organization.path))
    minutes = [extension.closes_at for extension in round_.extensions.all() if extension.organization_id in above]
    return max([round_.closes_at, *minutes])


def last_minute(round_: Round, organization: Organization) -> datetime | None:
    """By when this organization has to hand in: its closing minute, None in a round that stands by itself."""
    return None if round_.stands else closing_minute(round_, organization)


def is_open(round_: Round, organization: Organization, at: datetime | None = None) -> bool:
    """Whether this organization may still enter at a minute (default now); both ends belong to the round.

    A round that stands by itself never closes.
    """
    at = at or timezone.now()
    if not takes_part(round_, organization) or at < round_.opens_at:
        return False
    return round_.stands or at <= round_.closes_at or at <= closing_minute(round_, organization)
