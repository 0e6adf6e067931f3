"""Dates as people write them."""

from datetime import date

import pytest

from lingjun.core import dates


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1978.11", "1978-11"),
        ("2013.6", "2013-06"),
        ("1978年11月", "1978-11"),
        ("1978 年 11 月", "1978-11"),
        ("1978年11月生", "1978-11"),
        ("一九七八年十一月", "1978-11"),
        ("二〇一二年八月十六日", "2012-08-16"),
        ("二○一二年十月二十三日", "2012-10-23"),
        ("二零一二年十二月三十一日", "2012-12-31"),
        ("２０１３．６", "2013-06"),
        ("2012/8/16", "2012-08-16"),
        ("2012-08-16 00:00:00", "2012-08-16"),
        ("2013年6月5日 星期三", "2013-06-05"),
        ("20120816", "2012-08-16"),
        ("197811", "1978-11"),
        ("1965年12月8日", "1965-12-08"),
        ("2012年2月29日", "2012-02-29"),
    ],
)
def test_read(text: str, iso: str) -> None:
    assert dates.parse_loose(text) == iso
    assert dates.problem(text) == ""


@pytest.mark.parametrize("text", ["", "78.11", "1978", "2012-13", "2013年2月29日", "1878.11", "不详", "2012.8.16.3"])
def test_not_guessed(text: str) -> None:
    assert dates.parse_loose(text) is None
    assert dates.problem(text)


def test_year_alone_only_on_request() -> None:
    assert dates.parse_loose("1978年", year_alone=True) == "1978"
    assert "缺月份" in dates.problem("1978年")


def test_written_back() -> None:
    assert dates.to_chinese("1978-11") == "1978年11月"
    assert dates.to_chinese("2012-08-06") == "2012年8月6日"
    assert dates.to_chinese("") == ""
    assert dates.to_chinese("不详") == "不详"
    assert dates.to_dotted("1978-11") == "1978.11"
    assert dates.parse_loose(dates.to_chinese("2012-08-16")) == "2012-08-16"


def test_conversions() -> None:
    assert dates.to_date("2012-08-16") == date(2012, 8, 16)
    assert dates.to_date("2012-08") is None
    assert dates.to_date("2012-13-16") is None
    assert dates.from_date(None) == ""
    assert dates.month_of("1965-12-08") == "1965-12"


def test_lost_zero_of_a_spreadsheet_number() -> None:
    assert dates.is_month_ambiguous("1978.1")
    assert not dates.is_month_ambiguous("1978.2")
