"""A studio with its people and what it has: plaque, premises, regulations, money."""

from __future__ import annotations

import dataclasses
import uuid
from typing import Final

from lingjun.appraisal.models import WrittenAppraisal
from lingjun.core.models import StoredFile
from lingjun.core.pinyin import search_text
from lingjun.seed import words
from lingjun.seed.places import Trade
from lingjun.seed.world import FIRST_YEAR, World
from lingjun.studios.models import (
    Charter,
    Equipment,
    Expense,
    Grant,
    Honour,
    Material,
    Member,
    Plaque,
    Premises,
    Promotion,
    Regulation,
    Studio,
    Tenure,
    Worker,
)

SUFFIX: Final = "劳模创新工作室"
KINDS: Final = (
    ("activities", "活动开展"), ("study", "学习研究"), ("research", "技术攻关"),
    ("conversion", "成果转化"), ("incentives", "奖励激励"), ("management", "内部管理"),
)  # fmt: skip
ENERGY: Final = (0.15,) * 12 + (0.6,) * 28 + (1.0,) * 42 + (2.0,) * 18
"""Twelve in a hundred are silent, eighteen busy."""
MEAN_ENERGY: Final = sum(ENERGY) / len(ENERGY)
LINE: Final = "created_at changed_at"


@dataclasses.dataclass(slots=True)
class Place:
    """Where a studio belongs."""

    unit_id: int
    path: str
    name: str
    recommender_id: int
    federation_id: int
    trade: Trade
    area: str
    contact: str = ""


@dataclasses.dataclass(slots=True)
class Life:
    """One studio while its lines are made. Days are ordinals; `end` is the day after which nothing happened."""

    pk: int
    place: Place
    name: str
    leader: str
    start: int
    end: int
    energy: float
    is_active: bool
    leader_id: int = 0
    team: list[int] = dataclasses.field(default_factory=list)
    joined: list[int] = dataclasses.field(default_factory=list)
    backbone: list[int] = dataclasses.field(default_factory=list)


class Studios:
    """Rows of the studio file."""

    def __init__(self, world: World) -> None:
        self.world = world
        table = world.store.table
        self.workers = table(
            Worker, "name unit_id gender birth political_status education title skill_grade post phone is_demo"
        )
        self.honours = table(Honour, "worker_id text level year awarding_body")
        self.studios = table(
            Studio,
            "name unit_id recommender_id federation_id unit_path leader_id leader_honour case_id import_batch_id status"
            " revoked_on decision_number named_on named_year composition search_key",
        )
        self.tenures = table(Tenure, "studio_id name leader_id unit_id unit_name since until decision_number reason")
        self.members = table(Member, "studio_id worker_id role joined_on left_on left_reason position")
        self.plaques = table(Plaque, "studio_id number text issued_on decision_number hung_at hung_on")
        self.charters = table(Charter, f"studio_id structure goal duties since {LINE}")
        self.premises = table(Premises, f"studio_id address use area since {LINE}")
        self.equipment = table(Equipment, f"studio_id kind name quantity value since keeper location {LINE}")
        self.regulations = table(
            Regulation, f"studio_id kind title version text effective_on issued_by is_posted {LINE}"
        )
        self.grants = table(Grant, f"studio_id year source amount received_on basis uses {LINE}")
        self.expenses = table(Expense, f"studio_id grant_id on use what amount payee voucher {LINE}")
        self.promotions = table(Promotion, f"worker_id studio_id kind old new on growth {LINE}")
        self.written = table(WrittenAppraisal, f"studio_id year dated_on conclusion {LINE}")
        self.files = table(StoredFile, "id content name media_type size sha256")
        self.materials = table(Material, "studio_id about about_id file_id caption added_at")
        self.counter = 0

    def open(self, place: Place, *, case_id: int | None, batch_id: int | None, named: int, number: str, decision: str,
             leader: str) -> Life:  # fmt: skip
        """The studio with leader, team, plaque and all it has; the ledger comes after."""
        world = self.world
        energy = world.pick(ENERGY)
        revoked = world.chance(0.02) and world.today - named > 400
        end = world.between(named + 200, world.today) if revoked else world.today
        if energy < 0.2:
            end = max(named, end - world.between(95, 500))
        name = f"{leader}{SUFFIX}"
        life = Life(self.studios.last + 1, place, name, leader, named, end, energy, not revoked)
        honour = self._people(life)
        self.studios.add(
            name, place.unit_id, place.recommender_id, place.federation_id, place.path, life.leader_id, honour, case_id,
            batch_id, "revoked" if revoked else "active", world.iso(end) if revoked else None, decision,
            world.iso(named), world.year(named), "{}", search_text(number, name, place.name)[:300],
        )  # fmt: skip
        self._head(life, number, decision)
        self._holdings(life)
        self._money(life)
        return life

    def person(self) -> tuple[str, str]:
        """Name and sex of somebody."""
        woman = self.world.chance(0.3)
        given = self.world.pick(words.WOMEN if woman else words.MEN)
        return self.world.pick(words.SURNAMES) + given, "2" if woman else "1"

    def _worker(self, life: Life, name: str, sex: str, *, leads: bool) -> tuple[int, str]:
        world = self.world
        pick = world.pick
        title, grade = pick(words.LEADER_SKILLS if leads else words.SKILLS)
        age = world.between(38, 57) if leads else world.between(22, 56)
        born = world.today - age * 365 - world.between(0, 364)
        pk = self.workers.add(
            name, life.place.unit_id, sex, world.iso(born)[:7], pick(words.POLITICS), pick(words.EDUCATION), title,
            grade, pick(life.place.trade.posts), f"139{world.between(0, 99999999):08d}" if leads else "", True,
        )  # fmt: skip
        return pk, grade

    def _people(self, life: Life) -> str:
        """Leader and team; gives the level of the leader's highest honour."""
        world, place = self.world, life.place
        life.leader_id, _ = self._worker(life, life.leader, "1", leads=True)
        text, level, body = world.pick(words.HONOURS)
        year = max(1995, world.year(life.start) - world.between(0, 8))
        if not world.chance(0.01):
            self.honours.add(life.leader_id, f"{year}年{text}", level, year, body)
        else:
            level = ""
        since, stamp = world.iso(life.start), life.start
        self.members.add(life.pk, life.leader_id, "leader", since, None, "", 1)
        life.team.append(life.leader_id)
        life.joined.append(life.start)
        count = max(1, world.share("members", (world.size.members - 1) * (0.5 + world.roll())))
        taken = {life.leader}
        for position in range(2, count + 2):
            name, sex = self.person()
            while name in taken:
                name, sex = self.person()
            taken.add(name)
            worker, grade = self._worker(life, name, sex, leads=False)
            joined = stamp if position < 6 else world.between(life.start, life.end)
            left = world.between(joined + 30, life.end) if world.chance(0.08) and life.end - joined > 60 else None
            role = "backbone" if position in {2, 3} else "liaison" if position == 4 else "member"
            self.members.add(
                life.pk, worker, role, world.iso(joined), world.iso(left) if left else None,
                "调离本单位" if left else "", position,
            )  # fmt: skip
            if left is None:
                life.team.append(worker)
                life.joined.append(joined)
                if role == "backbone":
                    life.backbone.append(worker)
            if grade in words.GRADES[1:] and world.chance(0.3) and life.end > joined:
                on = world.between(joined, life.end)
                old = words.GRADES[words.GRADES.index(grade) - 1]
                when = world.stamp(on)
                self.promotions.add(worker, life.pk, "skill_grade", old, grade, world.iso(on), "skill", when, when)
        self.tenures.add(life.pk, life.name, life.leader_id, place.unit_id, place.name, since, None, "", "命名")
        return level

    def _head(self, life: Life, number: str, decision: str) -> None:
        world = self.world
        issued = min(life.start + world.between(0, 30), world.today)
        hung = world.chance(0.9)
        plaque = self.plaques.add(
            life.pk, number, life.name, world.iso(issued), decision, world.pick(words.HUNG) if hung else "",
            world.iso(min(issued + 7, world.today)) if hung else None,
        )  # fmt: skip
        if hung:
            self.file(life, "studios.plaque", plaque, "牌匾.jpg", issued)
        if world.chance(0.92):
            stamp = world.stamp(life.start)
            goal = words.GOAL.format(t=world.pick(life.place.trade.things))
            self.charters.add(life.pk, words.STRUCTURE, goal, words.DUTIES, world.iso(life.start), stamp, stamp)

    def file(self, life: Life, about: str, about_id: int, name: str, day: int) -> None:
        """A file behind a line, as data only: nothing lies on the disk."""
        world = self.world
        self.counter += 1
        key = uuid.UUID(int=(self.counter << 80) | (0x8 << 76) | (0x8 << 60) | world.dice.getrandbits(56)).hex
        kind = "image/jpeg" if name.endswith("jpg") else "application/pdf"
        digest = key + key
        self.files.add(key, f"files/{key[:2]}/{key}.{name[-3:]}", name, kind, world.between(200_000, 4_000_000), digest)
        self.materials.add(life.pk, about, about_id, key, name[:-4], world.stamp(day))

    def _holdings(self, life: Life) -> None:
        world = self.world
        since, stamp = world.iso(life.start), world.stamp(life.start)
        if not world.chance(0.03):
            area = world.between(30, 240) / 2
            address = f"{life.place.name}{world.pick(words.BUILDINGS)}{world.between(1, 6)}层"
            place = self.premises.add(life.pk, address, "攻关、培训、展示", area, since, stamp, stamp)
            self.file(life, "studios.premises", place, "场所照片.jpg", life.start)
        kinds = tuple(words.EQUIPMENT)
        for kind in kinds if world.chance(0.7) else kinds[: world.between(1, 4)]:
            day = world.iso(world.between(life.start, min(life.start + 400, life.end)))
            quantity = world.between(1, 6)
            value = world.between(3, 160) * 100 * quantity
            self.equipment.add(
                life.pk,
                kind,
                world.pick(words.EQUIPMENT[kind]),
                quantity,
                value,
                day,
                life.leader,
                "工作室",
                stamp,
                stamp,
            )
        missing = world.between(0, 5) if world.chance(0.14) else 6
        for position, (key, label) in enumerate(KINDS):
            if position == missing:
                continue
            text = words.REGULATION.format(w=label)
            row = (life.pk, key, f"工作室{label}制度")
            self.regulations.add(*row, 1, text, since, life.place.name, True, stamp, stamp)
            if world.chance(0.12) and life.end - life.start > 400:
                later = world.between(life.start + 300, life.end)
                when = world.stamp(later)
                self.regulations.add(*row, 2, text, world.iso(later), life.place.name, True, when, when)

        this = world.date.year
        for year in range(max(world.year(life.start), this - 3), this):
            written = new_year(year + 1) + world.between(10, 75)
            if world.chance(0.82) and written <= min(life.end + 100, world.today):
                stamp = world.stamp(written)
                self.written.add(life.pk, year, world.iso(written), words.OPINION.format(y=year), stamp, stamp)

    def _money(self, life: Life) -> None:
        world, trade = self.world, life.place.trade
        first, last = world.year(life.start), world.year(life.end)
        if world.chance(0.2):
            when, stamp = world.iso(life.start), world.stamp(life.start)
            amount = world.pick((10000, 20000, 30000))
            self.grants.add(life.pk, first, "city", amount, when, "命名补助", "[]", stamp, stamp)
        uses = tuple(words.EXPENSES)
        for year in range(max(first, last - 2), last + 1):
            if world.chance(0.12):
                continue
            day = max(life.start, min(life.end, new_year(year) + world.between(20, 90)))
            when, stamp = world.iso(day), world.stamp(day)
            amount = world.between(4, 60) * 5000
            grant = self.grants.add(life.pk, year, "unit", amount, when, f"{year}年度专项经费预算", "[]", stamp, stamp)
            over = min(life.end, new_year(year + 1) - 1)
            for _ in range(world.between(0, 3)):
                use = world.pick(uses)
                on = world.between(day, over)
                cost = world.between(1, amount // 400) * 100
                what = words.EXPENSES[use].format(t=world.pick(trade.things))
                stamp = world.stamp(on)
                self.expenses.add(
                    life.pk, grant, world.iso(on), use, what, cost, "", f"记{world.between(1, 400):04d}", stamp, stamp
                )


def new_year(year: int) -> int:
    """Ordinal of 1 January."""
    return (year - 1) * 365 + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 + 1


def named_day(world: World) -> int:
    """Ordinal of a day of naming: more studios in later years."""
    last = world.date.year
    year = FIRST_YEAR + int((last - FIRST_YEAR + 1) * world.roll() ** 0.8)
    day = new_year(year) + world.pick((120, 165, 180, 210, 300, 340)) + world.between(0, 12)
    return min(day, world.today - world.between(3, 20))
