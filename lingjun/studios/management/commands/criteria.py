"""`manage.py criteria [--all]`: compute the sheets of the seven criteria, in batches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from lingjun.studios.criteria.sheet import BATCH, all_ids, due_ids, missing_ids, refresh_many

REPORT = 1_000


class Command(BaseCommand):
    help = "Compute the seven criteria of studios without a sheet or whose sheet is due; --all: of every studio."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="every studio, also those whose sheet is up to date")

    def handle(self, *args: Any, **options: Any) -> None:
        count = self._walk(all_ids) if options["all"] else self._walk(missing_ids) + self._due()
        self.stdout.write(f"已重算 {count} 个工作室的“七个有”。")

    def _walk(self, ids_after: Callable[..., list[int]]) -> int:
        """In the order of ids; what is behind is not looked at again."""
        count = last = 0
        while ids := ids_after(BATCH, after=last):
            last = ids[-1]
            count += refresh_many(ids)
            if count % REPORT < BATCH:
                self.stderr.write(f"{count}\r", ending="")
        return count

    def _due(self) -> int:
        """Each sheet that is written falls out of the list, because its next day lies ahead."""
        count = 0
        while ids := due_ids(BATCH):
            count += refresh_many(ids)
        return count
