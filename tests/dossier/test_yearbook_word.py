"""The yearbook as Word: how its tables share the width of the page."""

from lingjun.dossier.papers.yearbook.word import DIGIT, SIDE, WIDTH, _widths


def test_no_date_and_no_amount_is_broken_in_a_column_of_the_word_book() -> None:
    rows = [("2026.02.06", "激光测距仪 2 台", "1,234,567,890.50", "记"), ("2026.03.16", "样件", "9.00", "")]
    widths = _widths([5, 60, 10, 25], rows)
    assert sum(widths) == WIDTH
    assert widths[0] >= 10 * DIGIT + 2 * SIDE - 1
    assert widths[2] >= 16 * DIGIT + 2 * SIDE - 1
    assert widths[1] > widths[3], "the others keep their order"
    left, right = _widths([1, 1], [("甲", "乙")])
    assert (left + right, abs(left - right) <= 1) == (WIDTH, True)
