"""Archive packages after BagIt 1.0 (RFC 8493): payload, SHA-256 manifests, metadata. Any BagIt tool validates them.

Same files and same info give the same bytes: nothing is stamped with the time of writing.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

import bagit

PayloadFile: TypeAlias = tuple[str, bytes | Path]
"""Name inside the package (posix, relative to data/) and its content."""

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
BLOCK: Final = 1 << 20
MAX_NAME: Final = 255
"""Bytes of one part of a name: the limit of common file systems."""
FORBIDDEN: Final = re.compile(r'[\x00-\x1f\x7f<>:"\\|?*%]')
"""Not portable; % would have to be escaped in manifests, which readers disagree about."""
RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
MAX_UNPACKED: Final = 4_000_000_000


class BagInvalid(ValueError):
    """The package does not hold; the text says which file and why."""


def safe_name(name: str) -> str:
    """One part of a name that every file system takes, from a name people gave: 登记表:1%.pdf becomes 登记表_1_.pdf."""
    name = unicodedata.normalize("NFC", name).replace("/", "_")
    name = FORBIDDEN.sub("_", "".join(c for c in name if unicodedata.category(c) != "Cf")).strip(" .") or "_"
    name = f"_{name}" if RESERVED.fullmatch(name) else name
    stem, suffix = PurePosixPath(name).stem, PurePosixPath(name).suffix
    while len(f"{stem}{suffix}".encode()) > MAX_NAME:
        stem, suffix = (stem[:-1], suffix) if stem else ("_", "")
    return f"{stem}{suffix}"


def write_bag(target: Path, files: Iterable[PayloadFile], info: Mapping[str, str]) -> Path:
    """Write the package as folder `target` (a .zip file when its name ends so) and return it.

    `info` becomes bag-info.txt; Payload-Oxum is computed. The package appears whole or not at all. Raises
    BagInvalid for an unsafe or repeated name, FileExistsError when `target` is there already.
    """
    target = Path(target)
    if target.exists():
        raise FileExistsError(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bag-") as scratch:
        ready = Path(scratch) / target.name
        if target.suffix == ".zip":
            with zipfile.ZipFile(ready, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as package:
                _fill(_into_zip(package, safe_name(target.stem)), files, info)
        else:
            ready.mkdir()
            _fill(_into_folder(ready), files, info)
        ready.rename(target)
    return target


def validate_bag(path: Path) -> None:
    """Check a package, folder or .zip, with the `bagit` library. Raises BagInvalid naming what is wrong."""
    if path.is_dir():
        _validate(path)
        return
    with tempfile.TemporaryDirectory(prefix="bag-") as scratch:
        _validate(_unpacked(path, Path(scratch)))


def _validate(folder: Path) -> None:
    try:
        bagit.Bag(os.fspath(folder)).validate()
    except bagit.BagError as error:
        raise BagInvalid(str(error)) from error


Put: TypeAlias = Callable[[str, bytes | Path], tuple[str, int]]
"""Stores one file under its name in the package; returns (sha256, bytes)."""


def _fill(put: Put, files: Iterable[PayloadFile], info: Mapping[str, str]) -> None:
    """Payload first, then the tag files that describe it."""
    payload: dict[str, tuple[str, int]] = {}
    seen: set[str] = set()
    for name, content in files:
        _refuse_name(name, seen)
        payload[f"data/{name}"] = put(f"data/{name}", content)
    octets = sum(size for _, size in payload.values())
    tags = {
        "bagit.txt": DECLARATION,
        "bag-info.txt": _info({**info, "Payload-Oxum": f"{octets}.{len(payload)}"}),
        "manifest-sha256.txt": _manifest({name: digest for name, (digest, _) in payload.items()}),
    }
    digests = {name: put(name, content)[0] for name, content in tags.items()}
    put("tagmanifest-sha256.txt", _manifest(digests))


def _manifest(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def _info(info: Mapping[str, str]) -> bytes:
    """Label: value lines; a value of several lines becomes one."""
    lines = []
    for label, value in info.items():
        if not re.fullmatch(r"[^\s:][^:\r\n]*", label):
            raise BagInvalid(f"bag-info label {label!r}")
        lines.append(f"{label}: {' '.join(str(value).split())}\n")
    return "".join(lines).encode()


def _refuse_name(name: str, seen: set[str]) -> None:
    """A payload name is relative, portable and unlike every other, whatever the case of its letters."""
    parts = name.split("/")
    for part in parts:
        if part != safe_name(part):
            raise BagInvalid(f"file name {name!r} is not safe: use safe_name for each part")
    folded = name.casefold()
    if folded in seen:
        raise BagInvalid(f"file name {name!r} stands twice")
    seen.add(folded)


def _into_folder(folder: Path) -> Put:
    def put(name: str, content: bytes | Path) -> tuple[str, int]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            shutil.copyfile(content, path)
        return _digest(path)

    return put


def _into_zip(package: zipfile.ZipFile, top: str) -> Put:
    def put(name: str, content: bytes | Path) -> tuple[str, int]:
        entry = zipfile.ZipInfo(f"{top}/{name}", ZIP_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = (stat.S_IFREG | 0o644) << 16
        if isinstance(content, bytes):
            package.writestr(entry, content)
            return hashlib.sha256(content).hexdigest(), len(content)
        entry.file_size = content.stat().st_size
        with content.open("rb") as source, package.open(entry, "w") as sink:
            shutil.copyfileobj(source, sink, BLOCK)
        return _digest(content)

    return put


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size


def _unpacked(path: Path, scratch: Path) -> Path:
    """The package folder of a .zip, unpacked below `scratch`; nothing leaves it, and it is bounded in size."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = [entry for entry in package.infolist() if not entry.is_dir()]
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise BagInvalid("the package is too large")
            tops = {PurePosixPath(entry.filename).parts[0] for entry in entries if "/" in entry.filename}
            if len(tops) != 1 or any(".." in PurePosixPath(entry.filename).parts for entry in entries):
                raise BagInvalid("the .zip must hold one folder")
            package.extractall(scratch)
    except (zipfile.BadZipFile, OSError, EOFError) as error:
        raise BagInvalid(f"the .zip cannot be read: {error}") from error
    return scratch / tops.pop()
