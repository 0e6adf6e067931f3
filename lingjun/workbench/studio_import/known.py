"""What the system has of what the rows of a list name: unions, units, studios, plaques, people. Looked up at once."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db.models import Q

from lingjun.core import credit_code
from lingjun.core.text import compact, squeeze, without_invisible
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import path_ids, recommenders
from lingjun.studios.models import Plaque, Studio, Worker
from lingjun.workbench.studio_import.mapping import Line

_SUFFIX = re.compile(r"(?:总工会|工会工作委员会|工会工委|工会委员会|工会|工委)$")


class Known:
    """What the system has of what the rows name. Six queries."""

    def __init__(self, federation: Organization, lines: list[Line], said_unions: Mapping[str, int]) -> None:
        self.federation = federation
        self.unions = list(recommenders(federation))
        self.by_union_id = {union.pk: union for union in self.unions}
        self._union_words = self._words(said_unions)
        units = {squeeze(line.values["unit"]) for line in lines} - {""}
        codes = {credit_code.normalise(line.values["credit_code"]) for line in lines} - {""}
        found = Organization.objects.filter(
            Q(name__in=units) | Q(short_name__in=units) | Q(credit_code__in=codes),
            kind=OrganizationKind.UNIT, is_active=True, path__startswith=federation.path,
        )  # fmt: skip
        self.units = list(found)
        names = {name_of(line.values["name"]) for line in lines} - {""}
        ids = [unit.pk for unit in self.units]
        self.studios = list(
            Studio.objects.filter(Q(name__in=names) | Q(unit_id__in=ids), federation=federation).values_list(
                "name", "unit_id", "unit__name"
            )
        )
        numbers = {squeeze(line.values["plaque"]) for line in lines} - {""}
        self.plaques = set(Plaque.objects.filter(number__in=numbers).values_list("number", flat=True))
        leaders = {squeeze(line.values["leader"]) for line in lines} - {""}
        self.workers: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for pk, unit_id, name, birth in Worker.objects.filter(
            unit_id__in=ids, name__in=leaders, employer=""
        ).values_list("pk", "unit_id", "name", "birth"):
            self.workers.setdefault((unit_id, name), []).append((pk, birth))

    def union(self, words: str) -> Organization | None:
        """By full or short name, with or without 总工会 and the city in front; as somebody said; None for unknown."""
        return self._union_words.get(self.plain(words))

    def unit(self, name: str, code: str) -> list[Organization]:
        """By code where one is given and known, else by full name, else by short name."""
        by_code = [unit for unit in self.units if code and unit.credit_code == code]
        full = [unit for unit in self.units if compact(unit.name) == compact(name)]
        return by_code or full or [unit for unit in self.units if compact(unit.short_name) == compact(name)]

    def recommender_of(self, unit: Organization) -> Organization | None:
        """The union a unit stands under."""
        return next((self.by_union_id[pk] for pk in path_ids(unit.path) if pk in self.by_union_id), None)

    def plain(self, words: str) -> str:
        """Words for a union without what everybody adds."""
        city = _SUFFIX.sub("", compact(self.federation.name))
        return _SUFFIX.sub("", compact(words)).removeprefix(city)

    def _words(self, said: Mapping[str, int]) -> dict[str, Organization]:
        words: dict[str, Organization] = {}
        for union in self.unions:
            for name in (union.name, union.short_name):
                if name:
                    words.setdefault(self.plain(name), union)
        for name, pk in said.items():
            if pk in self.by_union_id:
                words[self.plain(name)] = self.by_union_id[pk]
        return words


def name_of(text: str) -> str:
    """A studio's name: full-width signs stay, blanks and invisible marks go."""
    return re.sub(r"\s+", "", without_invisible(text)).strip()
