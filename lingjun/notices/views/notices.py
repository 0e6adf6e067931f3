"""The notice in force, its versions, comparing, editing, loading a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.ids import row_id
from lingjun.notices import actions
from lingjun.notices.compare import changes
from lingjun.notices.forms import LoadForm, NoticeForm
from lingjun.notices.models import NoticeVersion
from lingjun.notices.queries import in_force_or_none, latest_version, versions_visible_to
from lingjun.notices.rules import may_keep_notices
from lingjun.notices.rulings import ruled_clauses
from lingjun.notices.schema import NoticeMistake
from lingjun.notices.views.access import kept_federation, own_federation, visible_version


@require_safe
def in_force(request: SignedInRequest) -> HttpResponse:
    """The notice in force today, clause by clause, with what each rules."""
    federation = own_federation(request.user)
    version = in_force_or_none(federation)
    if version is None:
        may_keep = may_keep_notices(request.user, federation)
        return render(request, "notices/none.html", {"federation": federation, "may_keep": may_keep})
    return _notice(request, version, version)


@require_safe
def version(request: SignedInRequest, version_id: int) -> HttpResponse:
    """Any version, older or of another notice."""
    shown = visible_version(request.user, version_id)
    return _notice(request, shown, in_force_or_none(shown.notice.issuer))


def _notice(request: SignedInRequest, shown: NoticeVersion, current: NoticeVersion | None) -> HttpResponse:
    versions = list(
        versions_visible_to(request.user)
        .defer("content")
        .order_by("-notice__effective_on", "-notice_id", "-version")[:50]
    )
    newest = max((row.version for row in versions if row.notice_id == shown.notice_id), default=shown.version)
    context = {
        "version": shown,
        "notice": shown.notice,
        "content": shown.parsed,
        "clauses": ruled_clauses(shown.parsed),
        "current": current,
        "is_current": current is not None and current.pk == shown.pk,
        "is_newest": newest == shown.version,
        "versions": versions,
        "may_keep": may_keep_notices(request.user, shown.notice.issuer),
    }
    return render(request, "notices/notice.html", context)


@require_safe
def compare(request: SignedInRequest, version_id: int) -> HttpResponse:
    """What differs from another version: `?with=ID`, else the one before, else the one in force."""
    shown = visible_version(request.user, version_id)
    wanted = request.GET.get("with", "")
    if wanted:
        if (known := row_id(wanted)) is None:
            raise Http404
        other: NoticeVersion | None = visible_version(request.user, known)
    else:
        other = versions_visible_to(request.user).filter(notice=shown.notice, version__lt=shown.version).first()
        other = other or in_force_or_none(shown.notice.issuer)
    if other is not None and other.pk == shown.pk:
        other = None
    others = versions_visible_to(request.user).defer("content").exclude(pk=shown.pk).order_by("-notice_id", "-version")
    context = {
        "version": shown,
        "other": other,
        "others": others[:50],
        "changes": changes(other.parsed, shown.parsed) if other else [],
    }
    return render(request, "notices/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, version_id: int) -> HttpResponse:
    """Change wording, thresholds, targets, steps and parameters: saved as the next version."""
    shown = visible_version(request.user, version_id)
    if not may_keep_notices(request.user, shown.notice.issuer):
        raise NotYours("通知由市总工会经办人维护，您可以看，不能改。")
    form = NoticeForm(request.POST if request.method == "POST" else None, content=shown.parsed)
    moved = ""
    if request.method == "POST" and form.is_valid():
        try:
            fresh = actions.edit_notice(version=shown, changes=form.changes(), actor=request.user)
        except Invalid as refused:
            form.show(refused)
        except MovedOn as refused:
            moved = refused.message
        else:
            words = f"已存为第 {fresh.version} 版。已开的批次仍按原来的版办。"
            messages.success(request, words if fresh.pk != shown.pk else "没有改动，仍是这一版。")
            return redirect("notices:version", fresh.pk)
    newest = latest_version(shown.notice)
    context = {"version": shown, "form": form, "moved": moved, "newest": newest, "folds": form.folds}
    return render(request, "notices/edit.html", context, status=409 if moved else 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def load(request: SignedInRequest) -> HttpResponse:
    """A notice file from the officer's computer; every mistake is told with its line."""
    federation = kept_federation(request.user)
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    mistakes: NoticeMistake | None = None
    if form.is_bound and form.is_valid():
        try:
            fresh = actions.load_notice(text=form.cleaned_data["file"], actor=request.user, organization=federation)
        except NoticeMistake as refused:
            mistakes = refused
        except Invalid as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, f"已载入{fresh}。")
            return redirect("notices:version", fresh.pk)
    wrong = mistakes is not None or (form.is_bound and bool(form.errors))
    context = {"form": form, "federation": federation, "refused": mistakes}
    return render(request, "notices/load.html", context, status=422 if wrong else 200)
