"""Organizations from the root to the units, city by city, so that nothing of it need be kept."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator

from lingjun.core import credit_code
from lingjun.core.pinyin import search_text
from lingjun.organizations.models import Organization
from lingjun.seed import words
from lingjun.seed.places import BRANDS, DISTRICTS, INDUSTRIES, PROVINCES, TRADES
from lingjun.seed.team import Place
from lingjun.seed.world import World

MARK = "（合成数据）"


@dataclasses.dataclass(slots=True)
class City:
    """A federation that names studios, with its recommending unions and how many studios it has."""

    pk: int
    path: str
    name: str
    area: str
    studios: int
    unions: list[tuple[int, str]] = dataclasses.field(default_factory=list)


class Tree:
    """Rows of organizations."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.table = world.store.table(
            Organization,
            "parent_id name short_name kind code credit_code nature industry area_code chair_name contact_name"
            " contact_phone address path search_key sort_order is_active",
        )
        self.units = 0

    def add(
        self, parent: tuple[int, str] | None, name: str, kind: str, short: str = "", **more: str
    ) -> tuple[int, str]:
        """Id and path of a new organization."""
        pk = self.table.last + 1
        path = f"{parent[1] if parent else ''}{pk}/"
        person = self.world.pick(words.SURNAMES) + self.world.pick(words.MEN)
        self.table.add(
            parent[0] if parent else None, name, short, kind, more.get("code", ""), more.get("credit", ""),
            more.get("nature", ""), more.get("industry", ""), more.get("area", ""), person, person,
            f"0{self.world.between(310, 999)}-{self.world.between(2000000, 8999999)}", "", path,
            search_text(name, short)[:300], int(more.get("order", "0")), True,
        )  # fmt: skip
        return pk, path

    def cities(self) -> Iterator[City]:
        """Every city that names studios, its unions made; the sum of `studios` is that of the size."""
        size = self.world.size
        if not size.provinces:
            root = self.add(None, f"厦门市总工会{MARK}", "federation", "市总工会", code="350200")
            yield self._city(*root, "厦门", "3502", size.studios)
            return
        chosen = PROVINCES[: size.provinces]
        nation = self.add(None, f"全国总工会{MARK}", "federation", "全国总工会") if len(chosen) > 1 else None
        names = [(province, city) for province in chosen for city in province.cities]
        weights = [0.4 + 1.2 * self.world.roll() for _ in names]
        bounds = [round(size.studios * part / sum(weights)) for part in itertools.accumulate(weights)]
        parents: dict[str, tuple[int, str]] = {}
        for place, (province, name) in enumerate(names):
            code = province.code
            if province.name not in parents:
                mark = "" if nation else MARK
                parents[province.name] = self.add(
                    nation, f"{province.name}总工会{mark}", "federation", province.name, code=f"{code}0000"
                )
            area = f"{code}{province.cities.index(name) + 1:02d}"
            city = self.add(parents[province.name], f"{name}市总工会", "federation", f"{name}市总", code=f"{area}00")
            yield self._city(*city, name, area, bounds[place] - (bounds[place - 1] if place else 0))

    def _city(self, pk: int, path: str, name: str, area: str, studios: int) -> City:
        city = City(pk, path, name, area, studios)
        half = max(1, self.world.size.unions // 2)
        for order, district in enumerate(DISTRICTS[:half], 1):
            made = self.add(
                (pk, path),
                f"{name}市{district}总工会",
                "district_union",
                district,
                code=f"{area}{order:02d}",
                order=str(order),
            )
            city.unions.append(made)
        for order, industry in enumerate(INDUSTRIES[:half], 1):
            made = self.add(
                (pk, path), f"{name}市{industry}产业工会", "industrial_union", f"{industry}产业", order=str(order + 50)
            )
            city.unions.append(made)
        return city

    def places(self, city: City) -> Iterator[Place]:
        """Units of a city, endless: most have one studio, some two."""
        world = self.world
        taken: set[str] = set()
        while True:
            trade = world.pick(TRADES)
            name = f"{city.name}{world.pick(BRANDS)}{trade.ending}"
            if name in taken:
                name = f"{name.removesuffix('有限公司')}第{len(taken)}分公司"
            taken.add(name)
            union = city.unions[int(len(city.unions) * world.roll() ** 1.3)]
            self.units += 1
            area = f"{city.area}{world.between(1, 6):02d}"
            kind = "12" if trade.nature == "institution" else "91"
            short = name.removeprefix(city.name).removesuffix("有限公司")
            pk, path = self.add(
                union, name, "unit", short, credit=credit_code.make(kind, area, f"MA{self.units:06d}"),
                nature=trade.nature, industry=trade.section, area=area,
            )  # fmt: skip
            place = Place(pk, path, name, union[0], city.pk, trade, area)
            yield place
            if world.chance(0.08):
                yield place
