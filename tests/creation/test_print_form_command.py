"""`manage.py print_form CASE_NUMBER --format pdf|docx --out FILE`."""

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from django.core.management import call_command

from lingjun.creation.papers.reading import read_form
from lingjun.documents.scans import read_marks

pytestmark = pytest.mark.django_db


def run(*arguments: object) -> tuple[str, str]:
    """Words on stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("print_form", *map(str, arguments), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(*arguments: object) -> str:
    """The one line of a refusal; exit code 2."""
    err = io.StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("print_form", *map(str, arguments), stdout=io.StringIO(), stderr=err)
    assert stopped.value.code == 2
    (line,) = err.getvalue().splitlines()
    return line


def page(path: Path) -> str:
    return "".join(pypdf.PdfReader(path).pages[0].extract_text().split())


def test_a_submitted_form_is_printed_with_its_code(filing: Any, tmp_path: Path) -> None:
    case = filing.recommended_by_unit()
    pdf, word = tmp_path / "form.pdf", tmp_path / "form.docx"
    assert "form.pdf" in run(case.number, "--format", "pdf", "--out", pdf)[0]
    run(case.number.lower(), "--out", word)
    digest = case.submissions.get().digest
    assert read_marks(pdf.read_bytes()) == [f"LJ1:{case.number}:1:{digest}"]
    assert f"{case.number}第1版" in page(pdf)
    assert "同意申报，所填情况属实。" in page(pdf)
    form = read_form(word)
    assert (form.studio_name, form.organization) == ("陈海川劳模创新工作室", "厦门市港口产业工会")
    assert form.unit_opinion.text == "同意申报，所填情况属实。"
    assert form.composition.total == 4


def test_a_decision_that_is_not_published_stays_out(filing: Any, tmp_path: Path) -> None:
    held, named = filing.held("陈海川"), filing.named("吴丽敏")
    for case in (held, named):
        run(case.number, "--out", tmp_path / f"{case.number}.pdf")
    assert "同意创建。" not in page(tmp_path / f"{held.number}.pdf")
    assert "同意创建。" in page(tmp_path / f"{named.number}.pdf")


def test_a_draft_is_printed_as_one(filing: Any, tmp_path: Path) -> None:
    case, out = filing.draft(), tmp_path / "form.pdf"
    run(case.number, "--out", out)
    assert "草稿" in page(out)
    assert read_marks(out.read_bytes()) == []


def test_refusals_are_one_line_and_write_nothing(filing: Any, tmp_path: Path) -> None:
    case, out = filing.submitted(), tmp_path / "form.pdf"
    assert "CJ-1999-0001" in refused("CJ-1999-0001", "--out", out)
    assert "第 7 版" in refused(case.number, "--edition", 7, "--out", out)
    assert "--format" in refused(case.number, "--out", tmp_path / "form.txt")
    assert not out.exists()
    assert "写不了" in refused(case.number, "--out", tmp_path / "nowhere" / "form.pdf")


def test_what_no_font_can_print_is_told(filing: Any, tmp_path: Path) -> None:
    case, out = filing.draft(), tmp_path / "form.pdf"
    case.application.content["unit"]["industry"] = "智能\ue123制造"
    case.application.save(update_fields=["content"])
    assert "U+E123" in refused(case.number, "--out", out)
    assert not out.exists()
