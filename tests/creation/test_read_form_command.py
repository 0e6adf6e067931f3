"""`manage.py read_form`: one JSON object and 0, or one line and 2."""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from lingjun.creation.paper import CreationForm
from lingjun.creation.papers.reading.program import main
from tests.creation.form_samples import EXPECTED
from tests.documents.word_samples import EXAMPLES, FORMS, form_docx

ROOT = Path(__file__).resolve().parents[2]


def test_json() -> None:
    out = StringIO()
    call_command("read_form", str(FORMS / f"{EXAMPLES[1]}.docx"), "--json", stdout=out)
    found = json.loads(out.getvalue())
    assert out.getvalue().count("\n") == 1
    assert found == EXPECTED[EXAMPLES[1]].to_dict()
    assert CreationForm.from_dict(found) == EXPECTED[EXAMPLES[1]]


def test_listing(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(form_docx(phone="见附件", title=""))
    out = StringIO()
    call_command("read_form", str(path), stdout=out)
    lines = out.getvalue().splitlines()
    assert "联系电话：（空）" in lines
    assert "职称（技术等级）：（空）" in lines
    assert lines[-2:] == ["有 1 处请核对：", "1. “联系电话”写的是“见附件”，没认出号码，请您填上。"]


def test_refusal_is_one_line_on_stderr_and_exit_2(tmp_path: Path) -> None:
    path = tmp_path / "表.docx"
    path.write_bytes(b"%PDF-1.7")
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("read_form", str(path), "--json", stdout=out, stderr=err)
    assert left.value.code == 2
    assert out.getvalue() == ""
    assert err.getvalue().startswith("这是 PDF，不是 Word 文件。")
    assert err.getvalue().count("\n") == 1


def test_as_a_program() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "read_form", str(FORMS / f"{EXAMPLES[0]}.docx"), "--json"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == EXPECTED[EXAMPLES[0]].to_dict()
    done = subprocess.run(
        [sys.executable, "manage.py", "read_form", "no-such-file.docx"], cwd=ROOT, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().count("\n") == 1


def test_the_short_way_needs_no_settings_and_no_django_start() -> None:
    program = (
        "import sys; from lingjun.creation.papers.reading.program import main; code = main(sys.argv[1:]);"
        "assert not [name for name in sys.modules if name.startswith('django')]; sys.exit(code)"
    )
    command = [sys.executable, "-c", program, str(FORMS / f"{EXAMPLES[0]}.docx"), "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout) == EXPECTED[EXAMPLES[0]].to_dict()


@pytest.mark.parametrize("arguments", [[], ["--help"], ["a.docx", "b.docx"], ["a.docx", "--settings=x"]])
def test_what_is_left_to_django(arguments: list[str]) -> None:
    assert main(arguments) is None
