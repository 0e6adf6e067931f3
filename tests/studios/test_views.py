"""The register of studios and the page of one: who sees what, what it says, what it costs."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from lingjun.audit.models import Entry
from lingjun.core.files import store_generated
from lingjun.core.jobs import run_next
from lingjun.core.models import Job, JobStatus
from lingjun.studios.models import Studio
from lingjun.studios.views import register
from tests.workbench.cost import cost

LIST = "/studios/"


def names(client: Any, query: str = "") -> set[str]:
    """Leaders on the page."""
    return {studio.leader.name for studio in client.get(LIST + query).context["rows"]}


def test_the_register_shows_the_readers_studios(filing: Any) -> None:
    cast = filing.cast
    filing.named("陈海川")
    for person in ("city_officer", "industry_officer", "port_clerk", "port_liaison", "administrator", "auditor"):
        assert names(cast.client(getattr(cast, person))) == {"陈海川"}, person
    for person in ("district_officer", "grid_chair", "stranger"):
        assert names(cast.client(getattr(cast, person))) == set(), person


def test_filters_columns_and_sorting(filing: Any) -> None:
    cast = filing.cast
    first, second = filing.named("陈海川").studio, filing.named("黄秀兰").studio
    Studio.objects.filter(pk=second.pk).update(named_year=2012, leader_honour="city_model")
    client = cast.client(cast.city_officer)
    assert names(client, "?q=hxl") == {"黄秀兰"}
    assert names(client, "?year=2012") == {"黄秀兰"}
    assert names(client, "?honour=national_model") == {"陈海川"}
    assert names(client, f"?union={cast.industry.pk}") == {"陈海川", "黄秀兰"}
    assert names(client, f"?union={cast.district.pk}") == set()
    assert names(client, f"?q={first.plaques.get().number}") == {"陈海川"}
    assert [studio.pk for studio in client.get(f"{LIST}?sort=plaque").context["rows"]] == [second.pk, first.pk]
    response = client.post(reverse("studios:columns"), {"col": ["decision"], "query": "q=chc"})
    assert response.url == f"{LIST}?q=chc&cols=decision"
    page = client.get(LIST).content.decode()
    assert 'data-label="命名文号"' in page
    assert 'data-label="牌匾编号"' not in page


def test_the_file_carries_over_everything_from_the_form(filing: Any) -> None:
    cast = filing.cast
    studio = filing.named("陈海川").studio
    page = cast.client(cast.port_clerk).get(reverse("dossier:studio", args=[studio.pk])).content.decode()
    for words in (
        "<b>陈海川</b><b>劳模创新工作室</b>", studio.plaques.get().number, "全国劳动模范",
        "厦工〔2026〕8号", "岸桥防摇系统改造", "成员1", "团队　4 人", "13900000001", studio.case.number,
    ):  # fmt: skip
        assert words in page, words


def test_strangers_get_404_and_outsiders_masked_data(filing: Any) -> None:
    cast = filing.cast
    studio = filing.named().studio
    url = reverse("dossier:studio", args=[studio.pk])
    for person in ("district_officer", "grid_chair", "stranger"):
        assert cast.client(getattr(cast, person)).get(url).status_code == 404
    assert cast.client(cast.city_officer).get(reverse("dossier:studio", args=[10**6])).status_code == 404
    page = cast.client(cast.auditor).get(url).content.decode()
    assert "139****0001" in page
    assert "13900000001" not in page
    assert "1985-06" not in page
    whole = cast.client(cast.industry_officer).get(url).content.decode()
    assert "13900000001" in whole
    assert "1985-06" not in whole, "births stand on the team's page"


def test_the_archive_is_for_the_unit_and_the_unions_above(filing: Any) -> None:
    cast = filing.cast
    studio = filing.named().studio
    url = reverse("studios:archive", args=[studio.pk])
    assert cast.client(cast.city_officer).get(url).status_code == 404
    studio.archive = store_generated(name="归档.zip", content=b"PK", media_type="application/zip")
    studio.save(update_fields=["archive"])
    for person in ("city_officer", "industry_officer", "port_clerk"):
        answer = cast.client(getattr(cast, person)).get(url)
        assert b"".join(answer.streaming_content) == b"PK"
    for person in ("auditor", "administrator"):
        refused = cast.client(getattr(cast, person)).get(url)
        assert refused.status_code == 403
        assert "归档材料含个人信息" in refused.content.decode()
    assert cast.client(cast.district_officer).get(url).status_code == 404


def rows_of(response: Any) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert page is not None
    lines = list(page.iter_rows(values_only=True))
    return [dict(zip(map(str, lines[1]), line, strict=True)) for line in lines[2:]]


def test_the_summary_table_counts_the_roster(filing: Any) -> None:
    cast = filing.cast
    filing.named("陈海川")
    url = reverse("studios:export")
    [row] = rows_of(cast.client(cast.city_officer).post(f"{url}?q=chc"))
    assert (row["序号"], row["领衔人"], row["成员数"], row["男"], row["女"]) == (1, "陈海川", 4, 3, 1)
    assert (row["单位性质"], row["行业门类"]) == ("国有企业", "交通运输、仓储和邮政业")
    assert (row["在研项目"], row["电话"], row["最高荣誉"]) == (1, "13900000001", "全国劳动模范")
    [masked] = rows_of(cast.client(cast.auditor).post(url))
    assert masked["电话"] == "139****0001"
    assert rows_of(cast.client(cast.district_officer).post(url)) == []
    assert cast.client(cast.city_officer).get(url).status_code == 405
    assert Entry.objects.filter(verb="studio.export").count() == 3


def test_a_large_export_is_a_job(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "AT_ONCE", 0)
    filing.named()
    client = filing.cast.client(filing.cast.city_officer)
    response = client.post(reverse("studios:export"))
    job = Job.objects.get(kind="studios.export")
    assert response.url == reverse("core:job", args=[job.pk])
    while job.status == JobStatus.QUEUED:
        assert run_next() is not None
        job.refresh_from_db()
    assert (job.status, job.message) == (JobStatus.DONE, "共 1 个。")
    [row] = rows_of(client.get(reverse("core:job_file", args=[job.pk])))
    assert row["领衔人"] == "陈海川"


@pytest.mark.parametrize("person", ["city_officer", "port_clerk"])
def test_the_register_costs_the_same_for_one_and_for_three(filing: Any, person: str) -> None:
    client = filing.cast.client(getattr(filing.cast, person))
    studio = filing.named("陈海川").studio
    page = reverse("dossier:studio", args=[studio.pk])
    one, file = cost(client, LIST), cost(client, page)
    filing.named("黄秀兰")
    filing.named("林秋月")
    assert cost(client, LIST) == one
    from lingjun.studios.actions.opening import NewMember, _worker
    from lingjun.studios.models import Member

    for number in range(10):
        worker = _worker(studio.unit, NewMember(f"新人{number}", "1", "1990-01"))
        Member.objects.create(studio=studio, worker=worker, joined_on=studio.named_on, position=9)
    assert cost(client, page) == file
