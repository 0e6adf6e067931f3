"""Projects of a studio: list, page, steps of the course, milestones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid
from lingjun.core.listing import page_of
from lingjun.ledger import actions
from lingjun.ledger.forms.projects import STEPS, MilestoneForm, ProjectForm, next_steps
from lingjun.ledger.models import Achievement, Activity, Milestone, Project
from lingjun.ledger.queries.projects import STATES, course, listed, people_of
from lingjun.ledger.rules import previous
from lingjun.ledger.views.links import link, materials_of
from lingjun.studios.models import Studio, StudioRecord
from lingjun.studios.queries import content_of
from lingjun.studios.views.records import LinePages, frame, studio_for, studio_to_write

SHOWN = 12
"""Activities and achievements named on a project's page; the rest stand in their own lists."""


def project_url(project: Project) -> str:
    """A project's page."""
    return reverse("ledger:project", args=[project.studio_id, project.pk])


def _back(studio: Studio, line: StudioRecord | None) -> str:
    if isinstance(line, Milestone) and line.project_id:
        return reverse("ledger:project", args=[studio.pk, line.project_id])
    if isinstance(line, Project) and line.removed_at is None:
        return project_url(line)
    return reverse("ledger:projects", args=[studio.pk])


def _project_asked(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    """The project a new milestone belongs to, from the address."""
    asked = request.GET.get("project", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return {}
    return {"project": Project.standing.filter(studio=studio, pk=int(asked)).first()}


PROJECTS = LinePages(
    app="ledger", key="project", noun="项目", model=Project, form=ProjectForm, tab="projects", back=_back,
    template="ledger/project_form.html",
)  # fmt: skip
MILESTONES = LinePages(
    app="ledger", key="milestone", noun="节点", model=Milestone, form=MilestoneForm, tab="projects", back=_back,
    initial=_project_asked,
)  # fmt: skip


@require_safe
def projects(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """`?state=`: a key of STATES."""
    studio = studio_for(request, studio_id)
    state = request.GET.get("state", "")
    page = page_of(request, listed(studio, state))
    context = frame(request, studio, "projects") | {
        "page": page,
        "state": state if state in STATES else "",
        "states": [(key, label) for key, (label, _) in STATES.items()],
    }
    return render(request, "ledger/projects.html", context)


@require_safe
def project(request: SignedInRequest, studio_id: int, project_id: int) -> HttpResponse:
    """One project, also one that was taken out: from approval to acceptance, with what belongs to it."""
    studio = studio_for(request, studio_id)
    found = _project(studio, project_id)
    activities = Activity.standing.filter(project=found).order_by("-held_on", "-id").defer("attendees")
    achievements = Achievement.standing.filter(project=found)
    context = frame(request, studio, "projects") | materials_of(found, "evidence") | {
        "project": found,
        "people": people_of(found),
        "course": course(found),
        "steps": next_steps(found),
        "can_take_back": previous(found) is not None,
        "milestones": Milestone.standing.filter(project=found),
        "activities": activities[:SHOWN],
        "achievements": achievements[:SHOWN],
        "activity_url": link("ledger:activity_new", studio.pk, query=f"project={found.pk}"),
        "achievement_url": link("ledger:achievement_new", studio.pk, query=f"project={found.pk}"),
    }  # fmt: skip
    return render(request, "ledger/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SignedInRequest, studio_id: int, project_id: int, verb: str) -> HttpResponse:
    """立项, 开始, 试运行, 验收, 推广应用, 中止: what it asks, what it does, and doing it."""
    if verb not in STEPS:
        raise Http404
    studio = studio_to_write(request, studio_id)
    found, asked = _project(studio, project_id), STEPS[verb]
    data = request.POST if request.method == "POST" else None
    form = asked.form(data, instance=found, studio=studio, content=content_of(studio))
    if data is not None and form.is_valid():
        try:
            asked.act(actor=request.user, project_id=project_id, **form.values)
        except Invalid as refused:
            show(form, refused)
        else:
            messages.success(request, f"“{found}”已记下{asked.label}。")
            return redirect(project_url(found))
    context = frame(request, studio, "projects") | {
        "form": form,
        "project": found,
        "step": asked,
        "fits": found.status in asked.froms,
        "back_url": project_url(found),
    }
    return render(request, "ledger/project_step.html", context, status=422 if data is not None else 200)


@require_POST
def take_back(request: SignedInRequest, studio_id: int, project_id: int) -> HttpResponse:
    """Undo the last step."""
    studio = studio_to_write(request, studio_id)
    found = _project(studio, project_id)
    actions.take_back(actor=request.user, project_id=found.pk, seen=request.POST.get("seen", ""))
    messages.success(request, f"“{found}”已退回上一步。")
    return redirect(project_url(found))


@require_POST
def milestone_done(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """A milestone is done today, or open again."""
    studio = studio_to_write(request, studio_id)
    line = get_object_or_404(Milestone, studio=studio, pk=line_id)
    before = line.done_on
    line = actions.finish_milestone(actor=request.user, milestone_id=line.pk, seen=request.POST.get("seen"))
    took = f"改回没有完成，原来记的是 {before:%Y-%m-%d} 完成" if before else "改回没有完成"
    messages.success(request, f"节点“{line}”{'今天完成' if line.done_on else took}。")
    return redirect(_back(studio, line))


def _project(studio: Studio, project_id: int) -> Project:
    return get_object_or_404(Project.objects.select_related("lead"), studio=studio, pk=project_id)
