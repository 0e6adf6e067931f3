"""Achievements of one studio: list, page, the form of each kind, out and back; benefits and adoptions."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Refused
from lingjun.core.listing import page_of
from lingjun.ledger import actions
from lingjun.ledger.enums import AchievementKind
from lingjun.ledger.forms.achievements import AchievementFilterForm, AchievementForm, AdoptionForm, BenefitForm
from lingjun.ledger.models import Achievement, Adoption, Benefit
from lingjun.ledger.queries import achievements as queries
from lingjun.ledger.queries.benefits import studio_totals, totals
from lingjun.ledger.queries.duplicates import visible_ids
from lingjun.studios import actions as file_actions
from lingjun.studios.models import Material, Studio, StudioRecord, Worker
from lingjun.studios.queries import content_of
from lingjun.studios.views.access import frame, studio_for, studio_to_write
from lingjun.studios.views.records import LinePages

TAB = "achievements"
ABOUT = Achievement._meta.label_lower


@require_safe
def achievement_list(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Newest first, with who took each up; money by basis and period beside it."""
    studio = studio_for(request, studio_id)
    standing = Achievement.standing.filter(studio=studio)
    form = AchievementFilterForm(request.GET, years=queries.years(standing))
    removed = request.GET.get("removed") == "1"
    rows = Achievement.objects.filter(studio=studio).exclude(removed_at=None) if removed else standing
    rows = _narrowed(rows, form.wanted).order_by("-achieved_on", "-id")
    page = page_of(request, queries.with_adoptions(rows), counted=rows)
    context = frame(request, studio, TAB) | {
        "form": form, "page": page, "rows": page.object_list, "filtered": bool(form.wanted), "removed": removed,
        "totals": studio_totals(studio),
    }  # fmt: skip
    return render(request, "ledger/achievements.html", context)


def _narrowed(rows: QuerySet[Achievement], wanted: dict[str, Any]) -> QuerySet[Achievement]:
    rows = rows.filter(**{name: wanted[name] for name in ("kind", "status") if wanted.get(name)})
    if year := wanted.get("year"):
        rows = rows.filter(achieved_on__gte=datetime.date(year, 1, 1), achieved_on__lte=datetime.date(year, 12, 31))
    return queries.containing(rows, wanted.get("q") or "")


@require_safe
def achievement_page(request: SignedInRequest, studio_id: int, achievement_id: int) -> HttpResponse:
    """One achievement with its fields, files, money and users."""
    studio = studio_for(request, studio_id)
    achievement = achievement_of(studio, achievement_id)
    rules = queries.rules_of(achievement)
    benefits = list(Benefit.standing.filter(achievement=achievement))
    context = frame(request, studio, TAB) | {
        "achievement": achievement,
        "rules": rules,
        "details": queries.details_of(achievement),
        "authors": list(Worker.objects.filter(pk__in=achievement.authors).values_list("name", flat=True)),
        "repeated": achievement.details.get("repeated", ""),
        "benefits": benefits,
        "totals": totals(benefits),
        "adoptions": list(Adoption.standing.filter(achievement=achievement)),
        "line": achievement,
        "about": ABOUT,
        "files": "evidence",
        "materials": Material.objects.filter(
            studio=studio, about=ABOUT, about_id=achievement.pk, removed_at__isnull=True
        ).select_related("file"),
    }
    return render(request, "ledger/achievement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def achievement_new(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Choose the kind first; then its fields, and before saving those much like it anywhere."""
    studio = studio_to_write(request, studio_id)
    kind = request.GET.get("kind", "")
    if kind not in AchievementKind.values:
        context = frame(request, studio, TAB) | {"kinds": AchievementKind.choices, "kind": ""}
        return render(request, "ledger/achievement_form.html", context)
    initial = {"project": request.GET["project"]} if request.GET.get("project", "").isdecimal() else {}
    form = AchievementForm(
        request.POST if request.method == "POST" else None, studio=studio, content=content_of(studio), kind=kind,
        initial=initial,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            achievement = actions.record_achievement(
                actor=request.user, studio_id=studio.pk, values=form.values, reason=form.cleaned_data["reason"]
            )
        except actions.Repeated as repeated:
            return _page(request, studio, form, None, repeated)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已登记成果“{achievement}”。证书等材料在这一页上传。")
            return redirect("ledger:achievement", studio.pk, achievement.pk)
    return _page(request, studio, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def achievement_edit(request: SignedInRequest, studio_id: int, achievement_id: int) -> HttpResponse:
    """The same form over one that stands; `?kind=` shows it as another kind."""
    studio = studio_to_write(request, studio_id)
    achievement = achievement_of(studio, achievement_id)
    kind = request.GET.get("kind", "")
    form = AchievementForm(
        request.POST if request.method == "POST" else None, instance=achievement, studio=studio,
        content=content_of(studio), kind=kind if kind in AchievementKind.values else "",
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_achievement(
                actor=request.user, achievement_id=achievement.pk, values=form.values,
                reason=form.cleaned_data["reason"], seen=form.seen_at,
            )  # fmt: skip
        except actions.Repeated as repeated:
            return _page(request, studio, form, achievement, repeated)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已保存。")
            return redirect("ledger:achievement", studio.pk, achievement.pk)
    return _page(request, studio, form, achievement)


def _page(
    request: SignedInRequest,
    studio: Studio,
    form: AchievementForm,
    achievement: Achievement | None,
    repeated: actions.Repeated | None = None,
) -> HttpResponse:
    found = repeated.found if repeated else []
    open_to = visible_ids(request.user, found) if found else set()
    context = frame(request, studio, TAB) | {
        "form": form,
        "achievement": achievement,
        "kinds": AchievementKind.choices,
        "kind": form.chosen,
        "checked": form.rules.check is not None,
        "kind_label": AchievementKind(form.chosen).label,
        "picked": len(form["authors"].value() or ()),
        "alike": [(one, one.studio_id in open_to) for one in found],
    }
    status = 409 if found else 422 if form.is_bound else 200
    return render(request, "ledger/achievement_form.html", context, status=status)


@require_POST
def achievement_remove(request: SignedInRequest, studio_id: int, achievement_id: int) -> HttpResponse:
    """Take it out; its money and users are no longer counted."""
    studio = studio_to_write(request, studio_id)
    line = achievement_of(studio, achievement_id)
    file_actions.remove(actor=request.user, model=Achievement, line_id=line.pk)
    undo = reverse("ledger:achievement_restore", args=[studio.pk, line.pk])
    messages.success(request, f"已移除成果“{line}”，可以恢复。", extra_tags=f"undo:{undo}")
    return redirect("ledger:studio_achievements", studio.pk)


@require_POST
def achievement_restore(request: SignedInRequest, studio_id: int, achievement_id: int) -> HttpResponse:
    """Put it back."""
    studio = studio_to_write(request, studio_id)
    line = achievement_of(studio, achievement_id)
    file_actions.restore(actor=request.user, model=Achievement, line_id=line.pk)
    messages.success(request, f"已恢复成果“{line}”。")
    return redirect("ledger:achievement", studio.pk, line.pk)


def achievement_of(studio: Studio, achievement_id: int) -> Achievement:
    """One of this studio, also one that was taken out; 404 otherwise."""
    found: Achievement | None = (
        Achievement.objects.filter(studio=studio, pk=achievement_id).select_related("project", "created_by").first()
    )
    if found is None:
        raise Http404
    return found


def _back(studio: Studio, line: StudioRecord | None) -> str:
    if isinstance(line, (Benefit, Adoption)) and line.achievement_id:
        return reverse("ledger:achievement", args=[studio.pk, line.achievement_id])
    return reverse("ledger:studio_achievements", args=[studio.pk])


def _initial(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    del studio
    asked = request.GET.get("achievement", "")
    return {"achievement": int(asked)} if asked.isdecimal() and len(asked) < 19 else {}


BENEFITS = LinePages(
    app="ledger", key="benefit", noun="经济效益", model=Benefit, form=BenefitForm, tab=TAB, back=_back,
    files="evidence", initial=_initial,
)  # fmt: skip
ADOPTIONS = LinePages(
    app="ledger", key="adoption", noun="推广应用", model=Adoption, form=AdoptionForm, tab=TAB, back=_back,
    files="evidence", initial=_initial,
)  # fmt: skip
