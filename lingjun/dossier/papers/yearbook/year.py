"""One studio's year while it is being read: days, people by id, numbered lines and the files behind them."""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from lingjun.dossier.papers.yearbook.book import Attachment, Line, Photo, Photos
from lingjun.studios.models import Material, Promotion, Tenure, Worker
from lingjun.studios.queries import content_of

if TYPE_CHECKING:
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio

FOLDERS: Final = {
    "01": "01-组织与团队", "02": "02-计划与项目", "03": "03-活动", "04": "04-成果", "05": "05-效益与推广",
    "06": "06-师带徒与成长", "07": "07-经费", "08": "08-制度与场所", "09": "09-牌匾与鉴定",
}  # fmt: skip
WORDS: Final = 40
"""Characters of a line's title that go into file names."""


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A worker as they were on the last day of the book: codes as kept."""

    id: int
    name: str
    gender: str
    birth: str
    political_status: str
    education: str
    title: str
    skill_grade: str
    post: str
    employer: str


class Year:
    """Everything the parts of a book share. Three queries; made inside the snapshot's transaction."""

    def __init__(self, studio: Studio, year: int) -> None:
        self.studio, self.year = studio, year
        self.first = datetime.date(year, 1, 1)
        self.on = min(datetime.date(year, 12, 31), timezone.localdate())
        """The book shows the studio as it stood at the end of this day."""
        self.content: NoticeContent = content_of(studio)
        tenures = list(Tenure.objects.filter(studio=studio).select_related("leader").order_by("since", "id"))
        self.tenures = tenures
        then = [row for row in tenures if row.since <= self.on and (row.until is None or row.until > self.on)]
        self.tenure: Tenure | None = then[-1] if then else None
        self._files: dict[tuple[str, int], list[Material]] = defaultdict(list)
        kept = Material.objects.filter(studio=studio, removed_at__isnull=True).select_related("file")
        for row in kept.order_by("position", "id"):
            self._files[(row.about, row.about_id)].append(row)
        self._numbers: Counter[str] = Counter()
        self._people: dict[int, Person] = {}
        self.attachments: list[Attachment] = []

    @property
    def name(self) -> str:
        """The studio's name at the time."""
        return self.tenure.name if self.tenure else self.studio.name

    @property
    def is_over(self) -> bool:
        return self.on == datetime.date(self.year, 12, 31)

    def within(self, field: str) -> dict[str, datetime.date]:
        """A filter: the day lies in the book's year."""
        return {f"{field}__gte": self.first, f"{field}__lte": self.on}

    def in_force(self, first: str, last: str) -> Q:
        """A filter: in force at some time of the year, from `first` up to (not including) `last`."""
        return Q(**{f"{first}__lte": self.on}) & (Q(**{last: None}) | Q(**{f"{last}__gt": self.first}))

    # people
    def know(self, workers: Iterable[Worker]) -> None:
        """Remember people as they were on the last day: a later promotion is taken back. One query."""
        new = [worker for worker in workers if worker.pk not in self._people]
        after = Promotion.standing.filter(worker__in=new, on__gt=self.on).order_by("-on", "-id")
        earlier: dict[int, dict[str, str]] = defaultdict(dict)
        for row in after:
            earlier[row.worker_id][row.kind] = row.old
        for worker in new:
            was = earlier[worker.pk]
            facts = {name: was.get(name, getattr(worker, name)) for name in _CHANGING}
            self._people[worker.pk] = Person(
                id=worker.pk, name=worker.name, gender=worker.gender, birth=worker.birth, employer=worker.employer,
                **facts,
            )  # fmt: skip

    def know_ids(self, ids: Iterable[object]) -> None:
        """The same by id, for lists kept in a row; ids of nobody are passed over. Two queries, or none."""
        new = {pk for pk in ids if isinstance(pk, int)} - self._people.keys()
        if new:
            self.know(Worker.objects.filter(pk__in=new))

    def person(self, worker: Worker) -> Person:
        """A worker as they were; `know` must have met them."""
        return self._people[worker.pk]

    def names(self, ids: Iterable[int]) -> list[str]:
        """Names of ids kept in a row."""
        return [self._people[pk].name for pk in ids if pk in self._people]

    # lines and their files
    def line(self, row: models.Model, folder: str, on: datetime.date | None, words: str) -> Line:
        """Give a printed line its number and put its files among the attachments."""
        self._numbers[folder] += 1
        line = Line(
            FOLDERS[folder], f"{folder}-{self._numbers[folder]:03d}", on.isoformat() if on else "", words[:WORDS]
        )
        for place, material in enumerate(self.files(row), start=1):
            self.attachments.append(
                Attachment(
                    str(material.file_id), line, place, material.caption, material.file.name, material.file.is_image
                )
            )
        return line

    def files(self, row: models.Model) -> list[Material]:
        """Files behind a row, in their order; no query."""
        return self._files.get((row._meta.label_lower, row.pk), [])

    def photos(self, row: models.Model, words: str = "", *, most: int = 60) -> list[Photos]:
        """The pictures among them as a block, or nothing. `words`: the caption of those that have none."""
        pictures = [material for material in self.files(row) if material.file.is_image][:most]
        numbered = len(pictures) > 1
        items = tuple(
            Photo(str(material.file_id), material.caption or (f"{words}（{place}）" if words and numbered else words))
            for place, material in enumerate(pictures, start=1)
        )
        return [Photos(items)] if items else []


_CHANGING: Final = ("political_status", "education", "title", "skill_grade", "post")


def labels(options: Iterable[object]) -> Mapping[str, str]:
    """Key to label of a notice's list."""
    return {option.key: option.label for option in options}  # type: ignore[attr-defined]
