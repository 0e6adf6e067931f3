"""LibreOffice for tests that want a file saved by another program; they skip where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def resave(files: dict[str, bytes], kind: str) -> dict[str, bytes]:
    """Each file saved by LibreOffice as `kind` ("docx", "doc", "odt", "rtf"), in one run of the program."""
    assert SOFFICE is not None
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / "in").mkdir()
        for name, data in files.items():
            (home / "in" / name).write_bytes(data)
        subprocess.run(
            [SOFFICE, f"-env:UserInstallation=file://{home}/profile", "--headless", "--convert-to", kind,
             "--outdir", str(home / "out"), *(str(home / "in" / name) for name in files)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return {name: (home / "out" / name).with_suffix(f".{kind}").read_bytes() for name in files}
