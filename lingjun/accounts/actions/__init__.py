"""The only place that changes accounts, appointments, inbox and outbox."""

from lingjun.accounts.actions.messages import deliver_outbox, mark_read, notify

__all__ = ["deliver_outbox", "mark_read", "notify"]
