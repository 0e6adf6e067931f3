"""Which families print each text of a book; characters no font holds become 〓 and are told."""

from __future__ import annotations

from typing import Any, Final

from lingjun.documents.printing.fonts import FANGSONG, HEI, KAI, TITLE_SONG, Shelf, Unprintable, printable

GETA: Final = "〓"
"""What printers set for a sort they do not have."""
SHOWN: Final = 20


class Glyphs:
    """Dresses the texts of a book: plain ones stay text, others become {"text", "font"}."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.body = shelf.families_for("", FANGSONG)
        self.held = shelf.characters(self.body[0])
        self.holes: list[dict[str, str]] = []
        """Characters that were replaced, with the text they stood in; the first twenty."""
        self._known: set[str] = set()

    def dressed(self, book: dict[str, Any]) -> dict[str, Any]:
        """The data the template reads."""
        parts = [self._part(part) for part in book["parts"]]
        lacking = [part["title"].partition("　")[2] for part in book["parts"] if part["missing"]]
        return {
            "title": self._whole(book["title"])[0],
            "lacking": f"以下部分没有记录：{'、'.join(lacking)}。" if lacking else "",
            "cover": {key: self._cover(value) for key, value in book["cover"].items()},
            "parts": parts,
            "fonts": {
                "body": self._family(FANGSONG), "heading": self._family(HEI), "title": self._family(TITLE_SONG),
                "caption": self._family(KAI),
            },
        }  # fmt: skip

    def _cover(self, value: str | int) -> str | int | dict[str, Any]:
        return self.text(value) if isinstance(value, str) else value

    def _family(self, preferred: tuple[str, ...]) -> list[str]:
        """The style's family, then those that step in for its missing characters."""
        first = self.shelf.families_for("", preferred)
        return [*first, *self.shelf.families_for("", HEI)]

    def _part(self, part: dict[str, Any]) -> dict[str, Any]:
        blocks = [self._block(block) for block in part["blocks"]]
        return {"title": self.text(part["title"]), "missing": self.text(part["missing"]), "blocks": blocks,
                "own_page": part["own_page"]}  # fmt: skip

    def _block(self, block: dict[str, Any]) -> dict[str, Any]:
        made = dict(block)
        for key in ("text", "label", "signed", "date"):
            if key in block:
                made[key] = self.text(block[key])
        if "rows" in block:
            made["rows"] = [[self.text(cell) for cell in row] for row in block["rows"]]
        if "items" in block:
            made["items"] = [{**item, "caption": self.text(item["caption"])} for item in block["items"]]
        return made

    def text(self, text: str) -> str | dict[str, Any]:
        """The text itself where the body's family holds it whole, else with its families."""
        text = printable(text)
        if all(c.isspace() or ord(c) in self.held for c in text):
            return text
        whole, families = self._whole(text)
        return {"text": whole, "font": families}

    def _whole(self, text: str) -> tuple[str, list[str]]:
        try:
            return text, self.shelf.families_for(text, FANGSONG)
        except Unprintable as refusal:
            for character in refusal.characters:
                self._tell(character, text)
                text = text.replace(character, GETA)
            return text, self.shelf.families_for(text, FANGSONG)

    def _tell(self, character: str, text: str) -> None:
        if character not in self._known and len(self.holes) < SHOWN:
            self._known.add(character)
            self.holes.append({"character": character, "text": text[:20]})
