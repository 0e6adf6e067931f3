"""Archive packages: what `bagit` accepts, what it must notice, and names that every machine takes."""

import hashlib
import zipfile
from pathlib import Path

import bagit
import pytest

from lingjun.documents.archive import BagInvalid, safe_name, validate_bag, write_bag

INFO = {
    "Source-Organization": "厦门市总工会",
    "External-Identifier": "CJ-2026-0042",
    "External-Description": "陈海川劳模创新工作室\n创建申报表",
    "Bagging-Date": "2026-05-20",
}


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "upload.bin"
    path.write_bytes(bytes(range(256)) * 5000)
    return path


@pytest.fixture
def bag(tmp_path: Path, scan: Path) -> Path:
    files = [
        ("申报表/申报表.pdf", b"%PDF-1.7 form"),
        ("盖章件/第 2 版.jpg", scan),
        ("data.json", b"{}"),
        ("空.txt", b""),
    ]
    return write_bag(tmp_path / "archive" / "CJ-2026-0042", files, INFO)


def test_a_package_is_valid_and_holds_what_was_given(bag: Path, scan: Path) -> None:
    validate_bag(bag)
    opened = bagit.Bag(str(bag))
    assert opened.is_valid()
    assert opened.version_info == (1, 0)
    assert set(opened.payload_files()) == {
        "data/申报表/申报表.pdf",
        "data/盖章件/第 2 版.jpg",
        "data/data.json",
        "data/空.txt",
    }
    assert opened.info["External-Description"] == "陈海川劳模创新工作室 创建申报表"
    assert opened.info["Payload-Oxum"] == f"{13 + 1_280_000 + 2}.4"
    assert opened.entries["data/盖章件/第 2 版.jpg"] == {"sha256": hashlib.sha256(scan.read_bytes()).hexdigest()}
    assert sorted(path.name for path in bag.iterdir()) == [
        "bag-info.txt", "bagit.txt", "data", "manifest-sha256.txt", "tagmanifest-sha256.txt",
    ]  # fmt: skip
    assert list(bag.parent.iterdir()) == [bag], "no scratch folder is left"


@pytest.mark.parametrize(
    "harm",
    [
        lambda bag: (bag / "data" / "data.json").write_bytes(b"[]"),
        lambda bag: (bag / "data" / "data.json").unlink(),
        lambda bag: (bag / "data" / "more.txt").write_bytes(b"more"),
        lambda bag: (bag / "bag-info.txt").write_bytes(b"External-Identifier: CJ-2026-0043\n"),
        lambda bag: (bag / "manifest-sha256.txt").unlink(),
        lambda bag: (bag / "bagit.txt").unlink(),
    ],
)
def test_every_change_is_noticed(bag: Path, harm) -> None:  # type: ignore[no-untyped-def]
    harm(bag)
    with pytest.raises(BagInvalid):
        validate_bag(bag)


def test_the_same_files_give_the_same_package(tmp_path: Path, scan: Path) -> None:
    files = [("申报表.pdf", b"form"), ("scan.jpg", scan)]
    zips = [write_bag(tmp_path / place / "CJ-2026-0042.zip", files, INFO) for place in ("one", "two")]
    assert zips[0].read_bytes() == zips[1].read_bytes()
    validate_bag(zips[0])
    folder = write_bag(tmp_path / "three" / "CJ-2026-0042", files, INFO)
    with zipfile.ZipFile(zips[0]) as package:
        assert {name: package.read(name) for name in package.namelist()} == {
            f"CJ-2026-0042/{path.relative_to(folder).as_posix()}": path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }


@pytest.mark.parametrize(
    "name",
    [
        "../out.txt", "/etc/passwd", "a/../../b", "a//b", "", ".", "a/.", "C:/x", "a\\b", "a\nb", "100%.pdf", "CON",
        "nul.txt", "dots.", "blank ", "*", "x" * 300,
    ],
)  # fmt: skip
def test_unsafe_names_are_refused_and_leave_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(BagInvalid, match="not safe"):
        write_bag(tmp_path / "archive" / "bag", [("good.txt", b""), (name, b"")], {})
    assert list((tmp_path / "archive").iterdir()) == []


@pytest.mark.parametrize("again", ["a.txt", "A.TXT"])
def test_a_name_stands_once_whatever_its_case(tmp_path: Path, again: str) -> None:
    with pytest.raises(BagInvalid, match="twice"):
        write_bag(tmp_path / "bag", [("a.txt", b""), (again, b"")], {})


def test_an_existing_package_is_never_written_over(bag: Path) -> None:
    with pytest.raises(FileExistsError):
        write_bag(bag, [], {})
    validate_bag(bag)


@pytest.mark.parametrize("label", ["", "A: B", "A\nB", " A"])
def test_a_label_that_would_break_the_lines_is_refused(tmp_path: Path, label: str) -> None:
    with pytest.raises(BagInvalid, match="label"):
        write_bag(tmp_path / "bag", [], {label: "x"})


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("登记表:1%.pdf", "登记表_1_.pdf"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a/b\\c.txt", "a_b_c.txt"),
        ("con.txt", "_con.txt"),
        ("", "_"),
        (" . ", "_"),
        ("e\u0301.txt", "é.txt"),
        ("照\u200b片\x00.jpg", "照片_.jpg"),
        ("第 2 版（盖章）.jpg", "第 2 版（盖章）.jpg"),
    ],
)
def test_names_people_gave_become_safe(given: str, safe: str) -> None:
    assert safe_name(given) == safe
    assert safe_name(safe) == safe


@pytest.mark.parametrize("name", ["很长" * 100 + ".jpg", "a" * 400, "." + "长" * 200, "x." + "长" * 200])
def test_long_names_fit_and_stay_the_same_the_second_time(name: str) -> None:
    short = safe_name(name)
    assert len(short.encode()) <= 255
    assert safe_name(short) == short


def test_a_zip_that_leaves_its_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("bag/bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        package.writestr("bag/../../out.txt", "out")
    with pytest.raises(BagInvalid, match="one folder"):
        validate_bag(path)
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BagInvalid, match="cannot be read"):
        validate_bag(path)
