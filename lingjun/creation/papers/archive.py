"""The archived form (注：一式1份，由市总工会存档): a BagIt package with papers, data, scans and metadata.

Metadata follow the elements of DA/T 46-2009 that the system knows; the 档号 is the archive's to give.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_docx, form_pdf
from lingjun.documents.archive import safe_name, write_bag

if TYPE_CHECKING:
    from lingjun.cases.models import Case
    from lingjun.core.models import StoredFile
    from lingjun.studios.models import Studio


def build(case: Case, studio: Studio, target: Path) -> Path:
    """Writes the package of a named case as a zip file. `case` comes from `queries.with_course`."""
    return write_bag(target, _files(case, studio), _info(case, studio))


def _files(case: Case, studio: Studio) -> Iterator[tuple[str, bytes]]:
    form, mark = form_of(case)
    yield "申报表.pdf", form_pdf(form, mark)
    yield "申报表.docx", form_docx(form, mark)
    submission = case.submissions.get(version=case.version)
    yield "数据/申报表.json", _json(submission.content)
    yield "数据/意见与经过.json", _json(_course(case))
    yield "数据/元数据.json", _json(_metadata(case, studio))
    for copy in case.stamped_copies.filter(removed_at__isnull=True).select_related("file"):
        yield f"盖章件/{copy.pk}-{safe_name(copy.file.name)}", _content(copy.file)
    for row in case.attachments.filter(removed_at__isnull=True).select_related("file"):
        yield f"佐证材料/{safe_name(row.key)}/{row.pk}-{safe_name(row.file.name)}", _content(row.file)


def _content(file: StoredFile) -> bytes:
    with file.content.open("rb") as opened:
        content: bytes = opened.read()
    return content


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True).encode()


def _course(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "环节": event.step_title,
            "动作": event.get_verb_display(),
            "说明": event.text,
            "姓名": event.actor_name,
            "组织": event.organization_name,
            "提交": event.version,
            "时间": timezone.localtime(event.at).isoformat(timespec="seconds"),
        }
        for event in case.events.all()
    ]


def _metadata(case: Case, studio: Studio) -> dict[str, Any]:
    return {
        "聚合层次": "件",
        "立档单位名称": case.federation.name,
        "题名": f"{studio.name}创建申报表",
        "人名": studio.leader.name,
        "责任者": case.unit.union_name,
        "文件编号": case.number,
        "命名文号": studio.decision_number,
        "命名日期": studio.named_on.isoformat(),
        "年度": case.round.year,
        "牌匾编号": [plaque.number for plaque in studio.plaques.all()],
        "依据": case.round.notice_version.notice.number,
        "保管期限": "30年",
    }


def _info(case: Case, studio: Studio) -> dict[str, str]:
    return {
        "Source-Organization": case.federation.name,
        "External-Identifier": case.number,
        "External-Description": f"{studio.name}创建申报表",
        "Bagging-Date": timezone.localdate().isoformat(),
    }
