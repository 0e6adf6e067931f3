"""Many forms at once: zip archives and several files, one result each."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from lingjun.creation.paper import CreationForm
from lingjun.creation.papers.reading import batch, read_form
from lingjun.creation.papers.reading.batch import FormFile, list_form_files
from tests.documents.word_samples import EXAMPLES, FORMS, docx, example, form_docx, p


def archive(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bag:
        for name, data in entries.items():
            bag.writestr(name, data)
    return out.getvalue()


def gbk_archive(entries: dict[str, bytes]) -> bytes:
    """Names in GBK, flag not set: built with names of the same length in ASCII, then overwritten."""
    out = io.BytesIO()
    stand_ins = {f"{number:0{len(name.encode('gbk'))}}": name for number, name in enumerate(entries)}
    with zipfile.ZipFile(out, "w") as bag:
        for stand_in, name in stand_ins.items():
            bag.writestr(stand_in, entries[name])
    raw = out.getvalue()
    for stand_in, name in stand_ins.items():
        raw = raw.replace(stand_in.encode(), name.encode("gbk"))
    return raw


def results(*sent: object) -> dict[str, object]:
    """Name, and the form or the one-line refusal, as the job reads them: one after the other."""
    return {file.name: read(file) for file in list_form_files(sent)}  # type: ignore[arg-type]


def read(file: FormFile) -> CreationForm | str:
    if file.refusal:
        return file.refusal
    try:
        return read_form(file.load(), file.name)
    except batch.UnreadableDocument as refusal:
        return refusal.message


def test_archive_of_forms_with_litter_and_strangers() -> None:
    data = archive(
        {
            "港口/陈海川.docx": example(EXAMPLES[0]),
            "吴丽敏.docx": example(EXAMPLES[1]),
            "__MACOSX/._吴丽敏.docx": b"x",
            "~$吴丽敏.docx": b"x",
            "空文件夹/": b"",
            "说明.txt": "请填写".encode(),
            "通知.docx": docx(p("通知")),
            "照片.zip": archive({"a.docx": b"x"}),
        }
    )
    found = results(("申报.zip", data))
    assert list(found) == [
        f"申报.zip/{name}" for name in ("港口/陈海川.docx", "吴丽敏.docx", "说明.txt", "通知.docx", "照片.zip")
    ]
    forms = [value.leader.name for value in found.values() if isinstance(value, CreationForm)]
    assert forms == ["陈海川", "吴丽敏"]
    assert "这不是 Word 文件" in str(found["申报.zip/说明.txt"])
    assert "没有“劳模创新工作室”创建申报表的表格" in str(found["申报.zip/通知.docx"])
    assert "压缩包里的压缩包没有打开" in str(found["申报.zip/照片.zip"])


def test_names_in_gbk() -> None:
    data = gbk_archive({"陈海川申报表.docx": form_docx(), "厦门\\吴丽敏.docx": form_docx()})
    assert list(results(("a.zip", data))) == ["a.zip/陈海川申报表.docx", "a.zip/厦门/吴丽敏.docx"]


def test_names_cannot_climb() -> None:
    data = archive({"../../etc/表.docx": form_docx(), "/abs.docx": form_docx()})
    assert list(results(("a.zip", data))) == ["a.zip/etc/表.docx", "a.zip/abs.docx"]


def test_several_files_of_every_kind(tmp_path: Path) -> None:
    upload = io.BytesIO(form_docx())
    upload.name = "C:\\下载\\表.docx"  # type: ignore[attr-defined]
    (tmp_path / "坏.docx").write_bytes(example(EXAMPLES[0])[:9000])
    sent = (FORMS / f"{EXAMPLES[2]}.docx", upload, ("名.docx", form_docx()), tmp_path / "坏.docx", tmp_path / "无.docx")
    found = results(*sent)
    assert list(found) == [f"{EXAMPLES[2]}.docx", "表.docx", "名.docx", "坏.docx", "无.docx"]
    assert [isinstance(value, CreationForm) for value in found.values()] == [True, True, True, False, False]


def test_list_tells_the_length_before_reading() -> None:
    files = list_form_files([("a.zip", archive({f"{n}.docx": form_docx() for n in range(5)})), ("b.docx", form_docx())])
    assert len(files) == 6


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "MAX_FILES", 3)
    found = results(("a.zip", archive({f"{n}.docx": form_docx() for n in range(5)})))
    assert len(found) == 4
    assert found["其余 2 份"] == "一次最多读 3 份，还有 2 份没有读，请分批上传。"


def test_archive_that_unpacks_too_far(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_docx()
    monkeypatch.setattr(batch, "MAX_UNPACKED", len(form) * 2)
    found = results(("a.zip", archive({f"{n}.docx": form for n in range(3)})))
    assert "展开后大得不正常" in str(found["a.zip"])


def test_archive_that_lies_about_what_it_unpacks_to(monkeypatch: pytest.MonkeyPatch) -> None:
    form = form_docx()
    files = list_form_files([("a.zip", archive({f"{n}.docx": form for n in range(3)}))])
    room = files[0].load.__closure__
    assert room is not None
    owner = next(cell.cell_contents for cell in room if hasattr(cell.cell_contents, "room"))
    owner.room = len(form) + 10
    assert files[0].load() == form
    with pytest.raises(batch.UnreadableDocument):
        files[1].load()


def test_empty_and_damaged_archives() -> None:
    data = archive({"a.docx": form_docx(), "b.docx": form_docx()})
    assert "压缩包里没有文件" in str(results(("空.zip", archive({})))["空.zip"])
    assert "已损坏" in str(results(("坏.zip", data[: len(data) // 2]))["坏.zip"])
    assert "RAR" in str(results(("a.rar", b"Rar!\x1a\x07\x00"))["a.rar"])
