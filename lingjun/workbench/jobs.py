"""Long work of the workbench: large exports, many forms in one zip. Found by `core.jobs` when the queue is used."""

from __future__ import annotations

import tempfile

from django.db.models import QuerySet
from django.http import QueryDict

from lingjun.accounts.jobs import owner_of
from lingjun.accounts.models import User
from lingjun.cases.models import Case
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job
from lingjun.core.models import StoredFile
from lingjun.studios.papers import file_name
from lingjun.workbench.actions import EXPORT, PRINT
from lingjun.workbench.forms import CaseFilterForm
from lingjun.workbench.papers.forms import write_forms
from lingjun.workbench.papers.summary import kind_of_all, label, paper_of, write_cases
from lingjun.workbench.queries.cases import filtered, ordered
from lingjun.workbench.studio_import import job as _studio_import  # noqa: F401  registers its work


@job(EXPORT)
def export(progress: Progress) -> StoredFile:
    """The filtered cases as 汇总表, as its owner sees them now."""
    user, cases, kind = _asked(progress)
    progress.start(cases.order_by().count())
    with tempfile.TemporaryFile() as stream:
        count = write_cases(stream, user=user, cases=cases, kind=kind, on_row=progress.step)
        name = file_name(f"{label(kind)}汇总表")
        stored = store_generated(name=name, content=stream, owner_id=progress.owner_id)
    progress.say(f"共 {count} 件。")
    return stored


@job(PRINT)
def print_forms(progress: Progress) -> StoredFile:
    """All submitted forms of the filter as one zip."""
    user, cases, kind = _asked(progress)
    cases = cases.filter(version__gt=0)
    progress.start(cases.order_by().count())
    form = "docx" if progress.params.get("form") == "docx" else "pdf"
    with tempfile.TemporaryFile() as stream:
        written, left_out = write_forms(stream, user=user, cases=cases, form=form, on_row=progress.step)
        name = file_name(paper_of(kind), "zip")
        stored = store_generated(name=name, content=stream, owner_id=progress.owner_id)
    missing = f"，{len(left_out)} 份没有打印，原因在压缩包的文本文件里" if left_out else ""
    progress.say(f"打印 {written} 份{missing}。")
    return stored


def _asked(progress: Progress) -> tuple[User, QuerySet[Case], str]:
    """Owner, cases, the kind they are of ("" = several): rights are asked now, not when the button was pressed."""
    user = owner_of(progress)
    form = CaseFilterForm(QueryDict(progress.params.get("query", "")), user=user)
    cases = filtered(user, form.wanted)
    return user, ordered(cases, "number"), kind_of_all(cases, form.wanted)
