"""命名决定 as Word: a draft of what waits for publication, and what was published under one number."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.actions import decide_later, publish_together
from lingjun.core.dates import to_chinese
from lingjun.studios.models import Studio
from tests.letters import ReadLetter

pytestmark = pytest.mark.django_db
NUMBER = "厦工〔2026〕9号"


def fetch(filing: Any, who: str = "city_officer", **query: str) -> Any:
    cast = filing.cast
    return cast.client(getattr(cast, who)).get(reverse("creation:naming_letter", args=[filing.round.pk]), query)


def publish(filing: Any, *cases: Any, number: str = NUMBER) -> None:
    publish_together(
        actor=filing.cast.city_officer, case_ids=[case.pk for case in cases], decision_number=number,
        decided_on=timezone.localdate(),
    )  # fmt: skip


def test_a_draft_lists_what_is_to_be_named_and_nothing_else(filing: Any) -> None:
    filing.held("陈海川")
    filing.held("周一鸣")
    filing.at_city("林志远")
    refused = filing.at_city("吴晓梅")
    decide_later(actor=filing.cast.city_officer, case_id=refused.pk, verdict="reject", text="没有成果。")
    draft = ReadLetter(fetch(filing).content)
    assert "代拟稿" in draft.head
    assert f"〔{timezone.localdate().year}〕　号" in draft.text
    assert [row[1] for row in draft.cells] == ["工作室名称", "陈海川劳模创新工作室", "周一鸣劳模创新工作室"]
    assert "林志远" not in draft.text
    assert "吴晓梅" not in draft.text


def test_the_decision_keeps_what_was_published_under_its_number(filing: Any) -> None:
    first, second, later = (filing.held(name) for name in ("陈海川", "周一鸣", "林志远"))
    publish(filing, first, second)
    publish(filing, later, number="厦工〔2026〕10号")
    Studio.objects.filter(case=first).update(name="改过的名称")
    final = ReadLetter(fetch(filing, number=NUMBER).content)
    assert final.head == ""
    assert NUMBER in final.paragraphs
    assert to_chinese(timezone.localdate().isoformat()) in final.paragraphs
    port = filing.cast.port
    assert final.cells == [
        ["序号", "工作室名称", "领衔人", "所在单位"],
        ["1", "陈海川劳模创新工作室", "陈海川", port.name],
        ["2", "周一鸣劳模创新工作室", "周一鸣", port.name],
    ]
    union = filing.cast.industry.name
    assert f"一、{union}（2个）" in final.paragraphs
    assert f"命名“陈海川劳模创新工作室”等2个工作室（名单见附件），并予授牌。其中，{union}推荐2个。" in final.text
    assert "《关于进一步加强“劳模创新工作室”创建工作的通知》（厦工〔2012〕80号）" in final.text
    one = ReadLetter(fetch(filing, number="厦工〔2026〕10号").content)
    assert not one.cells
    assert f"该工作室领衔人为林志远，所在单位为{port.name}，由{union}推荐" in one.text
    assert "13900000001" not in final.text + one.text


def test_the_page_leads_to_both(filing: Any) -> None:
    first = filing.held("陈海川")
    filing.held("周一鸣")
    publish(filing, first)
    cast = filing.cast
    page = cast.client(cast.city_officer).get(reverse("creation:naming", args=[filing.round.pk])).content.decode()
    url = reverse("creation:naming_letter", args=[filing.round.pk])
    assert f'href="{url}"' in page
    assert f'href="{url}?number=' in page


def test_nothing_waits_and_nothing_of_that_number(filing: Any) -> None:
    filing.at_city()
    assert fetch(filing).status_code == 409
    assert fetch(filing, number="厦工〔1999〕1号").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("city_colleague", 200), ("industry_officer", 403), ("port_chair", 403),
                                             ("administrator", 403), ("stranger", 404)])  # fmt: skip
def test_held_decisions_stay_with_the_federation(filing: Any, who: str, status: int) -> None:
    filing.held()
    assert fetch(filing, who).status_code == status
