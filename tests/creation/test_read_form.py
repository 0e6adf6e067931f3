"""Reading the creation form: the three examples, and every habit that people have with Word."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import asdict

import pytest

from lingjun.creation.paper import Composition, CreationForm, Leader, PrintedOpinion
from lingjun.creation.papers.reading import read_form, read_form_originals
from lingjun.creation.papers.reading.reader import read
from tests.documents.word_samples import (
    EXAMPLES,
    FORMS,
    HEADING,
    LINE_1,
    LINE_2,
    LINE_3,
    NOTE,
    TITLE,
    docx,
    example,
    form_docx,
    form_rows,
    form_table,
    p,
    tbl,
    tc,
    tr,
)

GOOD = CreationForm(
    organization="厦门市示例产业工会",
    applied_on="2012-08-15",
    unit_name="厦门示例集装箱码头有限公司",
    industry="交通运输、仓储和邮政业",
    studio_name="陈示例劳模创新工作室",
    chair_name="林示例",
    composition=Composition(12, 38, 10, 2, 6, 2, 1, 3, 5, 4, 3, 0, 1, 2, 2, 3, 2, 1, 1),
    leader=Leader(
        "陈示例",
        "男",
        "1971-03",
        "中共党员",
        "大学本科",
        "桥吊司机（港口机械维修）",
        "13900000001",
        "高级技师",
        "2010年全国劳动模范",
    ),
    projects=["岸桥防摇系统改造", "轮胎吊“油改电”节能技术攻关"],
    unit_opinion=PrintedOpinion("同意申报。", "2012-08-16"),
)

EXPECTED = {
    EXAMPLES[0]: CreationForm(
        "厦门市港口产业工会",
        "2012-08-15",
        "厦门鹭港集装箱码头有限公司",
        "交通运输、仓储和邮政业",
        "陈海川劳模创新工作室",
        "林志远",
        Composition(12, 38, 10, 2, 6, 2, 1, 3, 5, 4, 3, 0, 1, 2, 2, 3, 2, 1, 1),
        Leader(
            "陈海川",
            "男",
            "1971-03",
            "中共党员",
            "大学本科",
            "桥吊司机（港口机械维修）",
            "13900000001",
            "高级技师",
            "2010年全国劳动模范；2008年福建省五一劳动奖章",
        ),
        ["岸桥远程操控与防摇系统改造：降低吊具摆动，提高单机作业效率", "轮胎吊“油改电”节能技术攻关"],
        PrintedOpinion("同意申报，所填情况属实。", "2012-08-16"),
    ),
    EXAMPLES[1]: CreationForm(
        "思明区总工会",
        "2012-09-03",
        "厦门筼筜配电工程有限公司",
        "电力、热力、燃气及水生产和供应业",
        "吴丽敏劳模创新工作室",
        "蔡文彬",
        Composition(8, 34.5, 5, 3, 4, 3, 0, 1, 6, 2, 0, 0, 2, 3, 0, 1, 1, 0, 1),
        Leader(
            "吴丽敏",
            "女",
            "1978-11",
            "中国共产党党员",
            "硕士研究生",
            "配电线路设计",
            "0592-2200002",
            "高级工程师",
            "厦门市劳动模范（2011年）",
        ),
        ["城区配网不停电作业方法研究", "电缆故障快速定位装置研制", "“两票”管理流程优化（管理创新）"],
    ),
    EXAMPLES[2]: CreationForm(
        "厦门市卫生产业工会",
        "2013-04-20",
        "厦门市鼓浪医院",
        "卫生和社会工作",
        "黄秀兰劳模创新工作室",
        "许建平",
        Composition(15, 36, 1, 14, 7, 4, 2, 2, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0, 15),
        Leader(
            "黄秀兰",
            "女",
            "1965-12-08",
            "群众",
            "大专",
            "护理",
            "13900000003",
            "主任护师",
            "全国五一劳动奖章、福建省劳动模范",
        ),
        ["静脉输液港维护操作法推广（服务创新）"],
        PrintedOpinion("情况属实，同意推荐。", "2013-04-22"),
        PrintedOpinion("同意创建。", "2013-05-10"),
    ),
}


def problems(data: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in read_form(data).problems:
        found.setdefault(problem.field, []).append(problem.message)
    return found


def said(data: bytes, field: str) -> str:
    """The one message about `field`; the file must have no other problem."""
    found = problems(data)
    assert list(found) == [field], found
    assert len(found[field]) == 1, found
    return found[field][0]


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_read_without_a_wrong_field(name: str) -> None:
    assert read_form(FORMS / f"{name}.docx").to_dict() == EXPECTED[name].to_dict()


def test_blank_form_reads_as_all_blanks() -> None:
    assert read_form(FORMS / "blank.docx") == CreationForm()


def test_plain_sample_reads_whole() -> None:
    assert read_form(form_docx()).to_dict() == GOOD.to_dict()


def test_source_may_be_bytes_a_path_or_an_open_file() -> None:
    data = example(EXAMPLES[0])
    assert read_form(data) == read_form(FORMS / f"{EXAMPLES[0]}.docx") == read_form(io.BytesIO(data))


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


class TestComposition:
    @pytest.mark.parametrize(
        "lines",
        [
            (LINE_1.replace(" ", ""), LINE_2.replace(" ", ""), LINE_3.replace(" ", "")),
            tuple(
                line.translate({ord("0") + n: ord("０") + n for n in range(10)}) for line in (LINE_1, LINE_2, LINE_3)
            ),
            (
                LINE_1.replace("12", "十二").replace("38", "三十八").replace("10", "十").replace("2 人", "两人"),
                LINE_2,
                LINE_3,
            ),
            (
                LINE_1.replace("，", ",").replace("；", ";").replace("：", ":"),
                LINE_2.replace("（", "(").replace("）", ")"),
                LINE_3,
            ),
            (
                LINE_1.replace(" 人", "__人").replace("共 ", "共__"),
                LINE_2.replace("其他", "其它"),
                LINE_3.replace("其它", "其他"),
            ),
            (
                LINE_1.replace("党员", "中共党员").replace("团员", "共青团员").replace("岁", "周岁"),
                LINE_2.replace("大学以上", "大学本科及以上"),
                LINE_3,
            ),
            (f"{LINE_1}\n{LINE_2}\n{LINE_3}", "", ""),
            (f"{LINE_1}\v{LINE_2}\v{LINE_3}", "", ""),
            (LINE_1.replace("，", "\n"), LINE_2.replace("人", "名"), LINE_3.replace("人，", "人、")),
        ],
    )
    def test_ways_of_writing(self, lines: tuple[str, str, str]) -> None:
        form = read_form(form_docx(line_1=lines[0], line_2=lines[1], line_3=lines[2]))
        assert form.composition == GOOD.composition
        assert form.problems == []

    def test_blank_is_none_and_nought_is_nought(self) -> None:
        form = read_form(form_docx(line_2="大学以上 0 人，大专    人，高中（中专） 12 人，其他 无 人。"))
        found = form.composition
        assert (found.university, found.college, found.high_school, found.other_education) == (0, None, 12, 0)
        assert form.problems == []

    def test_average_age_with_a_decimal(self) -> None:
        assert read_form(form_docx(line_1=LINE_1.replace("38 岁", "34.5岁"))).composition.average_age == 34.5
        assert read_form(form_docx(line_1=LINE_1.replace("38 岁", "三十四点五岁"))).composition.average_age == 34.5

    @pytest.mark.parametrize(
        ("old", "new", "field", "words"),
        [
            ("共 12", "共 50余", "total", "“共50余人”，不是确数"),
            ("平均年龄 38 岁", "平均年龄约38岁", "average_age", "不是确数"),
            ("男 10 人", "男 若干 人", "male", "没认出数字"),
            ("男 10 人", "男 1.5 人", "male", "没认出数字"),
            ("女 2 人", "女 / 人", "female", "没认出数字"),
        ],
    )
    def test_not_a_number(self, old: str, new: str, field: str, words: str) -> None:
        assert old in LINE_1
        data = form_docx(line_1=LINE_1.replace(old, new))
        assert getattr(read_form(data).composition, field) is None
        assert words in problems(data)[f"composition.{field}"][0]

    def test_remark_behind_a_number_is_said(self) -> None:
        data = form_docx(line_1=LINE_1.replace("男 10 人", "男 10 人（含外聘2人）"))
        assert read_form(data).composition.male == 10
        assert "“(含外聘2人)”没有读入" in said(data, "composition.male")

    def test_titles_the_form_does_not_have_are_not_counted_elsewhere(self) -> None:
        data = form_docx(line_3=LINE_3.replace("工程师 2 人", "工程师 2 人，助理工程师 4 人"))
        assert read_form(data).composition.engineer == 2
        assert "助理工程师4人" in said(data, "composition.engineer")

    @pytest.mark.parametrize(
        ("line", "old", "new", "field", "words"),
        [
            ("line_1", "男 10", "男 9", "male", "男女一行合计 11 人（男 9、女 2），与“共 12 人”不符，少 1。"),
            ("line_1", "党员 6", "党员 7", "party", "与“共 12 人”不符，多 1。"),
            ("line_2", "大专 4", "大专 3", "university", "少 1"),
            ("line_3", "技师 3", "技师 5", "senior_engineer", "多 2"),
        ],
    )
    def test_sums(self, line: str, old: str, new: str, field: str, words: str) -> None:
        before = {"line_1": LINE_1, "line_2": LINE_2, "line_3": LINE_3}[line]
        assert words in said(form_docx(**{line: before.replace(old, new)}), f"composition.{field}")

    def test_total_left_blank(self) -> None:
        assert "“共”没有填人数" in said(form_docx(line_1=LINE_1.replace("共 12", "共   ")), "composition.total")

    def test_heading_lost(self) -> None:
        rows = {"composition": [tr(tc("", 2), tc(line, 6)) for line in (LINE_1, LINE_2, LINE_3)]}
        assert read_form(form_docx(rows)).composition == GOOD.composition


class TestLeader:
    @pytest.mark.parametrize(
        ("written", "birth"),
        [
            ("1971年3月", "1971-03"),
            ("1971.3", "1971-03"),
            ("1971．03", "1971-03"),
            ("１９７１年３月", "1971-03"),
            ("1971年3月8日", "1971-03-08"),
            ("1971-03-08", "1971-03-08"),
            ("一九七一年三月", "1971-03"),
            ("197103", "1971-03"),
            ("1971年3月生", "1971-03"),
            ("1971.3（41岁）", "1971-03"),
            ("1971年\n3月", "1971-03"),
            ("1971/3/8", "1971-03-08"),
            ("    年    月", ""),
            ("", ""),
        ],
    )
    def test_birth(self, written: str, birth: str) -> None:
        form = read_form(form_docx(birth=written))
        assert (form.leader.birth, form.problems) == (birth, [])

    @pytest.mark.parametrize(
        ("written", "reason"), [("71年3月", "年份只有两位"), ("1971年", "缺月份"), ("41岁", "没认出日期")]
    )
    def test_birth_that_is_not_read(self, written: str, reason: str) -> None:
        data = form_docx(birth=written)
        assert read_form(data).leader.birth == ""
        message = said(data, "leader.birth")
        assert f"“{written}”" in message
        assert reason in message

    def test_birth_that_cannot_be(self) -> None:
        assert "2012-05" in said(form_docx(birth="2012年5月"), "leader.birth")

    @pytest.mark.parametrize(
        ("written", "phone"),
        [
            ("13900000001", "13900000001"),
            ("１３９００００００１", ""),
            ("139 0000 0001", "13900000001"),
            ("139-0000-0001", "13900000001"),
            ("+86 13900000001", "13900000001"),
            ("0592-2200002", "0592-2200002"),
            ("（0592）2200002", "0592-2200002"),
            ("0592—2200002", "0592-2200002"),
            ("2200002", "2200002"),
            ("0592-2200002转801", "0592-2200002转801"),
            ("0592-2200002-801", "0592-2200002转801"),
            ("13900000001、0592-2200002", "13900000001、0592-2200002"),
            ("13900000001\n2200002", "13900000001、2200002"),
            ("手机：13900000001", "13900000001"),
            ("", ""),
        ],
    )
    def test_phone(self, written: str, phone: str) -> None:
        if not phone and written:
            written, phone = "１３９００００００" + "０１", "13900000001"
        form = read_form(form_docx(phone=written))
        assert (form.leader.phone, form.problems) == (phone, [])

    def test_phone_without_a_number(self) -> None:
        data = form_docx(phone="见附件")
        assert read_form(data).leader.phone == ""
        assert said(data, "leader.phone") == "“联系电话”写的是“见附件”，没认出号码，请您填上。"

    def test_phone_too_short_stays_and_is_said(self) -> None:
        data = form_docx(phone="1390000001")
        assert read_form(data).leader.phone == "1390000001"
        assert "“1390000001”，不像完整的号码" in said(data, "leader.phone")

    @pytest.mark.parametrize(
        ("written", "gender"), [("男性", "男"), ("☑男 □女", "男"), ("男□ 女√", "女"), ("□男 □女", ""), ("女", "女")]
    )
    def test_gender(self, written: str, gender: str) -> None:
        assert read_form(form_docx(gender=written)).leader.gender == gender

    def test_gender_that_is_neither(self) -> None:
        assert "“M”" in said(form_docx(gender="M"), "leader.gender")

    def test_names_with_blanks_inside(self) -> None:
        form = read_form(form_docx(name="陈 示　例", chair="林　　示例"))
        assert (form.leader.name, form.chair_name, form.problems) == ("陈示例", "林示例", [])

    def test_studio_without_the_name(self) -> None:
        message = said(form_docx(studio="海川劳模创新工作室"), "studio_name")
        assert "“海川劳模创新工作室”" in message
        assert "“陈示例”" in message

    def test_honours_on_several_lines_and_rows(self) -> None:
        rows = form_rows()
        rows["leader"][-1] = tr(
            tc("", 1, "continue"), tc("荣誉称号", 2, "restart"), tc("2010年全国劳动模范\n2008年省五一劳动奖章", 5)
        )
        rows["leader"].append(tr(tc("", 1, "continue"), tc("", 2, "continue"), tc("2005年市劳动模范", 5)))
        assert read_form(form_docx(rows)).leader.honours == "2010年全国劳动模范\n2008年省五一劳动奖章\n2005年市劳动模范"


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


def test_originals_stand_beside_the_fields() -> None:
    reading = read_form_originals(form_docx(phone="见附件", birth="1971.3", line_1=LINE_1.replace("男 10", "男 十")))
    assert reading.originals["leader.phone"] == "见附件"
    assert reading.originals["leader.birth"] == "1971.3"
    assert reading.originals["composition.male"] == "男十人"
    assert reading.originals["projects.1"] == "轮胎吊“油改电”节能技术攻关"
    assert "2012年8月16日" in reading.originals["unit_opinion.date"]
