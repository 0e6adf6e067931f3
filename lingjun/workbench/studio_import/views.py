"""Existing studios from a list: upload, mapping, dry run, correction, import, undo. City officers only."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.models import User
from lingjun.accounts.queries import organizations_of
from lingjun.core.confirm import Question, ask, is_confirmed
from lingjun.core.errors import Invalid, MovedOn, NotYours, Refused
from lingjun.core.files import made_response
from lingjun.core.jobs import enqueue
from lingjun.core.listing import SIZES, page_of
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import recommenders
from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch, ImportState
from lingjun.workbench.studio_import import checking, columns, mapping, run
from lingjun.workbench.studio_import.checking import Outcome
from lingjun.workbench.studio_import.forms import FileForm, MappingForm, UnionsForm
from lingjun.workbench.studio_import.mapping import Table

SHOWS = ("bad", "warn", "")
"""Filters of the dry run."""


@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Every list there was: who, when, how many; and a new one."""
    user, federation = officer(request)
    form = FileForm(request.POST or None, request.FILES or None) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        try:
            batch = importing.open_batch(actor=user, federation=federation, upload=form.cleaned_data["file"])
            return _first_look(request, batch)
        except Refused as refused:
            show(form, refused)
    batches = _batches(federation).order_by("-pk")
    context = {"form": form, "page": page_of(request, batches.defer("made", "mapping", "refused"))}
    return render(request, "workbench/studio_import/overview.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty list."""
    officer(request)
    return made_response(columns.template(), "工作室汇总表模板.xlsx")


@require_safe
def batch_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The dry run of a draft; what became of a list that was imported."""
    _, batch = _batch(request, batch_id)
    if batch.state != ImportState.DRAFT:
        studios = batch.studios.select_related("unit", "leader").order_by("pk")
        context = {"batch": batch, "page": page_of(request, studios), "refused": batch.refused[:200]}
        return render(request, "workbench/studio_import/done.html", context)
    try:
        table = run.table_of(batch)
    except Refused as refused:
        return _unreadable(request, batch, refused)
    if table.missing:
        return redirect("workbench:studio_import_mapping", batch.pk)
    outcomes = run.dry_run(batch, table)
    return _trial(request, batch, table, outcomes)


@require_http_methods(["GET", "HEAD", "POST"])
def map_columns(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Which column of the list is which of ours."""
    user, batch = _batch(request, batch_id, draft=True)
    try:
        table = run.table_of(batch)
    except Refused as refused:
        return _unreadable(request, batch, refused)
    form = MappingForm(request.POST if request.method == "POST" else None, table=table)
    if request.method == "POST" and form.is_valid():
        kept = dict(batch.mapping) | {"row": int(form.cleaned_data["row"]) - 1}
        if form.other_sheet:
            kept |= {"sheet": form.other_sheet, "row": None}
        elif not form.other_row:
            kept["headings"] = dict(batch.mapping.get("headings", {})) | form.headings
        importing.map_columns(actor=user, batch_id=batch.pk, mapping=kept)
        if form.other_sheet or form.other_row:
            return redirect("workbench:studio_import_mapping", batch.pk)
        return redirect("workbench:studio_import_batch", batch.pk)
    context = {"batch": batch, "form": form, "table": table, "file_form": FileForm()}
    return render(request, "workbench/studio_import/mapping.html", context, status=422 if form.errors else 200)


@require_POST
def map_unions(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Which union is meant by words nobody knows."""
    user, batch = _batch(request, batch_id, draft=True)
    words = checking.unknown_unions(run.dry_run(batch))
    form = UnionsForm(request.POST, words=words, unions=list(recommenders(batch.federation)))
    if form.is_valid() and form.said:
        kept = dict(batch.mapping) | {"unions": dict(batch.mapping.get("unions", {})) | form.said}
        importing.map_columns(actor=user, batch_id=batch.pk, mapping=kept)
        messages.success(request, f"已对应 {len(form.said)} 个推荐单位，下次也这样认。")
    return redirect("workbench:studio_import_batch", batch.pk)


@require_POST
def replace(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The corrected list in place of the draft's."""
    user, batch = _batch(request, batch_id, draft=True)
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            batch = importing.replace_file(actor=user, batch_id=batch.pk, upload=form.cleaned_data["file"])
            return _first_look(request, batch)
        except Refused as refused:
            messages.error(request, refused.message)
    else:
        messages.error(request, "请选择改好的表。")
    return redirect("workbench:studio_import_batch", batch.pk)


@require_safe
def errors(request: HttpRequest, batch_id: int) -> HttpResponse:
    """The rows that cannot be (or were not) imported, with what is wrong beside them."""
    _, batch = _batch(request, batch_id)
    table = run.table_of(batch)
    if batch.state == ImportState.DRAFT:
        refused = [run.row_refused(outcome) for outcome in run.dry_run(batch, table) if outcome.errors]
    else:
        refused = batch.refused
    return made_response(run.errors_sheet(table, refused), "没有导入的行.xlsx")


@require_POST
def commit(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Import: at once, or as a job where the list is long. `which`: all, or only the good rows."""
    user, batch = _batch(request, batch_id, draft=True)
    outcomes = run.dry_run(batch)
    good = sum(outcome.new is not None for outcome in outcomes)
    only_good = request.POST.get("which") == "good"
    if not good or (good < len(outcomes) and not only_good):
        messages.error(request, f"还有 {len(outcomes) - good} 行有问题，没有导入。")
        return redirect("workbench:studio_import_batch", batch.pk)
    batch = importing.begin(actor=user, batch_id=batch.pk, only_good=only_good)
    if good > run.AT_ONCE:
        job = enqueue(
            kind=importing.JOB, title=f"导入工作室：{batch.file.name}"[:200], owner_id=user.pk, total=good,
            params={"batch": batch.pk, "only_good": only_good},
        )  # fmt: skip
        messages.info(request, f"共 {good} 行，正在后台导入，好了会通知您。")
        return redirect("core:job", job.pk)
    try:
        batch = run.commit(actor=user, batch=batch, outcomes=outcomes, only_good=only_good)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"已导入 {batch.count} 个工作室。")
    return redirect("workbench:studio_import_batch", batch.pk)


@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Take the whole list back, after a question; refused with the list of what stands in the way."""
    user, batch = _batch(request, batch_id)
    if not is_confirmed(request):
        question = Question(
            title=f"撤回“{batch.file.name}”导入的 {batch.count} 个工作室？",
            words="这一批新建的工作室、牌匾登记、领衔人、荣誉、项目和单位都会删掉，不能再恢复；要的话得重新导入。",
            yes="撤回导入", back_url=f"../{batch.pk}/", danger=True,
        )  # fmt: skip
        return ask(request, question)
    try:
        importing.undo(actor=user, batch_id=batch.pk)
    except Invalid as refused:
        studios = batch.studios.select_related("unit", "leader").order_by("pk")
        context = {
            "batch": batch, "page": page_of(request, studios), "refused": batch.refused[:200],
            "obstacles": list(refused.errors.values()),
        }  # fmt: skip
        return render(request, "workbench/studio_import/done.html", context, status=409)
    messages.success(request, f"已撤回“{batch.file.name}”的导入。")
    return redirect("workbench:studio_import")


@require_POST
def discard(request: HttpRequest, batch_id: int) -> HttpResponse:
    """Let go of a draft."""
    user, batch = _batch(request, batch_id, draft=True)
    importing.discard(actor=user, batch_id=batch.pk)
    messages.success(request, f"“{batch.file.name}”没有导入，已经放弃。")
    return redirect("workbench:studio_import")


def officer(request: HttpRequest) -> tuple[User, Organization]:
    """The city officer and the federation served. 403 for everybody else."""
    user = request.user
    served = organizations_of(user, Role.CITY_OFFICER) if isinstance(user, User) else []
    if not served or not isinstance(user, User):
        raise NotYours("已有的工作室由市总工会经办人导入。")
    return user, served[0]


def _batches(federation: Organization) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(federation=federation).select_related("file", "imported_by", "federation")


def _batch(request: HttpRequest, batch_id: int, *, draft: bool = False) -> tuple[User, ImportBatch]:
    """A list of the officer's federation: 404 otherwise. `draft`: told that it moved on when it is none any more."""
    user, federation = officer(request)
    batch = get_object_or_404(_batches(federation), pk=batch_id)
    if draft and batch.state != ImportState.DRAFT:
        raise MovedOn(f"这一批{batch.get_state_display()}，不能再改。")
    return user, batch


def _first_look(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """To the dry run where every needed column is known and no heading unknown; else to the mapping."""
    table = run.table_of(batch)
    mapped = {table.headings[place] for place in table.columns.values()}
    said = {**mapping.remembered_headings(batch), **batch.mapping.get("headings", {})}
    unknown = [heading for heading in table.headings.values() if heading not in mapped and heading not in said]
    if table.missing or unknown:
        return redirect("workbench:studio_import_mapping", batch.pk)
    return redirect("workbench:studio_import_batch", batch.pk)


def _unreadable(request: HttpRequest, batch: ImportBatch, refused: Refused) -> HttpResponse:
    form = FileForm()
    context = {"batch": batch, "file_form": form, "why": refused.message}
    return render(request, "workbench/studio_import/mapping.html", context, status=422)


def _trial(request: HttpRequest, batch: ImportBatch, table: Table, outcomes: list[Outcome]) -> HttpResponse:
    words = checking.unknown_unions(outcomes)
    bad = [outcome for outcome in outcomes if outcome.errors]
    warned = [outcome for outcome in outcomes if outcome.warnings and not outcome.errors]
    asked = request.GET.get("show", "")
    shown = {"bad": bad, "warn": warned}.get(asked, outcomes)
    size = request.GET.get("size", "")
    page = Paginator(shown, int(size) if size in {str(one) for one in SIZES} else SIZES[1]).get_page(
        request.GET.get("page")
    )
    context: dict[str, Any] = {
        "batch": batch,
        "sheet": table.sheet,
        "merged": table.merged,
        "page": page,
        "total": len(outcomes),
        "good": len(outcomes) - len(bad),
        "bad": len(bad),
        "warned": len(warned),
        "units": len({outcome.new.unit_name for outcome in outcomes if outcome.new and outcome.opens_unit}),
        "projects": sum(len(outcome.projects) for outcome in outcomes if outcome.new),
        "later": len(outcomes) - len(bad) > run.AT_ONCE,
        "show": asked if asked in SHOWS else "",
        "addresses": "、".join(address for outcome in bad[:8] for address, _ in outcome.error_lines[:2]),
        "file_form": FileForm(),
        "unions_form": UnionsForm(words=words, unions=list(recommenders(batch.federation))) if words else None,
    }
    return render(request, "workbench/studio_import/trial.html", context)
