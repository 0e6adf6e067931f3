"""A book of several sheets: one is read at a time, which one is said, and another may be chosen."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch
from tests.workbench.importing import HEADINGS, row

LEFT_OUT = "文件里还有"


def batch_of(filing: Any, **sheets: list[list[str]]) -> ImportBatch:
    """A book with these sheets, in this order."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for cells in rows:
            page.append(cells)
    stream = io.BytesIO()
    book.save(stream)
    cast = filing.cast
    upload = SimpleUploadedFile("名单.xlsx", stream.getvalue())
    return importing.open_batch(actor=cast.city_officer, federation=cast.city, upload=upload)


def lines(*numbers: int) -> list[list[str]]:
    return [list(HEADINGS), *(list(row(number).values()) for number in numbers)]


def test_what_stands_on_other_sheets_is_not_left_out_in_silence(filing: Any) -> None:
    officer = filing.cast.client(filing.cast.city_officer)
    batch = batch_of(filing, 岛内=lines(1, 2), 岛外=lines(3), Sheet3=[])
    page = officer.get(reverse("workbench:studio_import_batch", args=[batch.pk])).content.decode()
    assert "试读 2 行" in page
    assert "只读了“岛内”这张表，文件里还有“岛外”，没有读。" in page
    alone = batch_of(filing, 岛内=lines(1), Sheet2=[], Sheet3=[])
    assert LEFT_OUT not in officer.get(reverse("workbench:studio_import_batch", args=[alone.pk])).content.decode()


def test_the_officer_chooses_the_sheet_behind_the_cover(filing: Any) -> None:
    officer = filing.cast.client(filing.cast.city_officer)
    batch = batch_of(filing, 封面=[["全市劳模创新工作室名单", "二〇二六年"]], 名单=lines(1, 2, 3))
    columns = reverse("workbench:studio_import_mapping", args=[batch.pk])
    assert "读哪一张表" in officer.get(columns).content.decode()
    answer = officer.post(columns, {"row": "1", "sheet": "名单"})
    assert (answer.status_code, answer["Location"]) == (302, columns)

    officer.post(columns, {"row": "1", "sheet": "没有这张"})
    batch.refresh_from_db()
    assert batch.mapping["sheet"] == "名单"
    page = officer.get(reverse("workbench:studio_import_batch", args=[batch.pk])).content.decode()
    assert "试读 3 行" in page
    assert "只读了“名单”这张表，文件里还有“封面”，没有读。" in page
