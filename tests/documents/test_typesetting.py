"""Pages are set in a process beside ours: it stays out of our memory, keeps to its limits, and ends with us."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lingjun.documents.printing import child
from lingjun.documents.printing.child import CHILD, Child, NotTypeset
from lingjun.documents.printing.typesetting import typeset

PAGE = '#set document(title: "x")\n#json(bytes(sys.inputs.data)).text'
HUNGRY = '#set document(title: "x")\n#let a = range(100000000)\n#let b = a.map(x => str(x) + "long")\n#b.len()'
ENDLESS = '#set document(title: "x")\n#let n = 0\n#for a in range(100000) { for b in range(100000) { n += 1 } }\n#n'


def page(folder: Path, text: str = PAGE) -> Path:
    template = folder / "page.typ"
    template.write_text(text)
    return template


def test_typesetter_and_font_tables_stay_out_of_our_process(tmp_path: Path) -> None:
    """What a web worker does: ask which fonts hold a text, and print."""
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from lingjun.documents.printing.fonts import SONG, shelf\n"
        "from lingjun.documents.printing.typesetting import typeset\n"
        "shelf().families_for('陈海川', SONG)\n"
        f"assert typeset(Path({str(page(tmp_path))!r}), {{'text': '字'}}).startswith(b'%PDF')\n"
        "print([name for name in ('typst', 'fontTools') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=child.ROOT)
    assert done.stdout.strip() == "[]"


def test_the_process_is_kept_and_a_fresh_one_comes_when_it_has_left(tmp_path: Path) -> None:
    template = page(tmp_path)
    first = typeset(template, {"text": "一"})
    kept = CHILD.process
    assert typeset(template, {"text": "一"}) == first
    assert kept is not None
    assert CHILD.process is kept
    assert kept.stdin is not None
    kept.stdin.close()  # as when it leaves after a quiet minute
    assert kept.wait(5) == 0
    assert typeset(template, {"text": "一"}) == first
    assert CHILD.process is not kept


def test_threads_take_turns(tmp_path: Path) -> None:
    template, found = page(tmp_path), {}

    def one(number: int) -> None:
        found[number] = typeset(template, {"text": f"第{number}份"})

    threads = [threading.Thread(target=one, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[number] == typeset(template, {"text": f"第{number}份"}) for number in range(8)] == [True] * 8


def test_too_many_at_once_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "TURN", 0.05)
    busy = Child()
    with busy.turn, pytest.raises(NotTypeset, match="正在排版的文件太多"):
        busy.ask({"fonts": "nowhere"})


@pytest.mark.parametrize(("template", "limit"), [(ENDLESS, "SECONDS = 1"), (HUNGRY, "MEMORY = 200 << 20")])
def test_a_page_over_the_limits_is_refused_and_the_next_one_comes_out(
    template: str, limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = f"import lingjun.documents.printing.typesetter as one\none.{limit}\none.main()"
    monkeypatch.setattr(child, "COMMAND", (sys.executable, "-c", start))
    limited = Child()
    asked = {"folder": str(tmp_path), "data": "{}"}
    with pytest.raises(NotTypeset, match="没有排出来"):
        limited.ask({**asked, "template": str(page(tmp_path, template))})
    assert limited.process is None
    assert limited.ask({"fonts": str(tmp_path)}) == ({"size": 2}, b"[]")
    assert limited.end() == 0


def test_it_ends_with_its_parent() -> None:
    """Even when that is killed and can say nothing."""
    script = (
        "import time\nfrom lingjun.documents.printing.child import CHILD\n"
        "CHILD.ask({'fonts': 'nowhere'})\nprint(CHILD.process.pid, flush=True)\ntime.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=child.ROOT)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert running(pid)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    until = time.monotonic() + 45  # it would leave by itself after IDLE seconds
    while running(pid) and time.monotonic() < until:
        time.sleep(0.05)
    assert not running(pid)


def running(pid: int) -> bool:
    """A zombie that nobody has taken leave of does not run."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
