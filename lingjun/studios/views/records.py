"""Pages of one line of a studio file: new, change, remove, put back. An app names model, form and list."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid, Refused
from lingjun.studios import actions
from lingjun.studios.forms.records import RecordForm
from lingjun.studios.models import Studio, StudioRecord
from lingjun.studios.queries import content_of, materials_of
from lingjun.studios.views.access import frame, studio_for, studio_to_write


@dataclasses.dataclass(frozen=True, kw_only=True)
class Verbs:
    """What the pages do, with the signatures of `actions.records`."""

    add: Callable[..., Any] = actions.add
    change: Callable[..., Any] = actions.change
    remove: Callable[..., Any] = actions.remove
    restore: Callable[..., Any] = actions.restore


@dataclasses.dataclass(frozen=True, kw_only=True)
class LinePages:
    """`key` stands in addresses and names (`<app>:<key>_new`, `_edit`, `_remove`, `_restore`).

    `noun` is what people call one line; `tab` the part of the file; `back` gives the list's address for a line (or for
    the studio alone). `verbs` are the generic ones unless a kind of line has its own. `files`: purpose of the files
    behind a line, "" for none; a new line then stays on its own page, where they are added, unless `stays` is False.
    `initial`: first values of a new form, from the address.
    """

    app: str
    key: str
    noun: str
    model: type[StudioRecord]
    form: type[RecordForm]
    tab: str
    back: Callable[[Studio, StudioRecord | None], str]
    files: str = ""
    stays: bool = True
    template: str = "studios/line.html"
    initial: Callable[[HttpRequest, Studio], dict[str, Any]] | None = None
    removed_words: str = "已移除，"
    verbs: Verbs = dataclasses.field(default_factory=Verbs)

    def urls(self) -> list[URLPattern]:
        """Four addresses below `<studio>/<key>/`."""
        where = f"<int:studio_id>/{self.key}"
        return [
            path(f"{where}/new/", self.new, name=f"{self.key}_new"),
            path(f"{where}/<int:line_id>/", self.edit, name=f"{self.key}_edit"),
            path(f"{where}/<int:line_id>/remove/", self.remove, name=f"{self.key}_remove"),
            path(f"{where}/<int:line_id>/restore/", self.restore, name=f"{self.key}_restore"),
        ]

    @property
    def new(self) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        def view(request: SignedInRequest, studio_id: int) -> HttpResponse:
            studio = studio_to_write(request, studio_id)
            initial = self.initial(request, studio) if self.initial else {}
            data = request.POST if request.method == "POST" else None
            form = self.form(data, initial=initial, studio=studio, content=content_of(studio))
            if data is not None and form.is_valid():
                try:
                    line = actions.add_once(
                        self.verbs.add, actor=request.user, studio_id=studio.pk, model=self.model, values=form.values,
                        shown=form.seen_at,
                    )  # fmt: skip
                except Refused as refused:
                    show(form, refused)
                else:
                    messages.success(request, f"已登记{self.noun}“{line}”。")
                    stays = self.files and self.stays
                    return redirect(self._edit_url(studio, line) if stays else self.back(studio, line))
            return self._page(request, studio, form, None)

        return view

    @property
    def edit(self) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        def view(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
            studio = studio_to_write(request, studio_id)
            line = self._line(studio, line_id)
            data = request.POST if request.method == "POST" else None
            form = self.form(data, instance=line, studio=studio, content=content_of(studio))
            if data is not None and form.is_valid():
                try:
                    line = self.verbs.change(
                        actor=request.user, model=self.model, line_id=line.pk, values=form.values, seen=form.seen_at
                    )
                except Refused as refused:
                    show(form, refused)
                else:
                    messages.success(request, f"已保存{self.noun}“{line}”。")
                    return redirect(self.back(studio, line))
            return self._page(request, studio, form, line)

        return view

    @property
    def remove(self) -> Callable[..., HttpResponse]:
        @require_POST
        def view(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
            studio = studio_to_write(request, studio_id)
            line = self._line(studio, line_id)
            try:
                line = self.verbs.remove(actor=request.user, model=self.model, line_id=line.pk)
            except Invalid as refused:
                messages.error(request, refused.message)
                return redirect(self._edit_url(studio, line))
            undo = reverse(f"{self.app}:{self.key}_restore", args=[studio.pk, line.pk])
            messages.success(request, f"{self.noun}“{line}”{self.removed_words}可以恢复。", extra_tags=f"undo:{undo}")
            return redirect(self.back(studio, line))

        return view

    @property
    def restore(self) -> Callable[..., HttpResponse]:
        @require_POST
        def view(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
            studio = studio_to_write(request, studio_id)
            line = self._line(studio, line_id)
            try:
                line = self.verbs.restore(actor=request.user, model=self.model, line_id=line.pk)
            except Invalid as refused:
                messages.error(request, refused.message)
                return redirect(self._edit_url(studio, line))
            messages.success(request, f"已恢复{self.noun}“{line}”。")
            return redirect(self.back(studio, line))

        return view

    def _edit_url(self, studio: Studio, line: models.Model) -> str:
        return reverse(f"{self.app}:{self.key}_edit", args=[studio.pk, line.pk])

    def _line(self, studio: Studio, line_id: int) -> Any:
        line = self.model.objects.filter(studio=studio, pk=line_id).first()
        if line is None:
            raise Http404
        return line

    def _begun(self, form: RecordForm) -> Any:
        """What the address says of a new line, as a line: the way back leads to what it belongs to."""
        if not self.initial:
            return None
        attnames = {field.name: field.attname for field in self.model._meta.concrete_fields}
        known = {
            name if isinstance(value, models.Model) else attnames[name]: value
            for name, value in form.initial.items()
            if name in attnames and value is not None
        }
        return self.model(**known) if known else None

    def _page(self, request: SignedInRequest, studio: Studio, form: RecordForm, line: Any) -> HttpResponse:
        label = self.model._meta.label_lower
        context = frame(request, studio, self.tab) | {
            "form": form,
            "line": line,
            "noun": self.noun,
            "back_url": self.back(studio, line or self._begun(form)),
            "files": self.files,
            "about": label,
            "remove_url": reverse(f"{self.app}:{self.key}_remove", args=[studio.pk, line.pk]) if line else "",
            "restore_url": reverse(f"{self.app}:{self.key}_restore", args=[studio.pk, line.pk]) if line else "",
            "materials": materials_of(studio, line) if line and self.files else [],
        }
        status = 422 if form.is_bound and not form.is_valid() else 200
        return render(request, self.template, context, status=status)


__all__ = ["LinePages", "frame", "studio_for", "studio_to_write"]
