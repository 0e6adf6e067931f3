"""A yearbook as plain blocks, the same for PDF and Word. Nothing here knows the database or the typesetter."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, Final, Literal

Align = Literal["left", "center", "right"]
NOTHING: Final = "—"
"""Stands in a cell that has nothing to say."""
NUMERALS: Final = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
"""Of the parts."""


@dataclasses.dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a part; level 2 stands in the contents, level 3 does not."""

    text: str
    level: int = 2


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """Running text; each line of it is a paragraph. `quiet`: a remark in small type."""

    text: str
    quiet: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Facts:
    """Two columns, label and words; rows without words are left out by `facts`."""

    rows: tuple[tuple[str, str], ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """`share` of the width; columns of one table add up to any sum."""

    label: str
    share: float
    align: Align = "left"


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is printed again on every page. The last `sums` rows are set as totals."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Photo:
    """`file` is the id of a StoredFile until the picture is scaled; then `name` is the file in the book's folder,
    and `number` what tells its stand-in in the PDF. Pixels of the scaled picture."""

    file: str
    caption: str
    name: str = ""
    number: int = 0
    width: int = 0
    height: int = 0


@dataclasses.dataclass(frozen=True, slots=True)
class Photos:
    """Pictures, two in a row, with captions."""

    items: tuple[Photo, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Opinion:
    """Somebody's written opinion with signature and date, framed."""

    label: str
    text: str
    signed: str
    date: str


Block = Heading | Text | Facts | Table | Photos | Opinion
KINDS: Final[dict[type, str]] = {
    Heading: "heading", Text: "text", Facts: "facts", Table: "table", Photos: "photos", Opinion: "opinion",
}  # fmt: skip


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A chapter. `missing` says in words what the year lacks; "" when there is something. One that is missing or short
    (`own_page` False) follows on the page of the one before."""

    title: str
    blocks: tuple[Block, ...]
    missing: str = ""
    own_page: bool = True


@dataclasses.dataclass(frozen=True, slots=True)
class Cover:
    """What stands on the cover; `until` is the day the book was closed, in words."""

    studio: str
    year: int
    unit: str
    leader: str
    plaque: str
    federation: str
    until: str


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """A line of the ledger that the book prints: its folder, its number (03-012), its day and words."""

    folder: str
    number: str
    day: str
    words: str


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """A file behind a printed line; `kind` 照片 or 附件, `place` its number among the files of the line."""

    file: str
    line: Line
    place: int
    caption: str
    name: str
    is_image: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Book:
    """A whole yearbook."""

    cover: Cover
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...]

    @property
    def title(self) -> str:
        return f"{self.cover.studio} {self.cover.year} 年台账年册"

    def photos(self) -> Iterator[Photo]:
        """All pictures, in the order they are printed."""
        for part in self.parts:
            for block in part.blocks:
                if isinstance(block, Photos):
                    yield from block.items


def facts(*rows: tuple[str, str]) -> Facts:
    """Facts that have words."""
    return Facts(tuple((label, words) for label, words in rows if words))


def plain(book: Book, photos: dict[str, Photo]) -> dict[str, Any]:
    """The book as JSON: blocks with their `kind`; pictures as scaled (`photos` by file id), those that could not be
    read left out."""
    return {
        "title": book.title,
        "cover": dataclasses.asdict(book.cover),
        "parts": [_part(place, part, photos) for place, part in enumerate(book.parts)],
    }


def _part(place: int, part: Part, photos: dict[str, Photo]) -> dict[str, Any]:
    blocks = [_plain(block, photos) for block in part.blocks]
    return {"title": f"{NUMERALS[place]}　{part.title}", "missing": part.missing, "blocks": blocks,
            "own_page": part.own_page and not part.missing}  # fmt: skip


def _plain(block: Block, photos: dict[str, Photo]) -> dict[str, Any]:
    data = {"kind": KINDS[type(block)], **dataclasses.asdict(block)}
    if isinstance(block, Photos):
        found = [(photo, photos[photo.file]) for photo in block.items if photo.file in photos]
        data["items"] = [{**dataclasses.asdict(scaled), "caption": photo.caption} for photo, scaled in found]
    return data
