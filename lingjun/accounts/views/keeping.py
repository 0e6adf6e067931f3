"""Buttons of an account's page: appoint, end, reset, unlock, stop, let in. All POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from lingjun.accounts import actions
from lingjun.accounts.forms.people import AppointmentForm
from lingjun.accounts.views.people import visible_account
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core import confirm
from lingjun.core.errors import Invalid


@require_POST
def appoint(request: SignedInRequest, user_id: int) -> HttpResponse:
    """A further post for an account."""
    user = visible_account(request, user_id)
    form = AppointmentForm(request.user, request.POST)
    if not form.is_valid():
        raise Invalid({name: str(errors[0]) for name, errors in form.errors.items()})
    post = actions.open_appointment(actor=request.user, user=user, **form.cleaned_data)
    messages.success(request, f"已任命{user.name}为{post.organization.label}的{post.get_role_display()}。")
    return redirect("accounts:detail", user.pk)


@require_POST
def end(request: SignedInRequest, user_id: int, appointment_id: int) -> HttpResponse:
    """End a post."""
    user = visible_account(request, user_id)
    post = user.appointments.select_related("organization").filter(pk=appointment_id).first()
    if post is None:
        raise Http404
    words = f"{post.organization.label}的{post.get_role_display()}"
    if not confirm.is_confirmed(request):
        return confirm.ask(
            request,
            confirm.Question(
                title=f"结束{user.name}的任职？",
                words=f"从现在起不再是{words}，办件记录和这段任职都保留。",
                yes="结束任职",
                back_url=reverse("accounts:detail", args=[user.pk]),
                danger=True,
            ),
        )
    actions.end_appointment(actor=request.user, appointment=post, note=request.POST.get("note", ""))
    messages.success(request, f"已结束：{user.name}不再是{words}。")
    return redirect("accounts:detail", user.pk)


@never_cache
@require_POST
def reset_password(request: SignedInRequest, user_id: int) -> HttpResponse:
    """A new initial password, shown once."""
    user = visible_account(request, user_id)
    if not confirm.is_confirmed(request):
        return confirm.ask(
            request,
            confirm.Question(
                title=f"重置{user.name}的密码？",
                words="原密码马上失效，已登录的设备全部退出。新的初始密码只显示一次。",
                yes="重置密码",
                back_url=reverse("accounts:detail", args=[user.pk]),
                danger=True,
            ),
        )
    issued = actions.reset_password(actor=request.user, user=user)
    return render(request, "accounts/issued.html", {"issued": issued, "fresh": False})


@require_POST
def unlock(request: SignedInRequest, user_id: int) -> HttpResponse:
    """End a lock-out after wrong passwords."""
    user = visible_account(request, user_id)
    actions.unlock(actor=request.user, user=user)
    messages.success(request, f"已解除锁定，{user.name}可以用原密码登录。")
    return redirect("accounts:detail", user.pk)


@require_POST
def stop(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Stop an account."""
    user = visible_account(request, user_id)
    if not confirm.is_confirmed(request):
        return confirm.ask(
            request,
            confirm.Question(
                title=f"停用{user.name}的账号？",
                words="不能再登录，已登录的设备全部退出；任职和办过的事都保留，可以随时恢复。",
                yes="停用账号",
                back_url=reverse("accounts:detail", args=[user.pk]),
                danger=True,
            ),
        )
    actions.set_active(actor=request.user, user=user, active=False, note=request.POST.get("note", ""))
    messages.success(request, f"已停用{user.name}的账号。")
    return redirect("accounts:detail", user.pk)


@require_POST
def let_in(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Let a stopped account in again."""
    user = visible_account(request, user_id)
    actions.set_active(actor=request.user, user=user, active=True)
    messages.success(request, f"已启用{user.name}的账号，密码不变。")
    return redirect("accounts:detail", user.pk)
