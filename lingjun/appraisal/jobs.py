"""Long and periodic work of the yearly appraisal."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse

from lingjun.accounts.models import User
from lingjun.appraisal import rules
from lingjun.appraisal.actions import OPEN, open_one
from lingjun.appraisal.actions.reminding import remind_due
from lingjun.appraisal.queries import missing
from lingjun.core.errors import NotYours, Refused
from lingjun.core.jobs import Progress, job, periodic
from lingjun.notices.models import Round

OPENED = "opened"


@job(OPEN)
def open_all(progress: Progress) -> None:
    """A case for every studio that has none yet; each in its own transaction, so that a restart goes on.

    What is open already says so itself; only refusals are recorded, and not tried again by a restart. The words at the
    end count what this job opened, in all its runs, and nothing that somebody opened meanwhile.
    """
    user = User.objects.filter(pk=progress.owner_id, is_active=True).first()
    round_ = Round.objects.select_related("organizer", "notice_version").get(pk=progress.params["round"])
    if user is None or rules.may_open(user, round_):
        raise NotYours("账号已经停用或不再负责这个批次。")
    studios = list(missing(round_).order_by("recommender_id", "id").values_list("pk", "name"))
    total = max(progress.job.total, len(studios))
    progress.start(total)
    progress.step(total - len(studios))
    for pk, name in studios:
        if progress.seen(str(pk)):
            continue
        try:
            with transaction.atomic():
                if open_one(actor=user, round_id=round_.pk, studio_id=pk) is not None:
                    progress.tally(OPENED)
        except Refused as refusal:
            progress.record(key=str(pk), ok=False, text=f"{name}：{refusal.message}")
        else:
            progress.step()
    progress.say(f"开具 {progress.tallied(OPENED)} 件综合鉴定。")
    progress.finish(url=reverse("appraisal:desk", args=[round_.pk]))


@periodic(24 * 3600, "appraisal.remind")
def remind() -> int:
    """Reports near closing and rectifications near their day: one digest a person a day."""
    return remind_due()
