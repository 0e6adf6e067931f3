"""Working days: the state's calendar, the editable table, and weekends when nothing is known."""

from datetime import date
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from lingjun.core import workdays
from lingjun.core.models import Holiday

UNKNOWN = next(year for year in range(2026, 2100) if not workdays.is_known(year))


def test_national_day_and_the_weekend_worked_for_it() -> None:
    assert not workdays.is_workday(date(2026, 10, 1))
    assert workdays.is_workday(date(2026, 10, 10))  # a Saturday
    assert not workdays.is_workday(date(2026, 10, 11))


def test_five_working_days_over_the_autumn_holidays() -> None:
    # 25-27 September 2026 and 1-7 October are days off.
    assert workdays.add_workdays(date(2026, 9, 24), 5) == date(2026, 10, 9)
    assert workdays.workdays_between(date(2026, 9, 24), date(2026, 10, 9)) == 5


def test_counting_ends() -> None:
    monday = date(2013, 5, 6)
    assert workdays.workdays_between(monday, monday) == 0
    assert workdays.workdays_between(monday, date(2013, 5, 1)) == 0
    assert workdays.add_workdays(monday, 0) == monday
    assert workdays.add_workdays(monday, -1) == date(2013, 5, 3)


def test_a_day_of_the_packaged_calendar_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table of fifty deadlines asks for the same days again and again."""
    asked: list[date] = []
    known = workdays.chinese_calendar.is_workday
    monkeypatch.setattr(workdays.chinese_calendar, "is_workday", lambda day: asked.append(day) or known(day))
    workdays._packaged.cache_clear()
    counts = [workdays.workdays_between(date(2026, 9, 24), date(2026, 10, 9)) for _ in range(3)]
    assert counts == [5, 5, 5]
    assert len(asked) == len(set(asked)) == 15


@pytest.mark.django_db
def test_unknown_year_falls_back_to_weekends_and_fixed_days() -> None:
    days = [date(UNKNOWN, 3, day) for day in range(1, 15)]
    assert [workdays.is_workday(day) for day in days] == [day.weekday() < 5 for day in days]
    assert not workdays.is_workday(date(UNKNOWN, 1, 1))
    assert not workdays.is_workday(date(UNKNOWN, 10, 2))


@pytest.mark.django_db
def test_table_decides_for_an_unknown_year() -> None:
    weekday = next(date(UNKNOWN, 3, day) for day in range(1, 8) if date(UNKNOWN, 3, day).weekday() == 2)
    saturday = next(date(UNKNOWN, 3, day) for day in range(1, 8) if date(UNKNOWN, 3, day).weekday() == 5)
    assert workdays.is_workday(weekday)
    Holiday.objects.create(day=weekday, name="示例节")
    Holiday.objects.create(day=saturday, name="上班", is_workday=True)
    workdays.forget_holidays(UNKNOWN)
    assert not workdays.is_workday(weekday)
    assert workdays.is_workday(saturday)


@pytest.mark.django_db
def test_a_year_is_asked_for_once(django_assert_num_queries) -> None:
    cache.clear()
    with django_assert_num_queries(1):
        workdays.add_workdays(date(UNKNOWN, 3, 1), 10)
        workdays.is_workday(date(UNKNOWN, 6, 1))


def test_known_years_need_no_database() -> None:
    # Without the django_db mark any query would fail.
    assert workdays.workdays_between(date(2026, 1, 1), date(2026, 12, 31)) > 240


@pytest.mark.django_db
def test_a_years_notice_is_taken_over_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    weekday = next(date(UNKNOWN, 3, day) for day in range(1, 8) if date(UNKNOWN, 3, day).weekday() == 2)
    file = tmp_path / "holidays.csv"
    file.write_text(f"日期,名称,安排\n{weekday},示例节,休\n{UNKNOWN}年6月5日,补班,班\n", "utf-8-sig")
    assert workdays.is_workday(weekday)
    call_command("holidays", str(file))
    assert not workdays.is_workday(weekday)
    assert workdays.is_workday(date(UNKNOWN, 6, 5))
    assert "载入 2 天" in capsys.readouterr().out
    file.write_text(f"{UNKNOWN}-07-01,别的,休\n", "utf-8")
    call_command("holidays", str(file))
    assert workdays.is_workday(weekday)


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["2099-13-01,元旦,休", "2099-01-01,,休", "2099-01-01,元旦,不知道", "2099-01,元旦,休"])
def test_a_wrong_line_is_named_and_nothing_changes(line: str, tmp_path: Path) -> None:
    file = tmp_path / "holidays.csv"
    file.write_text(f"2099-02-02,示例节,休\n{line}\n", "utf-8")
    with pytest.raises(CommandError, match="第 2 行"):
        call_command("holidays", str(file))
    assert not Holiday.objects.exists()
