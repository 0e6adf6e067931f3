"""A studio that went to another unit: the old one reads what it had up to that day, and nothing of later."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.actions import set_organization_active
from lingjun.accounts.models import Appointment, User
from lingjun.ledger.models import Activity, Project
from lingjun.organizations.actions import create
from lingjun.studios.actions.records import change
from lingjun.studios.queries import left_behind
from tests.appraising import Appraising

pytestmark = pytest.mark.django_db
HREF = re.compile(r'href="(/[^"#?]*)')


@pytest.fixture
def merged(changing: Any) -> Any:
    """The unit the port merges into, under the other union, with its clerk."""
    unit = create(actor=None, parent=changing.cast.district, kind="unit", name="厦门港务控股示例有限公司")
    user = User.objects.create_user("merged_clerk", "x" * 12, name="合并经办", must_change_password=False)
    Appointment.objects.create(
        user=user, organization=unit, role="unit_clerk", started_on=datetime.date(2012, 1, 1)
    )  # fmt: skip
    return unit


def entry(studio: Any, title: str, held_on: datetime.date) -> Any:
    return Activity.objects.create(studio=studio, kind="meeting", held_on=held_on, title=title, text="示例")


def move(changing: Any, unit: Any) -> str:
    today = timezone.localdate()
    case = changing.decided(
        "unit", reason="unit_merged", reason_text="两家合并。", effective_on=today, new_unit=unit
    )  # fmt: skip
    return str(case.number)


def page_of(changing: Any, user: Any) -> Any:
    return changing.cast.client(user).get(reverse("dossier:studio", args=[changing.studio.pk]))


def test_the_old_unit_reads_where_it_went_its_cases_and_its_ledger(changing: Any, merged: Any) -> None:
    cast, studio, today = changing.cast, changing.studio, timezone.localdate()
    name, creation = studio.name, studio.case.number
    year = Appraising(changing.filing, leaders=()).published()
    Project.objects.create(studio=studio, title="岸桥节能改造", source="studio")
    entry(studio, "转出前的活动", today)
    taken_out = entry(studio, "转出前移除的活动", today)
    Activity.objects.filter(pk=taken_out.pk).update(removed_at=timezone.now())
    number = move(changing, merged)
    for user in (cast.port_chair, cast.port_clerk, cast.industry_officer):
        answer = page_of(changing, user)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f"转到<b>{merged.name}</b>" in page
        assert "厦工〔2026〕20号" in page
        for words in (name, "岸桥节能改造", "转出前的活动", creation, year.number, number):
            assert words in page, (user, words)
        assert "转出前移除的活动" not in page
        assert "<form" not in page.split("<main")[1], "nothing to write"


def test_nothing_of_later_is_told(changing: Any, merged: Any) -> None:
    cast, studio, today = changing.cast, changing.studio, timezone.localdate()
    touched = entry(studio, "原来的名称", today)
    move(changing, merged)
    clerk = User.objects.get(username="merged_clerk")
    studio.refresh_from_db()
    change(actor=clerk, model=Activity, line_id=touched.pk, values={"title": "改过的名称"})
    entry(studio, "后来补记的活动", today - datetime.timedelta(days=30))
    type(studio).objects.filter(pk=studio.pk).update(name="后来的名称劳模创新工作室")
    page = page_of(changing, cast.port_chair).content.decode()
    for words in ("改过的名称", "后来补记的活动", "后来的名称"):
        assert words not in page
    assert "另有 1 条以后改过，不在这里" in page
    assert page_of(changing, clerk).status_code == 200
    assert "后来的名称" in page_of(changing, clerk).content.decode(), "the new unit reads the file itself"


def test_who_never_had_it_in_sight_gets_404_and_the_file_itself_stays_closed(changing: Any, merged: Any) -> None:
    cast, studio = changing.cast, changing.studio
    assert page_of(changing, cast.port_chair).status_code == 200
    assert not left_behind(cast.port_chair).exists(), "while it is here"
    move(changing, merged)
    for user in (cast.grid_chair, cast.grid_clerk):
        assert page_of(changing, user).status_code == 404
    assert cast.client(cast.port_chair).get(reverse("dossier:studio", args=[999_999])).status_code == 404
    pages = ("studios:team", "studios:funds", "dossier:brief", "changes:history", "ledger:activities")
    for name in pages:
        assert cast.client(cast.port_chair).get(reverse(name, args=[studio.pk])).status_code == 404, name
    assert not left_behind(cast.city_officer).exists(), "the city sees it all along"


def test_every_paper_of_the_old_units_time_opens(changing: Any, merged: Any) -> None:
    """Each link of each case's page, followed as the old unit's chair: papers, files, and no way into a 404."""
    cast, studio = changing.cast, changing.studio
    Appraising(changing.filing, leaders=()).published()
    move(changing, merged)
    set_organization_active(actor=cast.industry_officer, organization=cast.port, active=False, note="合并")
    chair = cast.client(User.objects.get(pk=cast.port_chair.pk))
    start = reverse("dossier:studio", args=[studio.pk])
    cases = [url for url in links(chair.get(start)) if "studios" not in url and re.search(r"\d{4}-\d", url)]
    assert len(cases) == 3, cases
    listed = chair.get(reverse("workbench:cases")).content.decode()
    followed = set()
    for case in cases:
        assert re.search(r"[A-Z]+-\d{4}-\d+", case)[0] in listed  # type: ignore[index]
        followed |= set(links(chair.get(case)))
    assert any("pdf" in url for url in followed)
    assert any("docx" in url for url in followed)
    answers = {}
    for url in sorted(followed):
        answer = chair.get(url)
        if (stored := getattr(answer, "file_to_stream", None)) is not None:
            stored.close()
        answers[url] = answer.status_code
    assert {url: code for url, code in answers.items() if code not in {200, 302}} == {}


def links(answer: Any) -> list[str]:
    assert answer.status_code == 200
    body = answer.content.decode().split("<main")[1].split("</main>")[0]
    return list(dict.fromkeys(HREF.findall(body)))


def test_the_page_costs_the_same_for_many_lines(changing: Any, merged: Any, django_assert_max_num_queries: Any) -> None:
    for number in range(70):
        entry(changing.studio, f"活动{number}", timezone.localdate())
    move(changing, merged)
    client = changing.cast.client(changing.cast.port_chair)
    url = reverse("dossier:studio", args=[changing.studio.pk])
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "转出时登记的 70 条，列出最近 50 条" in page
