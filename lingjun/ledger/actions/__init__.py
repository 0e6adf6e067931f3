"""What changes the ledger."""

from lingjun.ledger.actions.mentorships import conclude, reopen
from lingjun.ledger.actions.plan import add_item, copy_items, fulfil, settle, tick, untick
from lingjun.ledger.actions.projects import (
    accept,
    apply,
    approve,
    carry_over_projects,
    finish_milestone,
    start,
    stop,
    take_back,
    trial,
)

__all__ = [
    "accept",
    "add_item",
    "apply",
    "approve",
    "carry_over_projects",
    "conclude",
    "copy_items",
    "finish_milestone",
    "fulfil",
    "reopen",
    "settle",
    "start",
    "stop",
    "take_back",
    "tick",
    "trial",
    "untick",
]
