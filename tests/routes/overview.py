"""Addresses of studios and of the workbench."""

from __future__ import annotations

from typing import Any, Final

from tests.routes.accounts import KEEPERS
from tests.routes.guard import CITY, EVERYBODY, LINE, UNIONS, Route, act, view

STUDIO = {"studio_id": "studio"}
AUDITS: Final = frozenset({"administrator", "auditor"})


def _pick(verb: str, case: str, **fields: Any) -> Any:
    def data(world: Any) -> dict[str, Any]:
        row = world.cases[case]
        return {
            "do": verb,
            "pick": [row.pk],
            "seen": [f"{row.pk}:{row.state}:{row.version}"],
            "confirmed": "1",
        } | fields

    return data


STUDIOS: Final[list[Route]] = [
    view("studios:list", sees=EVERYBODY),
    act("studios:columns", may=EVERYBODY),
    act("studios:export", may=EVERYBODY, answer=200),
    view("studios:archive", STUDIO, sees=LINE - AUDITS, told=AUDITS),
]

WORKBENCH: Final[list[Route]] = [
    view("workbench:home", sees=EVERYBODY),
    view("workbench:handled", sees=EVERYBODY),
    view("workbench:search", sees=EVERYBODY, query="?q=%E9%B9%AD"),
    act("workbench:export_targets", may=CITY | UNIONS, rest=403, answer=200),
    view("workbench:cases", sees=EVERYBODY),
    act("workbench:columns", may=EVERYBODY),
    act("workbench:export", may=EVERYBODY, answer=200),
    view("workbench:reminder_letter", sees=CITY | UNIONS, rest=403),
    act(
        "workbench:print_batch",
        may=(LINE - AUDITS) | UNIONS | {"grid_chair", "grid_clerk"},
        rest=403,
        data={"form": "pdf"},
    ),
    act("workbench:bulk", may=CITY | {"industry_officer"}, rest=302, data=_pick("remind", "submitted")),
    view("workbench:bulk_done", sees=EVERYBODY, answer=302),
    view("workbench:account_import", sees=KEEPERS, rest=403),
    act("workbench:account_import", may=KEEPERS, rest=403, answer=200),
    view("workbench:account_import_template", sees=KEEPERS, rest=403),
    act("workbench:account_import_commit", may=KEEPERS, answer=409, rest=403),
    act("workbench:account_import_result", may=KEEPERS, answer=409, rest=403),
]
