"""Any counts, typed in any width and with any blanks, come back as typed."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import HealthCheck, given, settings
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
blanks = st.text(" \u3000\u00a0\u2002_\n", max_size=4)


@settings(suppress_health_check=[HealthCheck.too_slow])  # the machine is shared
@given(st.data())
def test_round_trip(data: st.DataObject) -> None:
    values: dict[str, float | None] = {name: data.draw(st.none() | st.integers(0, 500)) for name in NAMES}
    values["average_age"] = data.draw(st.none() | st.integers(180, 600).map(lambda tenths: tenths / 10))
    typed = {}
    for name, value in values.items():
        text = "" if value is None else f"{value:g}"
        text = text.translate(WIDE) if data.draw(st.booleans()) else text
        typed[name] = data.draw(blanks) + text + data.draw(blanks)
    reading = read_composition(LINES.format(**typed))
    assert {name: getattr(reading.composition, name) for name in NAMES} == values
    assert reading.problems == []


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_accident(text: str) -> None:
    read_composition(text)
    read_composition(LINES.format(**dict.fromkeys(NAMES, text)))
