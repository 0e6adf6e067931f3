"""Telephone numbers: read tolerantly, stored one way, masked."""

import pytest

from lingjun.core import phones


@pytest.mark.parametrize(
    ("text", "stored", "masked"),
    [
        ("139 0000 0001", "13900000001", "139****0001"),
        ("＋86－13900000001", "13900000001", "139****0001"),
        ("0592-2200002", "0592-2200002", "0592-****002"),
        ("05922200002", "0592-2200002", "0592-****002"),
        ("（0592）2200002转801", "0592-2200002-801", "0592-****002"),
        ("０５９２—２２００００２", "0592-2200002", "0592-****002"),
        ("010-62345678", "010-62345678", "010-****678"),
        ("2200002", "2200002", "****002"),
    ],
)
def test_good_numbers(text: str, stored: str, masked: str) -> None:
    assert phones.normalise(text) == stored
    assert phones.problem(text) == ""
    assert phones.mask(text) == masked


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "请填"), ("1390000000", "10 位"), ("12000000000", "前两位"), ("abc", "认不出来"), ("0592-123", "认不出来")],
)
def test_bad_numbers(text: str, words: str) -> None:
    assert words in phones.problem(text)
    assert not phones.is_valid(text)


def test_nothing_of_an_unknown_number_is_shown() -> None:
    assert phones.mask("微信 chen1971") == "****"
    assert phones.mask("") == ""


def test_only_mobile_numbers_take_text_messages() -> None:
    assert phones.is_mobile("13900000001")
    assert not phones.is_mobile("0592-2200002")
