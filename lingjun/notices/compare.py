"""What differs between two versions, said so that an officer understands it without seeing the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final

from lingjun.notices.schema import NoticeContent, to_data

GROUPS: Final = {
    "slug": "标识",
    "heading": "文头",
    "imprint": "落款",
    "basis": "依据",
    "aims": "目的",
    "purposes": "用途",
    "wording": "用词",
    "statuses": "办件状态",
    "clauses": "正文",
    "directions": "创新方向",
    "regulations": "制度",
    "facilities": "设施",
    "growth": "职工成长",
    "ledger_parts": "台账内容",
    "lines": "推荐线",
    "criteria": "标准",
    "targets": "目标",
    "commendation": "评选表彰",
    "exhibition": "展示",
    "scope": "范围",
    "duties": "职责",
    "form": "申报表",
    "archive": "归档",
    "flows": "环节",
    "parameters": "参数",
}

FIELDS: Final = {
    "slug": "标识",
    "title": "标题",
    "number": "文号",
    "addressees": "主送",
    "issuer": "发文机关",
    "issued_on": "日期",
    "printed_on": "印发日期",
    "effective_on": "施行日期",
    "subject_words": "主题词",
    "attachments": "附件",
    "programme": "工作名称",
    "name_suffix": "名称后缀",
    "naming_verb": "命名用词",
    "plaque_verb": "授牌用词",
    "decision_title": "决定标题",
    "leader_title": "带头人称呼",
    "draft": "草稿",
    "returned": "退回",
    "in_review": "评审",
    "in_publicity": "公示",
    "named": "已命名",
    "refused": "不予命名",
    "withdrawn": "已撤回",
    "heading": "条目",
    "text": "文字",
    "label": "说法",
    "clause": "出处",
    "requirement": "要求",
    "before_naming": "申报时就查",
    "minimum": "下限",
    "maximum": "上限",
    "deadline": "期限",
    "required": "必须",
    "open": "通知未定数",
    "period_days": "往回看的天数",
    "when": "何时算",
    "unit": "单位",
    "kinds": "对象",
    "first_year": "起始年",
    "every_years": "几年一次",
    "conditions": "条件",
    "name": "名称",
    "month": "月",
    "day": "日",
    "focus": "重点",
    "may_follow": "可参照",
    "who": "谁办",
    "copies": "份数",
    "kept_by": "谁存档",
    "note": "注",
    "counting": "计数规则",
    "kind": "种类",
    "level": "谁办",
    "waiting_label": "等待时的状态",
    "applicant_label": "对申报方的说法",
    "done_label": "办完的说法",
    "action_label": "按钮",
    "actions": "可办的动作",
    "days": "办理工作日",
    "optional": "可省",
    "opinion_box": "意见栏",
    "stamps_as_applicant": "盖申报单位章",
    "needs_decision_number": "要决定文号",
    "inspects": "考察的标准",
    "phrases": "常用意见",
    "return_phrases": "常用退回原因",
    "value": "数值",
    "basis": "理由",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One difference. `old` or `new` "": only on the other side; `clause`: as people cite it; `field`: last key."""

    place: str
    clause: str
    old: str
    new: str
    field: str = ""


def changes(old: NoticeContent, new: NoticeContent) -> list[Change]:
    """Every difference in the order of the file; a record that stands on one side only gives one line.

    Between two notices the mere numbering of clauses says nothing and is left out.
    """
    found = _dict(to_data(old), to_data(new), (), "")
    marks = {clause.key: clause.mark for clause in (*old.clauses, *new.clauses)}
    same = old.slug == new.slug
    shown = [change for change in found if same or change.field not in {"clause", "slug"}]
    return [dataclasses.replace(change, clause=marks.get(change.clause, "")) for change in shown]


def _dict(old: dict[str, Any], new: dict[str, Any], names: tuple[str, ...], clause: str) -> Iterator[Change]:
    clause = new.get("clause") or old.get("clause") or clause
    for key in [*new, *(key for key in old if key not in new)]:
        if key == "key":
            continue
        label = (GROUPS if not names else FIELDS).get(key, "")
        where = (*names, label) if label else names
        left, right = old.get(key), new.get(key)
        if left == right:
            continue
        if isinstance(left, dict) and isinstance(right, dict):
            yield from _dict(left, right, where, clause)
        elif _is_records(left) or _is_records(right):
            yield from _records(left or [], right or [], where, clause)
        else:
            yield Change(" · ".join(where), clause, _words(left), _words(right), key)


def _records(old: list[Any], new: list[Any], names: tuple[str, ...], clause: str) -> Iterator[Change]:
    before, after = ({_ident(item): item for item in items} for items in (old, new))
    for ident in [*after, *(ident for ident in before if ident not in after)]:
        left, right = before.get(ident), after.get(ident)
        title = _title(right or left or {})
        if left is None or right is None:
            here = (right or left or {}).get("clause", clause)
            yield Change(" · ".join(names), here, _summary(left), _summary(right))
        else:
            yield from _dict(left, right, (*names, title), clause)
    if list(before) != list(after) and set(before) == set(after):
        yield Change(
            " · ".join((*names, "次序")), clause, "、".join(map(_title, old)), "、".join(map(_title, new))
        )  # fmt: skip


def _is_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _ident(item: dict[str, Any]) -> str:
    return str(item.get("key") or item.get("kind"))


def _title(item: dict[str, Any]) -> str:
    return str(item.get("name") or item.get("label") or item.get("heading") or _ident(item))


def _summary(item: dict[str, Any] | None) -> str:
    if item is None:
        return ""
    text = item.get("text") or item.get("requirement") or ""
    return f"{_title(item)}：{text.strip()}" if text else _title(item)


def _words(value: Any) -> str:
    if value is None:
        return "不设"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return str(value).strip()
