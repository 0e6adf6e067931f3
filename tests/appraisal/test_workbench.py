"""Appraisals beside creation cases: list, bulk steps, what waits, the menu."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import QueryDict

from lingjun.appraisal import actions
from lingjun.appraisal.models import Appraisal
from lingjun.workbench.forms import CaseFilterForm
from lingjun.workbench.queries.cases import filtered
from lingjun.workbench.todo import todo_list
from tests.appraising import Appraising


def kinds(user: Any, query: str = "") -> set[str]:
    form = CaseFilterForm(QueryDict(query), user=user)
    return {case.kind for case in filtered(user, form.wanted)}


def test_the_list_tells_the_kinds_apart(appraising: Appraising) -> None:
    cast = appraising.cast
    appraising.at_city()
    assert kinds(cast.city_officer) == {"creation", "appraisal"}
    assert kinds(cast.city_officer, "kind=appraisal") == {"appraisal"}
    assert kinds(cast.city_officer, "kind=creation") == {"creation"}
    page = cast.client(cast.city_officer).get("/cases/?kind=appraisal").content.decode()
    assert "待市总工会评定" in page
    assert "已命名" not in page[page.index("<main") :]
    both = cast.client(cast.city_officer).get("/cases/").content.decode()
    assert "已命名、已评定" in both


def test_no_bulk_approval_stands_for_a_grade_and_kinds_are_not_mixed(appraising: Appraising) -> None:
    cast, filing = appraising.cast, appraising.filing
    graded = appraising.at_city()
    client = cast.client(cast.city_officer)
    page = client.post("/cases/bulk/", {"do": "approve", "pick": [graded.pk]}).content.decode()
    assert "请选等次" in page
    forced = {"do": "approve", "pick": [graded.pk], "seen": [f"{graded.pk}:grade:1"], "confirmed": "1",
              "text": "同意。", "dated_on": "2020-01-01"}  # fmt: skip
    client.post("/cases/bulk/", forced)
    graded.refresh_from_db()
    assert not graded.is_held
    creation = filing.at_city("林秋月")
    page = client.post("/cases/bulk/", {"do": "return", "pick": [creation.pk, graded.pk]}).content.decode()
    assert "不是一种办件" in page


def test_what_waits_at_the_city_is_one_line_a_round(filing: Any) -> None:
    year = Appraising(filing, ("陈海川", "黄秀兰"))
    for case in year.opened():
        year.at_city(case)
    lines = [item for item in todo_list(year.cast.city_officer).items if "评定等次" in item.title]
    assert [item.line[:4] for item in lines] == ["2 件已"]
    assert lines[0].url == f"/appraisal/rounds/{year.round.pk}/"


def test_a_rectification_waits_for_the_unit_then_for_the_unions(appraising: Appraising) -> None:
    from lingjun.appraisal.models import Rectification

    cast = appraising.cast
    appraising.published("rectify")
    waiting = [item.title for item in todo_list(cast.port_clerk).items]
    assert "报整改：陈海川劳模创新工作室" in waiting
    assert not any("整改" in item.title for item in todo_list(cast.grid_chair).items)
    row = Rectification.objects.get()
    actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report="已补齐。")
    for person in (cast.industry_officer, cast.city_officer):
        assert "复查整改：陈海川劳模创新工作室" in [item.title for item in todo_list(person).items]
    assert not any("整改" in item.title for item in todo_list(cast.district_officer).items)


@pytest.mark.parametrize("person", ["port_chair", "industry_officer", "city_officer"])
def test_the_menu_leads_there(appraising: Appraising, person: str) -> None:
    page = appraising.cast.client(getattr(appraising.cast, person)).get("/").content.decode()
    assert 'href="/appraisal/"' in page


def test_the_desk_costs_the_same_for_one_and_for_three(filing: Any, django_assert_max_num_queries: Any) -> None:
    year = Appraising(filing, ("陈海川", "黄秀兰", "林秋月"))
    cases = year.opened()
    year.graded("qualified", cases[0])
    client = year.cast.client(year.cast.city_officer)
    url = f"/appraisal/rounds/{year.round.pk}/"
    client.get(url)
    with django_assert_max_num_queries(20) as first:
        client.get(url)
    for case in cases[1:]:
        year.graded("qualified", case)
    with django_assert_max_num_queries(len(first)):
        client.get(url)


def test_opening_as_a_job_counts_each_studio_once_also_when_it_runs_again(
    filing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lingjun.appraisal import jobs
    from lingjun.core.errors import Closed
    from lingjun.core.jobs import enqueue, run_next
    from lingjun.core.models import Job, JobStatus

    year = Appraising(filing, ("陈海川", "林一帆", "王建国"))
    actor, genuine, tried = year.cast.city_officer, jobs.open_one, []
    second = year.studios[1].pk

    def second_is_refused_third_kills(**options: Any) -> Any:
        tried.append(options["studio_id"])
        if options["studio_id"] == second:
            raise Closed("受理期已过。")
        if len(tried) == 3:
            raise KeyboardInterrupt
        return genuine(**options)

    Job.objects.all().delete()  # those of the naming
    monkeypatch.setattr(jobs, "open_one", second_is_refused_third_kills)
    enqueue(kind="appraisal.open", title="开具", owner_id=actor.pk, params={"round": year.round.pk}, total=3)
    with pytest.raises(KeyboardInterrupt):
        run_next()
    Job.objects.update(status=JobStatus.QUEUED)
    job = run_next()
    assert job is not None
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 3, 3)
    assert job.message == "开具 2 件综合鉴定。"
    assert [row["key"] for row in job.results] == [str(second)]


@pytest.mark.parametrize("killed_inside", [False, True], ids=["after two", "within the third"])
def test_opening_as_a_job_tells_what_it_opened_itself_over_kills(
    filing: Any, monkeypatch: pytest.MonkeyPatch, killed_inside: bool
) -> None:
    """Of five one is opened by hand before the job, one between its runs: three are its own, two of them of run one."""
    from lingjun.appraisal import jobs
    from lingjun.core.jobs import enqueue, run_next
    from lingjun.core.models import Job, JobStatus

    year = Appraising(filing, ("陈海川", "林一帆", "王建国", "黄秀兰", "林秋月"))
    actor, genuine, tried = year.cast.city_officer, jobs.open_one, []

    def killed_at_the_third(**options: Any) -> Any:
        tried.append(options["studio_id"])
        if len(tried) == 3:
            if killed_inside:
                genuine(**options)
            raise KeyboardInterrupt
        return genuine(**options)

    Job.objects.all().delete()  # those of the naming
    monkeypatch.setattr(jobs, "open_one", killed_at_the_third)
    enqueue(kind="appraisal.open", title="开具", owner_id=actor.pk, params={"round": year.round.pk}, total=5)
    by_hand = [studio.pk for studio in year.studios[:: len(year.studios) - 1]]
    actions.open_one(actor=actor, round_id=year.round.pk, studio_id=by_hand[0])
    with pytest.raises(KeyboardInterrupt):
        run_next()
    assert Appraisal.objects.count() == 3
    actions.open_one(actor=actor, round_id=year.round.pk, studio_id=by_hand[1])
    Job.objects.update(status=JobStatus.QUEUED)
    job = run_next()
    assert job is not None
    job.refresh_from_db()
    assert (job.status, job.done, job.total, Appraisal.objects.count()) == (JobStatus.DONE, 5, 5, 5)
    assert job.message == "开具 3 件综合鉴定。"
