"""The form after LibreOffice saved it again, as .docx and as old .doc, and with tracked changes and controls in it."""

from __future__ import annotations

import copy
import dataclasses
import io
import random
from typing import TYPE_CHECKING

import pytest
from docx import Document
from lxml import etree

from lingjun.creation.paper import CreationForm
from lingjun.creation.papers.reading import read_form
from lingjun.documents.reading import UnreadableDocument, read_document
from tests.creation.form_samples import EXPECTED, GOOD
from tests.documents.office import needs_office, resave
from tests.documents.word_samples import (
    EXAMPLES,
    HEADING,
    NOTE,
    TITLE,
    W,
    document_xml,
    docx,
    example,
    example_xml,
    form_docx,
    form_rows,
    form_table,
    p,
    package,
    tbl,
    tc,
    tr,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from docx.table import Table


def _tag(name: str) -> str:
    return f"{{{W}}}{name}"


def reworked(name: str, change: Callable[[etree._Element], None]) -> bytes:
    """An example with `change` done to each of its runs."""
    root = etree.fromstring(example_xml(name).encode())
    for run in list(root.iter(_tag("r"))):
        change(run)
    return package(etree.tostring(root))


def wrapped(tag: str) -> Callable[[etree._Element], None]:
    def change(run: etree._Element) -> None:
        parent, where = run.getparent(), run.getparent().index(run)
        outer = etree.Element(_tag(tag))
        inner = etree.SubElement(outer, _tag("sdtContent")) if tag == "sdt" else outer
        parent.remove(run)
        inner.append(run)
        parent.insert(where, outer)

    return change


def split_into_letters(run: etree._Element) -> None:
    """What Word makes of a text that was typed with corrections: a run for each character, marks in between."""
    text = run.find(_tag("t"))
    if text is None:
        return
    for letter in reversed(text.text):
        piece = etree.Element(_tag("r"))
        part = etree.SubElement(piece, _tag("t"))
        part.text = letter
        run.addnext(piece)
        piece.addnext(etree.Element(_tag("proofErr")))
    run.getparent().remove(run)


def with_old_words(run: etree._Element) -> None:
    """Everything was inserted by a tracked change, over something that was deleted."""
    wrapped("ins")(run)
    gone = etree.Element(_tag("del"))
    etree.SubElement(etree.SubElement(gone, _tag("r")), _tag("delText")).text = "旧9"
    run.getparent().addprevious(gone)


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(
    "change",
    [wrapped("ins"), wrapped("sdt"), wrapped("smartTag"), wrapped("hyperlink"), split_into_letters, with_old_words],
)
def test_same_form_under_other_markup(name: str, change: Callable[[etree._Element], None]) -> None:
    assert read_form(reworked(name, change)).to_dict() == EXPECTED[name].to_dict()


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("level", ["tbl", "tr", "tc"])
def test_content_controls_around_table_rows_and_cells(name: str, level: str) -> None:
    root = etree.fromstring(example_xml(name).encode())
    for element in list(root.iter(_tag(level))):
        wrapped("sdt")(element)
    assert read_form(package(etree.tostring(root))).to_dict() == EXPECTED[name].to_dict()


class TestEditedWithPythonDocx:
    def edit(self, name: str, change: Callable[[Table], None]) -> CreationForm:
        document = Document(io.BytesIO(example(name)))
        change(document.tables[0])
        out = io.BytesIO()
        document.save(out)
        return read_form(out.getvalue())

    def test_rows_added(self) -> None:
        def change(table: Table) -> None:
            for text in ("4．智能电表", "3、无人机巡线"):
                row = table.rows[11]._tr
                row.addnext(copy.deepcopy(row))
                table.rows[12].cells[7].text = text
            table.add_row()

        expected = EXPECTED[EXAMPLES[0]]
        expected = dataclasses.replace(expected, projects=[*expected.projects, "无人机巡线", "智能电表"])
        assert self.edit(EXAMPLES[0], change).to_dict() == expected.to_dict()

    def test_cells_merged_otherwise(self) -> None:
        def change(table: Table) -> None:
            table.cell(2, 2).merge(table.cell(4, 7))  # the three composition lines become one cell
            table.cell(10, 2).merge(table.cell(11, 7))  # and so do two projects
            table.cell(12, 0).merge(table.cell(12, 1))

        form = self.edit(EXAMPLES[0], change)
        remark = form.problems.pop()
        assert form.to_dict() == EXPECTED[EXAMPLES[0]].to_dict()
        assert (remark.field, "按一行一个项目读入" in remark.message) == ("projects", True)

    def test_values_typed_over(self) -> None:
        def change(table: Table) -> None:
            table.cell(0, 2).text = "  厦门示例\n有限公司 "
            table.cell(5, 7).text = "一九七一年三月"

        form = self.edit(EXAMPLES[0], change)
        assert (form.unit_name, form.leader.birth, form.problems) == ("厦门示例有限公司", "1971-03", [])


@needs_office
class TestSavedByLibreOffice:
    @pytest.mark.parametrize("kind", ["docx", "doc"])
    def test_every_form(self, kind: str) -> None:
        files = {f"{name}.docx": example(name) for name in (*EXAMPLES, "blank")}
        for name, data in resave(files, kind).items():
            expected = EXPECTED.get(name.removesuffix(".docx"), CreationForm())
            assert read_form(data).to_dict() == expected.to_dict(), name
            assert read_document(data).kind == kind

    def test_layouts_as_doc(self) -> None:
        rows = form_rows()
        added = [*rows["projects"], tr(tc("", 2), tc("第三项攻关", 6))]
        one_cell = [tr(tc("主要项目", 2), tc("1、岸桥改造\n2、油改电\v（附注）", 6))]
        cover = tbl(tr(tc("编号"), tc("")), tr(tc("工作室名称"), tc("陈示例劳模创新工作室")))
        files = {
            "added.docx": form_docx({"projects": added}),
            "cell.docx": form_docx({"projects": one_cell}),
            "cover.docx": form_docx(before=p("申报材料") + cover + TITLE + HEADING),
            "rare.docx": form_docx(chair="林𠮷例"),
        }
        read = {name: read_form(data) for name, data in resave(files, "doc").items()}
        assert read["added.docx"].projects == [*GOOD.projects, "第三项攻关"]
        assert read["cell.docx"].projects == ["岸桥改造", "油改电（附注）"]
        assert read["cover.docx"].to_dict() == GOOD.to_dict()
        assert read["rare.docx"].chair_name == "林𠮷例"

    def test_tracked_changes_as_doc(self) -> None:
        author = 'w:author="示例" w:date="2012-08-15T00:00:00Z"'
        changed = (
            f'<w:p><w:del w:id="1" {author}><w:r><w:delText>旧电话</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" {author}><w:r><w:t>13900000001</w:t></w:r></w:ins></w:p>'
        )
        data = resave({"a.docx": form_docx(phone=changed)}, "doc")["a.docx"]
        assert "旧电话".encode("utf-16-le") in data
        assert read_form(data).to_dict() == GOOD.to_dict()

    def test_broken_doc_is_read_or_refused_and_nothing_else(self) -> None:
        data = resave({"a.docx": docx(TITLE + HEADING + form_table() + NOTE)}, "doc")["a.docx"]
        rng = random.Random(80)
        refused = 0
        for _ in range(200):
            broken = bytearray(data)
            for _ in range(rng.choice((1, 3, 40))):
                broken[rng.randrange(len(broken))] = rng.choice((0, 255, rng.randrange(256)))
            try:
                read_form(bytes(broken[: rng.choice((len(data), len(data), rng.randrange(len(data)))) + 1]))
            except UnreadableDocument as found:
                assert found.message.endswith("。")  # noqa: PT017 - either outcome is right, another exception is not
                refused += 1
        assert 0 < refused < 200

    def test_other_formats_are_refused_with_the_way_out(self) -> None:
        for kind, words in (("odt", "ODF"), ("rtf", "RTF")):
            data = resave({"a.docx": docx(p("甲"))}, kind)["a.docx"]
            with pytest.raises(UnreadableDocument, match=f"{words}.*另存为 .docx"):
                read_form(data)


@pytest.mark.parametrize(
    "data",
    [
        docx(p("关于召开会议的通知") + p("各单位：请参加。")),
        docx(tbl(tr(tc("姓名"), tc("电话")), tr(tc("陈示例"), tc("13900000001")))),
        docx(
            tbl(
                *[
                    tr(tc(word), tc("x"))
                    for word in ("姓名", "性别", "出生年月", "政治面貌", "学历", "职务", "联系电话", "荣誉")
                ]
            )
        ),
        package(document_xml("")),
    ],
)
def test_word_file_that_is_no_form(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match="没有“劳模创新工作室”创建申报表的表格"):
        read_form(data)
