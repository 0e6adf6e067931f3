"""What every page knows about its reader: name, place, unread messages, and the way through the site."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from lingjun.accounts import door
from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import open_appointments, roots, with_surroundings


class NavItem(NamedTuple):
    """One entry of the main menu."""

    label: str
    url: str
    current: bool


UNIT = frozenset({Role.UNIT_CHAIR, Role.UNIT_CLERK, Role.LEADER, Role.LIAISON})
OFFICERS = frozenset({Role.CITY_OFFICER, Role.DISTRICT_OFFICER})
EVERYBODY = frozenset(Role.values)
MENU: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("工作台", "workbench:home", EVERYBODY),
    ("办件", "workbench:cases", OFFICERS | UNIT | {Role.EXPERT}),
    ("创建申报", "creation:list", UNIT),
    ("工作室", "studios:list", EVERYBODY),
    ("台账", "ledger:home", UNIT | OFFICERS),
    ("年度考核", "appraisal:list", UNIT | OFFICERS),
    ("批次", "notices:rounds", OFFICERS),
    ("通知", "notices:in_force", EVERYBODY),
    ("账号", "accounts:list", OFFICERS | {Role.UNIT_CHAIR, Role.ADMINISTRATOR}),
    ("组织", "organizations:tree", OFFICERS | {Role.ADMINISTRATOR}),
    ("操作记录", "audit:list", frozenset({Role.AUDITOR})),
)
"""Label, URL name, roles that need it. What a role may do there is decided by the page itself."""


def signed_in(request: HttpRequest) -> dict[str, Any]:
    """me, my_role_label, my_org_label, unread, nav, site. One query when signed in; a stranger's page asks for site."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {"me": None, "nav": [], "unread": 0, "unread_count": 0, "site": SimpleLazyObject(site)}
    around: Any = user if hasattr(user, "unread") else _around(user)
    return {
        "me": user,
        "my_role_label": user.role_label,
        "my_org_label": user.organization_label,
        "unread": around.unread if around.unread < 100 else "99+",
        "unread_count": around.unread,
        "nav": [] if user.must_change_password else menu(user, request.path),
        "site": {"owner": around.site_owner or "", "phone": around.site_phone or "", "basis": around.site_basis or ""},
    }


def _around(user: User) -> User:
    return with_surroundings(User.objects.filter(pk=user.pk), timezone.localdate()).get()


def menu(user: User, path: str) -> list[NavItem]:
    """The main menu of a person; the entry with the longest matching address is the current one."""
    held = {post.role for post in open_appointments(user)}
    entries: list[tuple[str, str]] = []
    for label, name, roles in MENU:
        try:
            url = reverse(name)
        except NoReverseMatch:
            continue
        if held & roles or name == "workbench:home":
            entries.append((label, url))
    fitting = [url for _, url in entries if (path == url if url == "/" else path.startswith(url))]
    current = max(fitting, key=len, default="")
    return [NavItem(label, url, url == current) for label, url in entries]


def root_federation() -> Any:
    """The federation whose site this is, with the number of its notice in force as `basis` (None without one).

    None before the first one is opened. One query.
    """
    return roots().annotate(basis=Subquery(door.basis(OuterRef("pk"), timezone.localdate()))).first()


def site() -> dict[str, str]:
    """Whose site this is and what it rests on, for a stranger. One query, asked only by a page that prints it."""
    root = root_federation()
    return {"owner": root.name, "phone": root.contact_phone, "basis": root.basis or ""} if root else {}
