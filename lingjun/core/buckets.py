"""The boxes of the form's three composition lines (厦工〔2012〕80号, attachment, row 成员构成情况).

Each function takes codes of `core.codes` and gives the key of one box, or None when the fact is missing.
"""

from __future__ import annotations

import dataclasses

from lingjun.core.codes import EDUCATION, POLITICAL_STATUS, SKILL_GRADES, TITLES, find_title

#: The boxes of each line: key and the words the form prints.
GENDER_BOXES: dict[str, str] = {"male": "男", "female": "女"}
POLITICAL_BOXES: dict[str, str] = {
    "party": "党员",
    "league": "团员",
    "democratic": "民主党派",
    "other_politics": "其他",
}
EDUCATION_BOXES: dict[str, str] = {
    "university": "大学以上",
    "college": "大专",
    "high_school": "高中（中专）",
    "other_education": "其他",
}
SKILL_BOXES: dict[str, str] = {
    "senior_engineer": "高级工程师",
    "engineer": "工程师",
    "senior_technician": "高级技师",
    "technician": "技师",
    "senior_worker": "高级工",
    "intermediate_worker": "中级工",
    "other_skill": "其它",
}

#: Highest first. The form asks for one line, so a person with a title and a grade counts once, in the higher box.
SKILL_RANKING: tuple[str, ...] = (
    "senior_engineer",
    "senior_technician",
    "engineer",
    "technician",
    "senior_worker",
    "intermediate_worker",
    "other_skill",
)

#: The rule as it is printed beside the roster.
SKILL_RULE = (
    "每人只计 1 次，职称和技能等级都有的，按较高的计。"
    "由高到低：高级工程师、高级技师、工程师、技师、高级工、中级工、其它。"
    "正高级工程师计入“高级工程师”；特级技师、首席技师计入“高级技师”；"
    "助理工程师、技术员、初级工、学徒工，以及工程系列以外的职称（如主任护师、经济师）表上没有对应栏，计入“其它”。"
)

_POLITICS = {"党员": "party", "团员": "league", "民主党派": "democratic", "其他": "other_politics"}
_EDUCATION = {
    "1": "university",
    "2": "university",
    "3": "college",
    "4": "high_school",
    "6": "high_school",
    "7": "other_education",
    "8": "other_education",
    "9": "other_education",
}
_ENGINEERS = {"engineering-1": "senior_engineer", "engineering-2": "senior_engineer", "engineering-3": "engineer"}
_GRADES = {
    "chief_technician": "senior_technician",
    "special_technician": "senior_technician",
    "senior_technician": "senior_technician",
    "technician": "technician",
    "senior_worker": "senior_worker",
    "intermediate_worker": "intermediate_worker",
}


def gender_bucket(code: str) -> str | None:
    """Code "1" -> male, "2" -> female (GB/T 2261.1); 0, 9 and "" -> None."""
    return {"1": "male", "2": "female"}.get(code)


def political_bucket(code: str) -> str | None:
    """Box for a GB/T 4762 code: 01 02 党员, 03 团员, 04-11 民主党派, 12 13 其他; None when unknown."""
    return _POLITICS.get(POLITICAL_STATUS.group(code))


def education_bucket(code: str) -> str | None:
    """Box for a GB/T 4658 code by its first digit; None when unknown.

    1 2 大学以上, 3 大专, 4 6 高中（中专）, the rest 其他.
    """
    return _EDUCATION.get(code[0]) if code in EDUCATION else None


@dataclasses.dataclass(frozen=True, slots=True)
class SkillBucket:
    """Where a person counts in the third line, and why in words for people."""

    key: str
    reason: str


def skill_bucket(title: str, grade: str) -> SkillBucket:
    """The higher of title and grade by `SKILL_RANKING`.

    `title` is a code of TITLES or free text, `grade` a code of SKILL_GRADES; both may be "". Never None: the form
    counts whoever has neither under 其它.
    """
    title_code = title if title in TITLES else find_title(title) or ""
    title_box = _ENGINEERS.get(title_code, "other_skill")
    grade_box = _GRADES.get(grade, "other_skill")
    title_words = TITLES.label(title_code) if title_code else title.strip()
    grade_words = SKILL_GRADES.label(grade).strip()
    key = min(title_box, grade_box, key=SKILL_RANKING.index)
    box = SKILL_BOXES[key]
    if key == "other_skill":
        return SkillBucket(key, _other_reason(title_code, title_words, grade_words))
    used = title_words if key == title_box else grade_words
    printed = "" if used == box else f"，表上计入“{box}”"
    if title_words and grade_words:
        return SkillBucket(
            key, f"职称（{title_words}）与技能等级（{grade_words}）都有，按较高的“{used}”计 1 次{printed}"
        )
    kind = "职称" if key == title_box else "技能等级"
    return SkillBucket(key, f"按{kind}“{used}”计 1 次{printed}")


def _other_reason(title_code: str, title: str, grade: str) -> str:
    if not title and not grade:
        return "没有职称和技能等级，计入“其它”"
    words = "、".join(f"“{text}”" for text in (title, grade) if text)
    if title and not title_code:
        return f"{words}不在职称表里，计入“其它”；如是工程系列，请从列表里选职称"
    return f"{words}在表上没有对应栏，计入“其它”"
