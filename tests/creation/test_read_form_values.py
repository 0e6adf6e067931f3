"""Composition lines and the leader's facts in every usual wording."""

from __future__ import annotations

import pytest

from lingjun.creation.papers.reading import read_form
from tests.creation.form_samples import GOOD, problems, said
from tests.documents.word_samples import (
    LINE_1,
    LINE_2,
    LINE_3,
    form_docx,
    form_rows,
    tc,
    tr,
)


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
