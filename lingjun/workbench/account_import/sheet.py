"""The list as Excel knows it: columns, template, reading, and the sheet that hands out initial passwords."""

from __future__ import annotations

import dataclasses
import io

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.accounts.rules import roles_to_appoint
from lingjun.core.errors import Refused
from lingjun.documents.excel import (
    Column,
    cell_address,
    match_headings,
    read_rows,
    records,
    write_table,
    write_template,
)

MAX_ROWS = 200
"""Each account costs one slow password hash (about 0.1 s)."""

SHEET = "账号名单"
SAMPLES = {
    Role.CITY_OFFICER: ("厦门市总工会", "劳动和经济工作部干事"),
    Role.DISTRICT_OFFICER: ("厦门市思明区总工会", "经济部干事"),
    Role.UNIT_CHAIR: ("厦门鹭港集装箱码头有限公司", "工会主席"),
    Role.LIAISON: ("厦门鹭港集装箱码头有限公司", "工会干事"),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One filled row: texts by column key, the address of each cell, and the row number as Excel shows it."""

    number: int
    values: dict[str, str]
    addresses: dict[str, str]


def columns(user: User) -> tuple[Column, ...]:
    """The columns, with the roles this person may give as a drop-down."""
    roles = tuple(Role(role).label for role in roles_to_appoint(user))
    return (
        Column(
            "organization", "所在组织", 34, required=True, synonyms=("单位全称", "单位名称", "单位", "工会", "组织"),
            note="全称或简称，要与系统里的一致。",
        ),
        Column(
            "credit_code", "统一社会信用代码", 24, synonyms=("信用代码", "社会信用代码"),
            note="单位填了就按代码认，名称可以是简称。",
        ),
        Column("name", "姓名", 12, required=True),
        Column("role", "身份", 20, required=True, choices=roles, synonyms=("角色",)),
        Column("title", "职务", 18),
        Column("phone", "手机", 16, synonyms=("手机号", "手机号码", "联系电话"), note="可以用它登录。"),
        Column("email", "邮箱", 24, synonyms=("电子邮箱", "电子邮件"), note="填了就同时收到邮件通知。"),
        Column("username", "账号", 18, synonyms=("用户名", "登录名"), note="不填就用姓名的拼音。"),
    )  # fmt: skip


def template(user: User) -> bytes:
    """An empty list with drop-downs and a sample row."""
    role = next((role for role in roles_to_appoint(user) if role in SAMPLES), Role.LIAISON)
    place, title = SAMPLES[Role(role)]
    stream = io.BytesIO()
    write_template(
        stream,
        sheet=SHEET,
        columns=columns(user),
        sample={
            "organization": place,
            "name": "张三",
            "role": Role(role).label,
            "title": title,
            "phone": "13900000000",
        },
        notes=[f"一次最多 {MAX_ROWS} 行。初始密码由系统生成，开通后下载结果表。"],
    )
    return stream.getvalue()


def read(content: bytes, user: User) -> tuple[list[Line], tuple[str, ...]]:
    """Filled rows of a list, and what was done with merged cells, in words.

    Raises Refused when it is no list, lacks a needed column, or is empty.
    """
    wanted = columns(user)
    table = read_rows(content, max_rows=MAX_ROWS, spare=20)
    headings = match_headings(table, wanted)
    if headings.missing:
        raise Refused(f"表头少了：{'、'.join(column.label for column in headings.missing)}。请用模板填写。")
    lines = [
        Line(
            record.number,
            record.values,
            {key: cell_address(record.row, place) for key, place in record.columns.items()},
        )
        for record in records(table, wanted, headings)
    ]
    if not lines:
        raise Refused("名单里没有填任何人。")
    if len(lines) > MAX_ROWS:
        raise Refused(f"名单有 {len(lines)} 行，一次最多 {MAX_ROWS} 行，请分开上传。")
    return lines, headings.merged


RESULT_COLUMNS = (
    Column("number", "原表行号", 10),
    Column("organization", "所在组织", 34),
    Column("name", "姓名", 12),
    Column("role", "身份", 20),
    Column("username", "账号", 20),
    Column("password", "初始密码", 20),
    Column("result", "结果", 50),
)


def result_sheet(rows: list[dict[str, str]]) -> bytes:
    """The sheet to hand out: one row per person with account and initial password, or why there is none."""
    stream = io.BytesIO()
    write_table(
        stream,
        sheet="开通结果",
        columns=RESULT_COLUMNS,
        rows=rows,
        title="账号开通结果",
        notes=["初始密码请单独交给本人，第一次登录时改掉；交完请删除这张表。"],
    )
    return stream.getvalue()
