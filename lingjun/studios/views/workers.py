"""A person across studios: facts, honours, growth, what the other apps know; and merging two records."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts import rules as account_rules
from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.codes import HONOUR_LEVELS, TITLES
from lingjun.core.confirm import Question, ask, is_confirmed
from lingjun.core.errors import NotYours, Refused
from lingjun.core.masking import mask_birth, mask_phone
from lingjun.studios import facts, people, rules
from lingjun.studios.actions import merging
from lingjun.studios.actions import people as acting
from lingjun.studios.forms.team import FactsForm, HonourForm
from lingjun.studios.models import Honour, Member, Promotion, Worker
from lingjun.studios.models.people import Merge
from lingjun.studios.queries import certificates, visible_to
from lingjun.studios.views.team import facts_line
from lingjun.studios.words import NATIONAL

SHOWN = 50


@require_safe
def worker(request: SignedInRequest, worker_id: int) -> HttpResponse:
    """The page of a person; about twelve queries whatever they did."""
    person = _worker(request, worker_id)
    plain = rules.may_see_contact(request.user, person.unit)
    rows = Member.objects.filter(worker=person, studio__in=visible_to(request.user).order_by().values("pk"))
    may_merge = account_rules.may_contact(request.user, person.unit)
    honours = list(person.honours.all()[:SHOWN])
    context: dict[str, Any] = {
        "worker": person,
        "plain": plain,
        "facts": _facts(person, plain=plain),
        "why_not": rules.may_write_worker(request.user, person),
        "rows": rows.select_related("studio").order_by("-joined_on", "-id")[:SHOWN],
        "honours": [(honour, honour.level in NATIONAL) for honour in honours],
        "certificates": certificates(request.user, honours),
        "promotions": [
            (line, facts.words(line.kind, line.old), facts.words(line.kind, line.new))
            for line in Promotion.standing.filter(worker=person).order_by("-on", "-id")[:SHOWN]
        ],
        "sections": people.sections(request.user, person),
        "twins": [(one, facts_line(one)) for one in people.twins_of(person)[:10]],
        "may_merge": may_merge,
        "merges": Merge.objects.filter(keep=person.pk, undone_at=None)[:5] if may_merge else [],
    }
    return render(request, "studios/people/worker.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def worker_edit(request: SignedInRequest, worker_id: int) -> HttpResponse:
    """Put right what was typed wrong."""
    person = _own(request, worker_id)
    data = request.POST if request.method == "POST" else None
    form = FactsForm(data, worker=person)
    form.initial["seen"] = acting.facts_of(person)
    if data is not None and form.is_valid():
        try:
            acting.correct_worker(
                actor=request.user, worker_id=person.pk, values=form.values, seen=form.cleaned_data["seen"]
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已更正{person.name}的资料。")
            return redirect("studios:worker", person.pk)
    context = {"worker": person, "form": form, "titles": TITLES.labels}
    return render(request, "studios/people/edit.html", context, status=422 if data is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def honour_new(request: SignedInRequest, worker_id: int) -> HttpResponse:
    """An honour more."""
    person = _own(request, worker_id)
    return _honour_page(request, person, None)


@require_http_methods(["GET", "HEAD", "POST"])
def honour_edit(request: SignedInRequest, worker_id: int, honour_id: int) -> HttpResponse:
    """An honour put right."""
    person = _own(request, worker_id)
    return _honour_page(request, person, _honour(person, honour_id))


@require_POST
def honour_remove(request: SignedInRequest, worker_id: int, honour_id: int) -> HttpResponse:
    """Take out an honour, after a question."""
    person = _own(request, worker_id)
    honour = _honour(person, honour_id)
    if not is_confirmed(request):
        question = Question(
            title=f"移除{person.name}的“{honour.text}”？", words="移除后档案里不再有这项荣誉，操作记录里留着。",
            yes="移除荣誉", back_url=reverse("studios:worker", args=[person.pk]), danger=True,
        )  # fmt: skip
        return ask(request, question)
    acting.remove_honour(actor=request.user, honour_id=honour.pk)
    messages.success(request, f"已移除“{honour.text}”。")
    return redirect("studios:worker", person.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest, worker_id: int, other_id: int) -> HttpResponse:
    """Two records beside each other; the one that stays takes everything of the other."""
    keep, gone = _worker(request, worker_id), _worker(request, other_id)
    if keep.pk == gone.pk or keep.unit_id != gone.unit_id or keep.name != gone.name:
        raise Http404
    if not account_rules.may_contact(request.user, keep.unit):
        raise NotYours(f"合并{keep.name}的记录由{keep.unit.name}的工会主席或经办人办理。")
    if request.method == "POST":
        merging.merge_workers(actor=request.user, keep_id=keep.pk, gone_id=gone.pk)
        messages.success(request, f"{keep.name}的两条记录已经合并。")
        return redirect("studios:worker", keep.pk)
    context = {
        "keep": keep,
        "gone": gone,
        "rows": [
            (facts.LABELS[field], facts.words(field, getattr(keep, field)), facts.words(field, getattr(gone, field)))
            for field in facts.FIELDS
        ],
        "moves": merging.points_at(gone),
    }
    return render(request, "studios/people/merge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unmerge(request: SignedInRequest, worker_id: int, merge_id: int) -> HttpResponse:
    """Take a merge apart again: what comes of it, or why not."""
    keep = _worker(request, worker_id)
    found = get_object_or_404(Merge, pk=merge_id, keep=keep.pk, undone_at=None)
    if not account_rules.may_contact(request.user, keep.unit):
        raise NotYours(f"拆开{keep.name}的记录由{keep.unit.name}的工会主席或经办人办理。")
    if request.method == "POST":
        gone = merging.unmerge_workers(actor=request.user, merge_id=found.pk)
        messages.success(request, f"{keep.name}的两条记录已经拆开。")
        return redirect("studios:worker", gone.pk)
    was, apart = found.done["facts"], found.done["gone"][0]["fields"]
    context = {
        "keep": keep,
        "merge": found,
        "rows": [
            (facts.LABELS[field], facts.words(field, was[field]), facts.words(field, apart[field]))
            for field in facts.FIELDS
        ],
        "why_not": merging.why_not_unmerge(found, keep),
    }
    return render(request, "studios/people/unmerge.html", context)


def _honour_page(request: SignedInRequest, person: Worker, honour: Honour | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    initial = {name: getattr(honour, name) for name in acting.HONOUR_FIELDS} if honour else {}
    form = HonourForm(data, initial=initial)
    if data is not None and form.is_valid():
        try:
            if honour is None:
                honour = acting.add_honour(actor=request.user, worker_id=person.pk, values=form.cleaned_data)
            else:
                honour = acting.change_honour(actor=request.user, honour_id=honour.pk, values=form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(
                request, f"已保存“{honour.text}”，级别是{HONOUR_LEVELS.label(honour.level) or '没有认出'}。"
            )
            return redirect("studios:worker", person.pk)
    context = {"worker": person, "form": form, "honour": honour}
    return render(request, "studios/people/honour.html", context, status=422 if data is not None else 200)


def _facts(person: Worker, *, plain: bool) -> list[tuple[str, str]]:
    """(label, words) of what is known; birth and telephone as the reader may see them."""
    shown = {field: facts.words(field, getattr(person, field)) for field in facts.FIELDS if field != "name"}
    if not plain:
        shown |= {"birth": mask_birth(person.birth), "phone": mask_phone(person.phone)}
    shown["employer"] = person.employer or person.unit.name
    return [(facts.LABELS[field], words) for field, words in shown.items() if words]


def _worker(request: SignedInRequest, worker_id: int) -> Worker:
    return get_object_or_404(people.workers_visible_to(request.user).select_related("unit"), pk=worker_id)


def _own(request: SignedInRequest, worker_id: int) -> Worker:
    """Visible, and the reader's to write: 403 with the reason otherwise."""
    person = _worker(request, worker_id)
    if reason := rules.may_write_worker(request.user, person):
        raise NotYours(reason)
    return person


def _honour(person: Worker, honour_id: int) -> Honour:
    honour = Honour.objects.filter(worker=person, pk=honour_id).first()
    if honour is None:
        raise Http404
    return honour
