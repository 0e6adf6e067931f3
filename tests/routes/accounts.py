"""Addresses of accounts and organizations."""

from __future__ import annotations

from typing import Any, Final

from tests.cast import PASSWORD
from tests.routes.guard import ABOVE, CITY, EVERYBODY, LINE, UNIONS, Route, act, view

KEEPERS: Final = CITY | UNIONS | {"administrator", "port_chair", "grid_chair"}
"""Who opens accounts for somebody below."""

NEW_PASSWORD = "jade-tiger-49-lantern"
HELPER = {"user_id": "helper"}
SEES_HELPER: Final = ABOVE & KEEPERS | {"port_chair"}
"""The port's helper is seen by keepers above and by the chair; kept by the union above and by the administrator."""

KEEPS_HELPER: Final = frozenset({"industry_officer", "administrator"})
TOLD: Final = SEES_HELPER - KEEPS_HELPER
NO_KEEPER: Final = EVERYBODY - KEEPERS


def _appointment(world: Any) -> dict[str, Any]:
    return {"role": "unit_chair", "organization": world.ids["port"]}


def _account(world: Any) -> dict[str, Any]:
    return {"name": "新人示例", "role": "unit_clerk", "organization": world.ids["port"]}


ACCOUNTS: Final[list[Route]] = [
    view("accounts:sign_in", sees=EVERYBODY, answer=302, public=True),
    act(
        "accounts:sign_in", may=EVERYBODY, public=True, data={"username": "port_clerk", "password": PASSWORD}
    ),
    act("accounts:sign_out", may=EVERYBODY),
    view("accounts:profile", sees=EVERYBODY),
    act("accounts:profile", may=EVERYBODY, data={"phone": "", "email": "new@example.org"}),
    view("accounts:password_change", sees=EVERYBODY),
    act(
        "accounts:password_change", may=EVERYBODY,
        data={"old": PASSWORD, "new": NEW_PASSWORD, "again": NEW_PASSWORD},
    ),
    view("accounts:sessions", sees=EVERYBODY),
    act("accounts:sign_out_elsewhere", may=EVERYBODY),
    act("accounts:sign_out_session", {"sign_in_id": "port_chair_browser"}, may={"port_chair"}, rest=409),
    view("accounts:inbox", sees=EVERYBODY),
    act("accounts:mark_all_read", may=EVERYBODY),
    act("accounts:mark_read", {"notification_id": "port_chair_message"}, may={"port_chair"}),
    view("accounts:list", sees=KEEPERS, rest=403),
    view("accounts:new", sees=KEEPERS, rest=403),
    act("accounts:new", may={"industry_officer"}, told=NO_KEEPER, answer=200, rest=200, data=_account),
    view("accounts:detail", HELPER, sees=SEES_HELPER, told=NO_KEEPER),
    view("accounts:edit", HELPER, sees=KEEPS_HELPER, told=TOLD | NO_KEEPER),
    act(
        "accounts:edit", HELPER, may=KEEPS_HELPER, told=TOLD | NO_KEEPER,
        data={"name": "更名示例", "phone": "", "email": ""},
    ),
    act(
        "accounts:appoint", HELPER, may={"industry_officer"}, told=NO_KEEPER, data=_appointment,
        others={422: SEES_HELPER - {"industry_officer"}},
    ),
    act(
        "accounts:end_appointment", HELPER | {"appointment_id": "helper_post"}, may={"industry_officer"},
        told=TOLD | NO_KEEPER | {"administrator"}, data={"confirmed": "1"},
    ),
    act(
        "accounts:reset_password", HELPER, may=KEEPS_HELPER, told=TOLD | NO_KEEPER, answer=200,
        data={"confirmed": "1"},
    ),
    act("accounts:unlock", HELPER, may=KEEPS_HELPER, told=TOLD | NO_KEEPER),
    act("accounts:stop", HELPER, may=KEEPS_HELPER, told=TOLD | NO_KEEPER, data={"confirmed": "1"}),
    act("accounts:let_in", {"user_id": "stopped"}, may=KEEPS_HELPER, told=TOLD | NO_KEEPER),
]  # fmt: skip

KEEP_PORT: Final = CITY | {"industry_officer"}
EDIT_PORT: Final = KEEP_PORT | {"port_chair", "port_clerk"}
"""The unit's own chair and clerk keep its contacts."""

PORT_AT = {"organization_id": "port"}
INDUSTRY_AT = {"organization_id": "industry"}

ORGANIZATIONS: Final[list[Route]] = [
    view("organizations:tree", sees=EVERYBODY),
    view("organizations:detail", PORT_AT, sees=LINE),
    view(
        "organizations:edit", PORT_AT, sees=EDIT_PORT, told=LINE - EDIT_PORT,
    ),
    act(
        "organizations:edit", PORT_AT, may=EDIT_PORT, told=LINE - EDIT_PORT,
        data={"name": "厦门鹭港集装箱码头有限公司", "short_name": "鹭港", "chair_name": "许文龙"},
    ),
    view("organizations:new", INDUSTRY_AT, sees=KEEP_PORT, told=ABOVE - KEEP_PORT),
    act(
        "organizations:new", INDUSTRY_AT, may=KEEP_PORT, told=ABOVE - KEEP_PORT,
        data={"kind": "unit", "name": "厦门新码头有限公司"},
    ),
    view("organizations:move", PORT_AT, sees=CITY, told=LINE - CITY),
    act(
        "organizations:move", PORT_AT, may=CITY, told=LINE - CITY,
        data=lambda world: {"parent": world.ids["district"]},
    ),
    view("organizations:leading_group", INDUSTRY_AT, sees=KEEP_PORT, told=ABOVE - KEEP_PORT),
    act(
        "organizations:leading_group", INDUSTRY_AT, may=KEEP_PORT, told=ABOVE - KEEP_PORT,
        data={
            "members-TOTAL_FORMS": "1", "members-INITIAL_FORMS": "0", "members-0-name": "示例人",
            "members-0-post": "主席", "members-0-duty": "组长",
        },
    ),
    act(
        "organizations:close", PORT_AT, may=KEEP_PORT, told=LINE - KEEP_PORT, data={"confirmed": "1"}
    ),
    act("organizations:reopen", {"organization_id": "closed"}, may=KEEP_PORT, told=ABOVE - KEEP_PORT),
]  # fmt: skip
