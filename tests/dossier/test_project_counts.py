"""One rule for what counts as a project in hand: tab, heading, figure, criterion 7 and brief say the same number."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.dossier.queries.yearbook import year_counts
from lingjun.ledger.models import Project
from lingjun.studios import criteria
from lingjun.studios.models import Studio
from lingjun.studios.papers import figures as figures_of_many


@pytest.fixture
def studio(filing: Any) -> Studio:
    """In hand 3, in this year's book 6, ever 6: one more was only proposed, another ended the year before."""
    found: Studio = filing.named("陈海川").studio
    Project.objects.all().delete()
    this = timezone.localdate()
    old = datetime.date(this.year - 1, 3, 1)
    early = datetime.date(this.year, 1, 1)
    for title, facts in {
        "在研": {"status": "under_way", "started_on": old},
        "已立项": {"status": "approved", "approved_on": early},
        "没有日期": {"status": "under_way"},
        "立项申请": {"status": "proposed"},
        "今年验收": {"status": "accepted", "started_on": old, "accepted_on": early},
        "今年中止": {"status": "stopped", "started_on": old, "stopped_on": early},
        "去年验收": {"status": "accepted", "started_on": old, "accepted_on": old},
    }.items():
        Project.objects.create(studio=found, title=title, **facts)
    criteria.refresh(found)
    return Studio.objects.get(pk=found.pk)


def test_one_number_under_one_word(filing: Any, studio: Studio) -> None:
    answer = filing.cast.client(filing.cast.city_officer).get(reverse("dossier:studio", args=[studio.pk]))
    page = answer.content.decode()
    heading = re.search(r'<h2 id="projects">(.*?)</h2>', page, re.DOTALL)
    assert heading
    assert re.sub(r"<[^>]+>|\s", "", heading[1]) == "创新（攻关）项目在研3项，本年6项"
    assert len(answer.context["projects"]) == 6
    tab = next(one for one in answer.context["tabs"] if one["label"] == "项目")
    assert (tab["count"], tab["counted"]) == (3, "在研")
    assert '<span class="sr">在研 </span>3' in page
    figures = {one.label: one.value for one in answer.context["figures"]}
    assert figures["在研项目"] == "3"
    assert "项目累计 5 项，在研 3 项" in page, "criterion 7: neither proposed nor stopped ones"
    assert year_counts(studio, timezone.localdate().year)["projects"] == 6
    counted = figures_of_many.read([studio.pk], timezone.localdate().year)[studio.pk]
    assert (counted["projects"], counted["all_projects"]) == (3, 5), "the table of all studios too"


def test_a_year_that_is_over_is_counted_on_its_last_day(filing: Any, studio: Studio) -> None:
    last = timezone.localdate().year - 1
    Studio.objects.filter(pk=studio.pk).update(named_year=last, named_on=datetime.date(last, 1, 1))
    client = filing.cast.client(filing.cast.city_officer)
    answer = client.get(reverse("dossier:studio", args=[studio.pk]), {"year": last})
    page = answer.content.decode()
    heading = re.search(r'<h2 id="projects">(.*?)</h2>', page, re.DOTALL)
    assert heading
    assert re.sub(r"<[^>]+>|\s", "", heading[1]) == "创新（攻关）项目年末在研3项，当年4项"
    assert {one.label: one.value for one in answer.context["figures"]}["年末在研项目"] == "3"
