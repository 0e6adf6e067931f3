"""Addresses of the studio page and of the seven criteria."""

from __future__ import annotations

from typing import Final

from tests.routes.guard import EVERYBODY, LINE, Route, act, view

STUDIO = {"studio_id": "studio"}

DOSSIER: Final[list[Route]] = [
    view("dossier:studio", STUDIO, sees=LINE),
    view("dossier:studio", STUDIO, sees=LINE, query="?year=2013"),
    view("dossier:brief", STUDIO, sees=LINE),
    view("studios:criteria", STUDIO, sees=LINE),
    view("studios:criteria", STUDIO, sees=LINE, query="?on=2013-05-08"),
    view("studios:criteria_table", sees=EVERYBODY),
    view("studios:criteria_table", sees=EVERYBODY, query="?criterion=regulations"),
    act("studios:criteria_export", may=EVERYBODY, answer=200),
]
