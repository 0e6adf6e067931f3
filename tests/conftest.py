"""Fixtures of every test: a client that refuses malformed pages, one that is signed in, a home of its own."""

import datetime
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import settings as examples
from hypothesis import strategies

from tests.markup import problems

pytest_plugins = ["tests.cast", "tests.filing"]

LAST_MINUTES = datetime.timedelta(minutes=2)

# The same examples in every run; how long one takes says how busy the machine is, and nothing of the product.
examples.register_profile("suite", derandomize=True, deadline=None)
examples.load_profile("suite")


def pytest_collection_finish() -> None:
    """In a fresh checkout a table of all characters is made once: not within the time of an example."""
    strategies.text().validate()


def pytest_runtest_setup() -> None:
    """No test begins just before midnight: what it wrote today would be yesterday's when it looks."""
    now = timezone.localtime()
    midnight = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time.min, now.tzinfo)
    if midnight - now < LAST_MINUTES:
        time.sleep((midnight - now).total_seconds())


class StrictClient(Client):
    """Django's client; a malformed HTML answer, or one its policy would break, fails the test that asked for it."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        if response.get("Content-Type", "").startswith("text/html") and not response.streaming and response.content:
            found = problems(response.content.decode(response.charset))
            assert not found, f"{request.get('PATH_INFO')} is not good HTML:\n" + "\n".join(found[:10])
        return response


@pytest.fixture
def client() -> Client:
    """A stranger's browser."""
    return StrictClient()


@pytest.fixture
def as_user() -> Callable[..., Client]:
    """``as_user(user)`` gives a client signed in as that user; ``**headers`` go with every request."""

    def sign_in(user: Any, **defaults: Any) -> Client:
        signed_in = StrictClient(**defaults)
        signed_in.force_login(user)
        return signed_in

    return sign_in


@pytest.fixture(autouse=True)
def files_of_this_test(settings: Any, tmp_path: Path) -> Path:
    """Uploads and archives of a test land in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.ARCHIVE_ROOT = tmp_path / "archive"
    return tmp_path


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Rate limits and counts of one test must not reach the next."""
    yield
    cache.clear()
