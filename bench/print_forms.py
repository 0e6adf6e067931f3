"""Forms printed per second on one core in one process, each with new words: PDF (wanted: 50) and Word.

Run `python -m bench.print_forms [seconds]`. Where LibreOffice is installed, also what it takes to turn the same
Word form into a PDF.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from lingjun.creation.paper import CreationForm, PrintMark  # noqa: E402 - the checkout is put on the path first
from lingjun.creation.papers.printing import form_docx, form_pdf  # noqa: E402
from lingjun.creation.papers.reading import read_form  # noqa: E402

Printer = Callable[[CreationForm, PrintMark], bytes]


def printing(printer: Printer, seconds: float) -> float:
    """Forms per second of processor time, the examples in turn, every one with another name, project and code."""
    forms = [read_form(path) for path in sorted((ROOT / "tests" / "data" / "forms").glob("example-*.docx"))]

    def one(number: int) -> None:
        form = forms[number % len(forms)]
        form.leader.name = "陈海川吴丽敏黄秀兰"[number % 7 :][:3]
        form.projects[0] = f"第 {number} 号岸桥远程操控与防摇系统改造"
        printer(form, PrintMark(f"CJ-2026-{number % 10000:04d}", 1, f"{number:012X}"))

    for number in range(len(forms) * 3):
        one(number)
    count, start, end = 0, time.process_time(), time.perf_counter() + seconds
    while time.perf_counter() < end:
        one(count)
        count += 1
    return count / (time.process_time() - start)


def libreoffice() -> float | None:
    """Seconds for LibreOffice to make a PDF of the same Word form, None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as home:
        form = read_form(ROOT / "tests" / "data" / "forms" / "example-1-harbour-crane.docx")
        source = Path(home) / "form.docx"
        source.write_bytes(form_docx(form, PrintMark("CJ-2026-0042", 1, "7F3A91C2ABCD")))
        profile = f"-env:UserInstallation={(Path(home) / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", home, str(source)]
        took = 0.0
        for _ in range(2):  # the first run makes the profile
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            took = time.perf_counter() - start
        if not source.with_suffix(".pdf").exists():
            return None
    return took


def main() -> None:
    """Entry of ``python -m bench.print_forms``."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 5
    start = time.perf_counter()
    form_pdf(CreationForm(), PrintMark())
    print(f"print_forms: first PDF of a process after {(time.perf_counter() - start) * 1000:.0f} ms")
    print(f"print_forms: {printing(form_pdf, seconds):.0f} PDFs/s per core (wanted: 50)")
    print(f"print_forms: {printing(form_docx, seconds):.0f} Word forms/s per core")
    if (took := libreoffice()) is not None:
        print(f"print_forms: LibreOffice makes a PDF of the Word form in {took:.1f} s ({1 / took:.1f} forms/s)")


if __name__ == "__main__":
    main()
