"""Addresses of the yearbook."""

from __future__ import annotations

from typing import Final

from django.utils import timezone

from tests.routes.guard import LINE, Route, act, view

STUDIO = {"studio_id": "studio"}
YEAR = STUDIO | {"year": f"={timezone.localdate().year}"}

YEARBOOK: Final[list[Route]] = [
    view("dossier:yearbook_latest", STUDIO, sees=LINE, answer=302),
    view("dossier:yearbook", YEAR, sees=LINE),
    act("dossier:yearbook_make", YEAR, may=LINE, data={"form": "zip"}),
]
