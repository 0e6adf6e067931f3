"""Many lines, one look at the seven criteria, also where one block of lines stands inside another."""

from __future__ import annotations

import pytest

from lingjun.studios import criteria
from lingjun.studios.criteria import sheet
from lingjun.studios.models import Studio


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    asked: list[int] = []
    monkeypatch.setattr(sheet, "refresh", lambda studio: asked.append(studio.pk))
    return asked


def test_an_inner_block_hands_on_to_the_outer_one(looked_at: list[int]) -> None:
    with criteria.once():
        for pk in (7, 8, 7):
            with criteria.once():
                criteria.refresh(Studio(pk=pk))
        assert looked_at == []
    assert looked_at == [7, 8]


def test_after_a_block_every_line_looks_again(looked_at: list[int]) -> None:
    with criteria.once():
        criteria.refresh(Studio(pk=7))
    criteria.refresh(Studio(pk=7))
    assert looked_at == [7, 7]


def test_an_inner_error_leaves_the_outer_lines_waiting(looked_at: list[int]) -> None:
    with criteria.once():
        criteria.refresh(Studio(pk=7))
        with pytest.raises(ValueError, match="no"):
            _refused()
    assert looked_at == [7]


def _refused() -> None:
    with criteria.once():
        criteria.refresh(Studio(pk=8))
        raise ValueError("no")
