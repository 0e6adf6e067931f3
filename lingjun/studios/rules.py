"""Who reads what of a studio file, besides seeing it at all (`queries.visible_to`). No queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.accounts import rules as account_rules

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Studio


def may_see_contact(user: User, unit: Organization) -> bool:
    """Phones and birth months in full: the officers above and the unit's own people. Others see them masked."""
    return account_rules.officer_above(user, unit) or account_rules.may_fill(user, unit)


def may_read_archive(user: User, studio: Studio) -> str | None:
    """The archived package holds personal data: why not, or None when allowed."""
    if may_see_contact(user, studio.unit):
        return None
    return "归档材料含个人信息，由市总工会、推荐工会和本单位查阅。"
