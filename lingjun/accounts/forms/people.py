"""Accounts and appointments, filled in by those who keep them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import appointable_organizations
from lingjun.accounts.rules import roles_to_appoint
from lingjun.organizations.models import Organization


class OrganizationChoice(forms.ModelChoiceField):
    """Choice of an organization by its name, typed or picked (`datalist` in the page)."""

    def label_from_instance(self, obj: Organization) -> str:
        return obj.name


class AppointmentForm(forms.Form):
    """A role in an organization. Choices are what the actor may give; the action checks the pair."""

    role = forms.ChoiceField(label="身份")
    organization = OrganizationChoice(label="所在组织", queryset=Organization.objects.none(), empty_label="请选")
    title = forms.CharField(label="职务", required=False, max_length=50, help_text="如：工会干事。")
    started_on = forms.DateField(
        label="起任日期", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="不填就是今天。",
    )  # fmt: skip

    def __init__(self, actor: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_to_appoint(actor)
        self.fields["role"].choices = [("", "请选"), *((role, Role(role).label) for role in roles)]  # type: ignore[attr-defined]
        queryset: QuerySet[Organization] = appointable_organizations(actor, roles)
        self.fields["organization"].queryset = queryset  # type: ignore[attr-defined]
        if len(roles) == 1:
            self.fields["role"].initial = roles[0]
        self.fields["started_on"].widget.attrs["max"] = timezone.localdate().isoformat()


class PersonForm(forms.Form):
    """Name, phone, mail of an account."""

    name = forms.CharField(label="姓名", max_length=50)
    phone = forms.CharField(
        label="手机", required=False, max_length=20, help_text="可以用它登录。",
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label="邮箱", required=False, max_length=254, help_text="填了就同时收到邮件通知。",
        widget=forms.TextInput(attrs={"inputmode": "email"}),
    )  # fmt: skip


class NewAccountForm(AppointmentForm, PersonForm):
    """An account with its first appointment."""

    username = forms.CharField(
        label="账号", required=False, max_length=50, help_text="小写字母、数字或下划线。不填就用姓名的拼音。",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip
    field_order = ("name", "phone", "email", "username", "role", "organization", "title", "started_on")


STATES = [("", "不限"), ("active", "在用"), ("locked", "已停用"), ("new", "还没改初始密码"), ("past", "没有任职")]


class ListForm(forms.Form):
    """Filters of the list of accounts, in the address bar."""

    q = forms.CharField(label="姓名、账号或手机", required=False, max_length=50)
    role = forms.ChoiceField(label="身份", required=False, choices=[("", "不限"), *Role.choices])
    organization = forms.CharField(label="所在组织", required=False, max_length=100)
    state = forms.ChoiceField(label="状态", required=False, choices=STATES)
