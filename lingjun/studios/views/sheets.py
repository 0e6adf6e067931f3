"""Excel for every list of a studio file: template, export, and reading in with a dry run.

Between dry run and confirmation nothing is kept here: the page carries the signed rows, good for one hour, for one
person, one studio and one list.
"""

from __future__ import annotations

import dataclasses
import io
from typing import Any

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.audit.actions import record as audit
from lingjun.core.errors import MovedOn, NotYours, Refused
from lingjun.core.files import PURPOSES, check
from lingjun.documents.excel import Sheet, read_paste, read_rows, write_table, write_template
from lingjun.studios import rules, sheet_run, sheets
from lingjun.studios.models import Studio
from lingjun.studios.papers import EXCEL
from lingjun.studios.queries import content_of
from lingjun.studios.sheet_run import MAX_ROWS, Line, Outcome
from lingjun.studios.views.access import frame, studio_for, studio_to_write

HOUR = 3600
MOST_CARRIED = 3_000_000
"""Characters of the signed rows on the page."""


class ListFileForm(forms.Form):
    """The filled list: a file, or cells copied from one."""

    file = forms.FileField(
        label="填好的表", required=False, allow_empty_file=True,
        help_text=f"Excel（.xlsx、.xls）、WPS、ODS 或 CSV，一次最多 {MAX_ROWS} 行。",
        widget=forms.FileInput(attrs={"accept": PURPOSES["table"].accept}),
    )  # fmt: skip
    paste = forms.CharField(
        label="或者粘贴", required=False, max_length=500_000, help_text="从表格里连表头一起复制，粘在这里。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip

    def table(self) -> Sheet:
        """The cells. Raises Refused for what is no table, and when nothing was given."""
        upload, paste = self.cleaned_data["file"], self.cleaned_data["paste"]
        if upload is not None:
            check(upload, PURPOSES["table"], size=upload.size)
            upload.seek(0)
            return read_rows(upload.read(), max_rows=MAX_ROWS, spare=20)
        if paste.strip():
            return read_paste(paste, max_rows=MAX_ROWS, spare=20)
        raise Refused("请选填好的表，或者粘贴单元格。")


@require_safe
def template(request: SignedInRequest, studio_id: int, key: str) -> FileResponse:
    """The empty list with drop-downs and a sample row."""
    studio, listing = studio_for(request, studio_id), _listing(key)
    stream = io.BytesIO()
    write_template(
        stream, sheet=listing.label, columns=listing.columns(studio, content_of(studio)), sample=listing.sample,
        notes=[f"一次最多 {MAX_ROWS} 行。", *listing.notes],
    )  # fmt: skip
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{listing.label}模板.xlsx", content_type=EXCEL)


@require_POST
def export(request: SignedInRequest, studio_id: int, key: str) -> FileResponse:
    """The list as it stands, in the template's columns: it can be added to and read in again."""
    studio, listing = studio_for(request, studio_id), _listing(key)
    if listing.personal and not rules.may_see_contact(request.user, studio.unit):
        raise NotYours(f"“{listing.label}”含个人信息，由本单位和上级工会经办人导出。")
    content = content_of(studio)
    stream = io.BytesIO()
    columns = listing.columns(studio, content)
    count = write_table(
        stream, sheet=listing.label, columns=columns, rows=listing.rows(studio, content), printed=len(columns)
    )
    audit(
        actor=request.user, verb="sheet.export", subject=studio, subject_name=f"{studio.name}：{listing.label}"[:200],
        new={"list": listing.key, "count": count},
    )  # fmt: skip
    stream.seek(0)
    name = f"{studio.name}{listing.label}{timezone.localdate():%Y%m%d}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=EXCEL)


@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: SignedInRequest, studio_id: int, key: str) -> HttpResponse:
    """Choose a list; the answer is its dry run, and the dry run's own button reads it in."""
    studio, listing = studio_to_write(request, studio_id), _listing(key)
    if request.method == "POST" and "rows" in request.POST:
        return _confirm(request, studio, listing)
    form = ListFileForm(request.POST if request.method == "POST" else None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            found = sheet_run.read(form.table(), listing, studio)
            newest = sheet_run.newest_of(studio, listing)
            outcomes = sheet_run.run(user=request.user, studio=studio, listing=listing, lines=found.lines, newest=None)
            return _trial(request, studio, listing, outcomes, unknown=found.unknown, merged=found.merged, newest=newest)
        except NotYours:
            raise
        except Refused as refused:
            form.add_error("paste" if form.cleaned_data["file"] is None else "file", refused.message)
    context = _frame(request, studio, listing) | {"form": form, "most": MAX_ROWS}
    return render(request, "studios/sheet_import.html", context, status=422 if form.errors else 200)


def _confirm(request: SignedInRequest, studio: Studio, listing: sheets.ListSheet) -> HttpResponse:
    try:
        carried: dict[str, Any] = signing.loads(
            request.POST["rows"], salt=_salt(request, studio, listing), max_age=HOUR
        )
    except signing.BadSignature as error:
        raise MovedOn("这份试读放得太久了，请重新上传。") from error
    lines = [Line(**line) for line in carried["lines"]]
    outcomes = sheet_run.run(
        user=request.user, studio=studio, listing=listing, lines=lines, newest=int(carried["newest"])
    )
    if any(outcome.errors for outcome in outcomes):
        return _trial(request, studio, listing, outcomes, unknown=[], newest=int(carried["newest"]))
    count = sum(not outcome.same for outcome in outcomes)
    messages.success(request, f"已导入 {count} 条{listing.label}。")
    return redirect(_back(studio, listing))


def _trial(
    request: SignedInRequest,
    studio: Studio,
    listing: sheets.ListSheet,
    outcomes: list[Outcome],
    *,
    unknown: list[tuple[str, str]],
    newest: int,
    merged: tuple[str, ...] = (),
) -> HttpResponse:
    bad = sum(bool(outcome.errors) for outcome in outcomes)
    same = sum(outcome.same for outcome in outcomes)
    good = len(outcomes) - bad - same
    addresses = [address for outcome in outcomes for address, _ in outcome.messages]
    rows = ""
    if good and not bad:
        carried = {"lines": [dataclasses.asdict(outcome.line) for outcome in outcomes], "newest": newest}
        rows = signing.dumps(carried, salt=_salt(request, studio, listing), compress=True)
        if len(rows) > MOST_CARRIED:
            raise Refused("表里的文字太多，请分成几份上传。")
    context = _frame(request, studio, listing) | {
        "outcomes": outcomes, "good": good, "bad": bad, "same": same, "unknown": unknown, "rows": rows,
        "merged": merged,
        "addresses": "、".join(addresses[:12]) + (f" 等 {len(addresses)} 处" if len(addresses) > 12 else ""),
    }  # fmt: skip
    return render(request, "studios/sheet_trial.html", context)


def _listing(key: str) -> sheets.ListSheet:
    listing = sheets.get(key)
    if listing is None:
        raise Http404
    return listing


def _frame(request: SignedInRequest, studio: Studio, listing: sheets.ListSheet) -> dict[str, object]:
    return frame(request, studio, listing.tab) | {"sheet": listing, "back_url": _back(studio, listing)}


def _back(studio: Studio, listing: sheets.ListSheet) -> str:
    return reverse(listing.back, args=[studio.pk])


def _salt(request: SignedInRequest, studio: Studio, listing: sheets.ListSheet) -> str:
    """One person's page is worthless in another's hands, for another studio, or for another list."""
    return f"lingjun.sheet.{listing.key}.{studio.pk}.{request.user.pk}"
