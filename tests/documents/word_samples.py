"""Small Word files made on the spot, for tests of reading: a package around any XML, and the form in any layout."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
FORMS = Path(__file__).resolve().parents[1] / "data" / "forms"
EXAMPLES = ("example-1-harbour-crane", "example-2-power-grid", "example-3-hospital-nursing")

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/{name}" ContentType="{kind}"/></Types>'
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="{name}"/></Relationships>'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def document_xml(body: str) -> str:
    return f'<w:document xmlns:w="{W}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'


def package(
    xml: str | bytes, *, name: str = "word/document.xml", kind: str = _WORD, extra: dict[str, bytes] | None = None
) -> bytes:
    """A package whose main part is `xml`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        bag.writestr("[Content_Types].xml", _TYPES.format(name=name, kind=kind))
        bag.writestr("_rels/.rels", _RELS.format(name=name))
        bag.writestr(name, xml)
        for path, data in (extra or {}).items():
            bag.writestr(path, data)
    return out.getvalue()


def docx(body: str) -> bytes:
    return package(document_xml(body))


def run(text: str) -> str:
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\v"))
    return f"<w:r>{parts}</w:r>"


def p(text: str) -> str:
    """One paragraph; "\\v" is a line break."""
    return f"<w:p>{run(text)}</w:p>"


def tc(content: str, span: int = 1, merge: str = "", extra: str = "") -> str:
    """A cell. `content` is XML when it begins with "<", else text with a paragraph for each line."""
    inner = content if content.startswith("<") else "".join(p(line) for line in content.split("\n"))
    merged = {"": "", "restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}[merge]
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}{extra}</w:tcPr>{inner}</w:tc>'


def tr(*cells: str, extra: str = "") -> str:
    return f"<w:tr>{extra}{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


TITLE = p("“劳模创新工作室”创建申报表")
HEADING = p("申报单位（区、产业工会）：厦门市示例产业工会（公章）      申报日期：2012年8月15日")
NOTE = p("注：一式1份，由市总工会存档")

LINE_1 = "共 12 人，平均年龄 38 岁。其中：男 10 人，女 2 人；党员 6 人，团员 2 人，民主党派 1 人，其他 3 人。"
LINE_2 = "大学以上 5 人，大专 4 人，高中（中专） 3 人，其他 0 人。"
LINE_3 = "高级工程师 1 人，工程师 2 人；高级技师 2 人，技师 3 人，高级工 2 人，中级工 1 人，其它 1 人。"


def form_rows(**values: str) -> dict[str, list[str]]:
    """Rows of the attachment's table by section; each value of a box can be replaced by its name."""
    v = {
        "unit": "厦门示例集装箱码头有限公司",
        "industry": "交通运输、仓储和邮政业",
        "studio": "陈示例劳模创新工作室",
        "chair": "林示例",
        "line_1": LINE_1,
        "line_2": LINE_2,
        "line_3": LINE_3,
        "name": "陈示例",
        "gender": "男",
        "birth": "1971年3月",
        "politics": "中共党员",
        "education": "大学本科",
        "post": "桥吊司机（港口机械维修）",
        "phone": "13900000001",
        "title": "高级技师",
        "honours": "2010年全国劳动模范",
        "project_1": "岸桥防摇系统改造",
        "project_2": "轮胎吊“油改电”节能技术攻关",
        "unit_opinion": "同意申报。\n      2012年8月16日（盖章）",
        "city_opinion": "\n                  年    月   日（盖章）",
    } | values
    section = "劳模本人基本情况"
    return {
        "unit": [
            tr(tc("单位全称", 2), tc(v["unit"], 3), tc("所属行业", 2), tc(v["industry"])),
            tr(tc("劳模创新\n工作室名称", 2), tc(v["studio"], 3), tc("单位工会\n主席姓名", 2), tc(v["chair"])),
        ],
        "composition": [
            tr(tc("创新工作室成员构成情况", 2, "restart"), tc(v["line_1"], 6)),
            tr(tc("", 2, "continue"), tc(v["line_2"], 6)),
            tr(tc("", 2, "continue"), tc(v["line_3"], 6)),
        ],
        "leader": [
            tr(
                tc(section, 1, "restart"),
                tc("姓名"),
                tc(v["name"], 2),
                tc("性别"),
                tc(v["gender"]),
                tc("出生时间"),
                tc(v["birth"]),
            ),
            tr(tc("", 1, "continue"), tc("政治面貌"), tc(v["politics"], 3), tc("文化程度"), tc(v["education"], 2)),
            tr(tc("", 1, "continue"), tc("岗位(工种)"), tc(v["post"], 3), tc("联系电话"), tc(v["phone"], 2)),
            tr(tc("", 1, "continue"), tc("职称(技术等级)", 2), tc(v["title"], 5)),
            tr(tc("", 1, "continue"), tc("荣誉称号", 2), tc(v["honours"], 5)),
        ],
        "projects": [
            tr(tc("创新工作室创新(攻关)\n主要项目", 2, "restart"), tc(v["project_1"], 6)),
            tr(tc("", 2, "continue"), tc(v["project_2"], 6)),
        ],
        "opinions": [
            tr(tc("所在\n单位\n工会\n意见"), tc(v["unit_opinion"], 7)),
            tr(tc("市总\n工会\n意见"), tc(v["city_opinion"], 7)),
        ],
    }


def form_table(rows: dict[str, list[str]] | None = None, **values: str) -> str:
    sections = form_rows(**values) | (rows or {})
    return tbl(*(row for section in sections.values() for row in section))


def form_docx(
    rows: dict[str, list[str]] | None = None, *, before: str = TITLE + HEADING, after: str = NOTE, **values: str
) -> bytes:
    """A whole form: `rows` replaces sections of the table, `values` single boxes, `before` what stands above it."""
    return docx(before + form_table(rows, **values) + after)


def example(name: str) -> bytes:
    return (FORMS / f"{name}.docx").read_bytes()


def example_xml(name: str) -> str:
    with zipfile.ZipFile(FORMS / f"{name}.docx") as bag:
        return bag.read("word/document.xml").decode()
