"""The text of a .docx as it stands on the page: tracked changes, content controls, fields, boxes, merged cells."""

from __future__ import annotations

import pytest

from lingjun.documents.reading import Cell, Paragraph, Table, UnreadableDocument, read_document
from tests.documents.word_samples import document_xml, docx, p, package, run, tbl, tc, tr


def text(body: str) -> list[str]:
    return [block.text for block in read_document(docx(body)).blocks if isinstance(block, Paragraph)]


def table(body: str) -> Table:
    return next(read_document(docx(body)).tables())


def grid(body: str) -> list[list[str]]:
    return [["|".join(cell.lines()) for cell in row] for row in table(body).rows]


class TestText:
    @pytest.mark.parametrize(
        ("inside", "expected"),
        [
            (run("甲") + f'<w:ins w:id="1">{run("乙")}</w:ins>', "甲乙"),
            (run("甲") + '<w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del>' + run("丙"), "甲丙"),
            (f'<w:moveFrom w:id="1">{run("甲")}</w:moveFrom>' + f'<w:moveTo w:id="2">{run("乙")}</w:moveTo>', "乙"),
            (f'<w:ins w:id="1"><w:del w:id="2">{run("甲")}</w:del>{run("乙")}</w:ins>', "乙"),
            (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", "甲"),
            (f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处')}</w:sdtContent></w:sdt>", ""),
            (f'<w:hyperlink w:anchor="x">{run("甲")}</w:hyperlink>', "甲"),
            (f'<w:smartTag w:element="x"><w:smartTag w:element="y">{run("甲")}</w:smartTag></w:smartTag>', "甲"),
            (f'<w:fldSimple w:instr="AUTHOR">{run("甲")}</w:fldSimple>', "甲"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F081"/></w:r>' + run("甲"), "①甲"),
            ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("男"), "☑男"),
            ('<w:r><w:sym w:font="Webdings" w:char="F099"/></w:r>', "\ufffd"),
            ('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>', "\ufffd"),
            ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>甲</w:t></w:r>" + run("乙"), "乙"),
            ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r>', "甲"),
            (
                "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:softHyphen/></w:r>",
                "甲\t乙\n丙-",
            ),
            (
                "<w:r><w:ruby><w:rt><w:r><w:t>chén</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>陈</w:t></w:r></w:rubyBase></w:ruby></w:r>",
                "陈",
            ),
        ],
    )
    def test_one_paragraph(self, inside: str, expected: str) -> None:
        assert text(f"<w:p>{inside}</w:p>") == [expected]

    def test_field_shows_its_result(self) -> None:
        def mark(kind: str) -> str:
            return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

        nested = (
            mark("begin") + "<w:r><w:instrText>IF </w:instrText></w:r>" + mark("begin") + run("X") + mark("separate")
        )
        nested += run("Y") + mark("end") + mark("separate") + run("甲") + mark("end") + run("乙")
        assert text(f"<w:p>{nested}</w:p>") == ["甲乙"]

    def test_field_left_open_does_not_swallow_the_next_cell(self) -> None:
        open_field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
        assert grid(tbl(tr(tc(open_field), tc("甲")))) == [["", "甲"]]

    def test_check_box_field(self) -> None:
        box = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{}</w:checkBox></w:ffData></w:fldChar></w:r>'
        box = "<w:p>" + box + '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        assert text(box.format('<w:default w:val="0"/><w:checked/>') + box.format('<w:default w:val="0"/>')) == [
            "☑",
            "□",
        ]

    def test_deleted_paragraph_mark_joins_two_lines(self) -> None:
        cut = f'<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>{run("厦门示例")}</w:p>'
        assert text(cut + p("有限公司")) == ["厦门示例有限公司"]
        assert grid(tbl(tr(tc(cut), tc("乙")))) == [["厦门示例", "乙"]]

    def test_text_box_is_read_once(self) -> None:
        box = f"<w:txbxContent>{p('框里')}</w:txbxContent>"
        alternate = (
            f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
        )
        assert text(f"<w:p>{run('前')}<w:r>{alternate}</w:r></w:p>") == ["前", "框里"]
        assert text(f"<w:p><w:r><w:pict>{box}</w:pict></w:r></w:p>") == ["", "框里"]

    def test_alternative_without_text_gives_way_to_the_one_with(self) -> None:
        fallback = f"<mc:Fallback>{run('甲')}</mc:Fallback>"
        alternate = f"<mc:AlternateContent><mc:Choice Requires='x'/>{fallback}</mc:AlternateContent>"
        assert text(f"<w:p>{alternate}</w:p>") == ["甲"]

    def test_list_number_of_word_is_a_flag(self) -> None:
        listed = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr></w:p>'
        blocks = read_document(docx(listed.format(3) + listed.format(0))).blocks
        assert [isinstance(block, Paragraph) and block.listed for block in blocks] == [True, False]


class TestGrid:
    def test_merged_cells_are_one_object_in_each_row(self) -> None:
        rows = table(tbl(tr(tc("甲", 2, "restart"), tc("乙")), tr(tc("", 2, "continue"), tc("丙")))).rows
        assert rows[0][0] is rows[1][0]
        assert (rows[0][0].colspan, rows[0][0].rowspan) == (2, 2)
        assert [cell.column for cell in rows[1]] == [0, 2]

    def test_continued_cell_with_nothing_above_stands_alone(self) -> None:
        assert grid(tbl(tr(tc("甲"), tc("乙")), tr(tc("丙", 2, "continue")))) == [["甲", "乙"], ["丙"]]

    def test_words_left_in_a_continued_cell_are_not_printed(self) -> None:
        assert grid(tbl(tr(tc("甲", 1, "restart")), tr(tc("旧", 1, "continue")))) == [["甲"], ["甲"]]

    def test_old_sideways_merge(self) -> None:
        first, second = tc("甲", extra='<w:hMerge w:val="restart"/>'), tc("", extra="<w:hMerge/>")
        row = table(tbl(tr(first, second, tc("乙")))).rows[0]
        assert [(cell.column, cell.colspan) for cell in row] == [(0, 2), (2, 1)]

    def test_row_that_begins_further_right(self) -> None:
        row = table(tbl(tr(tc("甲"), extra='<w:trPr><w:gridBefore w:val="2"/></w:trPr>'))).rows[0]
        assert row[0].column == 2

    def test_tracked_rows_and_cells(self) -> None:
        body = tbl(
            tr(tc("甲"), tc("乙", extra="<w:cellDel/>"), tc("丙", extra="<w:cellIns/>")),
            tr(tc("删"), extra="<w:trPr><w:del/></w:trPr>"),
            tr(tc("增"), extra="<w:trPr><w:ins/></w:trPr>"),
        )
        assert grid(body) == [["甲", "丙"], ["增"]]
        assert list(read_document(docx(tbl(tr(tc("删"), extra="<w:trPr><w:del/></w:trPr>")))).tables()) == []

    def test_content_controls_around_rows_cells_and_blocks(self) -> None:
        def control(content: str, properties: str = "") -> str:
            return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

        body = control(tbl(control(tr(tc("甲"), control(tc("乙")))), tr(tc(control(p("丙"))), tc("丁"))))
        assert grid(body) == [["甲", "乙"], ["丙", "丁"]]
        assert grid(tbl(tr(tc("甲"), control(tc("请选择"), "<w:showingPlcHdr/>"), tc("乙")))) == [["甲", "", "乙"]]

    def test_nested_table_is_its_own_and_a_line_of_its_cell(self) -> None:
        tables = list(read_document(docx(tbl(tr(tc(p("外") + tbl(tr(tc("甲"), tc("乙"))) + p("")))))).tables())
        assert len(tables) == 2
        assert tables[0].rows[0][0].lines() == ["外", "甲\t乙"]
        assert [cell.lines() for cell in tables[1].rows[0]] == [["甲"], ["乙"]]
        assert all(isinstance(cell, Cell) for cell in tables[1].rows[0])

    @pytest.mark.parametrize("span", ["0", "-3", "999999999999", "x", "40"])
    def test_senseless_spans(self, span: str) -> None:
        cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{p("甲")}</w:tc>'
        assert 1 <= table(tbl(tr(cell))).rows[0][0].colspan <= 63


class TestPackage:
    def test_main_part_by_relation_whatever_its_name(self) -> None:
        data = package(document_xml(p("甲")), name="teil/haupt.xml")
        assert [b.text for b in read_document(data).blocks if isinstance(b, Paragraph)] == ["甲"]

    def test_main_part_by_habit(self) -> None:
        import io
        import zipfile

        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as bag:
            bag.writestr("WORD\\Document.xml", document_xml(p("甲")))
        assert [b.text for b in read_document(out.getvalue()).blocks if isinstance(b, Paragraph)] == ["甲"]

    def test_strict_namespace(self) -> None:
        xml = document_xml(p("甲")).replace(
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            "http://purl.oclc.org/ooxml/wordprocessingml/main",
        )
        assert [b.text for b in read_document(package(xml)).blocks if isinstance(b, Paragraph)] == ["甲"]

    def test_utf_16(self) -> None:
        xml = '<?xml version="1.0" encoding="UTF-16"?>' + document_xml(p("甲"))
        assert [b.text for b in read_document(package(xml.encode("utf-16"))).blocks if isinstance(b, Paragraph)] == [
            "甲"
        ]

    def test_styles_are_never_opened(self) -> None:
        data = package(document_xml(p("甲")), extra={"word/styles.xml": b"<not xml"})
        assert len(read_document(data).blocks) == 1

    def test_deep_tables_are_read_or_refused(self) -> None:
        body = p("甲")
        for _ in range(30):
            body = tbl(tr(tc(body + "<w:p/>")))
        assert len(list(read_document(docx(body)).tables())) == 30
        for _ in range(200):
            body = tbl(tr(tc(body + "<w:p/>")))
        with pytest.raises(UnreadableDocument):
            read_document(docx(body))
