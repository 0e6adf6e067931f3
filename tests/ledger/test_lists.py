"""Plan, projects, mentorships as Excel: what is exported reads in again, also elsewhere, with every rule heard."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from lingjun.ledger.models import Mentorship, Plan, PlanItem, Project
from lingjun.studios.models import Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def csv(*rows: list[str]) -> SimpleUploadedFile:
    words = "\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    return SimpleUploadedFile("表.csv", words.encode("utf-8-sig"))


def read_in(client: Any, studio: Studio, key: str, upload: Any) -> str:
    """Dry run and import; gives the words of the last page."""
    url = reverse("studios:sheet_import", args=[studio.pk, key])
    page = client.post(url, {"file": upload}).content.decode()
    found = re.search(r'name="rows" value="([^"]+)"', page)
    if found is None:
        return str(html.unescape(page))
    done = client.post(url, {"rows": html.unescape(found[1])}, follow=True)
    return str(html.unescape(done.content.decode()))


def exported(client: Any, studio: Studio, key: str) -> SimpleUploadedFile:
    answer = client.post(reverse("studios:sheet_export", args=[studio.pk, key]))
    return SimpleUploadedFile("导出.xlsx", b"".join(answer.streaming_content))


def test_a_plan_from_excel_and_back(studio: Studio, filing: Filing, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    rows = [
        ["年度", "工作事项", "完成月份", "责任人"],
        [f"{YEAR}", "组织岸桥防摇第二阶段试运行", "6月", studio.leader.name],
        [f"{YEAR}年", "新员工点检培训", "11 月", ""],
    ]
    page = read_in(client, studio, "plan", csv(*rows))
    assert "已导入 2 条工作计划" in page, page[-3000:]
    plan = Plan.standing.get(studio=studio, year=YEAR)
    assert list(PlanItem.standing.filter(plan=plan).values_list("title", "due_month", "worker_id")) == [
        ("组织岸桥防摇第二阶段试运行", 6, studio.leader_id),
        ("新员工点检培训", 11, None),
    ]
    again = read_in(client, studio, "plan", exported(client, studio, "plan"))
    assert PlanItem.standing.filter(plan=plan).count() == 2, again[-2000:]
    wrong = read_in(client, studio, "plan", csv(rows[0], [f"{YEAR}", "事项", "13 月", "没有的人"]))
    assert "C2" in wrong
    assert "D2" in wrong
    assert PlanItem.standing.count() == 2


def test_projects_from_excel_stand_where_their_days_say(studio: Studio, filing: Filing, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    names = [member.worker.name for member in studio.members.select_related("worker").order_by("id")]
    head = ["项目名称", "方向", "来源", "负责人", "参加人员", "投入（元）", "开始", "验收日期", "验收单位", "验收结论"]
    rows = [
        ["轮胎吊油改电", "技术创新", "单位课题", names[0], "、".join(names[1:3]), "2.1万", "2012-03-01", "2013-03-20",
         "公司技术部", "通过"],
        ["三色卡", "管理创新", "", "", "", "", "", "", "", ""],
    ]  # fmt: skip
    page = read_in(client, studio, "projects", csv(head, *rows))
    assert "已导入 2 条项目" in page, page[-3000:]
    done, idea = Project.standing.get(title="轮胎吊油改电"), Project.standing.get(title="三色卡")
    workers = dict(Worker.objects.filter(name__in=names).values_list("name", "pk"))
    assert (done.status, done.budget, done.people) == ("accepted", 21000, [workers[name] for name in names[1:3]])
    assert idea.status == "proposed"
    count = Project.standing.filter(studio=studio).count()
    read_in(client, studio, "projects", exported(client, studio, "projects"))
    assert Project.standing.filter(studio=studio).count() == count, "an exported list sent back adds nothing"
    wrong = read_in(
        client,
        studio,
        "projects",
        csv(head, ["坏的", "技术创新", "", "", "", "", "2013-03-01", "2012-03-20", "部", ""]),
    )
    assert "不能早于开始日期" in wrong
    assert not Project.standing.filter(title="坏的").exists()


def test_mentorships_from_excel(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    names = [member.worker.name for member in studio.members.select_related("worker").order_by("id")]
    head = ["协议编号", "师傅", "徒弟", "工种", "开始", "期满", "目标", "目标等级", "津贴（元/月）", "结束", "出徒结论"]
    rows = [
        [
            "1 号",
            names[0],
            names[1],
            "维修工",
            "2012-03-01",
            "2014-03-01",
            "独立排故",
            "高级工",
            "300",
            "2014-03-01",
            "出师",
        ],
        ["2 号", names[0], names[2], "维修工", "2012年3月1日", "2014.3.1", "独立排故", "", "", "", ""],
    ]
    page = read_in(client, studio, "mentorships", csv(head, *rows))
    assert "已导入 2 条师带徒" in page, page[-3000:]
    assert list(Mentorship.standing.order_by("number").values_list("outcome", "target_grade")) == [
        ("completed", "senior_worker"), ("", ""),
    ]  # fmt: skip
    read_in(client, studio, "mentorships", exported(client, studio, "mentorships"))
    assert Mentorship.standing.count() == 2
    same = read_in(client, studio, "mentorships", csv(head, [*rows[1][:1], names[1], names[1], *rows[1][3:]]))
    assert "不能是同一个人" in same


def test_the_templates_can_be_had(studio: Studio, cast: Any) -> None:
    for key in ("plan", "projects", "mentorships"):
        answer = cast.client(cast.port_clerk).get(reverse("studios:sheet_template", args=[studio.pk, key]))
        assert answer.status_code == 200
        assert b"".join(answer.streaming_content).startswith(b"PK")
