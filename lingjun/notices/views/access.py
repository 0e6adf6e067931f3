"""The accessor is the guard: strangers get 404, readers without the right to act 403 with the reason."""

from __future__ import annotations

from django.http import Http404

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import organizations_of
from lingjun.core.errors import Closed, NotYours
from lingjun.notices.models import NoticeVersion, Round
from lingjun.notices.queries import organizations_above, rounds_visible_to, versions_visible_to
from lingjun.notices.rules import STANDS, may_keep_notices
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization


def own_federation(user: User) -> Organization:
    """The nearest federation above the user's posts; 404 for people without a post. At most one query."""
    found = Organization.objects.filter(pk__in=organizations_above(user), kind=OrganizationKind.FEDERATION)
    federation = found.order_by("-path").first()
    if federation is None:
        raise Http404
    return federation


def kept_federation(user: User) -> Organization:
    """The federation whose notices and rounds the user keeps; 403 for everybody but its officer."""
    kept = organizations_of(user, Role.CITY_OFFICER)
    if not kept:
        raise NotYours("通知和批次由市总工会经办人维护，您可以看，不能改。")
    return kept[0]


def visible_version(user: User, version_id: int) -> NoticeVersion:
    """A version of a notice of the user's federations."""
    version = versions_visible_to(user).filter(pk=version_id).first()
    if version is None:
        raise Http404
    return version


def visible_round(user: User, round_id: int) -> Round:
    """A round of the user's federations, with its notice version and extensions."""
    round_ = (
        rounds_visible_to(user).defer(None).prefetch_related("extensions__organization").filter(pk=round_id).first()
    )
    if round_ is None:
        raise Http404
    return round_


def kept_round(user: User, round_id: int) -> Round:
    """A round the user may change."""
    round_ = visible_round(user, round_id)
    if not may_keep_notices(user, round_.organizer):
        raise NotYours("批次由市总工会经办人维护，您可以看，不能改。")
    if round_.stands:
        raise Closed(STANDS)
    return round_
