"""Word forms that come in: one into a draft, or many at once as a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts.rules import may_fill, officer_of
from lingjun.core.errors import Invalid, NotYours, Refused
from lingjun.core.files import PURPOSES, store_upload
from lingjun.core.jobs import enqueue
from lingjun.creation.actions import take_over
from lingjun.creation.papers.reading import FormReading, read_form_originals
from lingjun.creation.papers.reading.batch import MAX_FILES
from lingjun.creation.reading_job import KIND, filled
from lingjun.creation.views import fill, fill_state
from lingjun.documents.reading import UnreadableDocument
from lingjun.notices.models import RoundKind
from lingjun.notices.queries import rounds_visible_to

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from lingjun.accounts.models import User
    from lingjun.core.models import StoredFile
    from lingjun.notices.models import Round


def read_upload(user: User, upload: UploadedFile | None) -> tuple[FormReading, StoredFile]:
    """The form and the kept original. Raises Invalid({"file": reason}); nothing is kept then."""
    if upload is None:
        raise Invalid({"file": "请选择填好的申报表（.docx 或 .doc）。"})
    most = PURPOSES["form"].max_bytes
    if (upload.size or 0) > most:
        raise Invalid(
            {"file": f"文件 {(upload.size or 0) / 1e6:.1f} MB，超过了 {most // 1_000_000} MB，请压缩图片后再传。"}
        )
    try:
        reading = read_form_originals(upload.read(), upload.name or "")
    except UnreadableDocument as refusal:
        raise Invalid({"file": refusal.message}) from refusal
    return reading, store_upload(upload=upload, purpose="form", owner_id=user.pk)


def said(reading: FormReading) -> str:
    """读出 21 项，2 项请您核对，在各节上方列着。"""
    text = f"读出 {filled(reading.form)} 项"
    if not reading.form.problems:
        return f"{text}。请逐节核对，补上名单和材料。"
    return f"{text}，{len(reading.form.problems)} 项请您核对，在各节上方列着。"


@require_POST
def read(request: HttpRequest, number: str) -> HttpResponse:
    """Reads a Word form into a draft that exists already."""
    desk = fill_state.load(request, number)
    if desk.refusal:
        raise NotYours(desk.refusal)
    try:
        with transaction.atomic():
            reading, source = read_upload(desk.user, request.FILES.get("file"))
            take_over(
                actor=desk.user,
                case_id=desk.case.pk,
                form=reading.form,
                source=source,
                originals=reading.originals,
            )
    except (Invalid, NotYours) as refusal:
        words = "".join(refusal.errors.values()) if isinstance(refusal, Invalid) else refusal.message
        return fill.show(request, desk, "unit", status=refusal.status_code, read_refusal=words)
    messages.success(request, said(reading))
    return redirect("creation:fill", number, "unit")


def open_rounds(user: User) -> QuerySet[Round]:
    """Creation rounds the person belongs to that take applications now (extensions of a unit are the action's)."""
    now = timezone.now()
    rounds = rounds_visible_to(user).filter(kind=RoundKind.CREATION, opens_at__lte=now, closes_at__gte=now)
    return rounds.order_by("closes_at", "id")


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest) -> HttpResponse:
    """Several Word files or a zip: a job with a result per file. For officers a dry run that says whose each is."""
    user: User = request.user  # type: ignore[assignment]
    mine = [post.organization for post in user.posts if may_fill(user, post.organization)]
    above = any(officer_of(user, post.organization) for post in user.posts)
    if not mine and not above:
        raise NotYours("批量读入由单位工会或区、产业工会办理。")
    rounds = list(open_rounds(user))
    problem = ""
    if request.method == "POST":
        round_ = get_object_or_404(open_rounds(user), pk=_whole(request.POST.get("round", "")))
        uploads = request.FILES.getlist("files")
        try:
            return _queue(user, round_, uploads)
        except Refused as refusal:
            problem = refusal.message
    context = {"rounds": rounds, "problem": problem, "mine": mine, "purpose": PURPOSES["forms"], "most": MAX_FILES}
    return render(request, "creation/batch.html", context, status=422 if problem else 200)


@transaction.atomic
def _queue(user: User, round_: Round, uploads: list[UploadedFile]) -> HttpResponse:
    if not uploads:
        raise Refused("请选择文件。")
    if len(uploads) > MAX_FILES:
        raise Refused(f"一次最多 {MAX_FILES} 份，现在 {len(uploads)} 份，请分批上传。")
    files = [str(_keep(user, upload).pk) for upload in uploads]
    job = enqueue(
        kind=KIND,
        title=f"批量读入申报表（{round_.name}）",
        owner_id=user.pk,
        params={"round": round_.pk, "files": files},
    )
    return redirect("core:job", job.pk)


def _keep(user: User, upload: UploadedFile) -> StoredFile:
    try:
        return store_upload(upload=upload, purpose="forms", owner_id=user.pk)
    except Invalid as refusal:
        raise Refused(f"“{(upload.name or '')[:60]}”：{''.join(refusal.errors.values())}") from refusal


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
