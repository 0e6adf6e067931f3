"""The receipt for a plaque or certificate handed back, as Word: one part for each side on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.core.dates import from_date, to_chinese
from lingjun.documents.printing.docx import HEITI, KAITI, Page, document, paragraph, twips, words

if TYPE_CHECKING:
    from lingjun.changes.models import Recall

PAGE = Page(top=twips(30), bottom=twips(25), sides=twips(28), footer=twips(12))


def receipt(recall: Recall) -> bytes:
    """Word file. `recall` is received; its studio is loaded with unit and federation."""
    rule = paragraph(
        words("－ － － － － － － － － － 沿此线裁开 － － － － － － － － － －", size=10),
        align="center",
        before=300,
        after=300,
    )
    return document(_part(recall, "存根") + rule + _part(recall, "回执"), page=PAGE, title="收回回执")


def _part(recall: Recall, part: str) -> str:
    studio, item = recall.studio, recall.get_item_display()
    number = f"（编号 {recall.number}）" if recall.number else ""
    basis = f"依据{recall.decision_number}，" if recall.decision_number else ""
    said = f"{basis}今收到{studio.unit.name}交回“{recall.name_then}”{item}{number}一件，交回人{recall.received_from}。"
    lines = [
        paragraph(words(f"收回{item}{part}", size=20, font=HEITI), align="center", line=32, after=160),
        paragraph(words(said, size=15), line=28, indent=600),
    ]
    if recall.note:
        lines.append(paragraph(words(f"说明：{recall.note}", size=15), line=28, indent=600))
    on = to_chinese(from_date(recall.received_on))
    lines += [
        paragraph(words(f"{studio.federation.name}（章）", size=15), align="right", line=28, before=360),
        paragraph(words(f"经收人：{recall.received_by_name}　　{on}", size=15, font=KAITI), align="right", line=28),
    ]
    return "".join(lines)
