"""What an organization must be: its place in the tree, its codes, its name. No queries."""

from __future__ import annotations

from lingjun.core import credit_code
from lingjun.organizations.enums import OrganizationKind, UnitNature
from lingjun.organizations.models import Organization

PARENTS: dict[str, frozenset[str | None]] = {
    OrganizationKind.FEDERATION: frozenset({None, OrganizationKind.FEDERATION}),
    OrganizationKind.DISTRICT_UNION: frozenset({OrganizationKind.FEDERATION}),
    OrganizationKind.INDUSTRIAL_UNION: frozenset({OrganizationKind.FEDERATION}),
    OrganizationKind.UNIT: frozenset(
        {OrganizationKind.FEDERATION, OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION}
    ),
}
"""Kind -> kinds it may stand under; None = root."""


def kinds_under(parent_kind: str) -> list[str]:
    """Kinds that may be opened below, in the order of the enum."""
    return [kind for kind in OrganizationKind.values if parent_kind in PARENTS[kind]]


def problems(organization: Organization) -> dict[str, str]:
    """Field -> message for everything wrong with an organization by itself; {} when it holds."""
    errors: dict[str, str] = {}
    if not organization.name:
        errors["name"] = "请填全称。"
    elif len(organization.name) > 100:
        errors["name"] = "全称最多 100 个字。"
    if len(organization.short_name) > 40:
        errors["short_name"] = "简称最多 40 个字。"
    parent_kind = organization.parent.kind if organization.parent else None
    if parent_kind not in PARENTS.get(organization.kind, frozenset()):
        errors["parent"] = f"{organization.get_kind_display()}不能放在这一级下面。"
    elif organization.parent and not organization.parent.is_active:
        errors["parent"] = f"{organization.parent.name}已经停用。"
    return _too_long(organization) | errors | _code_problems(organization)


def _too_long(organization: Organization) -> dict[str, str]:
    """Half width may be longer than what was typed ("㈱" becomes three characters), so a form's limit is not enough."""
    errors: dict[str, str] = {}
    for name in ("code", "chair_name", "contact_name", "contact_phone", "address"):
        field = Organization._meta.get_field(name)
        if len(getattr(organization, name)) > (field.max_length or 0):
            errors[name] = f"{field.verbose_name}最多 {field.max_length} 个字。"
    return errors


def _code_problems(organization: Organization) -> dict[str, str]:
    errors: dict[str, str] = {}
    if organization.credit_code and (reason := credit_code.problem(organization.credit_code)):
        errors["credit_code"] = f"{reason}。"
    if organization.nature and organization.nature not in UnitNature.values:
        errors["nature"] = "单位性质请从列表里选。"
    if organization.industry and organization.industry not in "ABCDEFGHIJKLMNOPQRST":
        errors["industry"] = "行业门类是 A 至 T 的一个字母（GB/T 4754）。"
    if organization.area_code and not (len(organization.area_code) == 6 and organization.area_code.isdigit()):
        errors["area_code"] = "行政区划代码是 6 位数字（GB/T 2260）。"
    return errors
