"""Whose accounts keep a studio's file: named and released by the unit's chair or clerk."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.models import User
from lingjun.accounts.queries import users_with_role
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import NotYours, Refused
from lingjun.studios import rules
from lingjun.studios.actions import appointing
from lingjun.studios.models import Studio, StudioAppointment
from lingjun.studios.views.access import frame, studio_for
from lingjun.studios.views.team import TAB

OFFERED = 100


class WriterForm(forms.Form):
    """An account of the unit in the role of leader or liaison."""

    user = forms.TypedChoiceField(label="账号", coerce=int)

    def __init__(self, *args: object, accounts: list[User], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.can_name = bool(accounts)
        choices = [(user.pk, f"{user.name}（{user.username}）") for user in accounts]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def writers(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Who keeps this file now, and whom one may name."""
    studio = _studio(request, studio_id)
    named = list(StudioAppointment.objects.filter(studio=studio).select_related("user").order_by("id"))
    taken = [appointment.user_id for appointment in named]
    accounts = users_with_role(studio.unit, Role.LEADER, Role.LIAISON).exclude(pk__in=taken).order_by("name", "id")
    form = WriterForm(
        request.POST if request.method == "POST" else None, accounts=list(accounts[:OFFERED])
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = appointing.name_writer(
                actor=request.user, studio_id=studio.pk, user_id=form.cleaned_data["user"]
            )  # fmt: skip
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"{studio.name}的档案由{made.user.name}填写，已通知本人。")
            return redirect("studios:writers", studio.pk)
    context = frame(request, studio, TAB) | {
        "form": form,
        "named": named,
        "can_name": form.can_name,
    }
    return render(request, "studios/team/writers.html", context, status=422 if form.is_bound else 200)


@require_POST
def release(request: SignedInRequest, studio_id: int, appointment_id: int) -> HttpResponse:
    """The account no longer keeps this studio."""
    studio = _studio(request, studio_id)
    if not StudioAppointment.objects.filter(studio=studio, pk=appointment_id).exists():
        raise Http404
    released = appointing.release_writer(actor=request.user, appointment_id=appointment_id)
    messages.success(request, f"{released.user.name}不再填写{studio.name}的档案，写过的都留着。")
    return redirect("studios:writers", studio.pk)


def _studio(request: SignedInRequest, studio_id: int) -> Studio:
    studio = studio_for(request, studio_id)
    if reason := rules.may_name_writers(request.user, studio):
        raise NotYours(reason)
    return studio
