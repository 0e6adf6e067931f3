"""Tables and workbooks that the Excel tests start from."""

import io
import zipfile
from typing import Any

import xlsxwriter

from lingjun.documents.excel import (
    Column,
    read_rows,
    records,
    write_table,
    write_template,
)

COLUMNS = [
    Column("name", "姓名", required=True, note="按身份证写。"),
    Column("gender", "性别", choices=("男", "女"), required=True),
    Column("birth", "出生年月", synonyms=("出生时间", "出生日期"), note="如 1978.10。"),
    Column("politics", "政治面貌", choices=("中共党员", "共青团员", "群众")),
    Column("title", "职称（技术等级）", synonyms=("职称", "技术等级")),
]
SAMPLE = {"name": "许文龙", "gender": "男", "birth": "1978.10", "politics": "群众", "title": "工程师"}


def table(rows: list[dict[str, Any]], columns: list[Column] | None = None, **options: Any) -> bytes:
    out = io.BytesIO()
    write_table(out, sheet="名单", columns=columns or COLUMNS, rows=rows, **options)
    return out.getvalue()


def template() -> bytes:
    out = io.BytesIO()
    write_template(out, sheet="成员", columns=COLUMNS, sample=SAMPLE, notes=["有问题请找区总工会。"])
    return out.getvalue()


def book(cells: dict[str, Any], sheet: str = "Sheet1") -> bytes:
    out = io.BytesIO()
    work = xlsxwriter.Workbook(out, {"in_memory": True})
    page = work.add_worksheet(sheet)
    for address, value in cells.items():
        page.write(address, value)
    work.close()
    return out.getvalue()


def edited(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            after.writestr(name, data)
    return out.getvalue()


def people(content: bytes) -> list[dict[str, str]]:
    return [record.values for record in records(read_rows(content), COLUMNS)]
