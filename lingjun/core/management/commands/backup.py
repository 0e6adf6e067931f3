"""`python manage.py backup DIR`: database and files of a running site, with a list of digests."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

DATABASE: Final = "lingjun.sqlite3"
FILES: Final = "media"
MANIFEST: Final = "manifest-sha256.txt"


class Command(BaseCommand):
    """The database first, then the files: a row of the copy always finds its bytes, unless they were deleted since.

    SQLite is copied by its online backup while people work. On PostgreSQL the database is `pg_dump`'s. `sha256sum -c`
    reads the list too.
    """

    help = "备份正在运行的站点：数据库、上传和生成的文件、摘要清单（PostgreSQL 的数据库另用 pg_dump）"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="空的或还没有的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if folder.exists() and any(folder.iterdir()):
            raise CommandError(f"{folder} 里已经有东西，请换一个空文件夹。")
        folder.mkdir(parents=True, exist_ok=True)
        missing = 0
        if connection.vendor == "sqlite":
            copy_database(Path(connection.settings_dict["NAME"]), folder / DATABASE)
        copy_files(Path(settings.MEDIA_ROOT), folder / FILES)
        if connection.vendor == "sqlite":
            missing = len(lost(folder))
        else:
            self.stdout.write("数据库在 PostgreSQL 里，请用 pg_dump 另备。")
        count = write_manifest(folder)
        self.stdout.write(f"备份好了：{folder}，{count} 个文件。核对：cd 到这个文件夹，运行 sha256sum -c {MANIFEST}")
        if missing:
            self.stderr.write(f"有 {missing} 个登记过的文件在 {settings.MEDIA_ROOT} 里找不到，请核对。")


def copy_database(source: Path, target: Path) -> None:
    """SQLite's own online backup: one moment of the database, readers and writers go on."""
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def copy_files(source: Path, target: Path) -> None:
    """Stored files never change once written; one that vanishes while copying was deleted by the site."""
    target.mkdir()
    for path in sorted(source.rglob("*")):
        if not path.is_file():
            continue
        place = target / path.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copy2(path, place)
        except FileNotFoundError:
            place.unlink(missing_ok=True)


def lost(folder: Path) -> list[str]:
    """Names the copied database knows and the copied files lack."""
    with closing(sqlite3.connect(folder / DATABASE)) as copy:
        rows = copy.execute("SELECT content, thumbnail, display FROM core_storedfile")
        known = [name for row in rows for name in row if name]
    return [name for name in known if not (folder / FILES / name).is_file()]


def write_manifest(folder: Path) -> int:
    """One line `digest  name` for each file, names in posix form below `folder`. Number of files."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST)
    lines = [f"{digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths]
    partial = folder / f".{MANIFEST}"
    partial.write_text("".join(lines), "utf-8")
    os.replace(partial, folder / MANIFEST)  # noqa: PTH105 - the list appears whole or not at all
    return len(paths)


def digest(path: Path) -> str:
    """SHA-256 as 64 hex digits, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
