"""Who reads what of a studio file, besides seeing it at all (`queries.visible_to`), and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.queries import organizations_of, scope_paths
from lingjun.studios.models import Member, StudioStatus
from lingjun.studios.queries import own_studio_ids

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Studio, Worker


def may_see_contact(user: User, unit: Organization) -> bool:
    """Phones and birth months in full: the officers above and the unit's own people. Others see them masked."""
    return account_rules.officer_above(user, unit) or account_rules.may_fill(user, unit)


def contact_seer(user: User) -> Callable[[int, str], bool]:
    """`may_see_contact` for a long table: asked by id and path of a unit, without an object for each."""
    paths = tuple(scope_paths(user, Role.CITY_OFFICER, Role.DISTRICT_OFFICER))
    own = {unit.pk for unit in organizations_of(user, *FILLING_ROLES)}
    return lambda unit_id, path: unit_id in own or path.startswith(paths)


def may_read_archive(user: User, studio: Studio) -> str | None:
    """The archived package holds personal data: why not, or None when allowed."""
    if may_see_contact(user, studio.unit):
        return None
    return "归档材料含个人信息，由市总工会、推荐工会和本单位查阅。"


def may_read_file(user: User, studio: Studio, *, from_form: bool) -> str | None:
    """Proofs of the form hold personal data wherever they stand now (`creation.rules`): why not, or None."""
    if not from_form or may_see_contact(user, studio.unit):
        return None
    return "申报表的材料含个人信息，由本单位、推荐工会和市总工会查阅。"


def writes(user: User, studio: Studio) -> bool:
    """Chair and clerk write every studio of their unit; a leader or liaison their own, or all while they have none.

    One query per user object, and only for leaders and liaisons. Says nothing of the studio's state.
    """
    if account_rules.holds(user, Role.UNIT_CHAIR, studio.unit) or account_rules.holds(
        user, Role.UNIT_CLERK, studio.unit
    ):
        return True
    if account_rules.holds(user, Role.LEADER, studio.unit) or account_rules.holds(user, Role.LIAISON, studio.unit):
        own = own_studio_ids(user)
        return not own or studio.pk in own
    return False


def may_write(user: User, studio: Studio) -> str | None:
    """Who keeps the file of a studio that is in force: why not, or None when allowed."""
    if not writes(user, studio):
        return f"{studio.name}的档案由{studio.unit.name}填写，您可以看，不能改。"
    if studio.status == StudioStatus.REVOKED:
        return f"{studio.name}已经撤销，档案只供查阅。"
    return None


def may_write_worker(user: User, worker: Worker) -> str | None:
    """Who keeps a person's record: chair and clerk of its unit, a leader or liaison for the people of their studios.

    `worker.unit` should be loaded. One query, and only for leaders and liaisons who were named to a studio.
    """
    if account_rules.may_contact(user, worker.unit):
        return None
    if account_rules.holds(user, Role.LEADER, worker.unit) or account_rules.holds(user, Role.LIAISON, worker.unit):
        own = own_studio_ids(user)
        if not own or Member.objects.filter(worker_id=worker.pk, studio_id__in=own).exists():
            return None
    return f"{worker.name}的资料由{worker.unit.name}填写，您可以看，不能改。"


def may_name_writers(user: User, studio: Studio) -> str | None:
    """Which accounts keep a studio's file is for the chair or clerk of its unit to say."""
    if account_rules.may_contact(user, studio.unit):
        return None
    return f"哪些账号填写{studio.name}的档案，由{studio.unit.name}的工会主席或经办人指定。"


def may_register_plaque(user: User, studio: Studio) -> str | None:
    """Who enters the plaque of a studio that has none: why not, or None when allowed. `studio.federation` loaded."""
    if not account_rules.is_city_officer(user, studio.federation):
        return f"牌匾由{studio.federation.name}统一授牌，也由它登记。"
    if studio.status == StudioStatus.REVOKED:
        return f"{studio.name}已经撤销，不再登记牌匾。"
    return None


def may_reissue(user: User, studio: Studio) -> str | None:
    """Plaques are issued by the federation (clause 二.1): why not, or None when allowed. `studio.federation` loaded."""
    if not account_rules.is_city_officer(user, studio.federation):
        return f"牌匾由{studio.federation.name}统一授牌，补发也由它办理。"
    if studio.status == StudioStatus.REVOKED:
        return f"{studio.name}已经撤销，不再补发牌匾。"
    return None
