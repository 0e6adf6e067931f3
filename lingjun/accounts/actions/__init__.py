"""The only place that changes accounts, appointments, sessions, inbox and outbox."""

from lingjun.accounts.actions.accounts import (
    Issued,
    create_account,
    reset_password,
    set_active,
    unlock,
    update_account,
)
from lingjun.accounts.actions.appointments import carry_appointment, end_appointment, open_appointment
from lingjun.accounts.actions.messages import deliver_outbox, mark_read, notify
from lingjun.accounts.actions.organizations import (
    create_organization,
    keep_leading_group,
    move_organization,
    set_organization_active,
    update_organization,
)
from lingjun.accounts.actions.sessions import change_password, sign_in, sign_in_failed, sign_out, sign_out_elsewhere

__all__ = [
    "Issued",
    "carry_appointment",
    "change_password",
    "create_account",
    "create_organization",
    "deliver_outbox",
    "end_appointment",
    "keep_leading_group",
    "mark_read",
    "move_organization",
    "notify",
    "open_appointment",
    "reset_password",
    "set_active",
    "set_organization_active",
    "sign_in",
    "sign_in_failed",
    "sign_out",
    "sign_out_elsewhere",
    "unlock",
    "update_account",
    "update_organization",
]
