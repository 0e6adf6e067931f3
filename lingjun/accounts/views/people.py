"""Accounts: list, one account, opening, data."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts import actions, rules
from lingjun.accounts.forms.errors import show
from lingjun.accounts.forms.people import AppointmentForm, ListForm, NewAccountForm, PersonForm
from lingjun.accounts.models import User
from lingjun.accounts.queries import accounts_page, is_locked_out, posts_in_order, search_users, users_visible_to
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import NotYours, Refused

SIZES = (12, 25, 50)


def keeper(request: SignedInRequest) -> User:
    """The signed-in person, who keeps accounts. 403 for everybody else."""
    if not rules.roles_to_appoint(request.user):
        raise NotYours("账号由上级工会和系统管理员管理，您可以在“我的账号”里看自己的任职。")
    return request.user


def visible_account(request: SignedInRequest, user_id: int) -> User:
    """The account, if the reader may see it; 404 for strangers."""
    user = users_visible_to(keeper(request)).filter(pk=user_id).first()
    if user is None:
        raise Http404
    return user


@require_safe
def account_list(request: SignedInRequest) -> HttpResponse:
    """Accounts in one's scope, filtered by the address."""
    users = users_visible_to(keeper(request))
    form = ListForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    users = search_users(
        users,
        words=wanted.get("q", ""),
        role=wanted.get("role", ""),
        organization=wanted.get("organization", ""),
        state=wanted.get("state", ""),
    )
    size = request.GET.get("size", "")
    paginator = Paginator(accounts_page(users), int(size) if size in {str(one) for one in SIZES} else SIZES[1])
    context = {
        "form": form,
        "page": paginator.get_page(request.GET.get("page")),
        "filtered": any(wanted.values()),
        "import_url": _import_url(),
    }
    return render(request, "accounts/list.html", context)


@require_safe
def account_detail(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One account: posts now and before, and what the reader may do with it."""
    user = visible_account(request, user_id)
    posts = list(posts_in_order(user.appointments.all()))
    may_keep = rules.may_keep_account(request.user, user)
    context = {
        "account": user,
        "posts": [(post, rules.may_appoint(request.user, post.role, post.organization)) for post in posts],
        "may_keep": may_keep,
        "locked_out": may_keep and is_locked_out(user),
        "form": AppointmentForm(request.user),
    }
    return render(request, "accounts/detail.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: SignedInRequest) -> HttpResponse:
    """Open an account. The initial password stands on the answer and nowhere else."""
    actor = keeper(request)
    form = NewAccountForm(actor, request.POST if request.method == "POST" else None, initial=_wanted_post(request))
    if request.method == "POST" and form.is_valid():
        try:
            issued = actions.create_account(actor=actor, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            return render(request, "accounts/issued.html", {"issued": issued, "fresh": True})
    return render(request, "accounts/new.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Correct name, phone, mail."""
    user = visible_account(request, user_id)
    if not rules.may_keep_account(request.user, user):
        raise NotYours(f"{user.name}的账号不归您管理。")
    initial = {"name": user.name, "phone": user.phone, "email": user.email}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.update_account(actor=request.user, user=user, changes=form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已保存{form.cleaned_data['name']}的资料。")
            return redirect("accounts:detail", user.pk)
    return render(request, "accounts/edit.html", {"form": form, "account": user})


def _wanted_post(request: SignedInRequest) -> dict[str, str]:
    """`?role=…&organization=…` prefill the form, so that an organization's page can link to it."""
    return {name: request.GET[name] for name in ("role", "organization") if name in request.GET}


def _import_url() -> str:
    """The import from Excel lives two floors up; without it the list simply has no such button."""
    try:
        return reverse("workbench:account_import")
    except NoReverseMatch:
        return ""
