"""`python manage.py read_form FILE [--json]`: read one creation form from Word and print it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from lingjun.creation.papers.reading import read_form
from lingjun.creation.papers.reading.listing import listing
from lingjun.documents.reading import UnreadableDocument

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Touches no database. Exit 0 with the form on stdout, or 2 with one line on stderr."""

    help = "读一份填好的创建申报表（.docx、.doc），列出读到的内容和要核对的地方"
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--json", action="store_true", help="输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            form = read_form(path, path.name)
        except UnreadableDocument as refusal:
            self.stderr.write(refusal.message)
            sys.exit(2)
        if options["json"]:
            plain = "utf" not in (getattr(self.stdout, "encoding", None) or "utf-8").lower()
            self.stdout.write(json.dumps(form.to_dict(), ensure_ascii=plain))
        else:
            self.stdout.write(listing(form))
