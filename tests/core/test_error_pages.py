"""Refusals and errors reach people as pages of the product, and htmx as a note in the open page."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory

from lingjun.core import views
from lingjun.core.confirm import Question, ask, is_confirmed
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.core.middleware import RefusedMiddleware
from lingjun.core.refusals import PAGES
from tests.markup import problems

pytestmark = pytest.mark.django_db


def request_of(path: str = "/cases/7/", **headers: str) -> HttpRequest:
    request = RequestFactory().post(path, {"opinion": "同意创建。"}, headers=headers)
    request.user = AnonymousUser()
    return request


def handled(exception: Exception, request: HttpRequest) -> HttpResponse | None:
    return RefusedMiddleware(lambda _: HttpResponse()).process_exception(request, exception)


def page(response: HttpResponse | None) -> str:
    assert response is not None
    text = response.content.decode()
    assert not problems(text), text
    return text


REFUSALS: list[tuple[Exception, int, str, str]] = [
    (NotYours("这件由湖里区总工会办理，您可以看，不能改。"), 403, "这一步不归您办", "您可以看，不能改"),
    (MovedOn("李建华 10:24 已经退回这件。"), 409, "已经有人先办了", "李建华 10:24 已经退回这件。"),
    (Closed("5月31日 17:00 已截止。"), 409, "现在不能办了", "5月31日 17:00 已截止。"),
    (Invalid({"phone": "手机号少了几位。", "name": "请填姓名。"}), 422, "还有 2 处要改", "请填姓名。"),
    (RequestDataTooBig(), 413, "文件太大", "没有收下"),
]


@pytest.mark.parametrize(("exception", "status", "title", "words"), REFUSALS)
def test_a_refusal_is_a_page_with_its_own_words(exception: Exception, status: int, title: str, words: str) -> None:
    response = handled(exception, request_of())
    text = page(response)
    assert response is not None
    assert response.status_code == status
    assert f'<h1 id="halt-title">{title}</h1>' in text
    assert words in text


@pytest.mark.parametrize(("exception", "status", "title", "words"), REFUSALS)
def test_htmx_gets_a_note_for_the_message_region(exception: Exception, status: int, title: str, words: str) -> None:
    response = handled(exception, request_of(**{"HX-Request": "true"}))
    text = page(response)
    assert response is not None
    assert (response.status_code, response["HX-Retarget"], response["HX-Reswap"]) == (status, "#messages", "innerHTML")
    assert "<html" not in text
    assert title in text
    assert words in text


@pytest.mark.parametrize("exception", [ValueError("x"), Http404(), PermissionDenied()])
def test_other_errors_are_left_to_django(exception: Exception) -> None:
    assert handled(exception, request_of()) is None


def test_a_refusal_escapes_its_words() -> None:
    text = page(handled(NotYours("<script>alert(1)</script>"), request_of()))
    assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/cases/?page=2", "/cases/?page=2"),
        ("http://evil.example/", ""),
        ("", ""),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("http://testserver/\\\\evil.example/", "/evil.example/"),
    ],
)
def test_the_way_back_never_leaves_the_site(referer: str, back: str) -> None:
    text = page(handled(NotYours("不归您办。"), request_of(Referer=referer)))
    found = re.findall(r'<a class="btn" href="([^"]*)">(?:(?!</a>).)*回到上一页', text)
    assert found == ([back] if back else [])


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (lambda r: views.bad_request(r, ValueError()), 400, "这次提交没有读懂"),
        (lambda r: views.bad_request(r, RequestDataTooBig()), 413, "文件太大"),
        (lambda r: views.forbidden(r, PermissionDenied("本年度已停用。")), 403, "本年度已停用。"),
        (lambda r: views.not_found(r, Http404()), 404, "没有找到这一页"),
        (views.too_many, 429, "试得太多，请稍等"),
        (lambda r: views.csrf_failure(r, "CSRF cookie not set."), 403, "这一页放得太久了"),
        (views.server_error, 500, "系统出错了"),
    ],
)
def test_each_error_has_its_page(view: Callable[[HttpRequest], HttpResponse], status: int, title: str) -> None:
    response = view(request_of())
    assert response.status_code == status
    assert title in page(response)


def test_english_reasons_are_not_shown() -> None:
    assert "Verboten" not in page(views.forbidden(request_of(), PermissionDenied("Verboten reason")))
    assert "CSRF" not in page(views.csrf_failure(request_of(), "CSRF cookie not set."))


def test_an_unknown_address_is_a_page_of_ours(client: Client) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()


def test_an_address_that_only_takes_forms_is_a_page_when_it_is_opened() -> None:
    request = RequestFactory().get("/jobs/7/cancel/")
    request.user = AnonymousUser()
    response = RefusedMiddleware(lambda _: HttpResponseNotAllowed(["POST"]))(request)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "这个网址只用来提交" in page(response)


def test_the_500_page_needs_no_database(django_assert_num_queries: Any) -> None:
    request = RequestFactory().get("/")
    with django_assert_num_queries(0):
        text = page(views.server_error(request))
    assert "出错经过已经记下" in text


def test_every_status_has_words_for_people() -> None:
    for status, standing in PAGES.items():
        assert standing.status == status
        assert standing.title
        assert not re.search(r"[!！]|请注意|非法|操作成功", standing.title + "".join(standing.lines))


# the style guide and the public pages of core


@pytest.mark.parametrize("address", ["/help/", "/accessibility/", "/_look/", *[f"/_look/errors/{s}/" for s in PAGES]])
def test_pages_of_core_are_good_html_for_strangers(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == int(address.split("/")[-2]) if "errors" in address else response.status_code == 200


@pytest.mark.parametrize("address", ["/_look/", "/_look/errors/404/", "/_look/errors/500/"])
def test_the_style_guide_is_not_there_in_production(client: Client, settings: Any, address: str) -> None:
    settings.PRODUCTION = True
    response = client.get(address)
    assert response.status_code == 404
    assert "没有找到这一页" in response.content.decode()


def test_an_error_page_nobody_drew_is_not_found(client: Client) -> None:
    assert "没有找到这一页" in client.get("/_look/errors/418/").content.decode()


# the question as a page


def test_the_question_page_carries_what_was_sent() -> None:
    request = RequestFactory().post(
        "/cases/7/decide/?from=list",
        {"opinion": '同意"创建"', "part": ["roster", "leader"], "csrfmiddlewaretoken": "old", "confirmed": "0"},
    )
    request.user = AnonymousUser()
    assert not is_confirmed(request)
    question = Question(
        title="同意创建？", words="将进入公示。", yes="同意创建", back_url="/cases/7/", lines=("通知单位",)
    )
    text = page(ask(request, question))
    kept = re.findall(r'<input type="hidden" name="(opinion|part|csrfmiddlewaretoken)" value="([^"]*)"', text)
    assert ("opinion", "同意&quot;创建&quot;") in kept
    assert [value for name, value in kept if name == "part"] == ["roster", "leader"]
    assert ("csrfmiddlewaretoken", "old") not in kept
    assert text.count('name="confirmed"') == 1
    assert 'action="/cases/7/decide/?from=list"' in text


def test_only_a_post_with_yes_is_confirmed() -> None:
    assert is_confirmed(RequestFactory().post("/", {"confirmed": "1"}))
    assert not is_confirmed(RequestFactory().post("/", {"confirmed": "yes"}))
    assert not is_confirmed(RequestFactory().get("/", {"confirmed": "1"}))
