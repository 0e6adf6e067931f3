"""A letter taken apart as a word processor would read it: paragraphs, tables, fonts, what stands on each page."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from defusedxml import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class ReadLetter:
    """`paragraphs`: those of the text itself, `cells`: rows of all tables, `parts`: each part of the package."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = package.namelist()
            self.parts: dict[str, Any] = {
                name: ElementTree.fromstring(package.read(name)) for name in names if name.endswith((".xml", ".rels"))
            }
        self.body = self.parts["word/document.xml"][0]
        self.paragraphs = [words(row) for row in self.body.findall(f"{W}p")]
        self.cells = [[words(cell) for cell in row.findall(f"{W}tc")] for row in self.body.iter(f"{W}tr")]
        self.text = "\n".join(self.paragraphs)

    @property
    def head(self) -> str:
        """What stands above each page."""
        part = self.parts.get("word/header1.xml")
        return "" if part is None else words(part)

    def fonts(self, text: str) -> set[str]:
        """Of the runs that hold the text."""
        runs = [run for run in self.body.iter(f"{W}r") if text in words(run)]
        return {run.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") for run in runs}

    def sizes(self, text: str) -> set[str]:
        """The same in half points."""
        return {run.find(f"{W}rPr/{W}sz").get(f"{W}val") for run in self.body.iter(f"{W}r") if text in words(run)}


def words(element: Any) -> str:
    """The text below an element; a line break is \\n, a tab \\t."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (child for run in element.iter(f"{W}r") for child in run)
    return "".join(child.text or "" if child.tag == f"{W}t" else signs.get(child.tag, "") for child in runs)
