"""Fills an empty database with one of the sizes."""

from __future__ import annotations

import dataclasses
import datetime
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.contrib.auth.hashers import make_password

from lingjun import notices
from lingjun.accounts.enums import Role
from lingjun.accounts.models import Appointment, User
from lingjun.audit.actions import record
from lingjun.cases.models import NumberSeries
from lingjun.core.models import StoredFile
from lingjun.notices.models import Notice, NoticeVersion
from lingjun.notices.schema import digest, parse, to_data
from lingjun.organizations.models import Organization
from lingjun.seed.cases import Cases
from lingjun.seed.ledger import Ledger
from lingjun.seed.sheets import write_sheets
from lingjun.seed.sizes import Size
from lingjun.seed.team import Place, Studios, named_day
from lingjun.seed.tree import City, Tree
from lingjun.seed.world import World
from lingjun.studios.models import ImportBatch, MemberRole, Studio, StudioAppointment

NOTICE: Final = Path(notices.__file__).parent / "data" / "xiamen-2012-80.toml"
PASSWORD: Final = "lingjun-hecheng"  # noqa: S105 - printed; a production home refuses to be filled
CASE_YEARS: Final = 2
"""Studios named earlier came with a list: they have no case."""


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """An account that was made: who signs in as what."""

    username: str
    words: str


class Filling:
    """One run. `say` gets a line of progress now and then."""

    def __init__(self, size: Size, seed: int, say: Callable[[str], None]) -> None:
        self.size, self.say = size, say
        self.started = self.told = time.monotonic()
        self.world = World(size, seed, self._progress)
        self.content = parse(NOTICE.read_text("utf-8"))
        self.tree = Tree(self.world)
        table = self.world.store.table
        self.notices = table(Notice, "slug number title issuer_id issued_on effective_on")
        self.versions = table(NoticeVersion, "notice_id version content digest loaded_at loaded_by")
        self.files = table(StoredFile, "id content name media_type size sha256")
        self.batches = table(ImportBatch, "federation_id file_id mapping made imported_at")
        self.cases = Cases(self.world, self.content.creation_steps)
        self.studios = Studios(self.world)
        self.ledger = Ledger(self.world, self.studios)
        self.made = 0
        self._text = json.dumps(to_data(self.content))
        self._digest = digest(self.content)

    def run(self) -> list[Account]:
        """Everything, and the accounts to sign in with."""
        store = self.world.store
        store.begin()
        for city in self.tree.cities():
            self._city(city)
        store.flush()
        self._progress(f"rows written: {store.count:,}; indexes and statistics")
        store.end()
        series = [NumberSeries(key=key, last=last) for key, last in self.world.series.items()]
        NumberSeries.objects.bulk_create(series)
        write_sheets(self._progress)
        accounts = self._accounts()
        record(actor=None, verb="seed.fill", subject=None, subject_name=self.size.key, new={"rows": store.count})
        self._progress(f"done: {store.count:,} rows")
        return accounts

    def _progress(self, words: str) -> None:
        peak = (
            max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024
        )
        self.say(f"[{time.monotonic() - self.started:6.1f} s, {peak} MB] {words}")

    def _city(self, city: City) -> None:
        world, number = self.world, self.content.heading.number
        notice = self.notices.add(
            f"notice-{city.pk}", number, self.content.heading.title, city.pk, "2012-06-28", "2012-06-28"
        )
        version = self.versions.add(notice, 1, self._text, self._digest, "2012-06-28 01:30:00", "")
        this = world.date.year
        rounds = {}
        for year in range(this - CASE_YEARS, this + 1):
            opens, closes = _season(year, world.today if year == this else None)
            rounds[year] = self.cases.round(version, city.pk, year, opens=opens, closes=closes, number=number)
        key = f"{city.pk:032x}"
        self.files.add(
            key, f"files/{key[:2]}/{key}.xlsx", "已命名工作室一览表.xlsx", "application/vnd.ms-excel", 90_000, key * 2
        )
        batch = self.batches.add(city.pk, key, "{}", "{}", world.stamp(world.today - 400))
        for done, place in enumerate(self.tree.places(city)):
            if done == city.studios:
                break
            self._studio(place, batch, rounds)
            if world.chance(0.06):
                self.cases.under_way(place, rounds[this], self.studios.person()[0])
            world.store.breathe()
            if time.monotonic() - self.told > 10:
                self.told = time.monotonic()
                self._progress(f"{self.made:,} of {self.size.studios:,} studios, {world.store.count:,} rows")

    def _studio(self, place: Place, batch: int, rounds: dict[int, int]) -> None:
        world = self.world
        named = named_day(world)
        year = world.year(named)
        number = f"{year}-{world.number(str(year)):03d}"
        decision = f"总工〔{year}〕{world.between(20, 90)}号"
        leader = self.studios.person()[0]
        case = self.cases.named(place, rounds[year], leader, named, decision) if year in rounds else None
        life = self.studios.open(
            place, case_id=case, batch_id=None if case else batch, named=named, number=number, decision=decision,
            leader=leader,
        )  # fmt: skip
        self.ledger.write(life)
        self.made += 1

    def _accounts(self) -> list[Account]:
        """A handful: one for each level and role."""
        root = Organization.objects.filter(parent=None).order_by("id").first()
        studio = Studio.objects.filter(status="active").select_related("unit", "recommender", "federation").first()
        if root is None or studio is None:
            return []
        posts = [
            ("quanju", "王静宜", Role.CITY_OFFICER, root),
            ("gongzuoshi", studio.leader.name, Role.LEADER, studio.unit),
            ("lianluo", "吴小帆", Role.LIAISON, studio.unit),
            ("zhuxi", "林志远", Role.UNIT_CHAIR, studio.unit),
            ("quxian", "郑文斌", Role.DISTRICT_OFFICER, studio.recommender),
            ("guanli", "唐毅", Role.ADMINISTRATOR, root),
            ("shenji", "沈洁", Role.AUDITOR, root),
        ]
        if studio.federation_id != root.pk:
            posts.append(("shizong", "李建华", Role.CITY_OFFICER, studio.federation))
        hashed, made = make_password(PASSWORD), []
        for username, name, role, organization in posts:
            user = User.objects.create(
                username=username, name=name, password=hashed, is_demo=True, must_change_password=False
            )
            Appointment.objects.create(
                user=user, organization=organization, role=role, started_on=datetime.date(2013, 1, 4)
            )
            if role in {Role.LEADER, Role.LIAISON}:
                kind = MemberRole.LEADER if role == Role.LEADER else MemberRole.LIAISON
                StudioAppointment.objects.create(user=user, studio=studio, role=kind)
            made.append(Account(username, f"{organization.label} {Role(role).label}"))
        return made


def _season(year: int, today: int | None) -> tuple[int, int]:
    """Opening and closing day of a round; this year's is open now."""
    if today is not None:
        return today - 45, today + 20
    start = datetime.date(year, 3, 1).toordinal()
    return start, start + 90
