"""The words in front of the boxes, as the attachment prints them and as people rewrite them.

A cell is a label when its words, without blanks, line breaks, width, brackets and colon, are one of these.
"""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from lingjun.core.text import compact, without_brackets

#: Field path of `CreationForm` -> the attachment's label, then other wordings met.
FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "organization": ("申报单位(区、产业工会)", "申报单位", "申报工会", "推荐单位", "推荐工会"),
    "applied_on": ("申报日期", "申报时间", "填报日期", "填报时间", "填表日期", "填表时间"),
    "unit_name": (
        "单位全称",
        "单位名称",
        "所在单位全称",
        "所在单位名称",
        "工作单位",
        "所在单位",
        "企业名称",
        "企业全称",
    ),
    "industry": ("所属行业", "所在行业", "行业", "行业类别", "行业类型", "行业分类", "所属产业"),
    "studio_name": (
        "劳模创新工作室名称",
        "工作室名称",
        "创新工作室名称",
        "工作室全称",
        "劳模工作室名称",
        "劳模创新工作室全称",
    ),
    "chair_name": (
        "单位工会主席姓名",
        "工会主席姓名",
        "单位工会主席",
        "工会主席",
        "主席姓名",
        "所在单位工会主席姓名",
        "工会负责人",
        "单位工会负责人",
    ),
    "composition": (
        "创新工作室成员构成情况",
        "成员构成情况",
        "工作室成员构成情况",
        "劳模创新工作室成员构成情况",
        "成员构成",
        "创新工作室成员构成",
        "工作室成员构成",
        "人员构成情况",
        "人员构成",
        "团队构成情况",
        "成员情况",
        "工作室人员构成情况",
    ),
    "leader.name": ("姓名", "劳模姓名", "领衔人姓名", "领衔人", "劳模本人姓名", "带头人姓名", "负责人姓名"),
    "leader.gender": ("性别",),
    "leader.birth": ("出生时间", "出生年月", "出生日期", "出生年月日", "生日", "出生"),
    "leader.political_status": ("政治面貌", "政治面目", "政治身份", "党派"),
    "leader.education": ("文化程度", "学历", "最高学历", "学历学位", "受教育程度", "文化水平", "学历/学位"),
    "leader.post": (
        "岗位(工种)",
        "岗位",
        "工种",
        "岗位/工种",
        "岗位、工种",
        "岗位及工种",
        "岗位或工种",
        "岗位工种",
        "工作岗位",
        "职务",
        "现任职务",
        "职务(岗位)",
        "岗位职务",
        "现岗位",
        "岗位/职务",
        "职务/岗位",
        "职务或岗位",
    ),
    "leader.phone": (
        "联系电话",
        "电话",
        "联系方式",
        "手机",
        "手机号",
        "手机号码",
        "电话号码",
        "移动电话",
        "联系手机",
        "办公电话",
    ),
    "leader.title": (
        "职称(技术等级)",
        "职称",
        "技术等级",
        "职称/技术等级",
        "职称、技术等级",
        "职称或技术等级",
        "职称及技术等级",
        "职称技术等级",
        "专业技术职称",
        "技术职称",
        "技能等级",
        "职业技能等级",
        "职称/技能等级",
        "职称或技能等级",
    ),
    "leader.honours": (
        "荣誉称号",
        "所获荣誉",
        "获得荣誉",
        "荣誉",
        "曾获荣誉",
        "主要荣誉",
        "获荣誉称号",
        "所获荣誉称号",
        "获得荣誉称号",
        "曾获荣誉称号",
        "主要荣誉称号",
        "何时何地获何种荣誉称号",
        "何时获何荣誉",
        "获奖情况",
        "荣誉情况",
    ),
    "projects": (
        "创新工作室创新(攻关)主要项目",
        "创新(攻关)主要项目",
        "创新(攻关)项目",
        "创新攻关主要项目",
        "创新攻关项目",
        "主要项目",
        "创新工作室创新攻关主要项目",
        "工作室创新(攻关)主要项目",
        "工作室主要项目",
        "创新项目",
        "攻关项目",
        "主要创新项目",
        "主要攻关项目",
        "创新、攻关主要项目",
        "创新/攻关主要项目",
        "创新工作室主要项目",
        "创新工作室创新、攻关主要项目",
    ),
    "unit_opinion": (
        "所在单位工会意见",
        "单位工会意见",
        "所在单位意见",
        "基层工会意见",
        "单位意见",
        "所在单位基层工会意见",
        "所在工会意见",
    ),
    "city_opinion": (
        "市总工会意见",
        "市总意见",
        "厦门市总工会意见",
        "市总工会审批意见",
        "市总工会审核意见",
        "市工会意见",
    ),
}

#: Headings over several boxes: nothing stands beside them.
SECTION = "section"
#: Boxes that the attachment does not have. Listed so that their neighbours are not mistaken for values.
FOREIGN = "foreign"
#: Remarks printed on the form.
NOTE = "note"

_SECTIONS = (
    "劳模本人基本情况",
    "劳模基本情况",
    "本人基本情况",
    "领衔人基本情况",
    "劳模本人情况",
    "劳模情况",
    "基本情况",
    "带头人基本情况",
    "单位基本情况",
    "劳模个人基本情况",
)
_FOREIGN = (
    "民族",
    "籍贯",
    "年龄",
    "身份证",
    "身份证号",
    "身份证号码",
    "邮箱",
    "电子邮箱",
    "电子邮件",
    "邮编",
    "邮政编码",
    "地址",
    "通讯地址",
    "通信地址",
    "单位地址",
    "传真",
    "联系人",
    "联络员",
    "联系人电话",
    "参加工作时间",
    "工作时间",
    "入党时间",
    "毕业院校",
    "毕业学校",
    "专业",
    "所学专业",
    "工龄",
    "党龄",
    "照片",
    "相片",
    "备注",
    "说明",
    "单位性质",
    "企业性质",
    "职工人数",
    "职工总数",
    "成立时间",
    "创建时间",
    "工作室地址",
    "办公场所",
    "面积",
    "场所面积",
    "经费",
    "健康状况",
    "微信",
    "qq",
    "编号",
    "统一社会信用代码",
    "组织机构代码",
    "主席电话",
    "主席联系电话",
    "工会主席电话",
    "主要事迹",
    "先进事迹",
    "事迹简介",
    "工作室简介",
    "主要成果",
    "创新成果",
)

_QUOTES = re.compile("[“”\"'‘’《》]")
_EDGES = "<>*＊:;、,.。 "
_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.．]")


def plain(text: str) -> str:
    """A label's words for comparing: "姓　名：" and "（姓 名）" come out as they are meant."""
    return _NUMBERED.sub("", _QUOTES.sub("", compact(text)).strip(_EDGES).lower()).strip(_EDGES)


_KEYS: Final[dict[str, str]] = {
    **{plain(word): FOREIGN for word in _FOREIGN},
    **{plain(word): SECTION for word in _SECTIONS},
    **{plain(word): key for key, words in FIELDS.items() for word in words},
}
#: What "岗位(工种)" is without its bracket, where that says the same.
_BARE: Final[dict[str, str]] = {without_brackets(word): key for word, key in _KEYS.items()} | _KEYS
_LONGEST = max(len(word) for word in _KEYS) + 12
#: The same before blanks are taken out, so that a page of text is passed over at a glance.
_LONGEST_TYPED = 200
_LONG_FIELDS = frozenset(("leader.honours", "projects", "unit_opinion", "city_opinion", "composition"))

#: The attachment's own label, for messages.
NAMES: Final[dict[str, str]] = {key: words[0].replace("(", "（").replace(")", "）") for key, words in FIELDS.items()}


@dataclasses.dataclass(frozen=True, slots=True)
class Label:
    """A label found in a cell: its field path (or SECTION, FOREIGN, NOTE), its words, and what follows in the cell."""

    key: str
    words: str
    inline: str = ""

    @property
    def long(self) -> bool:
        """Whether its box may run over several rows."""
        return self.key in _LONG_FIELDS


def key_of(text: str) -> str:
    """Field path (or SECTION, FOREIGN) for a label's words, "" when they are none."""
    if len(text) > _LONGEST_TYPED:
        return ""
    words = plain(text)
    if not words or len(words) > _LONGEST:
        return ""
    if found := _KEYS.get(words) or _BARE.get(without_brackets(words).strip(_EDGES)):
        return found
    return FOREIGN if 3 < len(words) <= 20 and words.endswith("意见") else ""


def find_label(lines: list[str]) -> Label | None:
    """The label that a cell is, or begins with. `lines` are its printed lines."""
    if not lines:
        return None
    whole = "\n".join(lines)
    if key := key_of(whole):
        return Label(key, _flat(whole))
    head = plain(lines[0][:_LONGEST_TYPED])
    if re.match(r"注[:：]|说明[:：]|填表说明|备注[:：]", head + ":"[: head in ("注", "备注")]) or "创建申报表" in head:
        return Label(NOTE, _flat(whole))
    for count in range(min(len(lines) - 1, 8), 0, -1):
        if key := key_of("".join(lines[:count])):
            return Label(key, _flat("".join(lines[:count])), "\n".join(lines[count:]))
    return _before_colon(whole) or _before_blank(lines)


def _before_colon(whole: str) -> Label | None:
    match = re.match(r"([^:：]{1,60})[:：]", whole)
    if match and (key := key_of(match[1])):
        return Label(key, _flat(match[1]), whole[match.end() :])
    return None


def _before_blank(lines: list[str]) -> Label | None:
    """姓  名   陈海川 in one cell."""
    line = lines[0].strip()
    for match in re.finditer(r"\s+", line[:60]):
        words = line[: match.start()]
        if key := key_of(words):
            return Label(key, _flat(words), "\n".join([line[match.end() :].lstrip(), *lines[1:]]))
    return None


def _flat(text: str) -> str:
    return "".join(text.split()).rstrip(":：")
