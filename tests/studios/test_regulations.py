"""Versions of regulations: each ends where the next begins, old ones stay readable, texts to start from, Word."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse

from lingjun.core.errors import Invalid, NotYours
from lingjun.studios import actions, regulation_texts
from lingjun.studios.models import Regulation
from lingjun.studios.queries import content_of
from lingjun.studios.views.regulations import in_force


def day(year: int, month: int = 1) -> datetime.date:
    return datetime.date(year, month, 1)


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


def version(filing: Any, studio: Any, on: datetime.date, **values: Any) -> Regulation:
    values = {"kind": "study", "title": "学习研究制度", "effective_on": on} | values
    return actions.add_regulation(actor=filing.cast.port_clerk, studio_id=studio.pk, values=values)


def course(studio: Any) -> list[tuple[int, int, int | None]]:
    """(version, begins, ends) as years, by day."""
    lines = Regulation.standing.filter(studio=studio, kind="study").order_by("effective_on")
    return [(one.version, one.effective_on.year, one.ended_on.year if one.ended_on else None) for one in lines]


def test_a_new_version_ends_the_one_before(filing: Any, studio: Any) -> None:
    version(filing, studio, day(2012))
    version(filing, studio, day(2014))
    assert course(studio) == [(1, 2012, 2014), (2, 2014, None)]
    version(filing, studio, day(2010))
    assert course(studio) == [(1, 2010, 2012), (2, 2012, 2014), (3, 2014, None)]
    lines = list(Regulation.standing.filter(studio=studio))
    for on, number in ((day(2011), 1), (day(2013, 12), 2), (day(2014), 3), (day(2026), 3)):
        found = in_force(lines, on)
        assert found, on
        assert found.version == number
    assert in_force(lines, day(2009)) is None


def test_taken_out_and_put_back_the_course_closes(filing: Any, studio: Any) -> None:
    version(filing, studio, day(2012))
    middle, clerk = version(filing, studio, day(2014)), filing.cast.port_clerk
    version(filing, studio, day(2016))
    actions.remove_regulation(actor=clerk, line_id=middle.pk)
    assert course(studio) == [(1, 2012, 2016), (2, 2016, None)]
    actions.restore_regulation(actor=clerk, line_id=middle.pk)
    assert course(studio) == [(1, 2012, 2014), (2, 2014, 2016), (3, 2016, None)]
    actions.change_regulation(actor=clerk, line_id=middle.pk, values={"effective_on": day(2018)})
    assert course(studio) == [(1, 2012, 2016), (2, 2016, 2018), (3, 2018, None)]


def test_repealed_and_a_gap_stays_a_gap(filing: Any, studio: Any) -> None:
    first = version(filing, studio, day(2012))
    actions.change_regulation(actor=filing.cast.port_clerk, line_id=first.pk, values={"ended_on": day(2013)})
    version(filing, studio, day(2015))
    assert course(studio) == [(1, 2012, 2013), (2, 2015, None)]
    assert in_force(list(Regulation.standing.filter(studio=studio)), day(2014)) is None


def test_two_versions_do_not_begin_on_one_day(filing: Any, studio: Any) -> None:
    version(filing, studio, day(2012))
    with pytest.raises(Invalid) as refused:
        version(filing, studio, day(2012))
    assert "effective_on" in refused.value.errors
    version(filing, studio, day(2012), kind="research")
    with pytest.raises(NotYours):
        actions.add_regulation(
            actor=filing.cast.industry_officer, studio_id=studio.pk,
            values={"kind": "study", "title": "甲", "effective_on": day(2020)},
        )  # fmt: skip


def test_a_text_for_each_kind_of_the_notice_with_the_studios_names(studio: Any) -> None:
    for option in content_of(studio).regulations:
        text = regulation_texts.start(studio, option.key)
        assert text, option.label
        assert option.label in text.title
        assert "{" not in text.title + text.text
        assert len(text.text) > 300
    assert regulation_texts.start(studio, "nothing") is None


def test_from_the_text_to_the_stamped_paper(filing: Any, studio: Any) -> None:
    client = filing.cast.client(filing.cast.port_clerk)
    new = reverse("studios:regulation_new", args=[studio.pk])
    form = client.get(f"{new}?kind=management&start=1").context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in {None, False}}
    assert "陈海川领衔" in sent["text"]
    answer = client.post(new, sent)
    line = Regulation.objects.get()
    assert answer.url == reverse("studios:regulation_edit", args=[studio.pk, line.pk])
    word = client.get(reverse("studios:regulation_word", args=[studio.pk, line.pk]))
    xml = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    for words in ("陈海川劳模创新工作室内部管理制度", "第 1 版", "厦门鹭港集装箱码头有限公司（盖章）", "第十条"):
        assert words in xml, words
    again = client.get(f"{new}?from={line.pk}").context["form"]
    assert (again["title"].value(), again["kind"].value()) == (line.title, "management")


def test_the_page_on_another_day_and_for_readers(filing: Any, studio: Any) -> None:
    old, new = version(filing, studio, day(2012), title="旧制度"), version(filing, studio, day(2014), title="新制度")
    reader = filing.cast.client(filing.cast.industry_officer)
    url = reverse("studios:regulations", args=[studio.pk])
    for query, title in (("", "新制度"), ("?on=2013-05-08", "旧制度"), ("?on=x", "新制度")):
        found = {kind.key: kind.current for kind in reader.get(url + query).context["kinds"]}
        assert found["study"], query
        assert found["study"].title == title
    for one in (old, new):
        assert reader.get(reverse("studios:regulation", args=[studio.pk, one.pk])).status_code == 200
        assert reader.get(reverse("studios:regulation_edit", args=[studio.pk, one.pk])).status_code == 403
    outsider = filing.cast.client(filing.cast.grid_clerk)
    assert outsider.get(reverse("studios:regulation", args=[studio.pk, new.pk])).status_code == 404
