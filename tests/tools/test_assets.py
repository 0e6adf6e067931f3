"""Only listed files with the listed contents reach the site."""

from pathlib import Path

import pytest

from tools import assets
from tools.ground import GroundError

NAME = "package/style.min.css"


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A small ``node_modules`` with one listed stylesheet, and places to copy to."""
    source = tmp_path / "node_modules" / NAME
    source.parent.mkdir(parents=True)
    source.write_bytes(b"a{color:red}\n/*# sourceMappingURL=style.min.css.map */")
    monkeypatch.setattr(assets, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(assets, "VENDOR", tmp_path / "vendor")
    monkeypatch.setattr(assets, "LIST", tmp_path / "list")
    monkeypatch.setattr(assets, "STATIC", {NAME: "style.css"})
    monkeypatch.setattr(assets, "FONTS", {})
    monkeypatch.setenv("LINGJUN_HOME", str(tmp_path / "home"))
    assets.write()
    return tmp_path


def test_a_listed_file_is_copied_without_its_source_map(modules: Path) -> None:
    assets.copy()
    assert (modules / "vendor" / "style.css").read_bytes() == b"a{color:red}\n"


def test_a_changed_file_is_refused(modules: Path) -> None:
    (modules / "node_modules" / NAME).write_bytes(b"a{color:blue}")
    with pytest.raises(GroundError, match=r"not the file listed in tools/assets\.sha256"):
        assets.copy()


def test_an_absent_file_is_told_with_what_to_do(modules: Path) -> None:
    (modules / "node_modules" / NAME).unlink()
    with pytest.raises(GroundError, match="run `make setup`"):
        assets.copy()


def test_what_was_copied_comes_back_when_it_was_deleted(modules: Path) -> None:
    assets.copy()
    (modules / "vendor" / "style.css").unlink()
    assets.copy()
    assert (modules / "vendor" / "style.css").exists()
