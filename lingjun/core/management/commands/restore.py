"""`python manage.py restore DIR`: put a backup into an empty home."""

from __future__ import annotations

import shutil
from pathlib import Path, PurePosixPath
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from lingjun.core.management.commands.backup import DATABASE, FILES, MANIFEST, digest


class Command(BaseCommand):
    """Checks every digest first, then copies. Never writes over a home that holds something."""

    help = "把备份放进空的 LINGJUN_HOME：先核对摘要，再复制；不覆盖已有的数据"
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="backup 命令做出的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        names = checked(folder)
        database, media = Path(connection.settings_dict["NAME"]), Path(settings.MEDIA_ROOT)
        with_database = DATABASE in names
        if with_database and not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            raise CommandError(
                "备份里是 SQLite 数据库，现在的 DATABASE_URL 是 PostgreSQL。请去掉 DATABASE_URL 再恢复。"
            )
        if (with_database and database.exists()) or (media.exists() and any(media.iterdir())):
            raise CommandError(f"{settings.LINGJUN_HOME} 里已经有数据，不能覆盖。请用 LINGJUN_HOME 指一个空文件夹。")
        for name in names:
            target = database if name == DATABASE else media / PurePosixPath(name).relative_to(FILES)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, target)
        self.stdout.write(f"恢复好了：{settings.LINGJUN_HOME}，{len(names)} 个文件。接着运行 migrate 和 verify_audit。")


def checked(folder: Path) -> list[str]:
    """Names in the list of digests, each file compared with its digest. Raises CommandError for the first fault."""
    try:
        lines = (folder / MANIFEST).read_text("utf-8").splitlines()
    except OSError as error:
        raise CommandError(f"{folder} 里没有 {MANIFEST}，不像是一份备份。") from error
    names = []
    for line in lines:
        wanted, _, name = line.partition("  ")
        parts = PurePosixPath(name).parts
        if ".." in parts or not (name == DATABASE or parts[:1] == (FILES,)):
            raise CommandError(f"{MANIFEST} 里的“{name}”不是备份的内容。")
        if not (folder / name).is_file():
            raise CommandError(f"备份缺了 {name}。")
        if digest(folder / name) != wanted:
            raise CommandError(f"备份里的 {name} 与摘要不符，可能损坏或被改过。")
        names.append(name)
    return names
