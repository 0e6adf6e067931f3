"""Loading a notice file and editing a notice on screen: both make a new version, open rounds keep theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from lingjun.accounts.models import User
from lingjun.audit.actions import record
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.notices.models import Notice, NoticeVersion
from lingjun.notices.paths import get_at, is_editable, set_at
from lingjun.notices.queries import latest_version
from lingjun.notices.rules import may_keep_notices
from lingjun.notices.schema import NoticeContent, NoticeMistake, digest, from_data, parse, to_data
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

_NOT_YOURS = "通知由市总工会经办人维护，您可以看，不能改。"


def load_notice(*, text: str, actor: User | None, organization: Organization) -> NoticeVersion:
    """Read a TOML text into a version; `organization` is the federation that issues it.

    The same decisions again give the version that is there already. Raises `NoticeMistake` (line, reason), NotYours,
    Invalid when another federation holds the notice.
    """
    _refuse(actor, organization)
    return load_content(content=parse(text), actor=actor, organization=organization)


@transaction.atomic
def load_content(*, content: NoticeContent, actor: User | None, organization: Organization) -> NoticeVersion:
    """`load_notice` for a notice read already (`schema.shift_years` in the demo city)."""
    federation = Organization.objects.select_for_update().get(pk=organization.pk)
    _refuse(actor, federation)
    notice = Notice.objects.select_for_update().filter(slug=content.slug).first()
    if notice is not None and notice.issuer_id != federation.pk:
        raise Invalid({"slug": f"标识 {content.slug} 已由{notice.issuer.name}使用。"})
    fresh = digest(content)
    latest = latest_version(notice) if notice else None
    if latest is not None and latest.digest == fresh:
        return latest
    notice = _kept(notice, content, federation)
    version = _new_version(notice, latest, content, fresh, actor)
    record(
        actor=actor,
        verb="notice.load",
        subject=notice,
        old={"version": latest.version, "digest": latest.digest} if latest else {},
        new={"version": version.version, "digest": fresh},
    )
    return version


@transaction.atomic
def edit_notice(*, version: NoticeVersion, changes: Mapping[str, Any], actor: User | None) -> NoticeVersion:
    """Change wording, thresholds, targets, steps or parameters: a new version; rounds and cases keep theirs.

    `changes`: dotted path ("targets.1.maximum", "wording.name_suffix") to value; dates as ISO text. The official text,
    its number and its dates cannot be edited: they come with a file. Without a real change the version stays.
    Raises NotYours, MovedOn (somebody saved a newer version), Invalid (dotted path to message).
    """
    notice = Notice.objects.select_for_update().select_related("issuer").get(pk=version.notice_id)
    _refuse(actor, notice.issuer)
    latest = latest_version(notice)
    if latest is None or latest.pk != version.pk:
        by = latest.loaded_by if latest else ""
        raise MovedOn(f"{by}刚存了新的一版，请在新版上改。您填的内容还在这一页上。")
    data = to_data(latest.parsed)
    before = {path: get_at(data, path) for path in changes if is_editable(data, path)}
    if unknown := [path for path in changes if path not in before]:
        raise Invalid(dict.fromkeys(unknown, "这一项不能在页面上改。"))
    changed = {path: value for path, value in changes.items() if before[path] != value}
    if not changed:
        return latest
    for path, value in changed.items():
        set_at(data, path, value)
    try:
        content = from_data(data)
    except NoticeMistake as refused:
        errors = {".".join(str(part) for part in mistake.path): mistake.reason for mistake in refused.mistakes}
        raise Invalid(errors) from None
    fresh = _new_version(notice, latest, content, digest(content), actor)
    record(
        actor=actor,
        verb="notice.edit",
        subject=notice,
        old={"version": latest.version, **{path: before[path] for path in changed}},
        new={"version": fresh.version, **changed},
    )
    return fresh


def _refuse(actor: User | None, federation: Organization) -> None:
    if not may_keep_notices(actor, federation):
        raise NotYours(_NOT_YOURS)
    if federation.kind != OrganizationKind.FEDERATION:
        raise Invalid({"organization": f"{federation.name}不是总工会，不能发创建通知。"})


def _kept(notice: Notice | None, content: NoticeContent, federation: Organization) -> Notice:
    facts = {
        "number": content.heading.number,
        "title": content.heading.title,
        "issued_on": content.imprint.issued_on,
        "effective_on": content.imprint.in_force_from,
    }
    if notice is None:
        return Notice.objects.create(slug=content.slug, issuer=federation, **facts)
    for name, value in facts.items():
        setattr(notice, name, value)
    notice.save(update_fields=list(facts))
    return notice


def _new_version(
    notice: Notice, latest: NoticeVersion | None, content: NoticeContent, fresh: str, actor: User | None
) -> NoticeVersion:
    return NoticeVersion.objects.create(
        notice=notice,
        version=latest.version + 1 if latest else 1,
        content=to_data(content),
        digest=fresh,
        loaded_by=actor.name if actor else "系统",
    )
