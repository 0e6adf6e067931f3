"""Organizations and leading groups."""

from __future__ import annotations

from typing import Any

from django import forms

from lingjun.accounts.models import User
from lingjun.accounts.queries import parents_for
from lingjun.core.codes import AREAS, INDUSTRY
from lingjun.organizations.actions import DUTIES
from lingjun.organizations.enums import OrganizationKind, UnitNature
from lingjun.organizations.models import Organization


class OrganizationForm(forms.Form):
    """Data of an organization; fields that its kind does not have are left out."""

    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", required=False, max_length=40, help_text="列表里显示。")
    code = forms.CharField(label="代码", required=False, max_length=20, help_text="区用 GB/T 2260 代码，其他自定。")
    credit_code = forms.CharField(label="统一社会信用代码", required=False, max_length=30)
    nature = forms.ChoiceField(label="单位性质", required=False, choices=[("", "请选"), *UnitNature.choices])
    industry = forms.ChoiceField(label="行业门类", required=False, choices=[("", "请选"), *INDUSTRY.choices])
    area_code = forms.ChoiceField(label="所在区", required=False, choices=[("", "请选"), *AREAS.choices])
    chair_name = forms.CharField(label="工会主席", required=False, max_length=50)
    contact_name = forms.CharField(label="联系人", required=False, max_length=50)
    contact_phone = forms.CharField(label="联系电话", required=False, max_length=30)
    address = forms.CharField(label="地址", required=False, max_length=200)

    UNIT_ONLY = ("credit_code", "nature", "industry", "area_code")
    CONTACTS = ("chair_name", "contact_name", "contact_phone", "address")

    def __init__(self, *args: Any, kind: str, contacts_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        drop = self.UNIT_ONLY if kind != OrganizationKind.UNIT else ("code",)
        kept = self.CONTACTS if contacts_only else [name for name in self.fields if name not in drop]
        self.fields = {name: field for name, field in self.fields.items() if name in kept}


class NewOrganizationForm(forms.Form):
    """Kind and name; the rest is filled in on the page that follows."""

    kind = forms.ChoiceField(label="种类")
    name = forms.CharField(label="全称", max_length=100)
    short_name = forms.CharField(label="简称", required=False, max_length=40)
    credit_code = forms.CharField(label="统一社会信用代码", required=False, max_length=30, help_text="单位填。")

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, OrganizationKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]
        self.fields["kind"].initial = kinds[-1] if kinds else None


class MoveForm(forms.Form):
    """The union it is put under."""

    parent = forms.ModelChoiceField(label="移到", queryset=Organization.objects.none(), empty_label="请选")

    def __init__(self, actor: User, organization: Organization, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents_for(actor, organization)  # type: ignore[attr-defined]


class GroupMemberForm(forms.Form):
    """One row of a leading group; an empty row is left out."""

    name = forms.CharField(label="姓名", required=False, max_length=50)
    post = forms.CharField(label="职务", required=False, max_length=100)
    duty = forms.ChoiceField(label="组内职务", choices=[(duty, duty) for duty in DUTIES], initial=DUTIES[-1])


GroupFormSet = forms.formset_factory(GroupMemberForm, extra=3, max_num=30, absolute_max=60)
