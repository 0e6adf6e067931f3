"""`manage.py load_notice FILE --organization CODE`: a notice file becomes a version, or is refused with its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from lingjun.core.errors import Refused
from lingjun.notices.actions import load_notice
from lingjun.notices.models import NoticeVersion
from lingjun.notices.schema import NoticeMistake
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

LIMIT = 1_000_000
"""Bytes. The 2012 notice with its full text is 25 kB."""


class Command(BaseCommand):
    help = "Load a notice (TOML). Mistakes are refused with line and reason; the same decisions make no new version."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--organization", required=True, metavar="CODE", help="code or name of the federation")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        text = _text(path)
        federation = _federation(options["organization"])
        known = NoticeVersion.objects.count()
        try:
            version = load_notice(text=text, actor=None, organization=federation)
        except NoticeMistake as refused:
            lines = "\n".join(f"{path.name} {mistake}" for mistake in refused.mistakes)
            raise CommandError(lines, returncode=2) from None
        except Refused as refused:
            raise CommandError(refused.message, returncode=2) from None
        fresh = NoticeVersion.objects.count() > known
        self.stdout.write(f"{'已载入' if fresh else '没有变化，仍是'} {version}，适用于{federation.name}")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LIMIT:
            raise CommandError(f"{path.name} 超过 1 MB，不像通知文件", returncode=2)
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise CommandError(f"{path.name} 打不开：{error.strerror}", returncode=2) from None
    except UnicodeDecodeError:
        raise CommandError(f"{path.name} 不是 UTF-8 文字", returncode=2) from None


def _federation(code: str) -> Organization:
    found = Organization.objects.filter(Q(code=code) | Q(name=code), kind=OrganizationKind.FEDERATION)
    if len(found) != 1:
        raise CommandError(f"没有代码或名称是“{code}”的总工会", returncode=2)
    return found[0]
