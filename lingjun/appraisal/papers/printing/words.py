"""Labels of the sheet, the same for PDF and Word."""

from __future__ import annotations

import unicodedata

from lingjun.appraisal.paper import AppraisalPaper
from lingjun.documents.printing.fonts import printable

TITLE = "劳模创新工作室年度综合鉴定表"
AGAIN = "（续）"
"""Behind the title on the second page and those after it."""
STAMPED = "（盖章）"
GRADE = "等次："
NOTE = "注：全年数据由工作室档案和台账汇总，经济效益口径不同的不相加。依据厦工〔2012〕80号二.3。"
HEAD = (
    (("工作室名称", "studio_name"), ("牌匾编号", "plaque")),
    (("所在单位", "unit_name"), ("推荐工会", "recommender")),
    (("领衔人", "leader"), ("最高荣誉", "honour")),
)
FIGURES = ["全", "年", "数", "据"]
TEXTS = (
    (["领衔人", "自  评"], "report"),
    (["存在的", "问  题"], "problems"),
    (["下一年", "打  算"], "next_year"),
)
OPINIONS = (
    (["单  位", "综合鉴定", "意  见"], "unit"),
    (["区/产业", "工  会", "意  见"], "union"),
    (["市总工会", "评定等次"], "city"),
)


HALF, LABEL = 10, 4.5
"""Letters of a value, and of a label, that fit beside another pair in one row."""


def laid(rows: list[list[str]]) -> list[list[list[str]]]:
    """The figures row by row, in order: two short ones that follow each other share a row."""
    found: list[list[list[str]]] = []
    open_row = False
    for label, value in rows:
        short = wide(label) <= LABEL and wide(value) <= HALF
        if short and open_row:
            found[-1].append([label, value])
            open_row = False
        else:
            found.append([[label, value]])
            open_row = short
    return found


def wide(text: str) -> float:
    """Letters of full width that a text takes; Latin ones and figures are half as wide."""
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)


def period(paper: AppraisalPaper) -> str:
    """ "2026 年度（数据截至 2026年11月22日）"."""
    if not paper.until:
        return f"{paper.year} 年度"
    year, month, day = (int(part) for part in paper.until.split("-"))
    return f"{paper.year} 年度（数据截至 {year}年{month}月{day}日）"


def again(paper: AppraisalPaper) -> str:
    """Whose sheet it is, on the second page and those after it: "陈海川劳模创新工作室　2013-001　2026 年度"."""
    return "　".join(part for part in (paper.studio_name, paper.plaque, f"{paper.year} 年度") if part)


def date_words(iso: str) -> str:
    """2026年11月22日, or the blank to be filled by hand."""
    if not iso:
        return "　　　年　　月　　日"
    year, month, day = (int(part) for part in iso.split("-"))
    return f"{year}年{month}月{day}日"


def opinion(paper: AppraisalPaper, box: str) -> tuple[str, str]:
    """Words and date line of a box; the grade stands before the federation's words."""
    said = getattr(paper, box)
    text = printable(said.text)
    if box == "city":
        text = f"{GRADE}{paper.grade or '＿＿＿＿'}" + (f"\n{text}" if text else "")
    return text, f"{date_words(said.date)}{STAMPED}"
