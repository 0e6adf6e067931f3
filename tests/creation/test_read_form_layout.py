"""Labels, headings and merged cells as people change them, and what stands around the form."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict

import pytest

from lingjun.creation.papers.reading import read_form
from lingjun.creation.papers.reading.reader import read
from tests.creation.form_samples import GOOD, problems, said
from tests.documents.word_samples import (
    HEADING,
    NOTE,
    TITLE,
    docx,
    form_docx,
    form_rows,
    form_table,
    p,
    tbl,
    tc,
    tr,
)


class TestLabels:
    def test_blanks_width_brackets_and_line_breaks(self) -> None:
        data = form_docx(
            {
                "unit": [
                    tr(
                        tc("单 位　全 称：", 2),
                        tc("厦门示例集装箱码头有限公司", 3),
                        tc("所\n属\n行\n业", 2),
                        tc("交通运输、仓储和邮政业"),
                    ),
                    tr(
                        tc("“劳模创新\v工作室”名称", 2),
                        tc("陈示例劳模创新工作室", 3),
                        tc("单位工会主席\n姓　　名", 2),
                        tc("林示例"),
                    ),
                ],
                "leader": [
                    tr(
                        tc("劳模本人\n基本情况", 1, "restart"),
                        tc("姓  名"),
                        tc("陈示例", 2),
                        tc("性　别"),
                        tc("男"),
                        tc("出生\n时间"),
                        tc("1971年3月"),
                    ),
                    tr(
                        tc("", 1, "continue"),
                        tc("政 治\n面 貌"),
                        tc("中共党员", 3),
                        tc("文化\u200b程度"),
                        tc("大学本科", 2),
                    ),
                    tr(
                        tc("", 1, "continue"),
                        tc("岗　位\n（工种）"),
                        tc("桥吊司机（港口机械维修）", 3),
                        tc("联系电话："),
                        tc("13900000001", 2),
                    ),
                    tr(tc("", 1, "continue"), tc("职称（技术等级）", 2), tc("高级技师", 5)),
                    tr(tc("", 1, "continue"), tc("荣誉称号（何时何地何部门授予）", 2), tc("2010年全国劳动模范", 5)),
                ],
                "projects": [
                    tr(
                        tc("创新工作室\n创新（攻关）\n主要项目", 2),
                        tc("1、岸桥防摇系统改造\n2、轮胎吊“油改电”节能技术攻关", 6),
                    )
                ],
            }
        )
        assert read_form(data).to_dict() == GOOD.to_dict()

    @pytest.mark.parametrize(
        ("section", "old", "new"),
        [
            ("unit", "单位全称", "单位名称"),
            ("unit", "所属行业", "行业类别"),
            ("unit", "主席姓名", "主席"),
            ("composition", "创新工作室成员构成情况", "成员构成"),
            ("leader", "出生时间", "出生年月"),
            ("leader", "文化程度", "学历"),
            ("leader", "岗位(工种)", "岗位/工种"),
            ("leader", "联系电话", "手机"),
            ("leader", "职称(技术等级)", "职称或技术等级"),
            ("leader", "荣誉称号", "所获荣誉"),
        ],
    )
    def test_other_wordings(self, section: str, old: str, new: str) -> None:
        rows = {section: [row.replace(old, new) for row in form_rows()[section]]}
        assert old in "".join(form_rows()[section])
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_radicals_copied_from_a_pdf(self) -> None:
        assert read_form(form_docx(chair="林⽰例", politics="中共党员")).chair_name == "林示例"

    def test_label_and_value_in_one_cell(self) -> None:
        rows = {
            "unit": [
                tr(tc("单位全称：厦门示例集装箱码头有限公司", 5), tc("所属行业：交通运输、仓储和邮政业", 3)),
                tr(tc("劳模创新工作室名称\n陈示例劳模创新工作室", 5), tc("单位工会主席姓名　　林示例", 3)),
            ]
        }
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_labels_above_their_boxes(self) -> None:
        rows = {
            "unit": [
                tr(tc("单位全称", 2), tc("所属行业", 2), tc("劳模创新工作室名称", 2), tc("单位工会主席姓名", 2)),
                tr(
                    tc("厦门示例集装箱码头有限公司", 2),
                    tc("交通运输、仓储和邮政业", 2),
                    tc("陈示例劳模创新工作室", 2),
                    tc("林示例", 2),
                ),
            ]
        }
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_a_box_that_is_gone_is_named(self) -> None:
        rows = {"leader": form_rows()["leader"][:2] + form_rows()["leader"][3:]}
        found = problems(form_docx(rows))
        assert set(found) == {"leader.post", "leader.phone"}
        assert found["leader.phone"] == ["没找到“联系电话”一栏，请您填上。"]

    def test_age_in_place_of_birth_is_not_turned_into_a_year(self) -> None:
        rows = {"leader": [row.replace("出生时间", "年龄") for row in form_rows(birth="41")["leader"]]}
        form = read_form(form_docx(rows))
        assert form.leader.birth == ""
        assert said(form_docx(rows), "leader.birth") == "只写了“年龄”“41”，没有出生年月，请您填上。"

    def test_boxes_of_other_forms_are_said_and_do_not_mix(self) -> None:
        first = tr(
            tc("劳模本人基本情况", 1, "restart"),
            tc("姓名"),
            tc("陈示例"),
            tc("性别"),
            tc("男"),
            tc("民族"),
            tc("畲族"),
            tc("出生时间"),
            tc("1971年3月"),
            tc("身份证号"),
            tc("350200197103010000"),
        )
        data = form_docx({"leader": [first, *form_rows()["leader"][1:]]})
        form = read_form(data)
        assert asdict(form) | {"problems": []} == GOOD.to_dict()
        assert [problem.message for problem in form.problems] == [
            "“民族”不是申报表的栏目，写的是“畲族”，没有读入。",
            "“身份证号”不是申报表的栏目，没有读入。",
        ]

    def test_words_beside_a_value_are_said(self) -> None:
        rows = form_rows()
        rows["unit"][1] = tr(
            tc("劳模创新\n工作室名称", 2),
            tc("陈示例劳模创新工作室", 2),
            tc("（筹建）"),
            tc("工会主席", 2),
            tc("林示例"),
        )
        assert said(form_docx(rows), "studio_name") == "“劳模创新工作室名称”旁边还写着“（筹建）”，没有读入，请核对。"

    def test_two_phones_in_two_boxes_prefers_the_leader_and_says_nothing_when_apart(self) -> None:
        rows = form_rows()
        rows["unit"].append(tr(tc("主席联系电话", 2), tc("0592-2200009", 6)))
        assert read_form(form_docx(rows)).leader.phone == "13900000001"
        rows["unit"][-1] = tr(tc("联系电话", 2), tc("0592-2200009", 6))
        assert read_form(form_docx(rows)).leader.phone == "13900000001"


class TestHeading:
    @pytest.mark.parametrize(
        "before",
        [
            p("申报单位(区、产业工会):厦门市示例产业工会(公章)   申报日期:２０１２年８月１５日"),
            p("申报单位（区、产业工会）：　厦门市示例产业工会　（公 章）") + p("申报日期：二〇一二年八月十五日"),
            p("申报单位（区、产业工会）：") + p("厦门市示例产业工会（盖章）") + p("申报日期：2012.8.15"),
            p("申报日期：2012-8-15    申报单位（区、产业工会）：厦门市示例产业工会（公章）"),
            p("申报单位：厦门市示例产业工会        填报时间：2012/08/15"),
            p("申报单位（区、产业工会）：__厦门市示例产业工会__（公章）  申报日期：_2012_年_8_月_15_日"),
        ],
    )
    def test_as_paragraphs(self, before: str) -> None:
        assert read_form(form_docx(before=TITLE + before)).to_dict() == GOOD.to_dict()

    @pytest.mark.parametrize(
        "row",
        [
            tr(tc("申报单位（区、产业工会）：厦门市示例产业工会（公章）    申报日期：2012年8月15日", 8)),
            tr(
                tc("申报单位（区、产业工会）", 2),
                tc("厦门市示例产业工会（公章）", 3),
                tc("申报日期", 2),
                tc("2012年8月15日"),
            ),
            tr(tc("申报单位（区、产业工会）：厦门市示例产业工会（公章）", 5), tc("申报日期：2012年8月15日", 3)),
        ],
    )
    def test_as_a_row_of_the_table(self, row: str) -> None:
        data = form_docx({"heading": [], "unit": [row, *form_rows()["unit"]]}, before=TITLE)
        assert read_form(data).to_dict() == GOOD.to_dict()

    def test_month_alone_is_kept_as_month(self) -> None:
        data = form_docx(before=HEADING.replace("2012年8月15日", "2013.6"))
        assert read_form(data).applied_on == "2013-06"

    @pytest.mark.parametrize(
        ("written", "reason"),
        [
            ("2012年  月  日", "只有年份，缺月份"),
            ("2012年2月30日", "没有这一天"),
            ("12年8月15日", "年份只有两位"),
            ("八月中旬", "没认出日期"),
        ],
    )
    def test_dates_that_are_none(self, written: str, reason: str) -> None:
        data = form_docx(before=HEADING.replace("2012年8月15日", written))
        assert read_form(data).applied_on == ""
        message = said(data, "applied_on")
        assert message.startswith("“申报日期”写的是“")
        assert reason in message

    def test_a_blank_heading_is_not_filled_from_an_instruction(self) -> None:
        blank = p("申报单位（区、产业工会）：（公章）      申报日期：    年   月   日")
        before = p("申报单位：厦门示例公司") + p("申报时间：2012年7月31日前") + TITLE + blank
        form = read_form(form_docx(before=before))
        assert (form.organization, form.applied_on, form.problems) == ("", "", [])

    def test_no_heading_at_all(self) -> None:
        assert set(problems(form_docx(before=TITLE))) == {"organization", "applied_on"}

    def test_date_to_come(self) -> None:
        found = read(form_docx(), today=dt.date(2012, 8, 14)).form.problems
        assert [problem.field for problem in found] == ["applied_on", "unit_opinion.date"]
        assert not read(form_docx(), today=dt.date(2012, 8, 16)).form.problems


class TestMerging:
    def test_nothing_merged(self) -> None:
        rows = {key: [row.replace("<w:vMerge/>", "") for row in rows] for key, rows in form_rows().items()}
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_unmerged_cells_that_repeat_the_label(self) -> None:
        rows = form_rows()
        for section, label in (
            ("composition", "成员构成情况"),
            ("leader", "劳模本人基本情况"),
            ("projects", "主要项目"),
        ):
            rows[section] = [
                row.replace("<w:vMerge/></w:tcPr><w:p>", f"</w:tcPr>{p(label)}<w:p>") for row in rows[section]
            ]
            assert label in rows[section][1]
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_spans_that_do_not_fit_the_grid(self) -> None:
        rows = {
            key: [row.replace('gridSpan w:val="6"', 'gridSpan w:val="1"') for row in rows]
            for key, rows in form_rows().items()
        }
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_one_pair_per_row(self) -> None:
        pairs = [
            ("单位全称", GOOD.unit_name),
            ("所属行业", GOOD.industry),
            ("工作室名称", GOOD.studio_name),
            ("工会主席姓名", GOOD.chair_name),
        ]
        rows = {"unit": [tr(tc(label, 2), tc(value, 6)) for label, value in pairs]}
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_an_empty_cell_between_label_and_value(self) -> None:
        rows = form_rows()
        rows["leader"][3] = tr(tc("", 1, "continue"), tc("职称(技术等级)", 2), tc(""), tc("高级技师", 4))
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()

    def test_empty_rows_at_the_end(self) -> None:
        rows = form_rows()
        rows["opinions"] += [tr(tc(""), tc("", 7))] * 3
        assert read_form(form_docx(rows)).to_dict() == GOOD.to_dict()


class TestAround:
    def test_cover_table_and_paragraphs_before_the_form(self) -> None:
        cover = tbl(
            tr(tc("编号"), tc("")),
            tr(tc("工作室名称"), tc("陈示例劳模创新工作室")),
            tr(tc("申报单位"), tc("厦门示例集装箱码头有限公司")),
            tr(tc("领衔人"), tc("陈示例")),
            tr(tc("填报日期"), tc("2012年8月10日")),
        )
        before = (
            p("厦门市劳模创新工作室")
            + p("申 报 材 料")
            + cover
            + p("填写说明")
            + p("1、用 Word 填写。")
            + TITLE
            + HEADING
        )
        assert read_form(form_docx(before=before)).to_dict() == GOOD.to_dict()

    def test_cover_that_says_something_else(self) -> None:
        cover = tbl(tr(tc("工作室名称"), tc("陈示例技能大师工作室")))
        assert "“陈示例技能大师工作室”" in said(form_docx(before=cover + TITLE + HEADING), "studio_name")

    def test_form_split_in_two_tables(self) -> None:
        rows = form_rows()
        first = tbl(*rows["unit"], *rows["composition"], *rows["leader"])
        second = tbl(*rows["projects"], *rows["opinions"])
        assert read_form(docx(TITLE + HEADING + first + p("") + second + NOTE)).to_dict() == GOOD.to_dict()

    def test_form_inside_a_frame_table(self) -> None:
        frame = tbl(tr(tc(TITLE + HEADING + form_table() + NOTE)))
        assert read_form(docx(frame)).to_dict() == GOOD.to_dict()

    def test_two_forms_in_one_file_are_said(self) -> None:
        found = problems(docx(TITLE + HEADING + form_table() + TITLE + HEADING + form_table()))
        assert "不止一张申报表" in found[""][0]

    def test_words_in_no_box_are_said(self) -> None:
        rows = form_rows()
        rows["unit"].append(tr(tc("集团直属", 8)))
        assert said(form_docx(rows), "") == "表中的“集团直属”没有认出是哪一栏，没有读入。"
