"""The composition rule: the form's nineteen numbers from a roster."""

import dataclasses
from datetime import date

import pytest

from lingjun.studios.composition import age_in, check_sums, compute, explain, format_average

ON = date(2013, 5, 8)


@dataclasses.dataclass(frozen=True)
class Person:
    """A member as the rule sees one; the defaults are a complete person."""

    name: str = "许文龙"
    gender: str = "1"
    birth: str = "1980-01"
    political_status: str = "01"
    education: str = "20"
    title: str = ""
    skill_grade: str = ""


TEAM = [
    Person("陈海川", "1", "1971-03", "01", "20", "", "senior_technician"),
    Person("林志强", "1", "1975-06", "03", "30", "engineering-3", "technician"),
    Person("吴丽敏", "2", "1978-11-20", "13", "14", "engineering-2", ""),
    Person("蔡文彬", "1", "1990-05-31", "05", "61", "", "senior_worker"),
    Person("黄秀兰", "2", "1965-12-08", "12", "71", "nurse-1", ""),
]


def test_the_nineteen_numbers() -> None:
    assert compute(TEAM, ON).as_dict() == {
        "total": 5,
        "average_age": 36.6,  # 42 + 37 + 34 + 23 + 47 = 183
        "male": 3,
        "female": 2,
        "party": 1,
        "league": 1,
        "democratic": 1,
        "other_politics": 2,
        "university": 2,
        "college": 1,
        "high_school": 1,
        "other_education": 1,
        "senior_engineer": 1,
        "engineer": 1,
        "senior_technician": 1,
        "technician": 0,
        "senior_worker": 1,
        "intermediate_worker": 0,
        "other_skill": 1,
    }


def test_average_by_hand() -> None:
    ages = [age_in(person.birth, ON) for person in TEAM]
    assert ages == [42, 37, 34, 23, 47]
    assert compute(TEAM, ON).average_age == 36.6


def test_every_line_adds_up_for_complete_people() -> None:
    result = compute(TEAM, ON)
    assert result.complete
    assert [line.words for line in result.lines] == ["合计 5"] * 4


@pytest.mark.parametrize(
    ("field", "line"),
    [("gender", "gender"), ("political_status", "politics"), ("education", "education")],
)
def test_a_missing_fact_leaves_its_own_line_short_by_name(field: str, line: str) -> None:
    team = [*TEAM, dataclasses.replace(Person("许文龙"), **{field: ""})]
    result = compute(team, ON)
    short = [found for found in result.lines if not found.ok]
    assert [(found.key, found.words, found.names) for found in short] == [(line, "合计 5，少 1", ("许文龙",))]
    assert not result.complete


def test_missing_birth_is_left_out_of_the_average_and_named() -> None:
    result = compute([*TEAM, Person("许文龙", birth="")], ON)
    assert result.average_age == compute(TEAM, ON).average_age
    assert result.without_birth == ("许文龙",)
    assert not result.complete


def test_nobody_at_all() -> None:
    result = compute([], ON)
    assert (result.total, result.average_age) == (0, None)
    assert all(line.ok for line in result.lines)


@pytest.mark.parametrize(
    ("birth", "age"),
    [
        ("1971-05", 42),
        ("1971-06", 41),
        ("1971-05-31", 42),  # the day does not count
        ("1971", None),
        ("", None),
        ("2013-06", None),
        ("1871-01", None),
        ("1971-13", None),
        ("陈", None),
    ],
)
def test_full_years_in_the_month(birth: str, age: int | None) -> None:
    assert age_in(birth, ON) == age


def test_average_is_rounded_half_up() -> None:
    # 20 people: one is a year older, 30.05 -> 30.1 (half even would give 30.0).
    team = [Person(birth="1983-05")] * 19 + [Person(birth="1982-05")]
    assert compute(team, ON).average_age == 30.1


@pytest.mark.parametrize(("age", "printed"), [(38.0, "38"), (34.5, "34.5"), (None, ""), (36.04, "36"), (30.05, "30.1")])
def test_printed_average(age: float | None, printed: str) -> None:
    assert format_average(age) == printed


def test_explained_person_by_person() -> None:
    found = {person.name: person for person in explain(TEAM, ON)}
    both = found["林志强"]
    assert both.skill == "engineer"
    assert both.skill_reason == "职称（工程师）与技能等级（技师）都有，按较高的“工程师”计 1 次"
    assert (both.politics_label, both.education_label, both.gender_label) == ("团员", "大专", "男")
    assert found["吴丽敏"].education_reason == "“硕士研究生”计入“大学以上”"
    assert found["黄秀兰"].politics_reason == "“无党派人士”计入“其他”"
    assert found["陈海川"].missing == ()


def test_explained_when_something_is_missing() -> None:
    (person,) = explain([Person("许文龙", gender="", birth="1980", political_status="", education="??")], ON)
    assert person.missing == ("性别", "出生年月", "政治面貌", "文化程度")
    assert person.politics_reason == "没有填，没有计入"
    assert person.education_reason == "“??”认不出来，没有计入"


def test_counts_and_explanation_agree() -> None:
    result, people = compute(TEAM, ON), explain(TEAM, ON)
    for line in ("gender", "politics", "education", "skill"):
        for key in {getattr(person, line) for person in people}:
            assert result.counts[key] == sum(getattr(person, line) == key for person in people)


def test_typed_counts_must_add_up() -> None:
    typed = {"total": 8, "male": 5, "female": 3, "party": 4, "league": 3, "university": 6, "college": 3}
    assert [(line.key, line.words) for line in check_sums(typed)] == [
        ("gender", "合计 8"),
        ("politics", "合计 7，少 1"),
        ("education", "合计 9，多 1"),
    ]
    assert check_sums({"male": 5}) == []
