"""Template, dry run, real run, result sheet.

Between the steps nothing is kept here: the page carries the signed list, then the signed result. Initial passwords
therefore exist only on the page that was just made and in the sheet it gives.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.models import User
from lingjun.accounts.rules import roles_to_appoint
from lingjun.audit.actions import record
from lingjun.core.errors import MovedOn, NotYours, Refused
from lingjun.core.files import PURPOSES, check, made_response
from lingjun.workbench.account_import import run, sheet
from lingjun.workbench.account_import.sheet import Line

LIST_SALT, RESULT_SALT = "account-list", "account-result"
HOUR = 3600


class ListForm(forms.Form):
    """The filled list."""

    file = forms.FileField(
        label="填好的名单", allow_empty_file=True, help_text=f"Excel 或 CSV，一次最多 {sheet.MAX_ROWS} 行。",
        widget=forms.FileInput(attrs={"accept": PURPOSES["table"].accept}),
    )  # fmt: skip
    open_units = forms.BooleanField(label="名单里还没有的单位，一并新设在本工会下面", required=False)

    def __init__(self, *args: Any, may_open_units: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_open_units:
            del self.fields["open_units"]


@require_http_methods(["GET", "HEAD", "POST"])
def account_import(request: HttpRequest) -> HttpResponse:
    """Choose a list; the answer is its dry run."""
    user = keeper(request)
    form = ListForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        may_open_units=run.may_open_units(user),
    )
    if request.method == "POST" and form.is_valid():
        upload, open_units = form.cleaned_data["file"], bool(form.cleaned_data.get("open_units"))
        try:
            check(upload, PURPOSES["table"], size=upload.size)
            upload.seek(0)
            lines, merged = sheet.read(upload.read(), user)
        except Refused as refused:
            form.add_error("file", refused.message)
        else:
            return _trial(request, user, lines, open_units=open_units, merged=merged)
    return render(request, "workbench/account_import.html", {"form": form})


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The empty list."""
    return made_response(sheet.template(keeper(request)), "账号名单模板.xlsx")


@never_cache
@require_POST
def commit(request: HttpRequest) -> HttpResponse:
    """Run the list of the dry run for real; what became wrong since is told row by row."""
    user = keeper(request)
    carried = _carried(request, "list", LIST_SALT, user)
    lines = [Line(**line) for line in carried["lines"]]
    outcomes = run.real_run(lines, user, open_units=bool(carried["open_units"]))
    opened = [outcome for outcome in outcomes if outcome.issued]
    record(
        actor=user, verb="account.import", subject=user, note=f"名单 {len(outcomes)} 行",
        new={"opened": len(opened), "refused": len(outcomes) - len(opened)},
    )  # fmt: skip
    rows = [outcome.row for outcome in outcomes]
    context = {
        "outcomes": outcomes,
        "opened": len(opened),
        "refused": len(outcomes) - len(opened),
        "units": sum(outcome.made is not None for outcome in outcomes),
        "result": signing.dumps({"rows": rows}, salt=_salt(RESULT_SALT, user), compress=True),
    }
    return render(request, "workbench/account_import_done.html", context)


@never_cache
@require_POST
def result(request: HttpRequest) -> HttpResponse:
    """The result as a sheet, from what the page itself carries: the server keeps no password."""
    user = keeper(request)
    carried = _carried(request, "result", RESULT_SALT, user)
    record(actor=user, verb="account.export", subject=user, note=f"账号开通结果 {len(carried['rows'])} 行")
    return made_response(sheet.result_sheet(carried["rows"]), "账号开通结果.xlsx")


def keeper(request: HttpRequest) -> User:
    """The signed-in person, who appoints others. 403 for everybody else."""
    user = request.user
    if not isinstance(user, User) or not roles_to_appoint(user):
        raise NotYours("账号由上级工会和系统管理员开通。")
    return user


def _trial(
    request: HttpRequest, user: User, lines: list[Line], *, open_units: bool, merged: tuple[str, ...]
) -> HttpResponse:
    outcomes = run.dry_run(lines, user, open_units=open_units)
    good = sum(not outcome.errors for outcome in outcomes)
    carried = {"lines": [dataclasses.asdict(line) for line in lines], "open_units": open_units}
    context = {
        "outcomes": outcomes,
        "merged": merged,
        "good": good,
        "bad": len(outcomes) - good,
        "units": sum(outcome.made is not None for outcome in outcomes),
        "addresses": "、".join(address for outcome in outcomes for address, _ in outcome.messages),
        "list": signing.dumps(carried, salt=_salt(LIST_SALT, user), compress=True) if good == len(outcomes) else "",
    }
    return render(request, "workbench/account_import_trial.html", context)


def _carried(request: HttpRequest, name: str, salt: str, user: User) -> dict[str, Any]:
    try:
        carried: dict[str, Any] = signing.loads(request.POST.get(name, ""), salt=_salt(salt, user), max_age=HOUR)
    except signing.BadSignature as error:
        raise MovedOn("这份名单放得太久了，请重新上传。") from error
    return carried


def _salt(purpose: str, user: User) -> str:
    """One person's page is worthless in another's hands."""
    return f"lingjun.{purpose}.{user.pk}"
