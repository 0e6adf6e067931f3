"""经费: grants with their balances, expenses with vouchers and what was noticed, the final statement of a year."""

from __future__ import annotations

import hashlib
import io
from decimal import Decimal

from django.contrib import messages
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Refused
from lingjun.core.files import made_response
from lingjun.core.ids import row_id
from lingjun.core.listing import page_of
from lingjun.studios import actions, money
from lingjun.studios.forms.holdings import ExpenseForm, GrantForm
from lingjun.studios.models import Expense, Grant, GrantSource, Material, Studio, StudioRecord, Use
from lingjun.studios.papers import EXCEL, statement
from lingjun.studios.queries import content_of, materials_of
from lingjun.studios.views.access import frame, studio_for, studio_to_write
from lingjun.studios.views.records import LinePages, Verbs

FIRST_YEAR, LAST_YEAR = 1950, 2100


@require_safe
def funds(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """One year: figures by source, grants that had money in it, expenses."""
    studio = studio_for(request, studio_id)
    today = timezone.localdate()
    kept = money.books(studio)
    years = kept.years(today)
    asked = request.GET.get("year", "")
    year = found if (found := row_id(asked)) in years else today.year
    figures = kept.account(year)
    expenses = _of_year(studio, year).select_related("grant").order_by("-on", "-id")
    kept_files = Material.objects.filter(about="studios.expense", about_id=OuterRef("pk"), removed_at__isnull=True)
    counted = kept_files.filter(studio=studio).order_by().values("about_id").annotate(count=Count("pk"))
    context = frame(request, studio, "funds") | {
        "years": years,
        "year": year,
        "figures": figures,
        "total": figures.total,
        "grants": _grants(kept.grants, year),
        "page": page_of(request, expenses.annotate(files=Subquery(counted.values("count")))),
        "uses": [(str(Use(use).label), sum(amounts.values(), Decimal(0))) for use, amounts in figures.uses.items()],
    }
    return render(request, "studios/funds.html", context)


def _of_year(studio: Studio, year: int) -> QuerySet[Expense]:
    return Expense.standing.filter(studio=studio, on__year=year)


def _grants(grants: list[Grant], year: int) -> list[tuple[Grant, Decimal, list[str], bool]]:
    """Grants of the year and earlier ones with money left: (grant, balance today, allowed uses, carried over)."""
    found = []
    for grant in grants:
        left = grant.amount - (grant.spent or Decimal(0))  # type: ignore[attr-defined]
        if grant.year == year or (grant.year < year and left):
            uses = [str(Use(use).label) for use in grant.uses if use in Use.values]
            found.append((grant, left, uses, grant.year != year))
    return found


@require_safe
def statement_word(request: SignedInRequest, studio_id: int, year: int) -> HttpResponse:
    """决算表 as Word."""
    studio, figures, expenses = _statement(request, studio_id, year)
    return made_response(statement.word(studio, figures, expenses), f"{statement.title(studio, year)}.docx")


@require_safe
def statement_excel(request: SignedInRequest, studio_id: int, year: int) -> FileResponse:
    """决算表 as Excel."""
    studio, figures, expenses = _statement(request, studio_id, year)
    stream = io.BytesIO()
    statement.excel(stream, studio, figures, expenses)
    stream.seek(0)
    name = f"{statement.title(studio, year)}.xlsx"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=EXCEL)


def _statement(request: SignedInRequest, studio_id: int, year: int) -> tuple[Studio, money.Account, list[Expense]]:
    studio = studio_for(request, studio_id)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    lines = _of_year(studio, year).select_related("grant").order_by("on", "id")
    return studio, money.account(studio, year), list(lines)


def back(studio: Studio, line: StudioRecord | None = None) -> str:
    """The year of the line."""
    url = reverse("studios:funds", args=[studio.pk])
    year = line.year if isinstance(line, Grant) else line.on.year if isinstance(line, Expense) else None
    return f"{url}?year={year}" if year else url


def _first_grant(request: HttpRequest, studio: Studio) -> dict[str, object]:
    today, source, year = timezone.localdate(), request.GET.get("source", ""), row_id(request.GET.get("year", ""))
    return {
        "year": year if year and FIRST_YEAR <= year <= LAST_YEAR else today.year,
        "source": source if source in GrantSource.values else GrantSource.UNIT,
        "received_on": today,
    }


GRANT_PAGES = LinePages(
    app="studios", key="grant", noun="经费", model=Grant, form=GrantForm, tab="funds", back=back, files="evidence",
    initial=_first_grant, verbs=Verbs(change=actions.change_grant, remove=actions.remove_grant),
)  # fmt: skip
EXPENSE_PAGES = LinePages(
    app="studios", key="expense", noun="支出", model=Expense, form=ExpenseForm, tab="funds", back=back,
    files="evidence", template="studios/expense.html",
    verbs=Verbs(
        add=actions.add_expense, change=actions.change_expense, remove=actions.remove_expense,
        restore=actions.restore_expense,
    ),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def expense_new(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """A new expense. What is noticed is shown first; the same form sent again keeps it, with the remark on the line."""
    studio = studio_to_write(request, studio_id)
    grants = Grant.standing.filter(studio=studio)
    if request.method != "POST" and not grants.exists():
        messages.info(request, "先登记经费，再登记支出。")
        return redirect(reverse("studios:grant_new", args=[studio.pk]))
    form = ExpenseForm(request.POST if request.method == "POST" else None, studio=studio, content=content_of(studio))
    return _expense(request, studio, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def expense_edit(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """The same for one that stands."""
    studio = studio_to_write(request, studio_id)
    line = Expense.objects.filter(studio=studio, pk=line_id).first() if line_id < 2**63 else None
    if line is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    return _expense(request, studio, ExpenseForm(data, instance=line, studio=studio, content=content_of(studio)), line)


def _expense(request: SignedInRequest, studio: Studio, form: ExpenseForm, line: Expense | None) -> HttpResponse:
    noticed: list[str] = []
    if form.is_bound and form.is_valid():
        noticed = [] if line is None and _just_added(request, studio, form) else money.foresee(form.instance)
        if not noticed or request.POST.get("noticed") == _mark(noticed):
            try:
                saved = _save(request, studio, form, line)
            except Refused as refused:
                show(form, refused)
            else:
                messages.success(request, f"已{'保存' if line else '登记'}支出“{saved}”。")
                new = reverse("studios:expense_edit", args=[studio.pk, saved.pk])
                return redirect(back(studio, saved) if line else new)
    label = Expense._meta.label_lower
    context = frame(request, studio, "funds") | {
        "form": form, "line": line, "noun": "支出", "back_url": back(studio, line), "files": "evidence",
        "about": label, "materials": materials_of(studio, line) if line else [],
        "remove_url": _url("remove", studio, line), "restore_url": _url("restore", studio, line),
        "noticed": noticed, "mark": _mark(noticed) if noticed else "",
    }  # fmt: skip
    return render(request, "studios/expense.html", context, status=422 if form.is_bound and form.errors else 200)


def _save(request: SignedInRequest, studio: Studio, form: ExpenseForm, line: Expense | None) -> Expense:
    if line is None:
        return actions.add_once(
            actions.add_expense, actor=request.user, studio_id=studio.pk, model=Expense, values=form.values,
            shown=form.seen_at,
        )  # fmt: skip
    return actions.change_expense(actor=request.user, line_id=line.pk, values=form.values, seen=form.seen_at)


def _just_added(request: SignedInRequest, studio: Studio, form: ExpenseForm) -> bool:
    """The button was pressed twice: the line finds itself, and that is nothing to ask about."""
    found = actions.just_added(
        actor=request.user, studio_id=studio.pk, model=Expense, values=form.values, shown=form.seen_at
    )
    return found is not None


def _url(verb: str, studio: Studio, line: Expense | None) -> str:
    return reverse(f"studios:expense_{verb}", args=[studio.pk, line.pk]) if line else ""


def _mark(noticed: list[str]) -> str:
    """Which warnings the page showed: other ones are shown again."""
    return hashlib.sha256("\n".join(noticed).encode()).hexdigest()[:16]
