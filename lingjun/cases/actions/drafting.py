"""Words of an opinion that came too late: kept for the one who wrote them, not a fact of the case, so not audited."""

from __future__ import annotations

from lingjun.accounts.models import User
from lingjun.cases.models import Case, OpinionDraft


def keep_opinion_draft(*, actor: User, case: Case, text: str) -> None:
    """Keep `text` for the actor's next look at this case; replaces what was kept before."""
    OpinionDraft.objects.update_or_create(case=case, user=actor, defaults={"text": text})


def drop_opinion_draft(*, actor: User, case: Case) -> None:
    """Forget the actor's kept words once they have decided."""
    OpinionDraft.objects.filter(case=case, user=actor).delete()
