"""What comes in from outside: NUL, sizes, numbers of rows."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.urls import reverse

from lingjun.core.ids import row_id
from lingjun.core.middleware import LARGEST, PlainInputMiddleware


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", 1),
        ("9" * 18, 999_999_999_999_999_999),
        ("", None),
        ("-1", None),
        ("+1", None),
        (" 1", None),
        ("²", None),
        ("１", None),
        ("9" * 19, None),
        ("9" * 5000, None),
        ("1_0", None),
    ],
)
def test_row_id(text: str, number: int | None) -> None:
    assert row_id(text) == number


@pytest.mark.django_db
def test_nul_is_taken_out_of_what_people_typed(cast: Any) -> None:
    """PostgreSQL refuses it; the words around it are what the person meant."""
    client = cast.client(cast.port_chair)
    answer = client.post(reverse("accounts:profile"), {"phone": "", "email": "a\0b@example.org"})
    assert answer.status_code == 302
    cast.port_chair.refresh_from_db()
    assert cast.port_chair.email == "ab@example.org"
    for name in ("workbench:search", "studios:list", "organizations:tree", "accounts:list"):
        assert client.get(reverse(name), QUERY_STRING="q=%00%E9%B9%AD&%00=1&page=%00").status_code == 200


@pytest.mark.django_db
def test_nul_at_the_door(client: Any, cast: Any) -> None:
    answer = client.post(
        f"{reverse('accounts:sign_in')}?next=%00", {"username": "port_chair\0", "password": "wrong\0one", "next": "\0"}
    )
    assert answer.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("known", "length", "taken"),
    [(False, 4_900_000, True), (False, 6_000_000, False), (True, 6_000_000, True), (True, LARGEST + 1, False)],
)
def test_a_request_too_large_is_refused_unread(known: bool, length: int, taken: bool, cast: Any) -> None:
    """A stranger cannot fill the disk, nobody can with one request."""

    class Unread:
        def read(self, *size: int) -> bytes:
            raise AssertionError("the body was read")

    from django.contrib.auth.models import AnonymousUser
    from django.http import HttpResponse

    request = RequestFactory().post("/", {"a": "b"})
    request.META["CONTENT_LENGTH"] = str(length)
    request._stream = Unread()  # type: ignore[attr-defined]
    request.user = cast.port_chair if known else AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    request.resolver_match = None
    answer = PlainInputMiddleware(lambda _: HttpResponse(status=204))(request)
    assert answer.status_code == (204 if taken else 413)
