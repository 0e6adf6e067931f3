"""Forms read per second on one core in one process: the three examples and the blank one, over and over.

Run `python bench/read_forms.py [seconds]`. Where LibreOffice is installed, also what converting one takes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lingjun.creation.papers.reading import read_form  # noqa: E402 - the checkout is put on the path first


def reading(seconds: float) -> float:
    """Forms per second of processor time."""
    forms = [path.read_bytes() for path in sorted((ROOT / "tests" / "data" / "forms").glob("*.docx"))]
    for data in forms:
        read_form(data)
    count, start, end = 0, time.process_time(), time.perf_counter() + seconds
    while time.perf_counter() < end:
        for data in forms:
            read_form(data)
        count += len(forms)
    return count / (time.process_time() - start)


def libreoffice() -> float | None:
    """Seconds for one conversion of an example to text by LibreOffice, None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    form = ROOT / "tests" / "data" / "forms" / "example-1-harbour-crane.docx"
    with tempfile.TemporaryDirectory() as home:
        command = [
            program,
            f"-env:UserInstallation=file://{home}/p",
            "--headless",
            "--convert-to",
            "txt:Text",
            "--outdir",
        ]
        took = 0.0
        for _ in range(2):  # the first run makes the profile
            start = time.perf_counter()
            subprocess.run([*command, home, str(form)], check=True, capture_output=True, timeout=120)
            took = time.perf_counter() - start
    return took


if __name__ == "__main__":
    print(f"read_forms: {reading(float(sys.argv[1]) if len(sys.argv) > 1 else 3):.0f} forms/s per core (wanted: 100)")
    if (took := libreoffice()) is not None:
        print(f"read_forms: LibreOffice opens and converts one in {took:.1f} s ({1 / took:.1f} forms/s)")
