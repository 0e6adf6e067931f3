"""Files behind the lines of a studio file: shown, added (several at once), taken out, put back.

The part `studios/_materials.html` is drawn by the pages and by these views. A page asks with htmx and gets the part
again; without JavaScript the answer leads back to `next`, with a message for each file that was not taken. A script
that retries by itself asks with `Accept: application/json`.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import models
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid, NotYours
from lingjun.core.files import display_response, file_response, thumbnail_response
from lingjun.core.ids import row_id
from lingjun.studios import actions, owners, queries, rules, seals
from lingjun.studios.models import Material, Studio
from lingjun.studios.queries import materials_of, visible_to
from lingjun.studios.views.access import studio_to_write


@require_safe
def material(request: SignedInRequest, material_id: int) -> FileResponse:
    """The file, a picture at the size of a page; `?thumb=1` the small one, `?full=1` as it came.

    404 for strangers; 403 with the reason for a file of the form and readers who may not read the form.
    """
    found = get_object_or_404(
        Material.objects.select_related("file", "studio__unit").filter(
            studio__in=visible_to(request.user).order_by().values("pk")
        ),
        pk=material_id,
    )
    from_form = queries.is_of_form(found)
    if reason := rules.may_read_file(request.user, found.studio, from_form=from_form):
        raise NotYours(reason)
    if request.GET.get("thumb") == "1":
        return thumbnail_response(found.file)
    return file_response(found.file, inline=True) if request.GET.get("full") == "1" else display_response(found.file)


@require_POST
def add(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Take in the files of `file` for the line `about` / `about_id`; one bad file does not lose the good ones."""
    studio = studio_to_write(request, studio_id)
    line = _line(studio, request.POST.get("about", ""), request.POST.get("about_id", ""))
    label = line._meta.label_lower
    owner = owners.owner(label)
    uploads = request.FILES.getlist("file")
    kept: list[Material] = []
    wrong: list[tuple[str, str]] = []
    for upload in uploads:
        try:
            kept.append(
                actions.add_material(
                    actor=request.user, studio_id=studio.pk, about=line, upload=upload,
                    purpose=owner.purpose if owner else "", caption=request.POST.get("caption", ""),
                )
            )  # fmt: skip
        except Invalid as refused:
            wrong.append((upload.name or "", refused.message))
    if not uploads:
        wrong.append(("", "请先选文件，再上传。"))
    if request.headers.get("Accept", "").startswith("application/json"):
        answer = {"kept": [as_data(one) for one in kept], "wrong": [{"name": n, "reason": r} for n, r in wrong]}
        return JsonResponse(answer, status=422 if wrong and not kept else 200)
    if request.headers.get("HX-Request") == "true":
        return _part(request, studio, line, wrong=wrong, kept=len(kept))
    if kept:
        messages.success(request, f"已上传 {len(kept)} 个文件。")
    for name, reason in wrong:
        messages.error(request, f"{name}：{reason}" if name else reason)
    return redirect(_next(request, studio))


@require_POST
def remove(request: SignedInRequest, material_id: int) -> HttpResponse:
    """Take a file out; it can be put back."""
    found = _to_write(request, material_id)
    actions.remove_material(actor=request.user, material_id=found.pk)
    if request.headers.get("HX-Request") == "true":
        return _part(request, found.studio, _owner_line(found), removed=found)
    undo = reverse("studios:material_restore", args=[found.pk])
    messages.success(request, f"已移除“{found}”，可以恢复。", extra_tags=f"undo:{undo}")
    return redirect(_next(request, found.studio))


@require_POST
def restore(request: SignedInRequest, material_id: int) -> HttpResponse:
    """Undo of `remove`."""
    found = _to_write(request, material_id)
    actions.restore_material(actor=request.user, material_id=found.pk)
    if request.headers.get("HX-Request") == "true":
        return _part(request, found.studio, _owner_line(found))
    messages.success(request, f"已恢复“{found}”。")
    return redirect(_next(request, found.studio))


def as_data(one: Material) -> dict[str, Any]:
    """What a script needs to draw one file."""
    url = reverse("studios:material", args=[one.pk])
    return {
        "id": one.pk, "name": one.file.name, "caption": one.caption, "url": url,
        "thumb": f"{url}?thumb=1" if one.file.thumbnail else "",
    }  # fmt: skip


def _part(
    request: SignedInRequest,
    studio: Studio,
    line: models.Model,
    *,
    wrong: list[tuple[str, str]] | None = None,
    kept: int = 0,
    removed: Material | None = None,
) -> HttpResponse:
    label = line._meta.label_lower
    owner = owners.owner(label)
    materials = list(materials_of(studio, line))
    seals.mark(line, materials)
    context = {
        "studio": studio, "line": line, "about": label, "files": owner.purpose if owner else "",
        "materials": materials, "wrong_files": wrong or [], "kept_files": kept,
        "removed_file": removed, "why_not": None, "material_next": request.POST.get("next", ""),
    }  # fmt: skip
    return render(request, "studios/_materials.html", context, status=422 if wrong and not kept else 200)


def _line(studio: Studio, label: str, line_id: str) -> models.Model:
    found = None
    if (number := row_id(line_id)) is not None:
        found = owners.line_of(studio, label, number)
    if found is None:
        raise Http404
    return found


def _owner_line(found: Material) -> models.Model:
    line = owners.line_of(found.studio, found.about, found.about_id)
    if line is None:
        raise Http404
    return line


def _to_write(request: SignedInRequest, material_id: int) -> Material:
    """404 also for the file of a kind of line that keeps its files by verbs of its own (photos of an activity)."""
    found = get_object_or_404(Material.objects.select_related("file"), pk=material_id)
    found.studio = studio_to_write(request, found.studio_id)
    if owners.owner(found.about) is None:
        raise Http404
    return found


def _next(request: HttpRequest, studio: Studio) -> str:
    """Back where the person came from: `next`, else the page that sent it, else the studio."""
    for wanted in (request.POST.get("next", ""), request.headers.get("Referer", "")):
        if wanted and url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
            return wanted
    return reverse("studios:list")
