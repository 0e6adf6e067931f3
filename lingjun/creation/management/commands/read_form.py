"""`python manage.py read_form FILE [--json]`: read one creation form from Word and print it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from lingjun.creation.papers.reading.program import answer

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Touches no database. Exit 0 with the form on stdout, or 2 with one line on stderr.

    manage.py takes the short way to the same function when nothing of Django is asked for.
    """

    help = "读一份填好的创建申报表（.docx、.doc），列出读到的内容和要核对的地方"
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        code, text = answer(options["file"], as_json=options["json"])
        if code:
            self.stderr.write(text)
            sys.exit(code)
        self.stdout.write(text)
