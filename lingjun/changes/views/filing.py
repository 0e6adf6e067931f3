"""A studio's history, and filing a change of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases import actions as case_actions
from lingjun.cases.rules import may_fill
from lingjun.changes import actions
from lingjun.changes.forms import FIELDS, ChangeForm
from lingjun.changes.kind import CHANGE
from lingjun.changes.models import ChangeKind, Recall
from lingjun.changes.queries import under_way, visible_to
from lingjun.changes.rules import may_file, may_revoke
from lingjun.changes.views.access import visible_case
from lingjun.core.errors import Invalid, NotYours, Refused
from lingjun.studios.queries import content_of
from lingjun.studios.views.access import frame, studio_for, studio_to_write

CARDS = {
    ChangeKind.LEADER: "领衔人退休、调离、去世或违纪，由别人接替，或保留名称，或撤销。",
    ChangeKind.RENAME: "领衔人不变，名称改写法。",
    ChangeKind.UNIT: "单位更名、合并，或工作室转到别的单位。",
}


@require_safe
def history(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Names, leaders, units, plaques and changes of a studio, from the first day."""
    studio = studio_for(request, studio_id)
    context = frame(request, studio, "history") | {
        "tenures": studio.tenures.select_related("leader"),
        "plaques": studio.plaques.order_by("-issued_on", "-id"),
        "changes": visible_to(request.user).filter(studio=studio).select_related("case")[:50],
        "recalls": Recall.objects.filter(studio=studio)[:50],
        "cards": [(kind.value, kind.label, words) for kind, words in CARDS.items()],
        "why_no_change": may_file(request.user, studio),
        "open_change": under_way(studio).select_related("case").first(),
        "may_revoke": may_revoke(request.user, studio.federation) is None and studio.status == "active",
    }
    return render(request, "changes/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, studio_id: int, kind: str) -> HttpResponse:
    """A new change of one kind. The draft is kept, and checked on its own page before it is submitted."""
    studio = studio_to_write(request, studio_id)
    if kind not in FIELDS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, studio=studio, kind=kind, content=content_of(studio))
    if data is not None and form.is_valid():
        try:
            case = actions.open_change(actor=request.user, studio_id=studio.pk, kind=kind, values=form.values)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已存为草稿，核对无误后提交。")
            return redirect(CHANGE.url(case))
    context = frame(request, studio, "history") | {
        "form": form,
        "label": ChangeKind(kind).label,
        "words": CARDS[ChangeKind(kind)],
    }
    return render(request, "changes/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, number: str) -> HttpResponse:
    """Correct a draft or a returned change."""
    case = visible_case(request, number)
    if reason := may_fill(request.user, case):
        raise NotYours(reason)
    change = case.change
    if change.kind not in FIELDS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, instance=change, studio=change.studio, kind=change.kind, content=case.round.content)
    if data is not None and form.is_valid():
        try:
            actions.save_change(actor=request.user, case_id=case.pk, values=form.values)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已保存。")
            return redirect(CHANGE.url(case))
    context = frame(request, change.studio, "history") | {
        "form": form, "label": change.get_kind_display(), "words": CARDS[ChangeKind(change.kind)], "case": case,
    }  # fmt: skip
    return render(request, "changes/form.html", context, status=422 if form.errors else 200)


@require_POST
def submit(request: SignedInRequest, number: str) -> HttpResponse:
    """To the unit's union. What stands in the way is told on the case's page."""
    case = visible_case(request, number)
    try:
        case_actions.submit(actor=request.user, case_id=case.pk)
    except Invalid as refusal:
        messages.error(request, "".join(refusal.errors.values()))
    else:
        messages.success(request, "已提交，由本单位工会主席签署意见。")
    return redirect(CHANGE.url(case))
