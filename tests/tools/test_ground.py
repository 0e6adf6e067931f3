"""Stamps and digests: a step is done again exactly when what it depends on has changed."""

import sys
from pathlib import Path

import pytest

from tools.ground import GroundError, Stamp, call, digest, home, main_guard


def test_a_stamp_is_fresh_only_for_the_key_it_was_set_with(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "deep" / "stamp", "one")
    assert not stamp.fresh()
    stamp.set()
    assert stamp.fresh()
    assert not Stamp(stamp.path, "two").fresh()


def test_a_digest_sees_contents_names_absence_and_words(tmp_path: Path) -> None:
    def write(name: str, content: str) -> str:
        (tmp_path / name).write_text(content)
        return digest([tmp_path])

    seen = [digest([tmp_path]), write("a.css", "1"), write("a.css", "2"), write("b.css", "2")]
    (tmp_path / "a.css").unlink()
    seen += [digest([tmp_path]), digest([tmp_path], "word"), digest([tmp_path / "absent"], "word")]
    assert len(set(seen)) == len(seen)
    assert write("ignored.pyc", "x") == seen[4]


def test_the_home_is_moved_by_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LINGJUN_HOME", str(tmp_path / "elsewhere"))
    assert home() == tmp_path / "elsewhere"
    monkeypatch.setenv("LINGJUN_HOME", "")
    assert home().name == "var"


def test_a_failing_command_is_told_with_its_output() -> None:
    call(sys.executable, "-c", "pass")
    with pytest.raises(GroundError, match="ended with 3\nwhy"):
        call(sys.executable, "-c", "print('why'); raise SystemExit(3)", quiet=True)


def test_a_problem_ends_with_one_message_and_code_1(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise GroundError("what to mend")

    with pytest.raises(SystemExit) as ended:
        main_guard(work)
    assert ended.value.code == 1
    assert capsys.readouterr().err == "error: what to mend\n"
