"""Where each code counts on the form."""

import pytest

from lingjun.core.buckets import (
    SKILL_BOXES,
    SKILL_RANKING,
    education_bucket,
    gender_bucket,
    political_bucket,
    skill_bucket,
)
from lingjun.core.codes import EDUCATION, POLITICAL_STATUS, SKILL_GRADES, TITLES


def test_political_boxes() -> None:
    boxes = {code: political_bucket(code) for code, _ in POLITICAL_STATUS.choices}
    assert [code for code, box in boxes.items() if box == "party"] == ["01", "02"]
    assert [code for code, box in boxes.items() if box == "league"] == ["03"]
    assert [code for code, box in boxes.items() if box == "other_politics"] == ["12", "13", "X"]
    assert all(boxes.values())
    assert political_bucket("") is None
    assert political_bucket("99") is None


def test_education_boxes() -> None:
    expected = {"1": "university", "2": "university", "3": "college", "4": "high_school", "6": "high_school"}
    for code, _ in EDUCATION.choices:
        assert education_bucket(code) == expected.get(code[0], "other_education")
    assert education_bucket("") is None
    assert education_bucket("2x") is None


def test_gender_boxes() -> None:
    assert [gender_bucket(code) for code in ("1", "2", "0", "9", "")] == ["male", "female", None, None, None]


@pytest.mark.parametrize(
    ("title", "grade", "key"),
    [
        ("engineering-1", "", "senior_engineer"),
        ("engineering-2", "senior_technician", "senior_engineer"),
        ("engineering-3", "senior_technician", "senior_technician"),
        ("engineering-3", "technician", "engineer"),
        ("engineering-4", "senior_worker", "senior_worker"),
        ("engineering-4", "", "other_skill"),
        ("nurse-1", "", "other_skill"),
        ("nurse-1", "technician", "technician"),
        ("", "special_technician", "senior_technician"),
        ("", "chief_technician", "senior_technician"),
        ("", "junior_worker", "other_skill"),
        ("", "", "other_skill"),
        ("电气工程师", "", "engineer"),
        ("总工程师", "", "other_skill"),
    ],
)
def test_each_person_counts_once_in_the_higher_box(title: str, grade: str, key: str) -> None:
    assert skill_bucket(title, grade).key == key


def test_every_title_and_grade_has_a_box() -> None:
    assert set(SKILL_RANKING) == set(SKILL_BOXES)
    for title, _ in TITLES.choices:
        for grade, _ in SKILL_GRADES.choices:
            found = skill_bucket(title, grade)
            assert SKILL_RANKING.index(found.key) == min(
                SKILL_RANKING.index(skill_bucket(title, "").key), SKILL_RANKING.index(skill_bucket("", grade).key)
            )


def test_reasons_in_words() -> None:
    both = skill_bucket("engineering-3", "technician").reason
    assert both == "职称（工程师）与技能等级（技师）都有，按较高的“工程师”计 1 次"
    assert skill_bucket("", "chief_technician").reason == "按技能等级“首席技师”计 1 次，表上计入“高级技师”"
    assert skill_bucket("nurse-1", "").reason == "“主任护师”在表上没有对应栏，计入“其它”"
    assert skill_bucket("", "").reason == "没有职称和技能等级，计入“其它”"
    assert "不在职称表里" in skill_bucket("总工程师", "").reason
