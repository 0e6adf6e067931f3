"""The federation revokes: proposing a batch, deciding it, and taking plaques and certificates back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.queries import organizations_of
from lingjun.accounts.views.request import SignedInRequest
from lingjun.changes import actions, papers
from lingjun.changes.forms import BatchDecisionForm, ReasonForm, ReceiptForm, RevocationForm
from lingjun.changes.models import Recall, RevocationBatch
from lingjun.changes.queries import batches_of, recalls_visible_to
from lingjun.changes.rules import may_decide_batch, may_revoke, why_no_batch_letter
from lingjun.core.errors import Closed, NotYours, Refused
from lingjun.core.files import made_response
from lingjun.core.listing import page_of
from lingjun.organizations.models import Organization
from lingjun.studios.forms import StudioFilterForm
from lingjun.studios.models import StudioStatus
from lingjun.studios.queries import filtered, for_list


def federation_of(request: SignedInRequest) -> Organization:
    """The federation the reader decides for; 403 with the reason for everybody else."""
    own = organizations_of(request.user, Role.CITY_OFFICER)
    if not own:
        raise NotYours("撤销由市总工会提出和决定，您可以在工作室的“沿革变更”里看结果。")
    return own[0]


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedInRequest) -> HttpResponse:
    """Pick studios by the register's filters, say why; another officer decides."""
    federation = federation_of(request)
    filters = StudioFilterForm(request.GET, user=request.user)
    rows = filtered(request.user, {**filters.wanted, "status": StudioStatus.ACTIVE}).filter(federation=federation)
    form = RevocationForm(request.POST if request.method == "POST" else None, initial=_wanted(request))
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isdecimal() and len(pk) < 19]
    every = request.POST.get("every") == "1"
    if every:
        picked = list(rows.order_by("pk").values_list("pk", flat=True)[: actions.MOST_AT_ONCE + 1])
    if request.method == "POST" and form.is_valid():
        try:
            batch = actions.propose_revocation(
                actor=request.user, federation=federation, studio_ids=picked, **form.cleaned_data
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已提出撤销 {len(picked)} 个工作室，请本会另一位负责人决定。")
            return redirect("changes:batch", batch.pk)
    page = page_of(request, for_list(rows.order_by("-named_on", "-id")), counted=rows)
    if request.method == "GET" and page.paginator.count == 1:  # from the page of a studio: the one it is about
        picked = [studio.pk for studio in page.object_list]
    context = {
        "filters": filters, "form": form, "page": page, "picked": picked, "every": every,
        "batches": batches_of(request.user)[:20], "federation": federation,
    }  # fmt: skip
    return render(request, "changes/propose.html", context, status=422 if form.errors else 200)


def _wanted(request: SignedInRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in ("reason", "title")}


def _batch(request: SignedInRequest, batch_id: int) -> RevocationBatch:
    federation_of(request)
    return get_object_or_404(batches_of(request.user).select_related("federation"), pk=batch_id)


@require_safe
def batch(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """One batch: which studios, why, and what pressing the button does."""
    return _batch_page(request, _batch(request, batch_id))


@require_safe
def batch_letter(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """The decision of the whole batch as Word; a draft, marked so, until another officer has decided."""
    row = _batch(request, batch_id)
    if reason := why_no_batch_letter(row):
        raise Closed(reason)
    mark = "" if row.decided_at else "（代拟稿）"
    return made_response(papers.revocation_of_batch(row), f"撤销决定{mark} {row.title}.docx")


def _batch_page(
    request: SignedInRequest,
    row: RevocationBatch,
    form: BatchDecisionForm | None = None,
    drop: ReasonForm | None = None,
) -> HttpResponse:
    context = {
        "batch": row,
        "changes": row.changes.select_related("case", "studio__unit", "studio__recommender").order_by("studio_id"),
        "why_not": may_decide_batch(request.user, row),
        "has_letter": why_no_batch_letter(row) is None,
        "open": not row.decided_at and not row.dropped_at,
        "form": form or BatchDecisionForm(),
        "drop": drop or ReasonForm(auto_id="drop_%s"),
        "recalls": Recall.objects.filter(change__batch=row).select_related("studio__unit"),
    }
    return render(request, "changes/batch.html", context, status=422 if form or drop else 200)


@require_POST
def decide_batch(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """All of the batch under one number, or none."""
    row = _batch(request, batch_id)
    form = BatchDecisionForm(request.POST)
    if form.is_valid():
        try:
            actions.decide_batch(actor=request.user, batch_id=row.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已撤销，牌匾和证书列入收回清单。")
            return redirect("changes:batch", row.pk)
    return _batch_page(request, row, form=form)


@require_POST
def drop_batch(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """No revocation after all."""
    row = _batch(request, batch_id)
    form = ReasonForm(request.POST, auto_id="drop_%s")
    if form.is_valid():
        try:
            actions.drop_batch(actor=request.user, batch_id=row.pk, reason=form.cleaned_data["reason"])
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已作罢，工作室照旧。")
            return redirect("changes:batch", row.pk)
    return _batch_page(request, row, drop=form)


@require_safe
def recalls(request: SignedInRequest) -> HttpResponse:
    """What is still to come back, and what has."""
    done = request.GET.get("state") == "done"
    rows = recalls_visible_to(request.user).filter(received_on__isnull=not done)
    page = page_of(request, rows.order_by("-received_on" if done else "due_on", "id"), counted=rows)
    context = {
        "page": page,
        "done": done,
        "today": timezone.localdate(),
        "keeps": {federation.pk for federation in organizations_of(request.user, Role.CITY_OFFICER)},
    }
    return render(request, "changes/recalls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: SignedInRequest, recall_id: int) -> HttpResponse:
    """Enter that something came back; the receipt prints as Word."""
    recall = get_object_or_404(recalls_visible_to(request.user).select_related("studio__federation"), pk=recall_id)
    if reason := may_revoke(request.user, recall.studio.federation):
        raise NotYours(reason)
    form = ReceiptForm(request.POST if request.method == "POST" else None, recall=recall)
    if request.method == "POST" and form.is_valid():
        try:
            actions.receive(actor=request.user, recall_id=recall.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"{recall.get_item_display()}已收到，可以打印回执。")
            return redirect("changes:receive", recall.pk)
    return render(request, "changes/receive.html", {"recall": recall, "form": form}, status=422 if form.errors else 200)


@require_safe
def receipt(request: SignedInRequest, recall_id: int) -> HttpResponse:
    """The receipt as Word: two parts on one page, one for each side."""
    recall = get_object_or_404(
        recalls_visible_to(request.user).select_related("studio__federation"), pk=recall_id, received_on__isnull=False
    )
    return made_response(papers.receipt(recall), f"收回回执 {recall.name_then} {recall.get_item_display()}.docx")
