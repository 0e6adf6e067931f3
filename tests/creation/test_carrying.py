"""Files of the form in the studio file it opened: registered once, by nobody twice, lost by neither side."""

from __future__ import annotations

import datetime
import io
from typing import Any
from unittest.mock import ANY

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lingjun.audit.models import Entry
from lingjun.cases.actions import approve, publish_together, submit
from lingjun.core.errors import Invalid, NotYours
from lingjun.core.files import delete_stored, store_upload
from lingjun.core.files.sweep import sweep_rows
from lingjun.core.models import StoredFile
from lingjun.creation.actions import add_evidence
from lingjun.creation.evidence import carry_evidence, kinds_in
from lingjun.studios import actions, criteria
from lingjun.studios.models import WAITING, Grant, Honour, Material, Premises, Regulation, Studio

pytestmark = pytest.mark.django_db
PAPERS = "regulation_files"


def photo(number: int) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40 + number, 30), "navy").save(stream, "JPEG")
    return stream.getvalue()


def word(*lines: str) -> bytes:
    stream, document = io.BytesIO(), docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(stream)
    return stream.getvalue()


def pdf(line: str) -> bytes:
    """One page with one line of real text, in a font every reader brings along."""
    stream = b"BT /F1 20 Tf 72 700 Td <" + line.encode("utf-16-be").hex().encode() + b"> Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo 8 0 R/FontDescriptor 7 0 R>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/ItalicAngle 0/FontBBox[-25 -254 1000 880]>>",
        b"<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(out)
    )  # fmt: skip


FILES = (
    ("premises_photos", "全景.jpg", photo(1)),
    ("premises_photos", "设备区.jpg", photo(2)),
    (PAPERS, "附件2：技术攻关管理制度.docx", word("技术攻关管理制度")),
    (PAPERS, "奖励激励制度1.jpg", photo(3)),
    (PAPERS, "奖励激励制度2.jpg", photo(4)),
    (PAPERS, "扫描件.docx", word("学习研究制度", "第一条 每周学习一次。")),
    (PAPERS, "scan0003.pdf", pdf("成果转化制度")),
    (PAPERS, "制度汇编.docx", word("工作室各项制度汇编", "第一章")),
    ("equipment_list", "设施清单.docx", word("设施清单")),
    ("fund_proof", "专项经费决定.docx", word("决定")),
    ("honour_certificates", "证书.jpg", photo(5)),
    ("work_plan", "工作计划.docx", word("计划")),
    ("result_proof", "成果证明.docx", word("证明")),
)


@pytest.fixture
def draft(filing: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A draft with the files of FILES in place of the cast's."""
    monkeypatch.setattr(filing, "evidence", lambda case, actor: None)
    case, clerk = filing.draft(), filing.cast.port_clerk
    for key, name, content in FILES:
        file = store_upload(upload=ContentFile(content, name=name), purpose="evidence", owner_id=clerk.pk)
        add_evidence(actor=clerk, case_id=case.pk, key=key, file=file)
    return case


@pytest.fixture
def studio(filing: Any, draft: Any) -> Studio:
    return name(filing, draft)


def name(filing: Any, case: Any) -> Studio:
    cast = filing.cast
    submit(actor=cast.port_clerk, case_id=case.pk)
    for officer in (cast.port_chair, cast.industry_officer, cast.city_officer):
        approve(actor=officer, case_id=case.pk, text="同意。")
    publish_together(
        actor=cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕8号", decided_on=timezone.localdate()
    )
    return Studio.objects.get(case=case)


def standing(studio: Studio) -> dict[str, list[str]]:
    """Files behind or before each kind of line."""
    found: dict[str, list[str]] = {}
    for row in Material.objects.filter(studio=studio, removed_at=None).select_related("file"):
        place = row.about if row.about_id else f"{row.about} 0"
        found.setdefault(place, []).append(row.file.name)
    return found


def one(studio: Studio, start: str) -> Material:
    return Material.objects.select_related("file").get(studio=studio, file__name__startswith=start)


def test_everything_stands_where_it_belongs_after_naming(studio: Studio, draft: Any) -> None:
    lines = {row.kind: row for row in Regulation.standing.filter(studio=studio)}
    assert {kind: row.title for kind, row in lines.items()} == {
        "research": "技术攻关管理制度", "incentives": "奖励激励制度", "study": "学习研究制度",
        "conversion": "成果转化制度",
    }  # fmt: skip
    assert {(row.version, row.effective_on, row.issued_by, row.ended_on) for row in lines.values()} == {
        (1, timezone.localdate(), studio.unit.name, None)
    }
    files = Material.objects.filter(about="studios.regulation", about_id=lines["incentives"].pk)
    assert files.count() == 2
    assert standing(studio) == {
        "studios.premises 0": ["全景.jpg", "设备区.jpg"],
        "studios.equipment 0": ["设施清单.docx"],
        "studios.regulation": ANY,
        "studios.regulation 0": ["制度汇编.docx"],
        "studios.grant 0": ["专项经费决定.docx"],
        "studios.honour": ["证书.jpg"],
        "ledger.plan 0": ["工作计划.docx"],
        "ledger.achievement 0": ["成果证明.docx"],
    }
    told = {row[1] for row in FILES if row[0] == PAPERS and "汇编" not in row[1]}
    assert set(standing(studio)["studios.regulation"]) == told
    ours = set(draft.attachments.values_list("file_id", flat=True))
    assert set(Material.objects.filter(studio=studio).values_list("file_id", flat=True)) == ours
    assert StoredFile.objects.filter(pk__in=ours).count() == len(FILES), "nothing was copied"
    assert one(studio, "证书").about_id == Honour.objects.get(worker=studio.leader).pk


def test_the_criteria_count_them(studio: Studio) -> None:
    sheet = Studio.objects.get(pk=studio.pk).sheet
    assert sheet.counts["regulations"] == "4/6"
    assert sheet.counts["from_form"] == {"premises": 3, "regulations": 1, "funds": 1, "plan": 1, "achievements": 1}
    lacks = {row["key"]: [words for words, _ in row["missing"]] for row in sheet.detail}
    assert "缺“技术攻关”制度" not in lacks["regulations"]
    assert "缺“内部管理”制度" in lacks["regulations"]
    assert any("申报表带来照片 2 张" in words for words in lacks["premises"])
    many = criteria.sheet.compute_many([Studio.objects.get(pk=studio.pk)], timezone.localdate())[0]
    assert many.counts == sheet.counts


def test_a_place_takes_the_photos_that_waited_for_one(studio: Studio, cast: Any) -> None:
    values = {"address": "东渡路1号", "area": 86, "since": studio.named_on}
    place = actions.add(actor=cast.port_clerk, studio_id=studio.pk, model=Premises, values=values)
    assert Material.objects.filter(about="studios.premises", about_id=place.pk).count() == 2
    evidence = Studio.objects.get(pk=studio.pk).sheet.detail[1]["evidence"]
    assert any("照片 2 张" in words for words, _ in evidence)
    assert len(Entry.objects.get(verb="premises.add").new["files"]) == 2
    second = actions.add(actor=cast.port_clerk, studio_id=studio.pk, model=Premises, values=values)
    assert not Material.objects.filter(about="studios.premises", about_id=second.pk).exists()


def test_only_the_units_own_money_takes_its_proof(studio: Studio, cast: Any) -> None:
    first = studio.named_year
    for year, source, waits in ((first, "city", True), (first + 9, "unit", True), (first, "unit", False)):
        values = {"year": year, "source": source, "amount": 1000, "received_on": studio.named_on}
        actions.add(actor=cast.port_clerk, studio_id=studio.pk, model=Grant, values=values)
        assert (one(studio, "专项经费").about_id == WAITING) is waits


def test_running_it_again_adds_nothing(studio: Studio, draft: Any) -> None:
    before, entries = standing(studio), Entry.objects.count()
    assert carry_evidence(case=draft, studio=studio, actor=None) == 0
    call_command("carry_evidence")
    assert (standing(studio), Entry.objects.count()) == (before, entries)
    assert Regulation.objects.filter(studio=studio).count() == 4


def test_it_is_in_the_trail_once(studio: Studio, cast: Any) -> None:
    entry = Entry.objects.get(verb="material.carry")
    assert (entry.actor_id, entry.subject_id, entry.new["count"]) == (cast.city_officer.pk, str(studio.pk), len(FILES))
    assert Entry.objects.filter(verb="regulation.add").count() == 4


def test_studios_named_before_get_them_by_the_command(
    filing: Any, draft: Any, cast: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the unit registered again meanwhile, or has a version of, is not doubled."""
    monkeypatch.setattr("lingjun.creation.naming.carry_evidence", lambda **options: 0)
    studio, clerk = name(filing, draft), cast.port_clerk
    assert not Material.objects.filter(studio=studio).exists()
    values = {"address": "东渡路1号", "area": 86, "since": studio.named_on}
    place = actions.add(actor=clerk, studio_id=studio.pk, model=Premises, values=values)
    again = ContentFile(photo(1), name="又传一次.jpg")
    actions.add_material(actor=clerk, studio_id=studio.pk, about=place, upload=again, purpose="photo")
    actions.add_regulation(
        actor=clerk, studio_id=studio.pk,
        values={"kind": "study", "title": "学习制度", "effective_on": studio.named_on},
    )  # fmt: skip
    call_command("carry_evidence")
    assert "1 个工作室，带入材料 12 个。" in capsys.readouterr().out
    there = standing(studio)
    assert there["studios.premises"] == ["又传一次.jpg", "设备区.jpg"]
    assert there["studios.regulation 0"] == ["扫描件.docx", "制度汇编.docx"]
    assert Regulation.objects.filter(studio=studio, kind="study").count() == 1
    call_command("carry_evidence")
    assert standing(studio) == there
    assert Studio.objects.get(pk=studio.pk).sheet.counts["regulations"] == "4/6"


def test_removed_here_it_stays_in_the_archived_form(
    studio: Studio, draft: Any, cast: Any, django_capture_on_commit_callbacks: Any
) -> None:
    archived = draft.submissions.get(version=draft.submissions.count()).content
    gone = one(studio, "制度汇编")
    actions.remove_material(actor=cast.port_clerk, material_id=gone.pk)
    long_ago = timezone.now() - datetime.timedelta(days=400)
    StoredFile.objects.update(created_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        sweep_rows()
    client = cast.client(cast.port_clerk)
    answer = client.get(reverse("creation:file", args=[draft.number, gone.file_id]))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert draft.submissions.get(version=draft.submissions.count()).content == archived
    assert draft.attachments.filter(removed_at=None).count() == len(FILES)
    assert carry_evidence(case=draft, studio=studio, actor=None) == 0, "what was taken out stays out"


def test_neither_side_can_lose_the_file_of_the_other(studio: Studio, draft: Any) -> None:
    shared = one(studio, "证书").file
    with pytest.raises(ProtectedError):
        delete_stored(shared)
    draft.attachments.filter(file=shared).delete()
    with pytest.raises(ProtectedError):
        delete_stored(shared)


def test_a_book_of_regulations_is_put_behind_each_kind(studio: Studio, cast: Any) -> None:
    book = one(studio, "制度汇编")
    kinds = ["research", "management", "activities"]
    lines = actions.put_as_regulation(actor=cast.port_clerk, material_id=book.pk, kinds=kinds)
    assert {line.kind for line in lines} == set(kinds)
    behind = Material.objects.filter(studio=studio, file=book.file).values_list("about_id", flat=True)
    assert set(behind) == {line.pk for line in lines}
    assert Regulation.standing.filter(studio=studio).count() == 6
    assert Studio.objects.get(pk=studio.pk).sheet.counts["regulations"] == "6/6"


def test_who_may_not_write_puts_nothing_anywhere(studio: Studio, cast: Any) -> None:
    book = one(studio, "制度汇编")
    with pytest.raises(NotYours):
        actions.put_as_regulation(actor=cast.city_officer, material_id=book.pk, kinds=["study"])
    with pytest.raises(Invalid, match="请选"):
        actions.put_as_regulation(actor=cast.port_clerk, material_id=book.pk, kinds=["nonsense"])
    with pytest.raises(Invalid, match="不在了"):
        actions.put_behind(actor=cast.port_clerk, material_id=book.pk, about="studios.premises", line_id=10**6)
    values = {"address": "东渡路1号", "area": 86, "since": studio.named_on}
    place = actions.add(actor=cast.port_clerk, studio_id=studio.pk, model=Premises, values=values)
    with pytest.raises(Invalid, match="只放照片"):
        actions.put_behind(actor=cast.port_clerk, material_id=book.pk, about="studios.premises", line_id=place.pk)
    own = ContentFile(photo(6), name="自己.jpg")
    mine = actions.add_material(actor=cast.port_clerk, studio_id=studio.pk, about=place, upload=own, purpose="photo")
    with pytest.raises(Invalid, match="申报表带来"):
        actions.put_as_regulation(actor=cast.port_clerk, material_id=mine.pk, kinds=["study"])


def test_the_pages_name_where_they_come_from(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_liaison)

    def page(view: str) -> str:
        return client.get(reverse(f"studios:{view}", args=[studio.pk])).content.decode()

    regulations = page("regulations")
    assert regulations.count(">来自申报表<") == 4
    assert "来自申报表，还没有归位" in regulations
    assert "制度汇编.docx" in regulations
    premises = page("premises")
    assert "登记场所后自动归入" in premises
    assert "全景.jpg" in premises
    assert "设施清单.docx" in premises
    everything = page("carried")
    assert all(row[1] in everything for row in FILES)
    book = one(studio, "制度汇编")
    put = reverse("studios:material_put", args=[book.pk])
    assert "已归到“内部管理制度”" in client.post(put, {"to": "kind:management"}, follow=True).content.decode()
    assert "还没有归位" not in page("regulations")
    for wrong in ("", "kind:", "kind:nonsense", "studios.premises:x", "accounts.user:1", f"studios.grant:{'9' * 30}"):
        assert client.post(put, {"to": wrong}).status_code == 302
    assert one(studio, "制度汇编").about == "studios.regulation"
    city = cast.client(cast.city_officer)
    assert "归位</button>" not in city.get(reverse("studios:carried", args=[studio.pk])).content.decode()
    assert b"".join(city.get(reverse("studios:material", args=[book.pk])).streaming_content)[:2] == b"PK"
    stranger = cast.client(cast.grid_clerk)
    assert stranger.get(reverse("studios:carried", args=[studio.pk])).status_code == 404


def test_the_leaders_page_shows_the_certificate(studio: Studio, cast: Any) -> None:
    proof = one(studio, "证书")
    address = reverse("studios:material", args=[proof.pk])
    leader = reverse("studios:worker", args=[studio.leader_id])
    client = cast.client(cast.port_liaison)
    assert address in client.get(leader).content.decode()
    overseer = cast.client(cast.auditor).get(address)
    assert overseer.status_code == 403, "whoever may not read the form, may not read its proofs"
    assert "申报表的材料含个人信息" in overseer.content.decode()
    actions.remove_material(actor=cast.port_clerk, material_id=proof.pk)
    assert address not in client.get(leader).content.decode()


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("技术攻关和成果转化制度", ["research", "conversion"]),
        ("活动管理办法", ["activities"]),
        ("工作室管理制度", ["management"]),
        ("学习与奖励办法", []),
        ("奖惩办法", ["incentives"]),
        ("六项制度", []),
        ("内 部 管 理", ["management"]),
    ],
)
def test_which_kind_a_name_means(filing: Any, words: str, kinds: list[str]) -> None:
    assert kinds_in(words, filing.round.content.regulations) == kinds
