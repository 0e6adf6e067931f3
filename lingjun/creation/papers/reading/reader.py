"""From the boxes of a Word file to a `CreationForm`: what is read, and what the person must look at."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Final

from lingjun.creation.paper import CreationForm, Leader, PrintedOpinion, Problem
from lingjun.documents.reading import Document, Paragraph, Table, UnreadableDocument, read_document
from lingjun.documents.reading.dates import NoDate, is_blank_date, parse_date

from .checks import check_form
from .composition import looks_like_composition, read_composition
from .heading import Heading, clean_organization, read_heading
from .labels import FIELDS, FOREIGN, NAMES
from .layout import Box, Sheet, read_sheet
from .opinions import read_opinion
from .people import read_birth, read_gender, read_phone
from .projects import read_projects
from .words import one_line, quote, same, spaced_line, tidy, without_seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lingjun.documents.reading import Block, Cell, Source

#: Labels that make a table the form: fewer, and it is another paper.
ENOUGH_LABELS = 6
_TELLING = frozenset(("studio_name", "composition"))
NOT_A_FORM = "这份 Word 文件里没有“劳模创新工作室”创建申报表的表格。请上传按附件格式填好的申报表（.docx）。"
_TEXTS: Final[tuple[str, ...]] = ("unit_name", "industry", "studio_name", "chair_name")
#: Characters of one box. The page of the attachment holds about 1,200.
LONGEST_BOX = 20_000
#: Labels in one file: ten forms' worth.
MOST_BOXES = 400
#: Words outside all boxes that are quoted one by one; the rest is counted.
MOST_STRAY = 10
TOO_LONG = "这份申报表里有一栏超过 2 万字，或栏目多得不正常，没有读。请只上传一份填好的申报表。"


@dataclasses.dataclass(slots=True)
class FormReading:
    """The form, and the original's words by field path for showing beside each field (blank boxes are left out)."""

    form: CreationForm
    originals: dict[str, str]


def read(source: Source, *, today: dt.date | None = None) -> FormReading:
    """Read a form. Raises UnreadableDocument for a file that is none. `today` is for dates that have not come yet."""
    return _Reader(read_document(source)).read(today or dt.date.today())  # noqa: DTZ011 - the reader's own calendar day


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.form = CreationForm()
        self.originals: dict[str, str] = {}
        tables = [(table, read_sheet(table)) for table in document.tables()]
        self.table, self.main = max(tables, key=lambda pair: pair[1].score, default=(Table([]), Sheet([], [])))
        inside = {id(table) for table in Document([self.table], "").tables()}
        around = {id(table) for table in _outer(document.blocks, self.table)}
        self.others = [sheet for table, sheet in tables if sheet.score and id(table) not in inside | around]
        boxes = [box for sheet in (self.main, *self.others) for box in sheet.boxes]
        if self.main.score < ENOUGH_LABELS or not _TELLING & {box.label.key for box in boxes}:
            raise UnreadableDocument(NOT_A_FORM)
        if any(len(box.text) > LONGEST_BOX for box in boxes) or len(boxes) > MOST_BOXES:
            raise UnreadableDocument(TOO_LONG)

    def read(self, today: dt.date) -> FormReading:
        self.heading()
        for name in _TEXTS:
            setattr(self.form, name, one_line(without_seal(self.single(name))))
        self.composition()
        self.leader(self.form.leader)
        self.projects()
        self.form.unit_opinion = self.opinion("unit_opinion")
        self.form.city_opinion = self.opinion("city_opinion")
        self.form.problems.extend(check_form(self.form, today))
        self.form.problems.sort(key=_paper_order)
        self.leftovers()
        return FormReading(self.form, self.originals)

    # -- finding boxes

    def boxes(self, key: str, sheet: Sheet) -> list[Box]:
        boxes = [box for box in sheet.boxes if box.label.key == key]
        inside = [box for box in boxes if box.in_leader]
        return inside or boxes if key.startswith("leader.") else boxes

    def box(self, key: str) -> Box | None:
        """The box of a field: in the form's own table, else in another one; a filled one before a blank one.

        Other filled boxes of the same name that say something else are reported.
        """
        boxes = [box for sheet in (self.main, *self.others) for box in self.boxes(key, sheet)]
        filled = [box for box in boxes if box.text.strip()]
        if not boxes:
            return None
        chosen = filled[0] if filled else boxes[0]
        for other in filled[1:]:
            if not same(other.text, chosen.text):
                said = f"取了{quote(chosen.text)}，另一处是{quote(other.text)}"
                self.problem(key, f"“{chosen.label.words}”写了两处，{said}，请核对。")
        return chosen

    def problem(self, field: str, message: str) -> None:
        self.form.problems.append(Problem(field, message))

    def missing(self, key: str) -> None:
        self.problem(key, f"没找到“{NAMES[key]}”一栏，请您填上。")

    def single(self, key: str) -> str:
        """Words of a box of one value, "" when blank. A cell beside the value that is not its own is reported."""
        box = self.box(key)
        if box is None:
            self.missing(key)
            return ""
        texts = [box.label.inline, *("\n".join(cell.lines()) for cell in box.cells)]
        texts = [text for text in texts if text.strip()]
        if not texts:
            return ""
        for extra in texts[1:]:
            self.problem(key, f"“{NAMES[key]}”旁边还写着{quote(extra)}，没有读入，请核对。")
        self.originals[key] = tidy(texts[0])
        return texts[0]

    # -- reading boxes

    def heading(self) -> None:
        """The line above the table, or the same as cells: one that names unions first, then the nearest.

        A blank there is a blank, whatever a cover or an instruction says.
        """
        headings = [read_heading(text) for text in self.heading_texts()]
        units = [found for found in headings if found.organization is not None]
        unit = next(reversed([found for found in units if found.sure] or units), None)
        date = next((found for found in reversed(headings) if found.applied_on is not None), None)
        if unit is None:
            self.missing("organization")
        else:
            self.form.organization = clean_organization(unit.organization or "")
            if self.form.organization:
                self.originals["organization"] = tidy(unit.organization or "")
        if date is None:
            self.missing("applied_on")
        elif not is_blank_date(without_seal(date.applied_on or "")):
            self.applied_on(date)

    def heading_texts(self) -> list[str]:
        """Where the heading may stand, the likeliest place last: beside the form, then above it, then in its table."""
        outer = _outer(self.document.blocks, self.table)
        before, after = _around(self.document.blocks, [*outer, self.table])
        texts = [
            *_with_next(after),
            *self.heading_boxes(*self.others),
            *_with_next(before),
            *self.heading_boxes(self.main),
        ]
        return [*texts, *self.main.stray]

    def heading_boxes(self, *sheets: Sheet) -> list[str]:
        """Boxes of a table written out as the line above the form would be."""
        texts = []
        for box in (box for sheet in sheets for box in sheet.boxes):
            if box.label.key in ("organization", "applied_on"):
                known = read_heading(box.label.words + "：") != Heading()
                texts.append(f"{box.label.words if known else NAMES[box.label.key]}：{box.text}")
        return texts

    def applied_on(self, heading: Heading) -> None:
        words = without_seal(heading.applied_on or "").replace("_", " ").strip()
        self.originals["applied_on"] = tidy(words)
        try:
            self.form.applied_on = parse_date(words)
        except NoDate as reason:
            self.problem("applied_on", f"“申报日期”写的是{quote(words)}，{reason}，请您填上。")

    def composition(self) -> None:
        boxes = [box for sheet in (self.main, *self.others) for box in self.boxes("composition", sheet)]
        text = "\n".join(box.text for box in boxes)
        if not text.strip():
            loose = [
                line for sheet in (self.main, *self.others) for line in sheet.stray if looks_like_composition(line)
            ]
            text = "\n".join(loose)
            for sheet in (self.main, *self.others):
                sheet.stray = [line for line in sheet.stray if line not in loose]
        if not boxes and not text:
            self.missing("composition")
            return
        reading = read_composition(text)
        self.form.composition = reading.composition
        self.form.problems.extend(reading.problems)
        self.originals["composition"] = tidy(text)
        self.originals |= {f"composition.{name}": words for name, words in reading.originals.items()}

    def leader(self, leader: Leader) -> None:
        leader.name = one_line(self.single("leader.name"))
        self.gender(leader)
        self.birth(leader)
        for name in ("political_status", "education"):
            setattr(leader, name, one_line(self.single(f"leader.{name}")))
        leader.post = spaced_line(self.single("leader.post"))
        self.phone(leader)
        leader.title = spaced_line(self.single("leader.title"))
        box = self.box("leader.honours")
        if box is None:
            self.missing("leader.honours")
            return
        leader.honours = "" if not spaced_line(box.text) else tidy(box.text)
        if leader.honours:
            self.originals["leader.honours"] = leader.honours

    def gender(self, leader: Leader) -> None:
        words = self.single("leader.gender")
        gender = read_gender(words)
        leader.gender = gender or ""
        if gender is None:
            self.problem("leader.gender", f"“性别”写的是{quote(words)}，没认出男女，请您填上。")

    def birth(self, leader: Leader) -> None:
        age = next((box for box in self.main.boxes if box.label.words == "年龄" and box.text.strip()), None)
        if age is not None and self.box("leader.birth") is None:
            self.originals["leader.birth"] = tidy(age.text)
            self.problem("leader.birth", f"只写了“年龄”{quote(age.text)}，没有出生年月，请您填上。")
            return
        words = self.single("leader.birth")
        try:
            leader.birth = read_birth(words)
        except NoDate as reason:
            self.problem("leader.birth", f"“出生时间”写的是{quote(words)}，{reason}，请您填上。")

    def phone(self, leader: Leader) -> None:
        words = self.single("leader.phone")
        leader.phone, understood = read_phone(words)
        if not understood:
            ask = "不像完整的号码，请核对" if leader.phone else "没认出号码，请您填上"
            self.problem("leader.phone", f"“联系电话”写的是{quote(words)}，{ask}。")

    def projects(self) -> None:
        boxes = [box for sheet in (self.main, *self.others) for box in self.boxes("projects", sheet)]
        if not boxes:
            self.missing("projects")
            return
        for box in boxes:
            found = read_projects(box.label.inline, box.cells)
            self.form.projects.extend(found.items)
            for remark in found.remarks:
                self.problem("projects", f"“主要项目”{remark}")
        text = tidy("\n".join(box.text for box in boxes))
        if text:
            self.originals["projects"] = text
        for index, item in enumerate(self.form.projects):
            self.originals[f"projects.{index}"] = item

    def opinion(self, key: str) -> PrintedOpinion:
        box = self.box(key)
        if box is None:
            self.missing(key)
            return PrintedOpinion()
        opinion = read_opinion(box.text)
        if opinion.unread:
            self.problem(f"{key}.date", f"“{NAMES[key]}”{opinion.unread}")
        if opinion.text or opinion.date or opinion.unread:
            self.originals[key] = self.originals[f"{key}.text"] = self.originals[f"{key}.date"] = tidy(box.text)
        return PrintedOpinion(opinion.text, opinion.date)

    def leftovers(self) -> None:
        """Words in the form's table that belong to no field: said, never dropped in silence."""
        studios = [box for sheet in (self.main, *self.others) for box in sheet.boxes if box.label.key == "composition"]
        if len({id(box) for box in studios}) > 1 and self.others and max(sheet.score for sheet in self.others) >= 12:
            self.problem("", "文件里不止一张申报表，请分成几个文件，一份一张再上传。")
        for box in self.main.boxes:
            if box.label.key != FOREIGN or box.label.words == "年龄":
                continue
            words = without_seal(box.text)
            if spaced_line(words) and not is_blank_date(words):
                said = "" if "身份证" in box.label.words else f"写的是{quote(words)}，"
                self.problem("", f"“{box.label.words}”不是申报表的栏目，{said}没有读入。")
        stray = [words for words in self.main.stray if read_heading(words) == Heading()]
        stray = [words for words in stray if not is_blank_date(without_seal(words))]
        for words in stray[:MOST_STRAY]:
            self.problem("", f"表中的{quote(words)}没有认出是哪一栏，没有读入。")
        if len(stray) > MOST_STRAY:
            self.problem("", f"表中还有 {len(stray) - MOST_STRAY} 处文字没有认出是哪一栏，没有读入。")


def _outer(blocks: list[Block], table: Table) -> list[Table]:
    """Tables that `table` lies inside, outermost first."""
    for block in blocks:
        if isinstance(block, Table) and block is not table:
            for cell in _cells(block):
                if any(inner is table for inner in cell.tables()):
                    return [block]
                if deeper := _outer(cell.blocks, table):
                    return [block, *deeper]
    return []


def _around(blocks: list[Block], way: list[Table]) -> tuple[list[str], list[str]]:
    """Paragraphs before and after the last table of `way`, also those in the cells that it stands in."""
    before: list[str] = []
    after: list[str] = []
    met = False
    for block in blocks:
        if isinstance(block, Paragraph):
            (after if met else before).append(block.text)
        elif way and block is way[0]:
            met = True
            cells = [cell for cell in _cells(block) if len(way) > 1 and any(t is way[1] for t in cell.tables())]
            for cell in cells:
                inner_before, inner_after = _around(cell.blocks, way[1:])
                before, after = before + inner_before, after + inner_after
    return before, after


def _cells(table: Table) -> Iterator[Cell]:
    return (cell for number, row in enumerate(table.rows) for cell in row if cell.row == number)


def _with_next(paragraphs: list[str]) -> list[str]:
    """Paragraphs; a heading whose value stands on the next line together with it."""
    return [
        "\n".join(paragraphs[index : index + 2]) if _ends_open(text) else text for index, text in enumerate(paragraphs)
    ]


def _ends_open(text: str) -> bool:
    """A heading whose value stands on the next line."""
    heading = read_heading(text)
    return heading.organization == "" or heading.applied_on == ""


_ORDER: Final[list[str]] = [
    "organization",
    "applied_on",
    "unit_name",
    "industry",
    "studio_name",
    "chair_name",
    "composition",
    *(key for key in FIELDS if key.startswith("leader.")),
    "projects",
    "unit_opinion",
    "city_opinion",
]


def _paper_order(problem: Problem) -> int:
    for index, key in enumerate(_ORDER):
        if problem.field == key or problem.field.startswith(key + "."):
            return index
    return len(_ORDER)
