"""The 2012 notice, an invented later one, and the demo's rounds: history, one just past, one open, one to come."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from django.utils import timezone

from lingjun import notices
from lingjun.demo.clock import at, office_hour
from lingjun.demo.organizations import City
from lingjun.notices.actions import load_content, load_notice, open_round
from lingjun.notices.models import NoticeVersion, Round
from lingjun.notices.schema import parse, shift_years

DATA = Path(notices.__file__).parent / "data"
LATER_WRITTEN_FOR = 2026


@dataclasses.dataclass(frozen=True)
class Rounds:
    """Rounds by what they show."""

    first: Round
    second: Round
    past: Round
    open: Round
    coming: Round


def build(city: City) -> Rounds:
    """Dates of this year are relative to today; 2012 and 2013 are where history put them."""
    today = timezone.localdate()
    with at(office_hour(datetime.date(2012, 6, 28))):
        version = load_notice(
            text=(DATA / "xiamen-2012-80.toml").read_text("utf-8"), actor=city.officer, organization=city.federation
        )
    first = _call(
        city, version, "2012年创建申报", 2012, opens=datetime.date(2012, 7, 2), closes=datetime.date(2012, 10, 31)
    )
    second = _call(
        city, version, "2013年创建申报", 2013, opens=datetime.date(2013, 3, 1), closes=datetime.date(2013, 5, 31)
    )
    day = datetime.timedelta(days=1)
    past = _call(
        city, version, f"{today.year}年第一批创建申报", today.year, opens=today - 130 * day, closes=today - 12 * day
    )
    current = _call(
        city, version, f"{today.year}年第二批创建申报", today.year, opens=today - 30 * day, closes=today + 25 * day
    )
    later = shift_years(parse((DATA / "demo-current.toml").read_text("utf-8")), today.year - LATER_WRITTEN_FOR)
    coming_version = load_content(content=later, actor=city.officer, organization=city.federation)
    coming = _call(
        city,
        coming_version,
        f"{today.year}年新通知首批（示例）",
        today.year,
        opens=today + 40 * day,
        closes=today + 100 * day,
    )
    return Rounds(first, second, past, current, coming)


def _call(
    city: City, version: NoticeVersion, name: str, year: int, *, opens: datetime.date, closes: datetime.date
) -> Round:
    with at(min(office_hour(opens, 9), timezone.now())):
        return open_round(
            actor=city.officer,
            notice_version=version,
            kind="creation",
            name=name,
            year=year,
            organizer=city.federation,
            opens_at=office_hour(opens, 9),
            closes_at=office_hour(closes, 17),
            legal_basis=version.notice.number,
        )
