"""The site as ``make run`` starts it: an empty home becomes a served site, Ctrl-C ends all of it, the home stays."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import run
from tools.ground import ROOT
from tools.postgres import free_port

SCRIPT = """
from tools import run
from tools.ground import main_guard
main_guard(lambda: run.serve({port}, run.prepare(demo=False)))
"""
PATIENCE = 200  # seconds for a start on busy cores: longer than the site itself has
LAST_LINE = "Ctrl-C ends it"  # "ready" alone may be read before the address that follows it is written


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """A site in an empty home, and its port."""
    port = free_port()
    product = {"DJANGO_SETTINGS_MODULE": "lingjun.config.settings", "LINGJUN_MODE": "test"}
    environment = {**os.environ, **product, "LINGJUN_HOME": str(tmp_path), "DATABASE_URL": "", "PORT": str(port)}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # the browser tests set it for this process
    with (tmp_path / "output").open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT.format(port=port)],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=output,
            text=True,
        )
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None and LAST_LINE not in (tmp_path / "output").read_text():
        time.sleep(0.2)
    yield process, port
    process.kill()
    process.wait()


def get(port: int, path: str) -> tuple[int, str]:
    """Status and policy of an answer."""
    connection = http.client.HTTPConnection(run.HOST, port, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, answer.getheader("Content-Security-Policy", "")


def test_an_empty_home_becomes_a_site_that_ends_on_ctrl_c(
    site: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    process, port = site
    said = (tmp_path / "output").read_text()
    assert f"http://127.0.0.1:{port}/" in said, said
    status, policy = get(port, "/")
    assert status in {200, 302}
    assert "script-src 'self'" in policy
    assert get(port, "/static/vendor/tabler.min.css")[0] == 200
    assert get(port, "/static/../lingjun.sqlite3")[0] == 404
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0
    assert run.answer(port) == 0
    assert (tmp_path / "lingjun.sqlite3").exists()
    assert (tmp_path / "log" / "worker.log").read_text() == ""
