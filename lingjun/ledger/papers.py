"""What the ledger prints: the agreement of a mentorship, in neutral words of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.core.codes import SKILL_GRADES
from lingjun.core.templatetags.dates import cn_date
from lingjun.documents.printing import docx

if TYPE_CHECKING:
    from lingjun.ledger.models import Mentorship
    from lingjun.studios.models import Studio

PAGE = docx.Page(top=docx.twips(30), bottom=docx.twips(25), sides=docx.twips(28), footer=docx.twips(15))
WIDTH = docx.twips(210 - 2 * 28)
LINE = 26
"""Points between lines: the paper is signed by hand."""


def agreement_docx(studio: Studio, line: Mentorship) -> bytes:
    """The agreement as Word: who, how long, what for, what each does, and room to sign."""
    grade = SKILL_GRADES.label(line.target_grade)
    body = [
        docx.paragraph(docx.words("师徒协议", size=22, font=docx.TITLE_SONG), align="center", line=36, after=120),
        docx.paragraph(
            docx.words(f"编号：{line.number or '　　　　　　'}", size=12), align="right", line=22, after=160
        ),
        _facts(studio, line, grade),
        _text("为传授技艺、培养技能人才，师徒双方商定如下：", before=240),
        _text(f"一、带教期限：自{cn_date(line.started_on)}起，至{cn_date(line.due_on)}止。"),
        _text(
            f"二、带教目标：{line.goal.strip().rstrip('。')}。"
            + (f"期满时，徒弟的技能等级达到{grade}。" if grade else "")
        ),
        _text("三、师傅：按目标安排学习和练习，讲清要领和安全要求，定期检查，如实作出阶段评价。"),
        _text("四、徒弟：遵守规程，按时完成学习和练习，做好记录，主动向师傅请教。"),
        _text("五、工作室：提供场地、设备和资料，组织阶段考核和期满考核，保存协议和考核记录。"),
    ]
    if line.allowance is not None:
        body.append(_text(f"六、津贴：带教期间，每月 {line.allowance:,.2f} 元，按单位规定发放。"))
    last = "七" if line.allowance is not None else "六"
    body.append(
        _text(f"{last}、期满由工作室考核，结论分出师、续带、终止。本协议一式三份，师傅、徒弟、工作室各存一份。")
    )
    body.append(_signatures())
    title = f"师徒协议 {line.mentor.name} {line.apprentice.name}"
    return docx.document("".join(body), page=PAGE, title=title)


def _text(text: str, *, before: int = 0) -> str:
    return docx.paragraph(docx.words(text, size=14), line=LINE, indent=docx.twips(9.9), before=before)


def _facts(studio: Studio, line: Mentorship, grade: str) -> str:
    label, value = round(WIDTH * 0.18), round(WIDTH * 0.32)
    rows = [
        ("工作室", studio.name, "单　位", studio.unit.name),
        ("师　傅", line.mentor.name, "技能等级", SKILL_GRADES.label(line.mentor.skill_grade)),
        ("徒　弟", line.apprentice.name, "技能等级", SKILL_GRADES.label(line.apprentice.skill_grade)),
        ("工　种", line.trade, "目标等级", grade),
    ]
    cells = [
        docx.row(
            *(
                docx.cell(
                    docx.paragraph(docx.words(words, size=12), line=18, align="center" if at % 2 == 0 else "left"),
                    width=label if at % 2 == 0 else value,
                )
                for at, words in enumerate(row)
            ),
            height=docx.twips(9),
            whole=True,
        )
        for row in rows
    ]
    return docx.table([label, value, label, value], *cells)


def _signatures() -> str:
    width = WIDTH // 3
    cells = (
        docx.cell(
            docx.paragraph(docx.words(f"{who}（{how}）：", size=12), line=22, before=480)
            + docx.paragraph(docx.words("　　　年　　月　　日", size=12), line=22, before=480),
            width=width,
            valign="top",
        )
        for who, how in (("师傅", "签字"), ("徒弟", "签字"), ("工作室", "签章"))
    )
    return docx.paragraph(line=12) + docx.table([width] * 3, docx.row(*cells, whole=True), border=0)
