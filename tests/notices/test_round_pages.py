"""Pages of rounds: opened, edited, extended, closed and found on screen, errors at the field."""

import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.notices.actions import extend
from lingjun.notices.models import Extension, NoticeVersion, Round

pytestmark = pytest.mark.django_db


def local(minute: Any) -> str:
    return timezone.localtime(minute).strftime("%Y-%m-%dT%H:%M")


def test_round_is_opened_on_screen(cast: Any, version: NoticeVersion, minutes: Any) -> None:
    client = cast.client(cast.city_officer)
    data = {
        "notice_version": version.pk, "kind": "creation", "name": "2013年第二批", "year": "2013",
        "opens_at": local(minutes(0)), "closes_at": local(minutes(600)), f"quota-{cast.district.pk}": "4",
    }  # fmt: skip
    answer = client.post(reverse("notices:round_new"), data)
    round_ = Round.objects.get()
    assert answer.url == reverse("notices:round", args=[round_.pk])
    assert (round_.opens_at, round_.closes_at) == (minutes(0), minutes(600))
    assert round_.quotas == {str(cast.district.pk): 4}
    assert "场所照片" in round_.materials
    page = client.get(answer.url).content.decode()
    assert "共 4 个" in page
    assert "思明区" in page


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("closes_at", "2012-01-01T00:00", "截止要晚于开始"),
        ("closes_at", "soon", "日期或时间不对"),
        ("name", "", "请填名称"),
        ("kind", "party", "选"),
        ("notice_version", "999999", "选"),
    ],
)
def test_round_form_tells_at_the_field(
    *, cast: Any, version: NoticeVersion, minutes: Any, name: str, value: str, words: str
) -> None:  # fmt: skip
    data = {
        "notice_version": version.pk, "kind": "creation", "name": "一", "year": "2013",
        "opens_at": local(minutes(0)), "closes_at": local(minutes(600)),
    }  # fmt: skip
    answer = cast.client(cast.city_officer).post(reverse("notices:round_new"), data | {name: value})
    assert answer.status_code == 422
    page = answer.content.decode()
    error = re.search(rf'<p class="form-error" id="id_{name}-error">.*?<span>(.*?)</span>', page)
    assert error
    assert words in error[1]
    assert not Round.objects.exists()


def test_round_is_edited_on_screen(cast: Any, make_round: Any) -> None:
    round_ = make_round(quotas={str(cast.district.pk): 3})
    url = reverse("notices:round_edit", args=[round_.pk])
    client = cast.client(cast.city_officer)
    page = client.get(url).content.decode()
    assert local(round_.closes_at) in page
    data = {
        "name": "改名", "year": "2013", "opens_at": local(round_.opens_at), "closes_at": local(round_.closes_at),
        "legal_basis": round_.legal_basis, "materials": "照片\n\n 证书 ",
    }  # fmt: skip
    assert client.post(url, data).status_code == 302
    round_.refresh_from_db()
    assert (round_.name, round_.materials, round_.quotas) == ("改名", ["照片", "证书"], {})


@pytest.mark.parametrize("words", ["厦门鹭港集装箱码头有限公司", "鹭港码头", "鹭港"])
def test_extension_on_screen(cast: Any, make_round: Any, minutes: Any, words: str) -> None:
    round_ = make_round()
    client = cast.client(cast.city_officer)
    answer = client.post(
        reverse("notices:round_extend", args=[round_.pk]),
        {"organization": words, "closes_at": local(minutes(3000)), "reason": "台风停工"},
    )
    assert answer.status_code == 302
    extension = Extension.objects.get()
    assert (extension.organization, extension.closes_at) == (cast.port, minutes(3000))
    page = cast.client(cast.port_clerk).get(reverse("notices:round", args=[round_.pk])).content.decode()
    assert "您这里已延期" in page
    assert "1 家延了期" in page
    assert "您这里已延期" not in cast.client(cast.grid_clerk).get(answer.url).content.decode()


@pytest.mark.parametrize(("words", "reason"), [("没有这家", "没有找到"), ("厦门", "有几个都像")])
def test_extension_says_who_is_not_clear(cast: Any, make_round: Any, minutes: Any, words: str, reason: str) -> None:
    answer = cast.client(cast.city_officer).post(
        reverse("notices:round_extend", args=[make_round().pk]),
        {"organization": words, "closes_at": local(minutes(300)), "reason": "台风"},
    )
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert not Extension.objects.exists()


def test_closing_asks_first(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    extend(round=round_, organization=cast.port, closes_at=minutes(300), reason="台风", actor=cast.city_officer)
    client, url = cast.client(cast.city_officer), reverse("notices:round_close", args=[round_.pk])
    question = client.post(url).content.decode()
    assert "已批的 1 个延期同时截止" in question
    assert Round.objects.get().state == "open"
    assert client.post(url, {"confirmed": "1"}).status_code == 302
    assert Round.objects.get().closes_at <= timezone.now()
    assert client.post(url, {"confirmed": "1"}).status_code == 409


def test_filters_of_the_list(cast: Any, make_round: Any) -> None:
    make_round(name="甲批", year=2012)
    make_round(name="乙批", kind="commendation")
    client, url = cast.client(cast.port_chair), reverse("notices:rounds")

    def names(**filters: str) -> set[str]:
        return set(re.findall(r"甲批|乙批", client.get(url, filters).content.decode()))

    assert names() == {"甲批", "乙批"}
    assert names(year="2012") == {"甲批"}
    assert names(kind="commendation") == {"乙批"}
    assert names(kind="nonsense", year="nonsense") == {"甲批", "乙批"}
    assert "没有这样的批次" in client.get(url, {"year": "1999"}).content.decode()
