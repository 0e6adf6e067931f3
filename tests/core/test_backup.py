"""Backup and restore: what comes back, and what is refused before anything is written."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from lingjun.core.files import store_generated
from lingjun.core.management.commands.backup import DATABASE, MANIFEST, copy_files, lost
from lingjun.core.management.commands.restore import checked


@pytest.fixture
def backup(transactional_db: None, tmp_path: Path) -> Path:
    """A backup of a site with one stored file."""
    store_generated(name="示例.txt", content=b"what was written", media_type="text/plain")
    folder = tmp_path / "backup"
    call_command("backup", folder)
    return folder


def names(folder: Path) -> list[str]:
    return [line.partition("  ")[2] for line in (folder / MANIFEST).read_text("utf-8").splitlines()]


def contents(folder: Path) -> dict[Path, bytes]:
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_come_back(backup: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = contents(Path(settings.MEDIA_ROOT))
    assert b"what was written" in kept.values()
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "new" / DATABASE))
    settings.MEDIA_ROOT = tmp_path / "new" / "media"
    call_command("restore", backup)
    assert {
        path.relative_to(settings.MEDIA_ROOT): path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*.*")
    } == kept
    assert (tmp_path / "new" / DATABASE).exists() == (connection.vendor == "sqlite")


def test_a_home_with_data_is_not_written_over(backup: Path, settings: Any) -> None:
    before = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    with pytest.raises(CommandError, match="不能覆盖"):
        call_command("restore", backup)
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == before


def test_a_backup_goes_into_an_empty_folder_only(backup: Path) -> None:
    with pytest.raises(CommandError, match="换一个空文件夹"):
        call_command("backup", backup)


def test_a_changed_file_is_noticed(backup: Path) -> None:
    victim = next(name for name in names(backup) if name.startswith("media/"))
    (backup / victim).write_bytes(b"what was never written")
    with pytest.raises(CommandError, match="与摘要不符"):
        checked(backup)


def test_a_missing_file_is_noticed(backup: Path) -> None:
    victim = next(name for name in names(backup) if name.startswith("media/"))
    (backup / victim).unlink()
    with pytest.raises(CommandError, match="备份缺了"):
        checked(backup)


@pytest.mark.parametrize("name", ["../outside", "media/../../outside", "other.sqlite3"])
def test_names_that_lead_elsewhere_are_refused(backup: Path, name: str) -> None:
    with (backup / MANIFEST).open("a", encoding="utf-8") as manifest:
        manifest.write(f"{'0' * 64}  {name}\n")
    with pytest.raises(CommandError, match="不是备份的内容"):
        checked(backup)


def test_a_folder_without_list_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="不像是一份备份"):
        checked(tmp_path)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the database of PostgreSQL is pg_dump's")
def test_a_row_without_its_file_is_told(backup: Path) -> None:
    assert lost(backup) == []
    victim = next(name for name in names(backup) if name.startswith("media/"))
    (backup / victim).unlink()
    assert lost(backup) == [victim.removeprefix("media/")]


def test_a_file_that_vanishes_while_copying_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "stays").write_bytes(b"1")
    (source / "vanishes").write_bytes(b"2")
    real = __import__("shutil").copy2

    def copy(path: Path, place: Path) -> None:
        if path.name == "vanishes":
            path.unlink()
        real(path, place)

    monkeypatch.setattr("lingjun.core.management.commands.backup.shutil.copy2", copy)
    copy_files(source, tmp_path / "copy")
    assert [path.name for path in (tmp_path / "copy").iterdir()] == ["stays"]
