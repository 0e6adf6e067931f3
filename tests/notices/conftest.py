"""The two notices as text, read and loaded."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from lingjun.notices.schema import NoticeContent, parse

DATA = Path(__file__).resolve().parents[2] / "lingjun" / "notices" / "data"


@pytest.fixture(scope="session")
def text() -> str:
    """The file of 厦工〔2012〕80号."""
    return (DATA / "xiamen-2012-80.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def demo_text() -> str:
    """The file of the invented later notice."""
    return (DATA / "demo-current.toml").read_text("utf-8")


@pytest.fixture(scope="session")
def content(text: str) -> NoticeContent:
    return parse(text)


@pytest.fixture
def version(cast: Any, text: str) -> Any:
    """The 2012 notice, loaded by the city officer."""
    from lingjun.notices.actions import load_notice

    return load_notice(text=text, actor=cast.city_officer, organization=cast.city)


@pytest.fixture
def minutes() -> Callable[[int], datetime]:
    """``minutes(n)``: now and n minutes, seconds cut."""
    now = timezone.now().replace(second=0, microsecond=0)
    return lambda count: now + timedelta(minutes=count)


@pytest.fixture
def make_round(cast: Any, version: Any, minutes: Callable[[int], datetime]) -> Callable[..., Any]:
    """Opens a creation round, an hour ago until in an hour unless told otherwise."""
    from lingjun.notices.actions import open_round

    def make(**facts: Any) -> Any:
        wanted = {
            "notice_version": version,
            "kind": "creation",
            "name": "2013年创建申报",
            "year": 2013,
            "organizer": cast.city,
            "opens_at": minutes(-60),
            "closes_at": minutes(60),
            "actor": cast.city_officer,
        }
        return open_round(**wanted | facts)

    return make
