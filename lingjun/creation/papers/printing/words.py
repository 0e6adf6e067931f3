"""The words of every box, the same for PDF and Word: labels of the attachment, values as they are printed."""

from __future__ import annotations

import dataclasses
import re

from lingjun.creation.paper import Composition, CreationForm, PrintMark, Problem
from lingjun.documents.printing.fonts import Unprintable, printable, shelf

TITLE = "“劳模创新工作室”创建申报表"
NOTE = "注：一式1份，由市总工会存档"
APPLICANT = "申报单位（区、产业工会）："
SEAL = "（公章）"
APPLIED_ON = "申报日期："
STAMPED = "（盖章）"
UNIT_OPINION = ["所在", "单位", "工会", "意见"]
CITY_OPINION = ["市总", "工会", "意见"]
STUDIO_NAME = ["劳模创新", "工作室名称"]
CHAIR_NAME = ["单位工会", "主席姓名"]
COMPOSITION = ["创新工作室", "成员构成情况"]
LEADER = ["劳模", "本人", "基本", "情况"]
PROJECTS = ["创新工作室", "创新(攻关)", "主要项目"]
PROJECT_ROWS = 2
"""The attachment has two rows for projects; more projects add rows, fewer leave them blank."""

LINES: tuple[tuple[tuple[str, str], ...], ...] = (
    (
        ("共", "total"), ("人，平均年龄", "average_age"), ("岁。其中：男", "male"), ("人，女", "female"),
        ("人；党员", "party"), ("人，团员", "league"), ("人，民主党派", "democratic"), ("人，其他", "other_politics"),
    ),
    (
        ("大学以上", "university"), ("人，大专", "college"), ("人，高中（中专）", "high_school"),
        ("人，其他", "other_education"),
    ),
    (
        ("高级工程师", "senior_engineer"), ("人，工程师", "engineer"), ("人；高级技师", "senior_technician"),
        ("人，技师", "technician"), ("人，高级工", "senior_worker"), ("人，中级工", "intermediate_worker"),
        ("人，其它", "other_skill"),
    ),
)  # fmt: skip
"""The three composition lines: (words before the blank, field of Composition); each line ends with 人。"""

LINE_END = "人。"
ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")


@dataclasses.dataclass(frozen=True, slots=True)
class DateWords:
    """A date line: year, month and day without leading zeros, "" for a blank to be filled by hand."""

    year: str = ""
    month: str = ""
    day: str = ""


def date_words(iso: str) -> DateWords:
    """Of YYYY, YYYY-MM or YYYY-MM-DD; anything else is a blank date."""
    found = ISO.fullmatch(iso.strip())
    if not found:
        return DateWords()
    year, month, day = found.groups()
    return DateWords(year, *(str(int(part)) if part else "" for part in (month, day)))


def birth_words(iso: str) -> str:
    """1971年3月 or 1965年12月8日; what is no date stays as it was written."""
    found = ISO.fullmatch(iso.strip())
    if not found:
        return printable(iso)
    date = date_words(iso)
    return f"{date.year}年" + (f"{date.month}月" if date.month else "") + (f"{date.day}日" if date.day else "")


def number_words(value: float | None) -> str:
    """12, 34.5, or "" for a blank."""
    return "" if value is None else f"{value:.10g}"


def composition_lines(composition: Composition) -> list[list[tuple[str, str]]]:
    """Each line as (words, number) pairs, number "" where the blank stays."""
    return [[(words, number_words(getattr(composition, field))) for words, field in line] for line in LINES]


def project_rows(projects: list[str]) -> list[str]:
    """Printable projects, padded to the attachment's two rows."""
    rows = [text for text in map(printable, projects) if text]
    return rows + [""] * (PROJECT_ROWS - len(rows))


def mark_words(mark: PrintMark) -> list[str]:
    """The lines beside the code: number and version, digest in groups of four; a draft says so instead."""
    if mark.version <= 0:
        return ["草稿，提交后打印才有核对码"]
    groups = " ".join(mark.digest[i : i + 4] for i in range(0, len(mark.digest), 4))
    return [f"{mark.number} 第 {mark.version} 版", f"摘要 {groups}"]


def boxes(form: CreationForm) -> dict[str, str]:
    """Every free text of the form by field path (`leader.name`, `projects.0`), as it will be printed."""
    found = {
        name: printable(getattr(form, name))
        for name in ("organization", "unit_name", "industry", "studio_name", "chair_name")
    }
    leader = form.leader
    for name in ("name", "gender", "political_status", "education", "post", "phone", "title", "honours"):
        found[f"leader.{name}"] = printable(getattr(leader, name))
    found["leader.birth"] = birth_words(leader.birth)
    found |= {f"projects.{i}": text for i, text in enumerate(project_rows(form.projects))}
    found["unit_opinion.text"] = printable(form.unit_opinion.text)
    found["city_opinion.text"] = printable(form.city_opinion.text)
    return found


def unprintable(form: CreationForm) -> list[Problem]:
    """Boxes with characters no installed font can print, by field path; run it before a form is submitted."""
    problems: list[Problem] = []
    for field, text in boxes(form).items():
        try:
            shelf().families_for(text, ())
        except Unprintable as refused:
            problems.append(Problem(field, refused.message))
    return problems
