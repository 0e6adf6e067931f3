"""What changes the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.ledger.models import Project, ProjectSource

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from lingjun.studios.models import Studio


def carry_over_projects(*, studio: Studio, rows: Sequence[tuple[str, str]], started_on: datetime.date) -> None:
    """The projects of the creation form become the first of the ledger. `rows`: (title, direction)."""
    Project.objects.bulk_create(
        Project(
            studio=studio,
            title=title,
            direction=direction,
            source=ProjectSource.FORM,
            started_on=started_on,
            position=position,
        )
        for position, (title, direction) in enumerate(rows, start=1)
    )
