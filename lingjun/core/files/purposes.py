"""What each upload is for decides which kinds are taken and how large they may be."""

from __future__ import annotations

import dataclasses
from typing import Final

from .kinds import KINDS

MB: Final = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Purpose:
    """`kinds` are codes of `KINDS`; `max_bytes` for one file; `words` complete 请上传…."""

    code: str
    kinds: tuple[str, ...]
    max_bytes: int
    words: str
    pictures: bool = False
    """Pictures are looked at in pages: kept without position, with a copy of display size."""

    @property
    def accept(self) -> str:
        """Value for the `accept` attribute of a file field."""
        return ",".join(suffix for kind in self.kinds for suffix in KINDS[kind].suffixes)

    @property
    def limit_words(self) -> str:
        """As printed beside the field: "JPEG、PNG 照片或 PDF，每个不超过 30 MB"."""
        return f"{self.words}，每个不超过 {self.max_bytes // MB} MB"


_IMAGES = ("jpeg", "png", "webp")

PURPOSES: Final[dict[str, Purpose]] = {
    purpose.code: purpose
    for purpose in (
        Purpose("form", ("docx", "doc"), 20 * MB, "Word 文件（.docx 或 .doc）"),
        Purpose("forms", ("docx", "doc", "zip"), 200 * MB, "Word 文件或 zip 压缩包"),
        Purpose("stamped", ("jpeg", "png", "pdf"), 30 * MB, "JPEG、PNG 照片或 PDF"),
        Purpose("photo", _IMAGES, 30 * MB, "JPEG、PNG 照片", pictures=True),
        Purpose(
            "evidence",
            (*_IMAGES, "pdf", "docx", "doc", "xlsx", "xls", "pptx"),
            50 * MB,
            "照片、PDF、Word、Excel 或 PowerPoint 文件",
            pictures=True,
        ),
        Purpose("table", ("xlsx", "xls", "ods", "csv"), 20 * MB, "Excel 文件（.xlsx）或 CSV"),
        Purpose("regulation", ("pdf", "docx", "doc", *_IMAGES), 30 * MB, "PDF、Word 文件或照片"),
    )
}
