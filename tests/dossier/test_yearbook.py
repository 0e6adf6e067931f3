"""台账年册: what the book holds, what it leaves out, the files it comes as, and the job that makes it."""

from __future__ import annotations

import datetime
import io
import os
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lingjun.core.files import store_generated
from lingjun.core.jobs import cancel, run_next
from lingjun.core.jobs.queue import STALE_AFTER
from lingjun.core.models import Job, JobStatus
from lingjun.dossier.actions import make_yearbook
from lingjun.dossier.papers.yearbook import press, snapshot
from lingjun.dossier.papers.yearbook.book import Heading, Table
from lingjun.dossier.papers.yearbook.word import AIR
from lingjun.studios.models import Studio

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YEAR = TODAY.year
FIRST = datetime.date(YEAR, 1, 1)


@pytest.fixture
def studio(filing: Any) -> Studio:
    """A studio named on the first day of the year, whatever the day of the test."""
    case = filing.named()
    Studio.objects.filter(case=case).update(named_on=FIRST)
    studio = Studio.objects.get(case=case)
    studio.members.update(joined_on=FIRST)
    studio.tenures.update(since=FIRST)
    studio.plaques.update(issued_on=FIRST)
    return studio


def photo(colour: str = "red", size: tuple[int, int] = (1500, 1000)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return out.getvalue()


def activity(studio: Studio, actor: Any, *, photos: int = 0, **values: Any) -> Any:
    from lingjun.ledger.models import Activity
    from lingjun.studios.actions import add_material

    row = Activity.objects.create(
        studio=studio,
        **{"kind": "meeting", "held_on": FIRST, "title": "岸桥防摇参数复核", "text": "逐台复核。"} | values,
    )
    for number in range(photos):
        add_material(
            actor=actor, studio_id=studio.pk, about=row, purpose="photo", caption=f"现场{number + 1}",
            upload=ContentFile(photo(size=(900 + number, 600)), name="IMG_1.jpg"),
        )  # fmt: skip
    return row


def made(studio: Studio, actor: Any, form: str = "pdf", year: int = YEAR) -> Job:
    """The job after it ran."""
    Job.objects.all().delete()
    job = make_yearbook(actor=actor, studio=studio, year=year, form=form)
    run_next()
    job.refresh_from_db()
    return job


def content(job: Job) -> bytes:
    assert job.status == JobStatus.DONE, job.message
    with job.result_file.content.open("rb") as file:
        return bytes(file.read())


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def words_of(book: Any, title: str) -> str:
    """All words of a part."""
    part = next(part for part in book.parts if part.title == title)
    return part.missing + str(part.blocks)


def test_contents_name_the_pages_headings_stand_on(studio: Studio, cast: Any) -> None:
    for number in range(8):
        activity(studio, cast.port_clerk, title=f"复核{number}", text="逐台复核记录。" * 60, photos=number % 3)
    found = pages(content(made(studio, cast.port_chair)))
    entries = dict(re.findall(r"^(.+?)\s*[.\s]{3,}(\d+)$", found[1], re.MULTILINE))
    assert {"一　组织机构", "四　活动"} <= entries.keys(), found[1]
    for title, number in entries.items():
        assert title in found[int(number) + 1], f"{title} does not stand on page {number}"
        assert f"— {number} —" in found[int(number) + 1]


def test_photos_are_in_the_pdf_and_their_size_is_bounded(studio: Studio, cast: Any) -> None:
    activity(studio, cast.port_clerk, photos=3)
    document = pypdfium2.PdfDocument(content(made(studio, cast.port_chair)))
    sizes = [
        item.get_px_size() for page in document for item in page.get_objects(filter=(pypdfium2.raw.FPDF_PAGEOBJ_IMAGE,))
    ]
    assert sorted(sizes) == [(900, 600), (901, 600), (902, 600)]


def test_word_has_every_entry_heading_and_photo(studio: Studio, cast: Any) -> None:
    activity(studio, cast.port_clerk, photos=2)
    package = zipfile.ZipFile(io.BytesIO(content(made(studio, cast.port_chair, "docx"))))
    text = package.read("word/document.xml").decode()
    marks = set(re.findall(r'bookmarkStart w:id="\d+" w:name="(_Toc\d+)"', text))
    assert marks
    assert marks == set(re.findall(r'w:anchor="(_Toc\d+)"', text))
    assert text.count("<w:drawing>") == 2
    assert {"word/media/photo0.jpg", "word/media/photo1.jpg"} <= set(package.namelist())
    assert 'w:updateFields w:val="true"' in package.read("word/settings.xml").decode()
    new_page = '<w:p><w:pPr><w:pStyle w:val="Heading1"/><w:keepNext/><w:pageBreakBefore/>'
    assert f"</w:tbl>{new_page}" in text
    assert AIR + new_page not in text, "air at the foot of a full page would be an empty page"


def test_zip_numbers_attachments_as_the_book_does(studio: Studio, cast: Any) -> None:
    activity(studio, cast.port_clerk, title="先办的")
    row = activity(studio, cast.port_clerk, title='复核/一:"甲"', held_on=FIRST, photos=2)
    package = zipfile.ZipFile(io.BytesIO(content(made(studio, cast.port_chair, "zip"))))
    title = f"{studio.name} {YEAR} 年台账年册"
    names = [name for name in package.namelist() if name.startswith("附件/")]
    assert names == [f"附件/03-活动/03-002 {FIRST} 复核 一 甲 照片{n}.jpg" for n in (1, 2)]
    assert {f"{title}.pdf", f"{title}.docx", "清单.xlsx"} == set(package.namelist()) - set(names)
    sheet = openpyxl.load_workbook(io.BytesIO(package.read("清单.xlsx"))).active
    rows = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=3)]
    assert [line[5] for line in rows] == names
    assert rows[0][2] == row.title
    assert package.testzip() is None


def test_amounts_of_different_bases_are_never_added(studio: Studio) -> None:
    from lingjun.ledger.models import Achievement, Benefit

    row = Achievement.objects.create(
        studio=studio, kind="five_small", title="快换夹具", status="in_use", achieved_on=FIRST
    )
    for basis, amount in (("cost", 1000), ("cost", 200), ("sales", 30)):
        Benefit.objects.create(
            studio=studio, achievement=row, basis=basis, amount=amount, period_from=FIRST, period_to=FIRST,
            method="工时差", certifier="财务部",
        )  # fmt: skip
    book = snapshot.read(studio.pk, YEAR)
    part = next(part for part in book.parts if part.title == "效益与推广应用")
    sums = [block.rows[-1][2] for block in part.blocks if isinstance(block, Table)]
    assert sums == ["1,200.00", "30.00"]
    assert "1,230.00" not in str(part.blocks)


def test_the_statement_is_the_studio_s_own(studio: Studio) -> None:
    """What earlier years left is carried over, as on the page of the funds."""
    from lingjun.studios.models import Expense, Grant
    from lingjun.studios.money import account

    for year, amount in ((YEAR - 1, 500), (YEAR, 3000)):
        grant = Grant.objects.create(
            studio=studio, year=year, source="unit", amount=amount, received_on=datetime.date(year, 1, 1)
        )
        Expense.objects.create(studio=studio, grant=grant, on=FIRST, use="training", what="培训", amount=amount // 2)
    part = next(part for part in snapshot.read(studio.pk, YEAR).parts if part.title == "经费")
    table = [block for block in part.blocks if isinstance(block, Table)][2]
    total = account(studio, YEAR).total
    assert table.rows[-1] == ("合计", "500.00", "3,000.00", "1,750.00", "1,750.00")
    assert float(table.rows[-1][4].replace(",", "")) == float(total.closing)


def test_lines_taken_out_and_other_years_stay_out(studio: Studio, cast: Any) -> None:
    from lingjun.ledger.models import Activity
    from lingjun.studios.actions import remove

    activity(studio, cast.port_clerk, title="留下的")
    gone = activity(studio, cast.port_clerk, title="移除的", photos=1)
    activity(studio, cast.port_clerk, title="去年的", held_on=datetime.date(YEAR - 1, 12, 31))
    remove(actor=cast.port_clerk, model=Activity, line_id=gone.pk)
    book = snapshot.read(studio.pk, YEAR)
    words = words_of(book, "活动")
    assert "留下的" in words
    assert "移除的" not in words
    assert "去年的" not in words
    assert not book.attachments
    assert not list(book.photos())


def test_no_telephone_and_only_the_year_of_birth(studio: Studio) -> None:
    leader = studio.leader
    assert leader.phone
    assert len(leader.birth) > 4
    words = str(snapshot.read(studio.pk, YEAR).parts)
    assert leader.name in words
    assert leader.phone not in words
    assert leader.birth not in words
    assert leader.birth[:4] in words


def test_people_are_shown_as_they_were(studio: Studio) -> None:
    """A book of last year, printed now, knows nothing of this year's promotion and this year's leader's name."""
    from lingjun.studios.models import Promotion

    past = datetime.date(YEAR - 1, 1, 1)
    Studio.objects.filter(pk=studio.pk).update(named_on=past, named_year=YEAR - 1)
    studio.members.update(joined_on=past)
    tenure = studio.tenures.get()
    tenure.since, tenure.until = past, FIRST
    tenure.save()
    studio.tenures.create(
        name="许文龙劳模创新工作室", leader=studio.leader, unit=studio.unit, unit_name="新单位", since=FIRST
    )
    worker = studio.members.exclude(role="leader")[0].worker
    worker.post = "班组长"
    worker.save()
    Promotion.objects.create(studio=studio, worker=worker, kind="post", old="电工", new="班组长", on=FIRST)
    then, now = snapshot.read(studio.pk, YEAR - 1), snapshot.read(studio.pk, YEAR)
    assert then.cover.studio == studio.name
    assert now.cover.studio == "许文龙劳模创新工作室"
    assert "电工" in words_of(then, "组织机构")
    assert "班组长" not in str(then.parts)
    assert "班组长" in words_of(now, "组织机构")


def test_an_empty_year_says_what_is_missing_and_still_prints(studio: Studio, cast: Any) -> None:
    found = pages(content(made(studio, cast.port_chair)))
    assert f"没有登记 {YEAR} 年工作计划。" in "".join(found)
    assert "以下部分没有记录：" in found[1]
    assert len(found) < 12


def test_a_character_without_a_font_is_told_and_not_a_box(studio: Studio, cast: Any) -> None:
    activity(studio, cast.port_clerk, title="\U0001f6a2首航保障")
    job = made(studio, cast.port_chair)
    assert "“\U0001f6a2”" in job.message
    assert "没有字体可以打印" in job.message
    assert "〓首航保障" in "".join(pages(content(job)))


def test_hostile_words_stay_words(studio: Studio, cast: Any) -> None:
    text = '#read("/etc/passwd")\n= 标题\n\x0b&amp;'
    activity(studio, cast.port_clerk, title='#include("x") $a$ *b* <w:t>', text=text)
    text = "".join(pages(content(made(studio, cast.port_chair))))
    assert '#include("x") $a$ *b* <w:t>' in text
    assert "root:" not in text
    package = zipfile.ZipFile(io.BytesIO(content(made(studio, cast.port_chair, "docx"))))
    assert "&lt;w:t&gt;" in package.read("word/document.xml").decode()


def test_a_photo_whose_bytes_are_gone_is_told(studio: Studio, cast: Any) -> None:
    activity(studio, cast.port_clerk, photos=1)
    from lingjun.studios.models import Material

    file = Material.objects.get(about="ledger.activity").file
    file.content.storage.delete(file.content.name)
    job = made(studio, cast.port_chair, "zip")
    assert job.status == JobStatus.DONE
    assert "读不出来" in job.message


def test_only_who_may_see_the_studio(studio: Studio, cast: Any, as_user: Any) -> None:
    Job.objects.all().delete()
    url = reverse("dossier:yearbook_make", args=[studio.pk, YEAR])
    assert as_user(cast.grid_chair).post(url).status_code == 404
    assert as_user(cast.industry_officer).post(url).status_code == 302
    job = Job.objects.get(kind="dossier.yearbook")
    from lingjun.accounts.models import Appointment

    Appointment.objects.filter(user=cast.industry_officer).update(ended_on=FIRST)
    run_next()
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert job.result_file is None


@pytest.mark.parametrize("year", [1999, YEAR + 1])
def test_a_year_the_studio_did_not_have_is_not_found(studio: Studio, cast: Any, as_user: Any, year: int) -> None:
    client = as_user(cast.port_chair)
    assert client.get(reverse("dossier:yearbook", args=[studio.pk, year])).status_code == 404
    assert client.post(reverse("dossier:yearbook_make", args=[studio.pk, year])).status_code == 404


def test_pressed_twice_is_one_job(studio: Studio, cast: Any) -> None:
    Job.objects.all().delete()
    first = make_yearbook(actor=cast.port_chair, studio=studio, year=YEAR, form="pdf")
    assert make_yearbook(actor=cast.port_chair, studio=studio, year=YEAR, form="pdf") == first
    assert make_yearbook(actor=cast.port_chair, studio=studio, year=YEAR, form="docx") != first
    assert make_yearbook(actor=cast.port_clerk, studio=studio, year=YEAR, form="pdf") != first


def test_cancelling_ends_the_child_and_keeps_nothing(
    studio: Studio, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    Job.objects.all().delete()
    job = make_yearbook(actor=cast.port_chair, studio=studio, year=YEAR, form="pdf")
    children = []
    popen = press.subprocess.Popen

    def begun(*args: Any, **kwargs: Any) -> Any:
        children.append(popen(*args, **kwargs))
        cancel(job.pk)
        return children[0]

    monkeypatch.setattr(press.subprocess, "Popen", begun)
    run_next()
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert job.result_file is None
    assert children[0].returncode not in (None, 0)


def test_a_job_of_a_killed_worker_is_done_by_the_next(studio: Studio, cast: Any) -> None:
    Job.objects.all().delete()
    job = make_yearbook(actor=cast.port_chair, studio=studio, year=YEAR, form="pdf")
    Job.objects.update(status=JobStatus.RUNNING, attempts=1, heartbeat_at=timezone.now() - 2 * STALE_AFTER)
    run_next()
    job.refresh_from_db()
    assert job.status == JobStatus.DONE
    assert job.attempts == 2


def test_the_next_book_takes_away_what_a_killed_worker_left(
    studio: Studio, cast: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    old, young, other = (tmp_path / name for name in ("yearbook-old", "yearbook-young", "upload-old"))
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "photo-0001.jpg").write_bytes(b"x")
    for folder in (old, other):
        os.utime(folder, (0, 0))
    assert made(studio, cast.port_clerk).status == JobStatus.DONE
    assert {folder.name for folder in tmp_path.glob("*-*")} == {"yearbook-young", "upload-old"}


def test_page_counts_and_offers_own_earlier_books(studio: Studio, cast: Any, as_user: Any) -> None:
    activity(studio, cast.port_clerk, photos=2)
    made(studio, cast.port_chair)
    url = reverse("dossier:yearbook", args=[studio.pk, YEAR])
    page = as_user(cast.port_chair).get(url).content.decode()
    assert '照片 <span class="num">2</span> 张' in page
    assert "还没有：工作计划" in page
    assert "您生成过的" in page
    assert "您生成过的" not in as_user(cast.port_clerk).get(url).content.decode()


def test_headings_of_the_book_number_lines_by_day(studio: Studio, cast: Any) -> None:
    if TODAY == FIRST:
        pytest.skip("needs two days of the year")
    activity(studio, cast.port_clerk, title="后", held_on=TODAY)
    activity(studio, cast.port_clerk, title="先", held_on=FIRST)
    part = next(part for part in snapshot.read(studio.pk, YEAR).parts if part.title == "活动")
    heads = [block.text for block in part.blocks if isinstance(block, Heading) and block.level == 3]
    assert heads == ["03-001　先", "03-002　后"]


def test_generated_files_may_be_no_picture(studio: Studio, cast: Any) -> None:
    """A material that says it is a picture and is none does not stop the book."""
    from lingjun.studios.models import Material

    row = activity(studio, cast.port_clerk)
    file = store_generated(name="x.jpg", content=b"no picture", media_type="image/jpeg")
    Material.objects.create(studio=studio, about="ledger.activity", about_id=row.pk, file=file)
    assert made(studio, cast.port_chair).status == JobStatus.DONE


@pytest.mark.django_db(transaction=True)
def test_the_book_is_read_in_one_snapshot(filing: Any, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside any transaction, as the worker reads it: one begins, and on PostgreSQL it is REPEATABLE READ."""
    studio = Studio.objects.get(case=filing.named())
    levels: list[str] = []

    def part(year: Any) -> Any:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SHOW transaction_isolation")
                levels.append(cursor.fetchone()[0])
        assert connection.in_atomic_block
        return snapshot.organization(year)

    monkeypatch.setattr(snapshot, "PARTS", (part,))
    assert snapshot.read(studio.pk, YEAR).cover.studio == studio.name
    assert set(levels) <= {"repeatable read"}
