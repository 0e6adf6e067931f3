"""GB 32100: the published examples, the remainder of 0, and every single wrong character."""

import pytest

from lingjun.core import credit_code


@pytest.mark.parametrize("code", ["91350100M000100Y43", "53640000MJX173680A", "53640000MJX173672F"])
def test_published_valid_codes(code: str) -> None:
    assert credit_code.problem(code) == ""
    assert credit_code.is_valid(f" {code.lower()[:8]} {code[8:]}")


def test_widely_copied_example_is_invalid() -> None:
    assert "校验位" in credit_code.problem("91310115MA1H8R7C6D")
    assert credit_code.check_character("91310115MA1H8R7C6") == "7"


def test_remainder_zero_gives_zero() -> None:
    # The first body number whose weighted sum is a multiple of 31.
    first17 = next(code for n in range(100) if credit_code.check_character(code := f"91350200{n:08d}0") == "0")
    assert sum(int(c) * w for c, w in zip(first17, credit_code._WEIGHTS, strict=True)) % 31 == 0
    assert credit_code.is_valid(f"{first17}0")
    assert not credit_code.is_valid(f"{first17}Y")


def test_every_single_mistake_is_seen() -> None:
    code = "91350100M000100Y43"
    alphabet = credit_code._ALPHABET
    wrong = [
        code[:place] + other + code[place + 1 :] for place in range(18) for other in alphabet if other != code[place]
    ]
    assert not [one for one in wrong if credit_code.is_valid(one)]


def test_made_codes_hold_outside_and_inside() -> None:
    code = credit_code.make("91", "350206", "12345678")
    assert credit_code.is_valid(code)
    assert code[16] == credit_code.body_check_character("12345678")
    assert credit_code.body_check_character("M000100Y") == "4"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "请填"),
        ("91350100M000100Y4", "17 位"),
        ("9135010OM000100Y43", "“O”"),
        ("91X50100M000100Y43", "行政区划"),
    ],
)
def test_words_say_what_is_wrong(text: str, words: str) -> None:
    assert words in credit_code.problem(text)


def test_check_needs_seventeen_characters() -> None:
    with pytest.raises(ValueError, match="17"):
        credit_code.check_character("9")
