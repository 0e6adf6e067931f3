"""Projects and opinions, however they share their cells."""

from __future__ import annotations

import pytest

from lingjun.creation.paper import PrintedOpinion
from lingjun.creation.papers.reading import read_form
from tests.creation.form_samples import GOOD, said
from tests.documents.word_samples import (
    form_docx,
    form_rows,
    p,
    tbl,
    tc,
    tr,
)


class TestProjects:
    @pytest.mark.parametrize(
        ("written", "items"),
        [
            ("1、岸桥改造\n2、油改电\n3、堆场智能调度", ["岸桥改造", "油改电", "堆场智能调度"]),
            ("1.岸桥改造；2.油改电；3.2.5米堆高", ["岸桥改造", "油改电；3.2.5米堆高"]),
            ("1、岸桥改造；2、油改电；3、堆场智能调度。", ["岸桥改造", "油改电", "堆场智能调度。"]),
            ("（1）岸桥改造（2）油改电", ["岸桥改造", "油改电"]),
            ("①岸桥改造②油改电", ["岸桥改造", "油改电"]),
            ("一、岸桥改造\n二、油改电", ["岸桥改造", "油改电"]),
            ("１．岸桥改造\n２．油改电", ["岸桥改造", "油改电"]),
            ("⒈岸桥改造\n⒉油改电", ["岸桥改造", "油改电"]),
            ("1 岸桥改造\n2 油改电", ["岸桥改造", "油改电"]),
            ("1、岸桥改造\n（1）防摇\n（2）远控\n2、油改电", ["岸桥改造（1）防摇（2）远控", "油改电"]),
            ("1、岸桥改造\n降低摆动\n2、油改电", ["岸桥改造降低摆动", "油改电"]),
            ("1、岸桥改造", ["岸桥改造"]),
            ("5G智慧码头\v", ["5G智慧码头"]),
            ("1.5吨叉车改造", ["1.5吨叉车改造"]),
            ("2012年度节能攻关", ["2012年度节能攻关"]),
            ("“两票”管理流程优化（管理创新）", ["“两票”管理流程优化（管理创新）"]),
            ("• 岸桥改造\n• 油改电", ["岸桥改造", "油改电"]),
            ("", []),
        ],
    )
    def test_numbered_inside_one_cell(self, written: str, items: list[str]) -> None:
        form = read_form(form_docx(project_1=written, project_2=""))
        assert (form.projects, form.problems) == (items, [])

    def test_one_row_each_with_rows_added_and_numbers_in_front(self) -> None:
        label = tc("创新工作室创新(攻关)\n主要项目", 2, "restart")
        rows = [
            tr(label, tc("1、岸桥改造", 6)),
            *(tr(tc("", 2, "continue"), tc(f"{n}、项目{n}", 6)) for n in range(2, 9)),
        ]
        assert read_form(form_docx({"projects": rows})).projects == ["岸桥改造", *(f"项目{n}" for n in range(2, 9))]

    def test_rows_added_without_merging_the_label(self) -> None:
        rows = form_rows()["projects"] + [tr(tc("", 2), tc("第三项攻关", 6)), tr(tc("第四项攻关", 8))]
        assert read_form(form_docx({"projects": rows})).projects[2:] == ["第三项攻关", "第四项攻关"]

    def test_a_table_of_projects_with_its_own_heading(self) -> None:
        rows = [
            tr(tc("创新工作室创新(攻关)\n主要项目", 2, "restart"), tc("序号"), tc("项目名称", 5)),
            tr(tc("", 2, "continue"), tc("1"), tc("岸桥改造", 5)),
            tr(tc("", 2, "continue"), tc("2"), tc("油改电", 5)),
        ]
        form = read_form(form_docx({"projects": rows}))
        assert (form.projects, form.problems) == (["岸桥改造", "油改电"], [])

    def test_nested_table(self) -> None:
        inner = tbl(tr(tc("1"), tc("岸桥改造")), tr(tc("2"), tc("油改电"))) + "<w:p/>"
        form = read_form(form_docx({"projects": [tr(tc("主要项目", 2), tc(inner, 6))]}))
        assert form.projects == ["岸桥改造", "油改电"]

    def test_numbered_by_word_itself(self) -> None:
        listed = '<w:p><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
        form = read_form(
            form_docx(project_1=listed.format("岸桥改造") + p("降低摆动") + listed.format("油改电"), project_2="")
        )
        assert (form.projects, form.problems) == (["岸桥改造降低摆动", "油改电"], [])

    def test_lines_without_numbers_are_split_and_said(self) -> None:
        data = form_docx(project_1="岸桥改造\n油改电", project_2="")
        assert read_form(data).projects == ["岸桥改造", "油改电"]
        assert "没有编号，按一行一个项目读入" in said(data, "projects")

    def test_words_before_the_numbers(self) -> None:
        data = form_docx(project_1="主要开展以下攻关：\n1、岸桥改造\n2、油改电", project_2="")
        assert read_form(data).projects == ["岸桥改造", "油改电"]
        assert "“主要开展以下攻关：”没有读入" in said(data, "projects")


class TestOpinions:
    @pytest.mark.parametrize(
        "written",
        [
            "同意申报。\n\n        2012年8月16日（盖章）",
            "同意申报。        2012年8月16日（盖章）",
            "同意申报。2012年8月16日",
            "同意申报。\v（盖章）\v2012.8.16",
            "同意申报。\n（公　章）\n二〇一二年八月十六日",
            "同意申报。\n２０１２年 ８ 月 １６ 日（盖章）",
            "同意申报。\n工会主席（签字）：\n2012年8月\n16日（盖章）",
            "同意申报。\n单位工会盖章：\n日期：2012-08-16",
            "\n\n同意申报。\n2012年08月16日（签章）\n",
        ],
    )
    def test_text_and_date_in_one_cell(self, written: str) -> None:
        form = read_form(form_docx(unit_opinion=written))
        assert (form.unit_opinion, form.problems) == (PrintedOpinion("同意申报。", "2012-08-16"), [])

    def test_text_and_date_in_two_rows(self) -> None:
        rows = [
            tr(tc("所在\n单位\n工会\n意见", 1, "restart"), tc("同意申报。", 7)),
            tr(tc("", 1, "continue"), tc("2012年8月16日（盖章）", 7)),
            tr(tc("市总\n工会\n意见", 1, "restart"), tc("", 7)),
            tr(tc("", 1, "continue"), tc("   年    月   日（盖章）", 7)),
            tr(tc("注：一式1份，由市总工会存档", 8)),
        ]
        assert read_form(form_docx({"opinions": rows}, after="")).to_dict() == GOOD.to_dict()

    def test_a_date_inside_the_words_stays_there(self) -> None:
        form = read_form(form_docx(unit_opinion="经2012年8月1日会议研究，同意申报。\n2012年8月16日（盖章）"))
        assert form.unit_opinion == PrintedOpinion("经2012年8月1日会议研究，同意申报。", "2012-08-16")

    def test_words_without_a_date(self) -> None:
        form = read_form(form_docx(unit_opinion="同意申报。\n   年   月   日（盖章）"))
        assert (form.unit_opinion, form.problems) == (PrintedOpinion("同意申报。", ""), [])

    def test_half_a_date_is_said(self) -> None:
        data = form_docx(unit_opinion="同意申报。\n2012年8月  日（盖章）")
        assert read_form(data).unit_opinion == PrintedOpinion("同意申报。", "")
        assert "“2012年8月 日”，缺日" in said(data, "unit_opinion.date")

    def test_city_before_unit(self) -> None:
        data = form_docx(city_opinion="同意创建。\n2012年8月1日（盖章）")
        assert "2012-08-01 早于" in said(data, "city_opinion.date")

    def test_an_opinion_the_form_does_not_have(self) -> None:
        rows = form_rows()["opinions"]
        rows.insert(1, tr(tc("区工会意见"), tc("同意推荐。\n2012年8月20日（盖章）", 7)))
        form = read_form(form_docx({"opinions": rows}))
        assert (form.unit_opinion, form.city_opinion) == (GOOD.unit_opinion, GOOD.city_opinion)
        assert "“区工会意见”不是申报表的栏目，写的是“同意推荐。" in form.problems[0].message
