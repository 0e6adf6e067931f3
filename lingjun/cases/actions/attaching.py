"""Evidence and stamped copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import Role
from lingjun.cases import rules
from lingjun.cases.actions.base import locked, tell
from lingjun.cases.actions.filing import contribute
from lingjun.cases.enums import Verb
from lingjun.cases.kinds import kind_of
from lingjun.cases.marks import compare
from lingjun.cases.models import Attachment, CopyCheck, StampedCopy
from lingjun.core.errors import Closed, Invalid, NotYours

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.core.models import StoredFile

LONGEST_REASON = 300


@transaction.atomic
def attach(*, actor: User, case_id: int, key: str, file: StoredFile, caption: str = "") -> Attachment:
    """Adds evidence under `key`; only while the unit may edit that part."""
    case = locked(case_id)
    if reason := rules.may_fill(actor, case):
        raise NotYours(reason)
    contribute(case=case, actor=actor)
    row = Attachment.objects.create(case=case, key=key, file=file, caption=caption[:100], uploaded_by=actor)
    tell(case, verb=Verb.NOTE, actor=actor, text=f"上传材料：{caption or file.name}", new={"sha256": file.sha256})
    return row


@transaction.atomic
def detach(*, actor: User, case_id: int, attachment_id: int) -> None:
    """Takes evidence out of the list; the file stays for earlier submissions."""
    case = locked(case_id)
    if reason := rules.may_fill(actor, case):
        raise NotYours(reason)
    row = case.attachments.select_related("file").get(pk=attachment_id, removed_at__isnull=True)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    tell(case, verb=Verb.NOTE, actor=actor, text=f"移除材料：{row.caption or row.file.name}")


@transaction.atomic
def attach_stamped_copy(
    *, actor: User, case_id: int, file: StoredFile, marks: list[str], reason: str = ""
) -> StampedCopy:
    """Keeps a scan with seals. `marks` are the QR texts found on it.

    The unit's people may add only a matching copy. An officer of the recommender or the federation may accept
    another one with a reason, and it is marked so. Raises Invalid with what is wrong and what to do, or NotYours.
    """
    case = locked(case_id)
    if why_not := rules.may_stamp(actor, case):
        raise NotYours(why_not)
    oversees = rules.oversees(actor, case)
    if case.version == 0:
        paper = kind_of(case).words.paper
        raise Closed(f"{paper}还没有提交，提交后打印的{paper}才带核对码。")
    check, found, message = compare(case, marks)
    reason = reason.strip()
    if len(reason) > LONGEST_REASON:
        raise Invalid({"reason": f"最多 {LONGEST_REASON} 字，现在 {len(reason)} 字。"})
    if check != CopyCheck.MATCHED and not (oversees and reason):
        advice = "" if not oversees else "如仍要接受，请写明理由。"
        raise Invalid({"file": message + advice})
    organization = case.unit
    if oversees:
        city = account_rules.holds(actor, Role.CITY_OFFICER, case.federation)
        organization = case.federation if city else case.recommender
    row = StampedCopy.objects.create(
        case=case,
        version=case.version,
        step_key=case.state,
        file=file,
        result=check,
        found_mark=found[:120],
        accepted_reason=reason if check != CopyCheck.MATCHED else "",
        uploaded_by=actor,
        uploaded_by_name=actor.name,
        organization_name=organization.union_name[:100],
    )
    tell(
        case, verb=Verb.STAMP, actor=actor, organization=organization,
        text=row.get_result_display() + (f"；仍接受：{row.accepted_reason}" if row.accepted_reason else ""),
        new={"sha256": file.sha256, "check": check, "mark": found[:120]},
    )  # fmt: skip
    return row


@transaction.atomic
def remove_stamped_copy(*, actor: User, case_id: int, copy_id: int) -> None:
    """Takes a copy out of the list (it stays on record); only by who uploaded it, before the case is final."""
    case = locked(case_id)
    row = case.stamped_copies.get(pk=copy_id, removed_at__isnull=True)
    if row.uploaded_by_id != actor.pk:
        raise NotYours(f"这份盖章件由{row.uploaded_by_name}上传，请由本人移除。")
    if case.is_final:
        raise Closed(f"这件已经办结（{case.state_label}）。")
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    tell(case, verb=Verb.STAMP, actor=actor, text="移除一份盖章件")
