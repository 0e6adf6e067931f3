"""Any counts, typed in any width and with any blanks, come back as typed."""

from __future__ import annotations

import itertools
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from lingjun.creation.paper import Composition
from lingjun.creation.papers.reading.composition import read_composition

LINES = (
    "共{total}人，平均年龄{average_age}岁。其中：男{male}人，女{female}人；党员{party}人，团员{league}人，"
    "民主党派{democratic}人，其他{other_politics}人。\n"
    "大学以上{university}人，大专{college}人，高中（中专）{high_school}人，其他{other_education}人。\n"
    "高级工程师{senior_engineer}人，工程师{engineer}人；高级技师{senior_technician}人，技师{technician}人，"
    "高级工{senior_worker}人，中级工{intermediate_worker}人，其它{other_skill}人。"
)
NAMES = [field.name for field in fields(Composition)]
WIDE = {ord("0") + n: ord("０") + n for n in range(10)}
BLANK = " \u3000\u00a0\u2002_\n"
blanks = st.sampled_from(["".join(some) for length in range(5) for some in itertools.product(BLANK, repeat=length)])


def around(value: st.SearchStrategy[float | None]) -> st.SearchStrategy[tuple[float | None, bool, str, str]]:
    """A value, whether its digits are wide, and the blanks before and behind it."""
    return st.tuples(st.none() | value, st.booleans(), blanks, blanks)


COUNTS = {name: around(st.integers(0, 500)) for name in NAMES}
AGE = around(st.integers(180, 600).map(lambda tenths: tenths / 10))


@given(st.fixed_dictionaries(COUNTS | {"average_age": AGE}))
def test_round_trip(drawn: dict[str, tuple[float | None, bool, str, str]]) -> None:
    typed = {}
    for name, (value, wide, before, behind) in drawn.items():
        text = "" if value is None else f"{value:g}"
        typed[name] = before + (text.translate(WIDE) if wide else text) + behind
    reading = read_composition(LINES.format(**typed))
    assert {name: getattr(reading.composition, name) for name in NAMES} == {name: drawn[name][0] for name in NAMES}
    assert reading.problems == []


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    read_composition(text)
    read_composition(LINES.format(**dict.fromkeys(NAMES, text)))
