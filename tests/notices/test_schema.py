"""The 2012 notice holds every decision; a wrong file is refused with line and reason."""

import dataclasses
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from lingjun.notices.enums import CriterionKey
from lingjun.notices.schema import NoticeContent, NoticeMistake, digest, from_data, parse, shift_years, to_data
from lingjun.notices.schema.lines import Lines

#: SHA-256 of the official text of the notice without blanks (body only, without the form).
OFFICIAL = "5980257725e43625b6bab1eeeb5b5d879a08c7243932d51f71d3034a0f0f5d05"


def entries(value: Any) -> Iterator[str]:
    """Every `clause` written in the content."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            inner = getattr(value, field.name)
            if field.name == "clause":
                yield inner
            else:
                yield from entries(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from entries(item)


def line_of(text: str, needle: str, nth: int = 1) -> int:
    """Number of the nth line that holds `needle`."""
    found = [number for number, row in enumerate(text.splitlines(), 1) if needle in row]
    return found[nth - 1]


def test_official_text_is_kept_to_the_letter(content: NoticeContent) -> None:
    words = ""
    for clause in content.clauses:
        if clause.key in {"一", "二", "三"}:
            words += f"{clause.key}、{clause.heading}{clause.text}"
        elif clause.key.startswith("二."):
            words += f"{clause.key[2:]}、{clause.text}"
        elif not clause.key.startswith("附件"):
            words += clause.text
    assert hashlib.sha256(re.sub(r"\s", "", words).encode()).hexdigest() == OFFICIAL


@pytest.mark.parametrize("source", ["text", "demo_text"])
def test_every_clause_with_text_rules_something_and_every_entry_has_its_clause(
    source: str, request: pytest.FixtureRequest
) -> None:
    content = parse(request.getfixturevalue(source))
    used = set(entries(content))
    known = {clause.key for clause in content.clauses}
    assert used <= known
    assert {clause.key for clause in content.clauses if clause.text} <= used


def test_decisions_of_2012(content: NoticeContent) -> None:
    assert content.heading.number == "厦工〔2012〕80号"
    assert content.imprint.issued_on == content.imprint.in_force_from == date(2012, 6, 28)
    assert content.wording.studio_name("陈海川") == "陈海川劳模创新工作室"
    assert [(t.minimum, t.maximum, t.deadline) for t in content.targets] == [
        (3, None, date(2012, 12, 31)),
        (5, 10, date(2013, 12, 31)),
    ]
    assert [t.words for t in content.targets] == ["3 个以上", "5 至 10 个"]
    assert [c.key for c in content.criteria] == list(CriterionKey.values)
    assert [c.clause for c in content.criteria] == [f"二.{n}" for n in range(1, 8)]
    assert [c.key for c in content.criteria if not c.before_naming] == ["plaque"]
    assert [len(group) for group in (content.directions, content.regulations, content.facilities, content.growth)] == [
        3, 6, 5, 5,
    ]  # fmt: skip
    assert content.commendation.first_year == 2013
    assert (content.exhibition.name, content.exhibition.month, content.exhibition.day) == ("6·18", 6, 18)
    assert content.scope.may_follow == ("institution", "government")
    assert (content.archive.copies, content.archive.kept_by) == (1, "federation")
    assert [line.kind for line in content.lines] == ["district_union", "industrial_union"]


def test_steps_of_creation(content: NoticeContent) -> None:
    steps = content.creation_steps
    assert [(s.key, s.level, s.opinion_box) for s in steps] == [
        ("unit_opinion", "unit", "unit"),
        ("recommendation", "recommender", ""),
        ("city_decision", "federation", "city"),
        ("naming", "federation", ""),
    ]
    assert [s.waiting_label for s in steps] == [
        "待单位工会意见",
        "待区/产业工会推荐",
        "待市总工会审核",
        "待命名",
    ]
    assert [s.key for s in steps if s.stamps_as_applicant] == ["recommendation"]
    assert steps[1].inspects == tuple(CriterionKey.values)
    assert [s.key for s in steps if s.needs_decision_number] == ["naming"]
    assert content.statuses["named"] == "已命名"
    assert {flow.kind for flow in content.flows} == {"creation", "appraisal", "commendation", "change"}


def test_nothing_is_lost_on_the_way_to_json_and_back(content: NoticeContent) -> None:
    assert from_data(json.loads(json.dumps(to_data(content)))) == content


def test_digest_is_of_the_decisions_not_of_the_file(text: str) -> None:
    assert digest(parse(text + "\n# a remark\n")) == digest(parse(text))
    assert digest(parse(text.replace("minimum = 5\n", "minimum = 6\n"))) != digest(parse(text))


def test_later_wording_and_targets_are_only_data(demo_text: str) -> None:
    later = parse(demo_text)
    assert later.wording.naming_verb == "认定"
    assert later.wording.studio_name("陈海川") == "陈海川劳模工匠创新工作室"
    assert later.targets[-1].words == "10 至 15 个"
    assert later.statuses["named"] == "已认定"
    assert later.imprint.in_force_from > later.imprint.issued_on


def test_shifting_moves_every_year_of_the_demonstration(demo_text: str) -> None:
    later = shift_years(parse(demo_text), 3)
    assert later.heading.number == "示工〔2029〕1号"
    assert later.imprint.issued_on == date(2029, 1, 5)
    assert later.targets[0].deadline == date(2030, 12, 31)
    assert later.targets[0].label == "到 2030 年底"
    assert later.commendation.first_year == 2030
    assert "2026" not in json.dumps(to_data(later))


def test_a_minute_saved_on_a_leap_day_moves_to_the_28th(demo_text: str) -> None:
    leap = parse(demo_text.replace("deadline = 2028-12-31", "deadline = 2028-02-29"))
    assert shift_years(leap, 1).targets[1].deadline == date(2029, 2, 28)


REFUSED = [
    # what is wrong, text of the good file, what stands there instead, nth line with the new text, words of the reason
    ("syntax", 'number = "厦工〔2012〕80号"', 'number = "厦工〔2012〕80号', 1, "引号"),
    ("not a value", "first_year = 2013", "first_year = twenty", 1, "值写错"),
    ("bad date", "deadline = 2013-12-31", "deadline = 2013-02-30", 1, "日期不存在"),
    ("date as words", "deadline = 2013-12-31", 'deadline = "年底"', 1, "应是日期"),
    ("written twice", "first_year = 2013", "first_year = 2013\nfirst_year = 2014", 2, "写了两次"),
    ("unknown key", "first_year = 2013", "first_year = 2013\ncolour = 1", 2, "不认识的项“colour”"),
    ("missing key", 'name_suffix = "劳模创新工作室"\n', "", 0, "缺少“name_suffix”"),
    ("wrong type", "first_year = 2013", 'first_year = "2013"', 1, "应是整数"),
    ("true for a number", "copies = 1", "copies = true", 1, "应是整数"),
    ("number for a list", 'subject_words = ["劳模", "创新工作", "通知"]', "subject_words = 1", 1, "应是一列"),
    ("empty words", 'naming_verb = "命名"', 'naming_verb = ""', 1, "不能为空"),
    ("criterion unknown", 'key = "funds"', 'key = "money"', 1, "没有“money”这条标准"),
    ("criterion twice", 'key = "funds"', 'key = "team"', 2, "重复"),
    ("check unknown", '{ key = "team_size",', '{ key = "team_weight",', 1, "不认识“team_weight”"),
    ("negative threshold", 'when = "creation", minimum = 3', 'when = "creation", minimum = -3', 1, "不能小于 0"),
    ("min over max", "maximum = 10", "maximum = 4", 1, "上限 4 小于下限 5"),
    ("deadlines fall", "deadline = 2013-12-31", "deadline = 2012-12-31", 2, "期限要晚于上一个目标"),
    ("targets fall", "minimum = 5\nmaximum", "minimum = 2\nmaximum", 0, "不能比上一个期限的 3 个少"),
    ("before the notice", "deadline = 2012-12-31", "deadline = 2011-12-31", 1, "早于通知"),
    ("no such clause", 'clause = "二.4"', 'clause = "二.8"', 1, "没有“二.8”这一条"),
    ("no such box", 'opinion_box = "city"', 'opinion_box = "district"', 1, "没有“district”这一意见栏"),
    ("box used twice", 'opinion_box = "city"', 'opinion_box = "unit"', 2, "已由前面的环节使用"),
    ("step order", 'level = "federation"\nclause = "附件"', 'level = "unit"\nclause = "附件"', 0, "环节次序不对"),
    ("naming not last", 'kind = "opinion"\nlevel = "unit"', 'kind = "naming"\nlevel = "unit"', 0, "命名应是最后"),
    ("action unknown", '["approve", "decide_later", "publish_together"]', '["approve", "celebrate"]', 1, "celebrate"),
    ("evidence before it exists", "before_naming = true", "before_naming = false", 0, "申报时不能要求材料"),
    ("parameter missing", 'key = "undo_minutes"', 'key = "undo_hours"', 0, "缺少参数 undo_minutes"),
    ("scope twice", '["institution", "government"]', '["state_enterprise"]', 1, "已经在重点范围里"),
    ("month 13", "month = 6", "month = 13", 1, "1 到 12"),
    ("slug", 'slug = "xiamen-2012-80"', 'slug = "厦工 80"', 1, "标识"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "nth", "words"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_wrong_file_is_refused_with_line_and_reason(text: str, old: str, new: str, nth: int, words: str) -> None:
    assert old in text
    wrong = text.replace(old, new, 1)
    with pytest.raises(NoticeMistake) as refused:
        parse(wrong)
    reasons = {mistake.line: mistake.reason for mistake in refused.value.mistakes}
    assert any(words in reason for reason in reasons.values()), reasons
    line = next(line for line, reason in reasons.items() if words in reason)
    if nth:
        assert line == line_of(wrong, new.splitlines()[-1], 1 if "\n" in new else nth)
    assert refused.value.line == min(reasons)


@pytest.mark.parametrize(
    ("old", "new", "header", "words"),
    [
        ('name_suffix = "劳模创新工作室"\n', "", "[wording]", "缺少“name_suffix”"),
        ("minimum = 5\nmaximum", "minimum = 2\nmaximum", "minimum = 2", "不能比"),
        ('level = "federation"\nclause = "附件"', 'level = "unit"\nclause = "附件"', "", "环节次序不对"),
    ],
)
def test_line_of_a_missing_key_is_its_table(text: str, old: str, new: str, header: str, words: str) -> None:
    wrong = text.replace(old, new, 1)
    with pytest.raises(NoticeMistake) as refused:
        parse(wrong)
    mistake = next(m for m in refused.value.mistakes if words in m.reason)
    row = wrong.splitlines()[mistake.line - 1]
    assert row == header if header else row == 'level = "unit"'


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every scalar of plain data with its path."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


@pytest.mark.parametrize("source", ["text", "demo_text"])
def test_every_value_of_the_file_is_found_on_its_line(source: str, request: pytest.FixtureRequest) -> None:
    text = request.getfixturevalue(source)
    lines, rows = Lines(text), text.splitlines()
    for path, value in leaves(tomllib.loads(text)):
        row = rows[lines.of(path) - 1]
        if isinstance(path[-1], int):
            assert str(value) in row, path
        else:
            assert path[-1] in row, path
        if isinstance(value, int) and not isinstance(value, bool):
            assert str(value) in row, path


def test_missing_criterion_is_named(text: str) -> None:
    start, end = text.index('[[criteria]]\nkey = "funds"'), text.index('[[criteria]]\nkey = "team"')
    with pytest.raises(NoticeMistake, match="标准不全，缺 funds"):
        parse(text[:start] + text[end:])


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(text: str) -> None:
    wrong = text.replace("first_year = 2013", "first_year = true").replace("month = 6", "monat = 6")
    with pytest.raises(NoticeMistake) as refused:
        parse(wrong)
    lines = [mistake.line for mistake in refused.value.mistakes]
    assert len(lines) >= 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    "text_", ["", "x", "[", "slug = 1", "[[targets]]", "targets = 1", "clauses = [1, {}]", "a.b.c = 1\na = 2"]
)
def test_rubbish_is_refused_without_a_crash(text_: str) -> None:
    with pytest.raises(NoticeMistake) as refused:
        parse(text_)
    assert refused.value.line >= 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('waiting_label = "待单位工会意见"', f'waiting_label = "{"待" * 41}"', "最多 40 个字"),
        ('number = "厦工〔2012〕80号"', f'number = "{"号" * 51}"', "最多 50 个字"),
        ('name_suffix = "劳模创新工作室"', 'name_suffix = "劳模\\u0000室"', "控制字符"),
        ("days = 5", "days = 367", "最大 366"),
        ("minimum = 5\n", "minimum = 1000000000000000000000\n", "最大 100000000"),
        ('key = "recommendation"', 'key = "returned"', "环节标识"),
        ("deadline = 2013-12-31", "deadline = 9999-12-31", "年份应在"),
    ],
)
def test_what_a_case_could_not_hold_is_refused_with_its_line(text: str, old: str, new: str, words: str) -> None:
    """Columns are of a size on PostgreSQL, and a step of 100 000 000 working days is counted day by day."""
    assert old in text
    with pytest.raises(NoticeMistake) as refused:
        parse(text.replace(old, new, 1))
    assert any(words in mistake.reason and mistake.line for mistake in refused.value.mistakes)
