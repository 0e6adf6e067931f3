"""Words for the codes an entry keeps: names of fields and of their choices, from the model the entry speaks of."""

from __future__ import annotations

import json
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field

from lingjun.audit.models import Entry

WORDS = {
    "role": "身份", "organization": "组织", "organization_id": "组织编号", "started_on": "起任日期", "ended_on": "止",
    "title": "职务", "members": "名单", "browsers": "设备数", "opened": "开通数", "refused": "未开通数", "path": "路径",
    "parent": "隶属", "state": "状态", "version": "版本", "reason": "理由", "text": "意见", "sections": "退回部分",
    "rows": "行数", "plan": "工作计划", "items": "事项", "project": "项目", "plan_item": "计划事项",
    "mentorship": "师徒协议", "achievement": "成果",
}  # fmt: skip
"""Facts that are no field of the subject."""


def field(entry: Entry, name: str) -> str:
    """ "nature" of an organization -> "单位性质"; an unknown name comes back as it is."""
    found = _field(entry, name)
    words = str(found.verbose_name) if found is not None else name
    return WORDS.get(name, words) if words.isascii() else words


def value(entry: Entry, name: str, facts: dict[str, Any]) -> str:
    """One old or new value as text: choices by their label, lists line by line."""
    if name not in facts:
        return ""
    found = _field(entry, name)
    choices = dict(found.flatchoices) if found is not None else {}
    return _text(choices.get(facts[name], facts[name]) if isinstance(facts[name], str) else facts[name])


def _field(entry: Entry, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model(entry.subject_type)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _text(anything: Any) -> str:
    if anything is None:
        return ""
    if isinstance(anything, bool):
        return "是" if anything else "否"
    if isinstance(anything, list):
        return "\n".join(_text(item) for item in anything)
    return json.dumps(anything, ensure_ascii=False, indent=1) if isinstance(anything, dict) else str(anything)
