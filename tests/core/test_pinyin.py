"""Pinyin keys: surnames, studio names, letters among characters, order."""

import pytest

from lingjun.core import pinyin


@pytest.mark.parametrize(
    ("name", "initials", "full"),
    [
        ("陈海川", "chc", "chenhaichuan"),
        ("单永强", "syq", "shanyongqiang"),
        ("曾小红", "zxh", "zengxiaohong"),
        ("仇大海", "qdh", "qiudahai"),
        ("解晓东", "xxd", "xiexiaodong"),
        ("区志强", "ozq", "ouzhiqiang"),
        ("万俟雪", "mqx", "moqixue"),
        ("吕梁", "ll", "lvliang"),
        ("曾小红劳模创新工作室", "zxhlmcxgzs", "zengxiaohonglaomochuangxingongzuoshi"),
    ],
)
def test_names(name: str, initials: str, full: str) -> None:
    assert (pinyin.initials(name, name=True), pinyin.full(name, name=True)) == (initials, full)


def test_surnames_are_read_so_only_at_the_beginning_of_names() -> None:
    assert pinyin.full("单位") == "danwei"
    assert pinyin.full("重庆银行") == "chongqingyinhang"


def test_letters_and_digits_stay() -> None:
    assert pinyin.initials("ABB(厦门)有限公司 35kV") == "abbxmyxgs35kv"
    assert pinyin.full("") == ""


def test_order_is_by_syllable() -> None:
    names = ["张三", "李四", "陈海川", "安娜", "陈海", "曾小红"]
    assert sorted(names, key=lambda n: pinyin.sort_key(n, name=True)) == [
        "安娜",
        "陈海",
        "陈海川",
        "李四",
        "曾小红",
        "张三",
    ]


def test_search_column() -> None:
    assert pinyin.search_text("陈海川", "", name=True) == "陈海川 chc chenhaichuan"
