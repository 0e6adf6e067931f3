"""Who reads a creation form, besides seeing the case at all (`queries.visible_to`). No queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.accounts.enums import Role
from lingjun.studios.rules import may_see_contact

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


def may_read_form(user: User, case: Case) -> str | None:
    """Birth, telephone and proofs are for those who fill in and decide (design section 8): why not, or None.

    Administrator and auditor see the case in lists. The recommending union keeps its sight of a unit that has moved.
    """
    # By ids: a list asks this of every row, whose unions are not loaded.
    chosen = {(Role.DISTRICT_OFFICER, case.recommender_id), (Role.CITY_OFFICER, case.federation_id)}
    if may_see_contact(user, case.unit) or any((post.role, post.organization_id) in chosen for post in user.posts):
        return None
    return "申报表含个人信息，由本单位、推荐工会和市总工会查阅。您可以在办件列表里看它办到哪一步。"
