"""Deciding now and publishing together: the held cases of a round under one decision number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingjun.accounts.rules import is_city_officer
from lingjun.cases import actions
from lingjun.cases.enums import Verdict
from lingjun.cases.forms import DecidedForm
from lingjun.cases.queries import for_list, visible_to
from lingjun.core.errors import Invalid
from lingjun.core.ids import row_id
from lingjun.creation.queries import decided
from lingjun.notices.models import Round

if TYPE_CHECKING:
    from lingjun.accounts.models import User


class NamingForm(DecidedForm):
    """Number and date of the decision."""

    decision_number = forms.CharField(label="命名决定文号", max_length=50, help_text="如 厦工〔2026〕18号")


@require_http_methods(["GET", "POST"])
def naming(request: HttpRequest, round_id: int) -> HttpResponse:
    """The city officer publishes the decisions of a round, one or all of them."""
    user: User = request.user  # type: ignore[assignment]
    round_ = get_object_or_404(Round.objects.select_related("organizer", "notice_version__notice"), pk=round_id)
    cases = for_list(visible_to(user).filter(round=round_))
    if not is_city_officer(user, round_.organizer):
        if cases.exists():
            raise PermissionDenied("命名由市总工会办理，您可以在办件里看结果。")
        raise Http404
    held = cases.filter(is_held=True).order_by("recommender__sort_order", "recommender_id", "id")
    form = NamingForm(request.POST or None, initial={"decided_on": timezone.localdate().isoformat()})
    chosen = {row_id(text) or 0 for text in request.POST.getlist("case")}
    if request.method == "POST" and form.is_valid():
        try:
            done = actions.publish_together(
                actor=user,
                case_ids=list(held.filter(pk__in=chosen).values_list("pk", flat=True)),
                **form.cleaned_data,
            )
        except Invalid as refusal:
            for field, message in refusal.errors.items():
                form.add_error(field if field in form.fields else None, message)
        else:
            named = sum(case.state == "named" for case in done)
            messages.success(request, f"已公布 {len(done)} 件：命名 {named} 个，单位和推荐工会已收到通知。")
            return redirect("creation:naming", round_id=round_.pk)
    waiting = list(held)
    context: dict[str, Any] = {
        "round": round_,
        "form": form,
        "held": waiting,
        "drafted": sum(case.held_verdict == Verdict.APPROVE for case in waiting),
        "chosen": chosen if request.method == "POST" else None,
        "decisions": decided(round_).values("decision_number", "named_on").annotate(count=Count("pk"))[:20],
        "waiting": cases.filter(state="city_decision", is_held=False).count(),
        "named": cases.filter(state="named").select_related("studio").prefetch_related("studio__plaques")[:200],
        "APPROVE": Verdict.APPROVE,
    }
    return render(request, "creation/naming.html", context, status=422 if form.errors else 200)
