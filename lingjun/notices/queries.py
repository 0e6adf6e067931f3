"""Shared querysets of notices and rounds. Everybody with a post in a federation reads its notices and rounds."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from lingjun.accounts.models import User
from lingjun.accounts.queries import open_appointments
from lingjun.core.errors import Closed
from lingjun.notices.models import Extension, Notice, NoticeVersion, Round
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import path_ids


def in_force(federation: Organization, on: date | None = None) -> NoticeVersion:
    """Newest version of the notice in force on a day (default today), its content not fetched. One query.

    Raises Closed when there is none.
    """
    version = in_force_or_none(federation, on)
    if version is None:
        raise Closed(f"{federation.name}还没有载入创建工作的通知。")
    return version


def in_force_or_none(federation: Organization, on: date | None = None) -> NoticeVersion | None:
    """`in_force`, or None while no notice is loaded."""
    # The text is long and parsed once per process: `parsed` fetches it where its digest is not known yet.
    return _effective(federation, on or timezone.localdate()).select_related("notice").defer("content").first()


def numbers_in_force(federation: Any, on: date) -> QuerySet[NoticeVersion, Any]:
    """Numbers of the notices in force on a day, the one that counts first; `federation` may be an expression."""
    return _effective(federation, on).values_list("notice__number")


def _effective(federation: Any, on: date) -> QuerySet[NoticeVersion]:
    effective = NoticeVersion.objects.filter(notice__issuer=federation, notice__effective_on__lte=on)
    return effective.order_by("-notice__effective_on", "-notice_id", "-version")


def latest_version(notice: Notice) -> NoticeVersion | None:
    """The newest version; one query."""
    return notice.versions.order_by("-version").first()


def organizations_above(user: User | AnonymousUser) -> set[int]:
    """Ids of every organization the user serves and of all above them; no query once the posts are known."""
    return {pk for post in open_appointments(user) for pk in path_ids(post.organization.path)}


def versions_visible_to(user: User | AnonymousUser) -> QuerySet[NoticeVersion]:
    """Every version of the notices of the federations the user belongs to, with the notice."""
    return NoticeVersion.objects.filter(notice__issuer_id__in=organizations_above(user)).select_related(
        "notice__issuer"
    )


def rounds_visible_to(user: User | AnonymousUser) -> QuerySet[Round]:
    """Rounds organized by the user's organizations or those above them. Contents of notices are not fetched."""
    return (
        Round.objects.filter(organizer_id__in=organizations_above(user))
        .select_related("notice_version__notice", "organizer")
        .defer("notice_version__content")
    )


def with_extension_count(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Adds `extension_count`, in the same query."""
    return rounds.annotate(extension_count=Count("extensions"))


def open_rounds(kind: str, organization: Organization, at: datetime | None = None) -> QuerySet[Round]:
    """Rounds this organization may still enter at a minute (default now), its own and its union's extensions counted.

    Ordered by closing minute, so that the first is the most urgent.
    """
    at = at or timezone.now()
    above = path_ids(organization.path)
    longer = Extension.objects.filter(round=OuterRef("pk"), organization_id__in=above, closes_at__gte=at)
    return (
        Round.objects.filter(kind=kind, organizer_id__in=above, opens_at__lte=at)
        .filter(Q(closes_at__gte=at) | Exists(longer))
        .select_related("notice_version__notice", "organizer")
        .order_by("closes_at", "id")
    )


def extensions_of(round_: Round) -> QuerySet[Extension]:
    """Extensions that really prolong, the latest first."""
    return (
        round_.extensions.filter(closes_at__gt=F("round__closes_at"))
        .select_related("organization")
        .order_by("-closes_at")
    )
