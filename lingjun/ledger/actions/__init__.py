"""What changes the ledger."""

from lingjun.ledger.actions.achievements import Repeated, change_achievement, export_achievements, record_achievement
from lingjun.ledger.actions.activities import (
    add_photo,
    change_activity,
    drop_staged_photos,
    record_activity,
    remove_activity,
    remove_photo,
    restore_activity,
    restore_photo,
)
from lingjun.ledger.actions.mentorships import conclude, pair, reopen
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
    "Repeated",
    "accept",
    "add_item",
    "add_photo",
    "apply",
    "approve",
    "carry_over_projects",
    "change_achievement",
    "change_activity",
    "conclude",
    "copy_items",
    "drop_staged_photos",
    "export_achievements",
    "finish_milestone",
    "fulfil",
    "pair",
    "record_achievement",
    "record_activity",
    "remove_activity",
    "remove_photo",
    "reopen",
    "restore_activity",
    "restore_photo",
    "settle",
    "start",
    "stop",
    "take_back",
    "tick",
    "trial",
    "untick",
]
