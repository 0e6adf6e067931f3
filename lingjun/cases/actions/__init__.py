"""Every verb of the case engine. Nothing else writes a case's state."""

from lingjun.cases.actions.attaching import attach, attach_stamped_copy, detach, remove_stamped_copy
from lingjun.cases.actions.deciding import (
    approve,
    decide_later,
    publish_together,
    reject,
    release,
    return_for_changes,
    take_back,
)
from lingjun.cases.actions.drafting import drop_opinion_draft, keep_opinion_draft
from lingjun.cases.actions.filing import contribute, open_case, open_case_for, rename, reopen, submit, withdraw
from lingjun.cases.actions.overseeing import extend, remind

__all__ = [
    "approve",
    "attach",
    "attach_stamped_copy",
    "contribute",
    "decide_later",
    "detach",
    "drop_opinion_draft",
    "extend",
    "keep_opinion_draft",
    "open_case",
    "open_case_for",
    "publish_together",
    "reject",
    "release",
    "remind",
    "remove_stamped_copy",
    "rename",
    "reopen",
    "return_for_changes",
    "submit",
    "take_back",
    "withdraw",
]
