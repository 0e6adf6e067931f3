"""Numbers and dates as people write them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lingjun.documents.reading.dates import NoDate, is_blank_date, parse_date
from lingjun.documents.reading.numerals import to_int

DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """0 to 9,999 as said: 一千零五."""
    if number < 10:
        return DIGITS[number].replace("〇", "零")
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("零" if gap and text else "") + DIGITS[digit] + name
        gap = not digit
    return text.removeprefix("一") if text.startswith("一十") else text


@given(st.integers(0, 9999))
def test_every_numeral_comes_back(number: int) -> None:
    assert to_int(chinese(number)) == number
    assert to_int(str(number)) == number
    assert to_int("".join(DIGITS[int(digit)] for digit in str(number))) == number


@pytest.mark.parametrize(
    "text", ["", "十百", "一二十", "百百", "二十三十", "零十", "人", "1.5", "-3", "１２x", "9" * 12]
)
def test_what_is_no_number(text: str) -> None:
    assert to_int(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("廿三", 23), ("卅", 30), ("叁拾", 30), ("两", 2), ("一百零五", 105), ("十", 10)]
)
def test_older_ways(text: str, value: int) -> None:
    assert to_int(text) == value


def _chinese_date(day: dt.date) -> str:
    year = "".join(DIGITS[int(digit)] for digit in f"{day.year:04}")
    return f"{year}年{chinese(day.month)}月{chinese(day.day)}日"


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(
        [
            "{y}年{m}月{d}日",
            "{y}.{m}.{d}",
            "{y}-{m:02}-{d:02}",
            "{y}/{m}/{d}",
            "{y} 年 {m} 月 {d} 日",
            "{y}{m:02}{d:02}",
            "{y}年{m}月{d}号",
            "公元{y}年{m}月{d}日。",
            "{y}　年　{m}　月　{d}　日",
        ]
    ),
)
def test_every_day_comes_back(day: dt.date, layout: str) -> None:
    text = layout.format(y=day.year, m=day.month, d=day.day)
    wide = text.translate({ord("0") + n: ord("０") + n for n in range(10)})
    assert parse_date(text) == parse_date(wide) == parse_date(_chinese_date(day)) == day.isoformat()


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_months_stay_months(year: int, month: int) -> None:
    for text in (
        f"{year}年{month}月",
        f"{year}.{month}",
        f"{year}-{month:02}",
        f"{year}{month:02}",
        f"{year}年{month}月  日",
    ):
        assert parse_date(text) == f"{year}-{month:02}"


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        found = parse_date(text)
    except NoDate:
        return
    assert dt.date.fromisoformat(found if len(found) == 10 else found + "-01")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2012年2月30日", "没有这一天"),
        ("2013年2月29日", "没有这一天"),
        ("2012年13月", "没有这样的日期"),
        ("1012年3月", "没有这样的日期"),
        ("78年11月", "年份只有两位"),
        ("’78.11", "年份只有两位"),
        ("1978年", "缺月份"),
        ("", "没认出日期"),
        ("见附件", "没认出日期"),
    ],
)
def test_reasons(text: str, reason: str) -> None:
    with pytest.raises(NoDate, match=reason):
        parse_date(text)


def test_blank_date() -> None:
    assert all(is_blank_date(text) for text in ("", "   年   月   日", "20  年  月  日", "　年　月", "____年__月__日"))
    assert not any(is_blank_date(text) for text in ("2012年 月 日", "8月", "同意"))
