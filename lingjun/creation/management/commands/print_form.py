"""`python manage.py print_form CASE_NUMBER --format pdf|docx --out FILE`: print the form of one case."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from lingjun.cases.models import Case, Submission
from lingjun.core.errors import Refused
from lingjun.creation.kind import CREATION
from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_docx, form_pdf

WRITERS = {"pdf": form_pdf, "docx": form_docx}


class Command(BaseCommand):
    """What the unit sees: opinions that are not published yet stay out. Exit 0, or 2 with one line on stderr."""

    help = "打印一个创建申报办件的申报表（PDF 或 Word）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", metavar="CASE_NUMBER", help="办件编号，如 CJ-2026-0042")
        parser.add_argument("--format", choices=sorted(WRITERS), help="默认按 --out 的后缀")
        parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="写到哪个文件")
        parser.add_argument("--edition", type=int, metavar="N", help="第几版，0 是草稿；默认是当前的")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        form_format = options["format"] or out.suffix.lstrip(".").lower()
        if form_format not in WRITERS:
            self._refuse("请用 --format 写明 pdf 或 docx。")
        number = options["number"].strip().upper()
        try:
            case = self._cases().get(number=number)
            content = WRITERS[form_format](*form_of(case, options["edition"]))
            out.write_bytes(content)
        except Case.DoesNotExist:
            self._refuse(f"没有编号是 {number} 的创建申报办件。")
        except Submission.DoesNotExist:
            self._refuse(f"{number} 没有第 {options['edition']} 版。")
        except Refused as refusal:
            self._refuse(refusal.message)
        except OSError as error:
            self._refuse(f"写不了 {out}：{error.strerror}。")
        else:
            self.stdout.write(f"{out}（{len(content) // 1024 or 1} KB）")

    @staticmethod
    def _cases() -> Any:
        cases = Case.objects.filter(kind=CREATION.key).select_related(
            "application", "unit", "recommender", "federation"
        )
        return cases.prefetch_related("opinions__step")

    def _refuse(self, message: str) -> None:
        self.stderr.write(message)
        sys.exit(2)
