"""What a person fills in about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from lingjun.accounts.models import User
from lingjun.accounts.passwords import RULES

WRONG = "账号或密码不对。"


class SignInForm(forms.Form):
    """Valid when `user` is known. One message for every kind of failure."""

    username = forms.CharField(
        label="账号或手机号", max_length=50,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "请填账号或手机号。"},
    )  # fmt: skip
    password = forms.CharField(
        label="密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "请填密码。"},
    )  # fmt: skip

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("username") and data.get("password"):
            user = authenticate(self.request, username=data["username"], password=data["password"])
            if not isinstance(user, User):
                raise forms.ValidationError(WRONG)
            self.user = user
        return data


class PasswordForm(forms.Form):
    """The present password and the new one, twice."""

    old = forms.CharField(
        label="现在的密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    new = forms.CharField(
        label="新密码", max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label="再输一遍新密码", max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", "两遍新密码不一样。")
        return data

    @property
    def rules(self) -> tuple[str, ...]:
        """What a password must be: the validators of the settings, in our words."""
        return RULES


class OwnForm(forms.Form):
    """Phone and mail of one's own account; the name is corrected by whoever keeps it."""

    phone = forms.CharField(
        label="手机", required=False, max_length=20, help_text="可以用它登录。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.CharField(
        label="邮箱", required=False, max_length=254, help_text="填了就同时收到邮件通知。",
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "email"}),
    )  # fmt: skip
