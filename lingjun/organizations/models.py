"""One organization tree: federation, district and industrial unions, units; and their leading groups."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from tree_queries.models import TreeNode

from lingjun.core.search_index import searched
from lingjun.organizations.enums import OrganizationKind, UnitNature


@searched
class Organization(TreeNode):
    """A federation, a recommending union or a unit with its 单位工会.

    `code`: GB/T 2260 for districts (350203), own codes elsewhere (火炬高新区, industries).
    `credit_code`: GB 32100-2015, units only. `path`: ids from the root joined by "/", ending in "/", so that a
    subtree is one indexed prefix search on both databases.
    """

    name = models.CharField("全称", max_length=100)
    short_name = models.CharField("简称", max_length=40, blank=True)
    kind = models.CharField("种类", max_length=20, choices=OrganizationKind.choices)
    code = models.CharField("代码", max_length=20, blank=True, db_index=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    nature = models.CharField("单位性质", max_length=20, choices=UnitNature.choices, blank=True)
    industry = models.CharField("行业门类", max_length=1, blank=True, help_text="GB/T 4754-2017 门类字母")
    area_code = models.CharField("所在区", max_length=6, blank=True, help_text="GB/T 2260")
    chair_name = models.CharField("工会主席", max_length=50, blank=True)
    contact_name = models.CharField("联系人", max_length=50, blank=True)
    contact_phone = models.CharField("联系电话", max_length=30, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    path = models.CharField("路径", max_length=200, db_index=True, editable=False)
    search_key = models.CharField("检索", max_length=300, blank=True, editable=False)
    sort_order = models.PositiveIntegerField("排序", default=0)
    is_active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "组织"
        ordering: ClassVar = ["sort_order", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~models.Q(credit_code=""), name="one_unit_per_credit_code"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """What lists show: the short name where there is one."""
        return self.short_name or self.name

    @property
    def union_name(self) -> str:
        """The union that signs: a unit's own is “<name>工会”, the others are unions themselves."""
        return f"{self.name}工会" if self.kind == OrganizationKind.UNIT else self.name

    @property
    def is_recommender(self) -> bool:
        return self.kind in {OrganizationKind.DISTRICT_UNION, OrganizationKind.INDUSTRIAL_UNION}


class LeadingGroupMember(models.Model):
    """创建领导小组 of a recommending union (clause 三 of the notice)."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="leading_group")
    name = models.CharField("姓名", max_length=50)
    post = models.CharField("职务", max_length=100)
    duty = models.CharField("组内职务", max_length=20, help_text="组长、副组长、成员")
    position = models.PositiveSmallIntegerField("序", default=0)

    class Meta:
        verbose_name = "领导小组成员"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.name
