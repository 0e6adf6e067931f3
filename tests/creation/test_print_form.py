"""The printed form: the attachment's rows and labels, one page, and equal when it is read back."""

import dataclasses
import io
import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as python_docx
import pypdf
import pytest

from lingjun.creation.paper import Composition, CreationForm, Leader, PrintedOpinion, PrintMark
from lingjun.creation.papers.printing import form_docx, form_pdf, unprintable
from lingjun.creation.papers.printing.words import birth_words, date_words, mark_words, number_words
from lingjun.creation.papers.reading import read_form
from lingjun.documents.printing.fonts import Unprintable
from lingjun.documents.scans import read_marks
from tests.documents import photos

FORMS = Path(__file__).resolve().parent.parent / "data" / "forms"
EXAMPLES = sorted(FORMS.glob("*.docx"))
MARK = PrintMark("CJ-2026-0042", 2, "7F3A91C2ABCD")
DRAFT = PrintMark()


def squeezed(text: str) -> str:
    """Without blanks and line ends: extraction and labels set them as they like."""
    return re.sub(r"\s+", "", text)


def pdf_text(pdf: bytes) -> list[str]:
    """Squeezed text of each page."""
    return [squeezed(page.extract_text()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def filled(*, projects: int = 3, honours: int = 2, opinion: str = "同意申报，所填情况属实。") -> CreationForm:
    """A form with every field filled in."""
    return CreationForm(
        organization="厦门市港口产业工会",
        applied_on="2026-05-06",
        unit_name="厦门鹭港集装箱码头有限公司",
        industry="交通运输、仓储和邮政业",
        studio_name="陈海川劳模创新工作室",
        chair_name="林志远",
        composition=Composition(12, 38.5, 10, 2, 6, 2, 1, 3, 5, 4, 3, 0, 1, 2, 2, 3, 2, 1, 1),
        leader=Leader(
            name="陈海川",
            gender="男",
            birth="1971-03",
            political_status="中共党员",
            education="大学本科",
            post="桥吊司机（港口机械维修）",
            phone="13900000001",
            title="高级技师",
            honours="；".join(f"{2010 + year}年福建省五一劳动奖章" for year in range(honours)),
        ),
        projects=[
            f"岸桥远程操控与防摇系统改造之{number}：降低吊具摆动，提高单机作业效率" for number in range(1, projects + 1)
        ],
        unit_opinion=PrintedOpinion(opinion, "2026-05-08"),
        city_opinion=PrintedOpinion("同意创建。", "2026-06-01"),
    )


# -- words


@pytest.mark.parametrize(
    ("iso", "printed"),
    [("1971-03", "1971年3月"), ("1965-12-08", "1965年12月8日"), ("1971", "1971年"), ("", ""), ("属马", "属马")],
)
def test_births_are_printed_as_people_write_them(iso: str, printed: str) -> None:
    assert birth_words(iso) == printed


def test_dates_keep_blanks_for_what_is_not_known() -> None:
    assert dataclasses.astuple(date_words("2012-08-05")) == ("2012", "8", "5")
    assert dataclasses.astuple(date_words("2012-08")) == ("2012", "8", "")
    assert dataclasses.astuple(date_words("soon")) == ("", "", "")


def test_numbers_are_printed_short() -> None:
    assert [number_words(value) for value in (None, 0, 12, 38.0, 34.5)] == ["", "0", "12", "38", "34.5"]


def test_the_mark_is_told_in_words() -> None:
    assert mark_words(MARK) == ["CJ-2026-0042 第 2 版", "摘要 7F3A 91C2 ABCD"]
    assert mark_words(DRAFT)[0].startswith("草稿")


# -- Word


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_what_was_read_and_printed_reads_back_equal(path: Path) -> None:
    form = read_form(path)
    assert read_form(form_docx(form, MARK)) == form
    assert read_form(form_docx(form, DRAFT)) == form


SURNAMES, NAMES = "陈林黄吴蔡许郑王李欧阳", "海川志远丽敏文彬秀兰建平雅婷玥祎堃"


def invented(seed: int) -> CreationForm:
    """A form as a unit might fill it in: boxes left blank, sums that hold, dates with and without the day."""
    pick = random.Random(seed)

    def words(least: int, most: int) -> str:
        return "".join(
            pick.choice("港口机械远程操控改造电缆故障定位护理服务流程优化技术攻关")
            for _ in range(pick.randint(least, most))
        )

    def split(total: int, parts: int) -> list[int]:
        cuts = sorted(pick.randint(0, total) for _ in range(parts - 1))
        return [after - before for before, after in zip([0, *cuts], [*cuts, total], strict=True)]

    def day(year: int) -> str:
        return f"{year}-{pick.randint(1, 12):02d}-{pick.randint(1, 28):02d}"

    name = pick.choice(SURNAMES) + "".join(pick.sample(NAMES, pick.randint(1, 2)))
    total = pick.randint(3, 40)
    composition = Composition(
        total, pick.choice([35, 41.5, 38]), *split(total, 2), *split(total, 4), *split(total, 4), *split(total, 7)
    )
    return CreationForm(
        organization=pick.choice(["思明区总工会", "厦门市港口产业工会", "火炬高新区工会"]),
        applied_on=day(2025),
        unit_name=f"厦门{words(2, 16)}有限公司",
        industry=pick.choice(["制造业", "电力、热力、燃气及水生产和供应业", "卫生和社会工作"]),
        studio_name=f"{name}劳模创新工作室",
        chair_name=pick.choice(["", "林志远", "欧阳文彬"]),
        composition=composition,
        leader=Leader(
            name=name,
            gender=pick.choice("男女"),
            birth=pick.choice(["1971-03", "1965-12-08", "1980-01"]),
            political_status=pick.choice(["中共党员", "群众", "民盟盟员"]),
            education=pick.choice(["大学本科", "硕士研究生", "大专", ""]),
            post=words(2, 14),
            phone=pick.choice(["13900000001", "0592-2200002", ""]),
            title=pick.choice(["高级技师", "高级工程师", "主任护师"]),
            honours="\n".join(f"{year}年{words(4, 10)}奖章" for year in range(2010, 2010 + pick.randint(1, 9))),
        ),
        projects=[words(6, 60) for _ in range(pick.randint(0, 9))],
        unit_opinion=PrintedOpinion(*pick.choice([("", ""), ("情况属实，同意申报。", day(2025)), ("", day(2025))])),
        city_opinion=PrintedOpinion(*pick.choice([("", ""), (f"同意创建。\n{words(5, 300)}。", day(2025))])),
    )


@pytest.mark.parametrize("seed", range(40))
def test_invented_forms_read_back_equal(seed: int) -> None:
    form = invented(seed)
    back = read_form(form_docx(form, MARK))
    assert dataclasses.replace(back, problems=[]) == form


def test_word_has_the_rows_and_labels_of_the_attachment() -> None:
    ours = python_docx.Document(io.BytesIO(form_docx(CreationForm(), DRAFT)))
    theirs = python_docx.Document(str(FORMS / "blank.docx"))

    def rows(document: object) -> list[list[tuple[int, str]]]:
        (table,) = document.tables  # type: ignore[attr-defined]
        return [[(cell.grid_span, squeezed(cell.text)) for cell in _once(row)] for row in table.rows]

    assert rows(ours) == rows(theirs)
    said = [[squeezed(p.text) for p in document.paragraphs if p.text.strip()] for document in (ours, theirs)]
    assert said[0] == said[1]


def _once(row: object) -> list:  # type: ignore[type-arg]
    """Cells of a row without the repeats python-docx gives for spans."""
    cells = []
    for cell in row.cells:  # type: ignore[attr-defined]
        if not cells or cells[-1]._tc is not cell._tc:
            cells.append(cell)
    return cells


def test_word_names_its_fonts_and_stays_editable() -> None:
    content = form_docx(filled(), MARK)
    assert form_docx(filled(), MARK) == content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        document = package.read("word/document.xml").decode()
        footer = package.read("word/footer1.xml").decode()
        code = package.read("word/media/code.png")
        assert not [name for name in package.namelist() if "vba" in name.lower()]
    assert set(re.findall(r'w:eastAsia="([^"]+)"', document)) == {"方正小标宋简体", "仿宋_GB2312"}
    assert document.count("<w:r>") == document.count("w:eastAsia=")
    assert "documentProtection" not in document
    assert read_marks(code) == [MARK.payload]
    assert "CJ-2026-0042 第 2 版" in footer
    assert "NUMPAGES" in footer


def test_a_draft_in_word_has_no_code() -> None:
    with zipfile.ZipFile(io.BytesIO(form_docx(filled(), DRAFT))) as package:
        assert not [name for name in package.namelist() if name.endswith(".png")]
        assert "草稿" in package.read("word/footer1.xml").decode()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_lays_word_out_on_one_page(tmp_path: Path) -> None:
    forms = {
        "blank": CreationForm(),
        "usual": filled(),
        "full": filled(projects=6, honours=12),
        **{path.stem: read_form(path) for path in EXAMPLES},
    }
    for name, form in forms.items():
        (tmp_path / f"{name}.docx").write_bytes(form_docx(form, MARK))
    profile = (tmp_path / "profile").as_uri()
    files = [str(path) for path in tmp_path.glob("*.docx")]
    options = [f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run(
        ["soffice", *options, *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = {path.stem: len(pypdf.PdfReader(path).pages) for path in tmp_path.glob("*.pdf")}
    assert pages == dict.fromkeys(forms, 1)


# -- PDF


@pytest.mark.parametrize(
    "form",
    [CreationForm(), filled(), filled(projects=6, honours=12), *map(read_form, EXAMPLES)],
)
def test_ordinary_forms_print_on_one_page_with_every_word(form: CreationForm) -> None:
    pdf = form_pdf(form, MARK)
    (page,) = pdf_text(pdf)
    assert "第1页共1页" in page
    assert read_marks(pdf) == [MARK.payload]
    assert_every_word(form, page)


@pytest.mark.parametrize("seed", range(6))
def test_invented_forms_print_every_word(seed: int) -> None:
    form = invented(seed)
    pages = pdf_text(form_pdf(form, MARK))
    assert len(pages) <= 2
    assert_every_word(form, "".join(pages))


def assert_every_word(form: CreationForm, page: str) -> None:
    for field in ("organization", "unit_name", "industry", "studio_name", "chair_name"):
        assert squeezed(getattr(form, field)) in page
    for field, value in dataclasses.asdict(form.leader).items():
        if field != "birth":
            assert squeezed(value) in page
    assert birth_words(form.leader.birth) in page
    assert all(squeezed(project) in page for project in form.projects)
    assert squeezed(form.unit_opinion.text) in page
    for label in (
        "“劳模创新工作室”创建申报表",
        "申报单位（区、产业工会）：",
        "注：一式1份，由市总工会存档",
    ):
        assert label in page


def test_the_composition_lines_are_the_attachment_s() -> None:
    (page,) = pdf_text(form_pdf(filled(), MARK))
    assert "共12人，平均年龄38.5岁。其中：男10人，女2人；党员6人，团员2人，民主党派1人，其他3人。" in page
    assert "大学以上5人，大专4人，高中（中专）3人，其他0人。" in page
    assert "高级工程师1人，工程师2人；高级技师2人，技师3人，高级工2人，中级工1人，其它1人。" in page
    assert "2026年5月8日（盖章）" in page
    (blank,) = pdf_text(form_pdf(CreationForm(), DRAFT))
    assert "共人，平均年龄岁。其中：男人，女人；党员人，团员人，民主党派人，其他人。" in blank
    assert blank.count("年月日（盖章）") == 2


def test_a_draft_has_no_code_and_says_so() -> None:
    pdf = form_pdf(filled(), DRAFT)
    assert "草稿" in pdf_text(pdf)[0]
    assert read_marks(pdf) == []


def test_long_forms_take_more_pages_and_each_carries_the_code() -> None:
    form = filled(projects=14, honours=20, opinion="情况属实。\n" + "该同志长期从事港口机械维修工作。" * 25)
    pdf = form_pdf(form, MARK)
    pages = pdf_text(pdf)
    assert len(pages) == 2
    assert ["第1页共2页" in pages[0], "第2页共2页" in pages[1]] == [True, True]
    assert all(squeezed(project) in "".join(pages) for project in form.projects)
    for number in range(2):
        picture = photos.page_picture(pdf, width=1000, page=number)
        assert read_marks(photos.jpeg(picture, 60)) == [MARK.payload]


def test_a_very_long_opinion_breaks_over_pages_and_loses_nothing() -> None:
    sentences = [f"第{number}句说明工作室的情况。" for number in range(400)]
    pages = pdf_text(form_pdf(filled(opinion="".join(sentences)), MARK))
    assert len(pages) > 2
    parts = [re.split(r"第\d+页共\d+页", page)[0] for page in pages]
    assert "".join(sentences) in "".join(parts).replace("所在单位工会意见", "")


def test_the_pdf_is_archivable_and_its_fonts_are_inside() -> None:
    pdf = form_pdf(filled(), MARK)
    assert form_pdf(filled(), MARK) == pdf
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    metadata = reader.xmp_metadata
    assert metadata is not None
    raw = metadata.stream.get_data().decode()
    assert re.search(r"pdfaid:part(?:>|=\")2", raw)
    assert re.search(r"pdfaid:conformance(?:>|=\")B", raw)
    assert "/OutputIntents" in reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "“劳模创新工作室”创建申报表"
    fonts = reader.pages[0]["/Resources"]["/Font"]
    assert len(fonts) >= 2
    for font in fonts.values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"].get_object()
        assert re.match(r"/[A-Z]{6}\+", descriptor["/FontName"])
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)
        assert "/ToUnicode" in font.get_object()


def test_rare_names_are_printed_and_what_no_font_holds_is_told() -> None:
    form = filled()
    form.leader.name = "昇玥䶮"
    assert "昇玥䶮" in pdf_text(form_pdf(form, MARK))[0]
    assert unprintable(form) == []
    form.leader.name = "陈\ue123"
    form.projects[1] = "智能😀巡检"
    with pytest.raises(Unprintable, match="陈"):
        form_pdf(form, MARK)
    assert [problem.field for problem in unprintable(form)] == ["leader.name", "projects.1"]
    assert "😀" in unprintable(form)[1].message


def test_words_stay_words() -> None:
    form = filled()
    form.unit_name = '#read("form.typ") *粗* $x^2$ <a> & "b"'
    form.projects[0] = "// 注释 \\ #panic() @label =标题"
    (page,) = pdf_text(form_pdf(form, MARK))
    assert squeezed(form.unit_name) in page
    assert squeezed(form.projects[0]) in page
    assert read_form(form_docx(form, MARK)).unit_name == form.unit_name
