"""One's own account: data, password, browsers."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts import actions
from lingjun.accounts.forms.errors import show
from lingjun.accounts.forms.own import OwnForm, PasswordForm
from lingjun.accounts.models import SignIn
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: SignedInRequest) -> HttpResponse:
    """Name, posts, phone and mail; the browsers where one is signed in."""
    user = request.user
    form = OwnForm(
        request.POST if request.method == "POST" else None, initial={"phone": user.phone, "email": user.email}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_account(actor=user, user=user, changes=form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已保存您的手机和邮箱。")
            return redirect("accounts:profile")
    past = user.appointments.filter(ended_on__isnull=False).select_related("organization").order_by("-ended_on")[:20]
    return render(request, "accounts/profile.html", {"form": form, "posts": user.posts, "past": past})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password_change(request: SignedInRequest) -> HttpResponse:
    """Own password; forced at the first sign-in."""
    first = request.user.must_change_password
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change_password(request=request, user=request.user, old=data["old"], new=data["new"])
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "密码已修改，其他设备已退出登录。")
            return redirect(settings.LOGIN_REDIRECT_URL if first else "accounts:profile")
    return render(request, "accounts/password.html", {"form": form, "first": first})


@require_safe
def sessions(request: SignedInRequest) -> HttpResponse:
    """Browsers that are still signed in. Three queries."""
    rows = list(SignIn.objects.filter(user=request.user)[:50])
    ends = dict(
        Session.objects.filter(session_key__in=[row.session_key for row in rows]).values_list(
            "session_key", "expire_date"
        )
    )
    here = request.session.session_key
    listed = [(row, ends[row.session_key], row.session_key == here) for row in rows if row.session_key in ends]
    return render(request, "accounts/sessions.html", {"rows": listed, "others": len(listed) - 1})


@require_POST
def sign_out_elsewhere(request: SignedInRequest, sign_in_id: int | None = None) -> HttpResponse:
    """Sign out one other browser, or all others."""
    closed = actions.sign_out_elsewhere(
        user=request.user, keep=request.session.session_key, sign_in_id=sign_in_id
    )  # fmt: skip
    messages.success(request, f"已退出 {closed} 台其他设备。" if closed else "没有其他设备在登录。")
    return redirect("accounts:sessions")
