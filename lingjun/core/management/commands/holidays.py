"""`python manage.py holidays FILE`: take over a year's holiday notice before the calendar package knows it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lingjun.core.dates import parse_loose, to_date
from lingjun.core.models import Holiday
from lingjun.core.workdays import forget_holidays, is_known

_KINDS = {"休": False, "放假": False, "班": True, "上班": True}


class Command(BaseCommand):
    """CSV with lines 日期,名称,休 or 日期,名称,班; replaces what was listed for the years it names."""

    help = "载入一年的节假日安排（CSV：日期,名称,休或班）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"文件读不出来：{options['file']}") from error
        rows = [
            _holiday(number, line)
            for number, line in enumerate(csv.reader(text.splitlines()), start=1)
            if any(line) and line[0].strip() != "日期"
        ]
        if len({row.day for row in rows}) != len(rows):
            raise CommandError("有日期写了两次。")
        years = sorted({row.day.year for row in rows})
        with transaction.atomic():
            Holiday.objects.filter(day__year__in=years).delete()
            Holiday.objects.bulk_create(rows)
        for year in years:
            forget_holidays(year)
            if is_known(year):
                self.stdout.write(f"{year} 年的安排已在程序里，以程序的为准。")
        self.stdout.write(f"载入 {len(rows)} 天。")


def _holiday(number: int, line: list[str]) -> Holiday:
    cells = [cell.strip() for cell in line] + ["", ""]
    day = to_date(parse_loose(cells[0]) or "")
    if day is None or not cells[1] or cells[2] not in _KINDS:
        raise CommandError(f"第 {number} 行认不出来，请写成“2027-01-01,元旦,休”。")
    return Holiday(day=day, name=cells[1], is_workday=_KINDS[cells[2]])
