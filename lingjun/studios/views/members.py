"""One member of a team: taken in, another role, out again, put right; and what they became."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.codes import EDUCATION, POLITICAL_STATUS, SKILL_GRADES, TITLES
from lingjun.core.errors import Invalid, Refused
from lingjun.studios import actions, facts, people, rules
from lingjun.studios.actions import growth as growing
from lingjun.studios.actions import team as acting
from lingjun.studios.forms.team import DaysForm, GrowthForm, LeaveForm, MemberForm, PromotionForm, RoleForm
from lingjun.studios.models import Material, Member, MemberRole, Promotion, Studio
from lingjun.studios.queries import content_of
from lingjun.studios.views.access import frame, studio_to_write
from lingjun.studios.views.team import TAB, facts_line

ANOTHER = "another"
WORDS = (*SKILL_GRADES.labels, *TITLES.labels, *EDUCATION.labels, *POLITICAL_STATUS.labels)


@require_http_methods(["GET", "HEAD", "POST"])
def member_new(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Take somebody in. Where somebody of that name is known, the page asks whether it is the same person."""
    studio = studio_to_write(request, studio_id)
    data = request.POST if request.method == "POST" else None
    form = MemberForm(data, studio=studio, content=content_of(studio))
    known: list[Any] = []
    status = 200
    if data is not None:
        status = 422
        if form.is_valid():
            values = form.values
            same = data.get("same", "")
            known = people.namesakes(
                request.user, studio, values["name"], birth=values["birth"], employer=values["employer"]
            )
            allowed = {str(worker.pk): worker.pk for worker in known}
            if not known or same in allowed or same == ANOTHER:
                try:
                    member = acting.add_member(
                        actor=request.user, studio_id=studio.pk, role=values.pop("role"),
                        joined_on=values.pop("joined_on"), values=values, worker_id=allowed.get(same),
                        is_another=same == ANOTHER,
                    )  # fmt: skip
                except Refused as refused:
                    show(form, refused)
                else:
                    messages.success(request, f"{member.worker.name}已加入，角色是{member.get_role_display()}。")
                    return redirect("studios:team", studio.pk)
    context = frame(request, studio, TAB) | {
        "form": form,
        "known": [(worker, facts_line(worker)) for worker in known],
        "another": ANOTHER,
        "titles": TITLES.labels,
    }
    return render(request, "studios/team/new.html", context, status=status)


@require_http_methods(["GET", "HEAD"])
def member(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Everything one may do about a member."""
    studio = studio_to_write(request, studio_id)
    return _page(request, studio, _member(studio, member_id))


@require_POST
def change_role(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Another role from a day on."""
    studio, row = _both(request, studio_id, member_id)
    form = RoleForm(request.POST, prefix="role")
    if form.is_valid():
        try:
            now = acting.change_role(actor=request.user, member_id=row.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"{now.worker.name}从 {now.joined_on} 起任{now.get_role_display()}。")
            return redirect("studios:member", studio.pk, now.pk)
    return _page(request, studio, row, role_form=form)


@require_POST
def leave(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Out of the team; the message offers to take it back."""
    studio, row = _both(request, studio_id, member_id)
    form = LeaveForm(request.POST, prefix="leave")
    if form.is_valid():
        try:
            row = acting.leave(actor=request.user, member_id=row.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            undo = reverse("studios:member_back", args=[studio.pk, row.pk])
            messages.success(request, f"{row.worker.name}已登记离开，可以恢复。", extra_tags=f"undo:{undo}")
            return redirect("studios:team", studio.pk)
    return _page(request, studio, row, leave_form=form)


@require_POST
def come_back(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Undo of leaving."""
    studio, row = _both(request, studio_id, member_id)
    try:
        row = acting.come_back(actor=request.user, member_id=row.pk)
    except Invalid as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"{row.worker.name}仍在团队里。")
    return redirect("studios:member", studio.pk, row.pk)


@require_POST
def correct(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Days typed wrong."""
    studio, row = _both(request, studio_id, member_id)
    form = DaysForm(request.POST, prefix="days")
    if form.is_valid():
        try:
            acting.correct_member(actor=request.user, member_id=row.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已更正{row.worker.name}的日期。")
            return redirect("studios:member", studio.pk, row.pk)
    return _page(request, studio, row, days_form=form)


@require_POST
def strike(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """Take out somebody entered by mistake."""
    studio, row = _both(request, studio_id, member_id)
    acting.strike_member(actor=request.user, member_id=row.pk)
    messages.success(request, f"已把{row.worker.name}的这一段任职移出名单。")
    return redirect("studios:team", studio.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def promote(request: SignedInRequest, studio_id: int, member_id: int) -> HttpResponse:
    """What a member became, with the certificate. The page says who notes it where that is another unit."""
    studio, row = _both(request, studio_id, member_id)
    options = [(option.key, option.label) for option in content_of(studio).growth]
    data = request.POST if request.method == "POST" else None
    form = PromotionForm(data, request.FILES or None, growth=options, initial={"growth": "skill"})
    if data is not None and form.is_valid():
        values = dict(form.cleaned_data)
        certificate = values.pop("certificate")
        try:
            line = growing.promote(actor=request.user, studio_id=studio.pk, worker_id=row.worker_id, **values)
        except Refused as refused:
            show(form, refused)
        else:
            url = reverse("studios:promotion", args=[studio.pk, line.pk])
            if certificate:
                try:
                    actions.add_material(
                        actor=request.user, studio_id=studio.pk, about=line, upload=certificate, purpose="evidence"
                    )
                except Refused as refused:
                    messages.warning(request, f"成长记录已登记，证书没有收下：{refused.message}")
                    return redirect(url)
            messages.success(request, f"已登记{row.worker.name}的成长：{facts.words(line.kind, line.new)}。")
            return redirect("studios:member", studio.pk, row.pk)
    context = frame(request, studio, TAB) | {
        "form": form,
        "member": row,
        "words": WORDS,
        "why_not_person": rules.may_write_worker(request.user, row.worker),
        "now": "、".join(value for _, value in _facts_now(row) if value) or "等级、职称、学历都没有填",
    }
    return render(request, "studios/team/promote.html", context, status=422 if data is not None else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def promotion(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """One promotion with its files: kind of growth and note may be said otherwise."""
    studio = studio_to_write(request, studio_id)
    line = _promotion(studio, line_id)
    options = [(option.key, option.label) for option in content_of(studio).growth]
    data = request.POST if request.method == "POST" else None
    form = GrowthForm(data, growth=options, initial={"growth": line.growth, "note": line.note})
    if data is not None and form.is_valid():
        try:
            growing.describe_promotion(actor=request.user, promotion_id=line.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已保存。")
            return redirect("studios:promotions", studio.pk)
    label = Promotion._meta.label_lower
    context = frame(request, studio, TAB) | {
        "form": form,
        "line": line,
        "why_not_person": rules.may_write_worker(request.user, line.worker),
        "old": facts.words(line.kind, line.old),
        "new": facts.words(line.kind, line.new),
        "files": "evidence",
        "about": label,
        "materials": Material.objects.filter(
            studio=studio, about=label, about_id=line.pk, removed_at__isnull=True
        ).select_related("file"),
    }
    return render(request, "studios/team/promotion.html", context, status=422 if data is not None else 200)


@require_POST
def promotion_remove(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """Take a promotion out; it can be put back."""
    studio = studio_to_write(request, studio_id)
    line = growing.remove_promotion(actor=request.user, promotion_id=_promotion(studio, line_id).pk)
    undo = reverse("studios:promotion_restore", args=[studio.pk, line.pk])
    messages.success(request, f"{line.worker.name}的这条成长记录已移除，可以恢复。", extra_tags=f"undo:{undo}")
    return redirect("studios:promotions", studio.pk)


@require_POST
def promotion_restore(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """Undo of removing."""
    studio = studio_to_write(request, studio_id)
    line = growing.restore_promotion(actor=request.user, promotion_id=_promotion(studio, line_id).pk)
    messages.success(request, f"已恢复{line.worker.name}的成长记录。")
    return redirect("studios:promotions", studio.pk)


def _page(request: SignedInRequest, studio: Studio, row: Member, **bound: forms.Form) -> HttpResponse:
    """The member's page; `bound` are forms that did not hold."""
    is_leader = row.role == MemberRole.LEADER
    context = frame(request, studio, TAB) | {
        "member": row,
        "is_leader": is_leader,
        "is_open": row.left_on is None,
        "why_not_person": rules.may_write_worker(request.user, row.worker),
        "now": _facts_now(row),
        "rows": list(Member.objects.filter(studio=studio, worker=row.worker).order_by("-joined_on", "-id")[:20]),
        "promotions": [
            (line, facts.words(line.kind, line.old), facts.words(line.kind, line.new))
            for line in Promotion.standing.filter(worker=row.worker).order_by("-on", "-id")[:20]
        ],
        "role_form": bound.get("role_form") or RoleForm(prefix="role", initial={"role": row.role}),
        "leave_form": bound.get("leave_form") or LeaveForm(prefix="leave"),
        "days_form": bound.get("days_form")
        or DaysForm(
            prefix="days",
            initial={
                "joined_on": row.joined_on, "left_on": row.left_on, "left_reason": row.left_reason,
                "seen": acting.state_of(row),
            },
        ),
        "wrong": next(iter(bound.values()), None),
    }  # fmt: skip
    return render(request, "studios/team/member.html", context, status=422 if bound else 200)


def _facts_now(row: Member) -> list[tuple[str, str]]:
    """(label, words) of what may grow, as it is today."""
    return [
        (facts.LABELS[kind], facts.words(kind, getattr(row.worker, kind)))
        for kind in ("skill_grade", "title", "education", "political_status", "post")
    ]


def _both(request: SignedInRequest, studio_id: int, member_id: int) -> tuple[Studio, Member]:
    studio = studio_to_write(request, studio_id)
    return studio, _member(studio, member_id)


def _member(studio: Studio, member_id: int) -> Member:
    row = Member.objects.filter(studio=studio, pk=member_id).select_related("worker__unit").first()
    if row is None:
        raise Http404
    return row


def _promotion(studio: Studio, line_id: int) -> Promotion:
    line = Promotion.objects.filter(studio=studio, pk=line_id).select_related("worker__unit").first()
    if line is None:
        raise Http404
    return line
