"""Mentorships: two people, days in order, checks while it lasts, an outcome, the rise in grade, the paper."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.documents.reading import Paragraph, read_document
from lingjun.ledger import actions
from lingjun.ledger.models import Mentorship, StageCheck
from lingjun.ledger.papers import agreement_docx
from lingjun.ledger.queries.mentorships import listed, rises_of
from lingjun.studios import actions as lines
from lingjun.studios.models import Promotion, Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate  # asked anew: midnight may pass before a test begins


def ago(days: int) -> datetime.date:
    return TODAY() - datetime.timedelta(days=days)


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def agreement(studio: Studio, actor: Any, **values: Any) -> Mentorship:
    apprentice = studio.members.exclude(worker=studio.leader).order_by("id")[0].worker
    facts = {
        "mentor": studio.leader, "apprentice": apprentice, "trade": "港口机械维修工", "started_on": ago(400),
        "due_on": ago(-300), "goal": "能独立排查岸桥电气故障。",
    } | values  # fmt: skip
    return lines.add(actor=actor, studio_id=studio.pk, model=Mentorship, values=facts)


def test_two_people_and_days_in_order(studio: Studio, cast: Any) -> None:
    outsider = Worker.objects.create(name="外人", unit=cast.grid)
    for wrong, words in (
        ({"apprentice": studio.leader}, "不能是同一个人"),
        ({"mentor": outsider}, "外人不是本工作室成员"),
        ({"due_on": ago(400)}, "期满要晚于开始"),
        ({"allowance": -1}, "津贴"),
        ({"outcome": "completed"}, "请填结束日期"),
        ({"ended_on": TODAY()}, "请选出徒结论"),
        ({"outcome": "stopped", "ended_on": TODAY()}, "请写原因"),
        ({"outcome": "completed", "ended_on": ago(500)}, "结束不能早于开始"),
    ):
        with pytest.raises(Invalid, match=words):
            agreement(studio, cast.port_clerk, **wrong)
    assert not Mentorship.objects.exists()
    colleague = Worker.objects.create(name="本单位的徒弟", unit=cast.port)
    assert agreement(studio, cast.port_clerk, apprentice=colleague).apprentice == colleague, "of the unit, no member"


def test_checks_while_it_lasts(studio: Studio, filing: Filing, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    facts = {"mentorship": line, "content": "电气排故", "mark": "passed"}

    def check(studio_id: int = studio.pk, **values: Any) -> StageCheck:
        return lines.add(actor=cast.port_clerk, studio_id=studio_id, model=StageCheck, values=facts | values)

    for day, words in ((ago(401), "不能早于协议开始"), (ago(-1), "不能晚于今天")):
        with pytest.raises(Invalid, match=words):
            check(on=day)
    other = filing.named("林晓峰").studio
    with pytest.raises(Invalid, match="不在本工作室"):
        check(other.pk, on=ago(10))
    check(on=ago(10))
    actions.conclude(actor=cast.port_clerk, mentorship_id=line.pk, outcome="completed", ended_on=ago(5))
    facts["mentorship"] = Mentorship.objects.get(pk=line.pk)
    with pytest.raises(Invalid, match="不能晚于协议结束"):
        check(on=ago(4))
    assert listed(studio, "")[0].check_count == 1


def test_an_outcome_once_and_taken_back(studio: Studio, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    options = {"actor": cast.port_liaison, "mentorship_id": line.pk}
    with pytest.raises(MovedOn, match="还没有结论"):
        actions.reopen(**options)
    with pytest.raises(Invalid, match="请写原因"):
        actions.conclude(**options, outcome="stopped", ended_on=TODAY())
    with pytest.raises(Invalid, match="不能晚于今天"):
        actions.conclude(**options, outcome="completed", ended_on=ago(-1))
    actions.conclude(**options, outcome="completed", ended_on=TODAY(), note="达到高级工")
    with pytest.raises(MovedOn, match="已经有结论：出师"):
        actions.conclude(**options, outcome="stopped", ended_on=TODAY(), note="又一次")
    assert list(listed(studio, "open")) == []
    line = actions.reopen(**options)
    assert (line.outcome, line.ended_on, line.outcome_note) == ("", None, "")


def test_only_the_unit_writes(studio: Studio, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    for person in (cast.city_officer, cast.industry_officer, cast.grid_clerk, cast.auditor, cast.stranger):
        with pytest.raises(NotYours):
            actions.conclude(actor=person, mentorship_id=line.pk, outcome="completed", ended_on=TODAY())
        with pytest.raises(NotYours):
            agreement(studio, person)
    Studio.objects.filter(pk=studio.pk).update(status="revoked")
    with pytest.raises(Closed):
        actions.conclude(actor=cast.port_clerk, mentorship_id=line.pk, outcome="completed", ended_on=TODAY())


def test_a_rise_is_noted_from_the_agreement(studio: Studio, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    page = reverse("ledger:mentorship", args=[studio.pk, line.pk])
    member = studio.members.get(worker=line.apprentice)
    rise = reverse("studios:member_promote", args=[studio.pk, member.pk])
    client = cast.client(cast.port_clerk)
    assert rise in client.get(page).content.decode()
    assert client.get(rise).status_code == 200
    assert rise not in cast.client(cast.industry_officer).get(page).content.decode()
    sent = {"kind": "skill_grade", "new": "高级工", "on": str(timezone.localdate()), "growth": "skill"}
    assert client.post(rise, sent).status_code == 302
    assert "高级工" in client.get(page).content.decode().split('id="rise"')[1].split("</section>")[0]
    member.left_on = timezone.localdate()
    member.save(update_fields=["left_on"])
    assert rise not in client.get(page).content.decode()


def test_the_rise_in_grade_counts_between_first_and_last_day(studio: Studio, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    for day, old, new in (
        (ago(500), "", "intermediate_worker"),
        (ago(200), "intermediate_worker", "senior_worker"),
        (ago(2), "senior_worker", "technician"),
    ):
        Promotion.objects.create(
            studio=studio, worker=line.apprentice, kind="skill_grade", old=old, new=new, on=day, created_by=None
        )
    Promotion.objects.create(
        studio=studio, worker=line.apprentice, kind="skill_grade", old="x", new="y", on=ago(3),
        removed_at=timezone.now(),
    )  # fmt: skip
    Promotion.objects.create(
        studio=studio, worker=studio.leader, kind="skill_grade", old="", new="technician", on=ago(3)
    )
    assert [rise.words for rise in rises_of([line])[line.pk]] == ["中级工升高级工", "高级工升技师"]
    line = actions.conclude(actor=cast.port_clerk, mentorship_id=line.pk, outcome="completed", ended_on=ago(100))
    assert [rise.words for rise in rises_of([line])[line.pk]] == ["中级工升高级工"]
    page = cast.client(cast.city_officer).get(reverse("ledger:mentorships", args=[studio.pk]))
    assert "中级工升高级工" in page.content.decode()


def test_renewing_leads_to_the_next_agreement(studio: Studio, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk, target_grade="technician")
    client = cast.client(cast.port_clerk)
    url = reverse("ledger:mentorship_conclude", args=[studio.pk, line.pk])
    refused = client.post(url, {"outcome": "stopped", "ended_on": TODAY().isoformat(), "note": ""})
    assert (refused.status_code, "请写原因" in refused.content.decode()) == (422, True)
    answer = client.post(url, {"outcome": "renewed", "ended_on": TODAY().isoformat(), "note": ""})
    body = client.get(answer["Location"]).content.decode()
    assert "能独立排查岸桥电气故障。" in body
    assert (TODAY() + datetime.timedelta(days=1)).isoformat() in body


def test_an_apprentice_on_no_list_is_named(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    url = reverse("ledger:mentorship_new", args=[studio.pk])
    sent = {
        "mentor": studio.leader_id, "apprentice": "", "apprentice_name": " 新来的 ", "trade": "维修工",
        "started_on": ago(9).isoformat(), "due_on": ago(-700).isoformat(), "goal": "独立排故",
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent | {"trade": "电工"}).status_code == 302
    worker = Worker.objects.get(name="新来的")
    assert worker.unit == cast.port
    assert Mentorship.standing.filter(apprentice=worker).count() == 2, "the second time the name is known"
    Worker.objects.create(name="新来的", unit=cast.port)
    for wrong, words in (({}, "本单位有几位新来的"), ({"apprentice_name": ""}, "请选徒弟")):
        refused = client.post(url, sent | wrong)
        assert (refused.status_code, words in refused.content.decode()) == (422, True)
    with pytest.raises(NotYours):
        actions.pair(actor=cast.city_officer, studio_id=studio.pk, values={}, apprentice_name="谁")
    assert not Worker.objects.filter(name="谁").exists()


def test_another_studios_agreement_is_not_found(studio: Studio, filing: Filing, cast: Any) -> None:
    line = agreement(studio, cast.port_clerk)
    other = filing.named("林晓峰").studio
    client = cast.client(cast.port_clerk)
    for name in ("mentorship", "mentorship_word"):
        assert client.get(reverse(f"ledger:{name}", args=[other.pk, line.pk])).status_code == 404
    new = reverse("ledger:mentorship_new", args=[other.pk])
    assert "能独立排查" not in client.get(f"{new}?from={line.pk}").content.decode()


def test_the_agreement_as_word(studio: Studio, cast: Any) -> None:
    """Reads back with both names, the term and the goal; nothing breaks it."""
    line = agreement(
        studio, cast.port_clerk, number="师徒〔2026〕1 号", target_grade="technician", allowance=300,
        goal="能独立排查“岸桥”<电气> & 故障。\x07",
    )  # fmt: skip
    found = read_document(agreement_docx(studio, line))
    cells = [row for table in found.tables() for row in table.rows]
    text = "\n".join(
        [block.text for block in found.blocks if isinstance(block, Paragraph)]
        + [one for row in cells for cell in row for one in cell.lines()]
    )
    for words in ("师徒协议", studio.name, line.mentor.name, line.apprentice.name, "技师", "300.00 元", "<电气> &"):
        assert words in text, words
    answer = cast.client(cast.city_officer).get(reverse("ledger:mentorship_word", args=[studio.pk, line.pk]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert agreement_docx(studio, line) == agreement_docx(studio, line), "same data, same bytes"
