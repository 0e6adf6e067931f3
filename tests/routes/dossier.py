"""Addresses of the studio page and of the seven criteria."""

from __future__ import annotations

from typing import Final

from tests.routes.guard import LINE, Route, view

STUDIO = {"studio_id": "studio"}

DOSSIER: Final[list[Route]] = [
    view("dossier:studio", STUDIO, sees=LINE),
]
