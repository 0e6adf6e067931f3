"""Code lists: common wordings are found, nothing is guessed."""

import pytest

from lingjun.core import codes
from lingjun.core.codes import (
    AREAS,
    EDUCATION,
    GENDER,
    HONOUR_LEVELS,
    INDUSTRY,
    POLITICAL_STATUS,
    PROJECT_DIRECTIONS,
    SKILL_GRADES,
    TITLES,
    UNIT_NATURE,
    Code,
    CodeList,
    Honour,
    TitleAndGrade,
    find_grade,
    find_title,
    highest,
    is_enterprise,
    parse_honours,
    project_direction,
    split_title_and_grade,
)

LISTS = [
    AREAS,
    EDUCATION,
    GENDER,
    HONOUR_LEVELS,
    INDUSTRY,
    POLITICAL_STATUS,
    PROJECT_DIRECTIONS,
    SKILL_GRADES,
    TITLES,
    UNIT_NATURE,
]


@pytest.mark.parametrize("table", LISTS, ids=lambda table: table.name)
def test_every_label_finds_its_code(table: CodeList) -> None:
    assert {label: table.find(label) for _, label in table.choices} == {label: code for code, label in table.choices}
    assert {code: table.label(code) for code, _ in table.choices} == dict(table.choices)
    assert set(table.common_choices) <= set(table.choices)
    assert table.label("") == ""
    assert table.label("没有的值") == "没有的值"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("党员", "01"),
        ("中国共产党党员", "01"),
        ("中共党员", "01"),
        (" 中共 党员 ", "01"),
        ("党员（预备）", "02"),
        ("预备党员", "02"),
        ("团员", "03"),
        ("群众", "13"),
        ("群众（入党积极分子）", "13"),
        ("无党派", "12"),
        ("九三学社", "10"),
        ("民主党派", "D"),
        ("无", None),
        ("", None),
    ],
)
def test_political_status(text: str, code: str | None) -> None:
    assert POLITICAL_STATUS.find(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("本科", "20"),
        ("大学本科", "20"),
        ("学士", "20"),
        ("大学本科/学士", "20"),
        ("本科（在职）", "20"),
        ("本科学历", "20"),
        ("本科（肄业）", "23"),
        ("本科（在读）", None),
        ("硕士", "14"),
        ("硕士研究生", "14"),
        ("研究生", "10"),
        ("大专", "30"),
        ("专科", "30"),
        ("大学（专科）", "30"),
        ("中专", "41"),
        ("高中", "60"),
        ("大专/本科", None),
        ("６１", "61"),
    ],
)
def test_education(text: str, code: str | None) -> None:
    assert EDUCATION.find(text) == code


@pytest.mark.parametrize(("text", "code"), [("男", "1"), ("女性", "2"), ("male", "1"), ("1", "1"), ("不详", None)])
def test_gender(text: str, code: str | None) -> None:
    assert GENDER.find(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("技师", "technician"),
        ("技师（二级）", "technician"),
        ("技师（高级）", "senior_technician"),
        ("三级/高级工", "senior_worker"),
        ("维修电工高级技师", "senior_technician"),
        ("高级", None),
        ("主管技师", None),
    ],
)
def test_skill_grades(text: str, code: str | None) -> None:
    assert find_grade(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("高工", "engineering-2"),
        ("高级工程师（正高级）", "engineering-1"),
        ("教授级高工", "engineering-1"),
        ("工程师（电气）", "engineering-3"),
        ("电气工程师", "engineering-3"),
        ("高级机械工程师", "engineering-2"),
        ("助理工程师", "engineering-4"),
        ("主任护师", "nurse-1"),
        ("主管技师", "health_technician-3"),
        # A post, a shop's badge and a qualification are no titles.
        ("总工程师", None),
        ("销售工程师", None),
        ("注册电气工程师", None),
        ("技师", None),
    ],
)
def test_titles(text: str, code: str | None) -> None:
    assert find_title(text) == code


def test_box_with_title_and_grade() -> None:
    assert split_title_and_grade("高级工程师、高级技师") == TitleAndGrade("engineering-2", "senior_technician", "")
    assert split_title_and_grade("主任护师") == TitleAndGrade("nurse-1", "", "")
    assert split_title_and_grade("高级技师，省技术能手") == TitleAndGrade("", "senior_technician", "省技术能手")
    assert split_title_and_grade("") == TitleAndGrade()


def test_honours_of_the_published_examples() -> None:
    assert parse_honours("2010年全国劳动模范；2008年福建省五一劳动奖章") == [
        Honour("全国劳动模范", 2010, "national_model"),
        Honour("福建省五一劳动奖章", 2008, "province_may1"),
    ]
    assert parse_honours("厦门市劳动模范（2011年）") == [Honour("厦门市劳动模范", 2011, "city_model")]
    assert parse_honours("全国五一劳动奖章、福建省劳动模范") == [
        Honour("全国五一劳动奖章", None, "national_may1"),
        Honour("福建省劳动模范", None, "province_model"),
    ]


def test_honours_numbered_and_unknown() -> None:
    assert parse_honours("1.2010年全国交通运输系统劳动模范 2.厦门市湖里区劳动模范\n③优秀员工") == [
        Honour("全国交通运输系统劳动模范", 2010, "ministry_model"),
        Honour("厦门市湖里区劳动模范", None, "district_model"),
        Honour("优秀员工", None, ""),
    ]
    assert parse_honours(" ") == []


def test_highest_honour() -> None:
    assert highest(["city_model", "province_may1", ""]) == "province_may1"
    assert highest([]) == ""


def test_industry_sections_and_common_words() -> None:
    assert [code for code, _ in INDUSTRY.choices] == list("ABCDEFGHIJKLMNOPQRST")
    assert INDUSTRY.find("交通运输、仓储和邮政业") == "G"
    assert INDUSTRY.find("港口") == "G"
    assert INDUSTRY.find("卫生") == "Q"
    assert INDUSTRY.find("高科技") is None


def test_direction_in_brackets() -> None:
    assert project_direction("“两票”管理流程优化（管理创新）") == ("“两票”管理流程优化", "management")
    assert project_direction("静脉输液港维护操作法推广(服务)") == ("静脉输液港维护操作法推广", "service")
    assert project_direction("轮胎吊节能（二期）") == ("轮胎吊节能（二期）", "")


def test_areas_are_the_six_districts() -> None:
    assert [code for code, _ in AREAS.common_choices] == ["350203", "350205", "350206", "350211", "350212", "350213"]


def test_nature_of_unit() -> None:
    assert is_enterprise("private")
    assert not is_enterprise("institution")
    assert UNIT_NATURE.find("国企") == "state"


def test_a_wording_with_two_meanings_is_refused_when_the_list_is_built() -> None:
    with pytest.raises(ValueError, match="means both"):
        CodeList("X", "", [Code("1", "甲", ("同",)), Code("2", "乙", ("同",))])
    with pytest.raises(ValueError, match="twice"):
        CodeList("X", "", [Code("1", "甲"), Code("1", "乙")])


def test_package_exports_what_it_promises() -> None:
    assert all(hasattr(codes, name) for name in codes.__all__)
