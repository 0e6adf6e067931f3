"""《劳模创新工作室年度综合鉴定表》 as data: what a submission keeps, and what the printers take."""

from __future__ import annotations

import dataclasses
from typing import Any, Self

from lingjun.cases import marks


@dataclasses.dataclass(slots=True)
class Said:
    """One opinion box: the words and the date beside the seal (YYYY-MM-DD, "" when blank)."""

    text: str = ""
    date: str = ""


@dataclasses.dataclass(slots=True)
class AppraisalPaper:
    """Every box of the sheet. `rows` are the figures, (label, words); `grade` is printed once it may be seen."""

    year: int = 0
    studio_name: str = ""
    plaque: str = ""
    unit_name: str = ""
    recommender: str = ""
    leader: str = ""
    honour: str = ""
    rows: list[list[str]] = dataclasses.field(default_factory=list)
    until: str = ""
    report: str = ""
    problems: str = ""
    next_year: str = ""
    unit: Said = dataclasses.field(default_factory=Said)
    union: Said = dataclasses.field(default_factory=Said)
    city: Said = dataclasses.field(default_factory=Said)
    grade: str = ""

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Inverse of `to_dict`."""
        return cls(**data | {box: Said(**data.get(box, {})) for box in ("unit", "union", "city")})


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What the code and the small line at the foot of each page say; version 0 is a draft without a code."""

    number: str
    version: int = 0
    digest: str = ""

    @property
    def payload(self) -> str:
        return marks.payload(self.number, self.version, self.digest)

    @property
    def words(self) -> list[str]:
        if not self.version:
            return ["草稿，提交后打印才有核对码"]
        groups = " ".join(self.digest[i : i + 4] for i in range(0, len(self.digest), 4))
        return [f"{self.number} 第 {self.version} 版", f"摘要 {groups}"]
