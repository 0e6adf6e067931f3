"""Reading the creation form: the three examples, and whole forms."""

from __future__ import annotations

import io

import pytest

from lingjun.creation.paper import CreationForm
from lingjun.creation.papers.reading import read_form, read_form_originals
from tests.creation.form_samples import EXPECTED, GOOD
from tests.documents.word_samples import (
    EXAMPLES,
    FORMS,
    LINE_1,
    example,
    form_docx,
)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_read_without_a_wrong_field(name: str) -> None:
    assert read_form(FORMS / f"{name}.docx").to_dict() == EXPECTED[name].to_dict()


def test_blank_form_reads_as_all_blanks() -> None:
    assert read_form(FORMS / "blank.docx") == CreationForm()


def test_plain_sample_reads_whole() -> None:
    assert read_form(form_docx()).to_dict() == GOOD.to_dict()


def test_source_may_be_bytes_a_path_or_an_open_file() -> None:
    data = example(EXAMPLES[0])
    assert read_form(data) == read_form(FORMS / f"{EXAMPLES[0]}.docx") == read_form(io.BytesIO(data))


def test_originals_stand_beside_the_fields() -> None:
    reading = read_form_originals(form_docx(phone="见附件", birth="1971.3", line_1=LINE_1.replace("男 10", "男 十")))
    assert reading.originals["leader.phone"] == "见附件"
    assert reading.originals["leader.birth"] == "1971.3"
    assert reading.originals["composition.male"] == "男十人"
    assert reading.originals["projects.1"] == "轮胎吊“油改电”节能技术攻关"
    assert "2012年8月16日" in reading.originals["unit_opinion.date"]
