"""Text as it arrives: full width, invisible marks, brackets."""

from lingjun.core.text import compact, squeeze, to_half_width, without_brackets, without_invisible


def test_full_width_and_invisible() -> None:
    assert to_half_width("５０　人\u200b（共）") == "50 人(共)"
    assert squeeze(" 陈　 海川\ufeff ") == "陈 海川"
    assert compact("单 位\n全　称") == "单位全称"
    assert to_half_width("“劳模”、工作室。") == "“劳模”、工作室。"


def test_names_keep_their_width() -> None:
    assert without_invisible("表（一）\u202egnp.docx") == "表（一）gnp.docx"


def test_brackets() -> None:
    assert without_brackets("工程师（电气（强电））") == "工程师"
    assert without_brackets("高中（中专") == "高中（中专"
