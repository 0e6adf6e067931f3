"""Starting the site: what is refused, and that nothing of it stays behind."""

import http.server
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from tools import run
from tools.ground import GroundError


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "８０８０", "80 ", "80.5"])
def test_what_is_no_port_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(GroundError, match="is not a port number"):
        run.wanted_port()


@pytest.mark.parametrize(("given", "wanted"), [("", 8000), ("9001", 9001)])
def test_port(monkeypatch: pytest.MonkeyPatch, given: str, wanted: int) -> None:
    monkeypatch.setenv("PORT", given)
    assert run.wanted_port() == wanted


def test_a_taken_port_is_refused_with_what_to_do() -> None:
    with socket.socket() as other:
        other.bind((run.HOST, 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(GroundError, match=r"in use.*PORT=8001 make run"):
            run.refuse_taken(port)
    run.refuse_taken(port)


@pytest.fixture
def sleeper() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    yield process
    process.kill()
    process.wait()


def test_stop_ends_every_process(sleeper: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.signal, "signal", lambda *_: None)
    assert run.stop({"server": sleeper}, 7) == 7
    assert sleeper.returncode is not None


class Broken(http.server.BaseHTTPRequestHandler):
    """A site that cannot answer."""

    code = 500

    def do_GET(self) -> None:
        self.send_response(self.code)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Be quiet."""


class Locked(Broken):
    """A site that answers, if only to refuse."""

    code = 403


@pytest.mark.parametrize(("handler", "good"), [(Broken, False), (Locked, True)])
def test_only_an_answer_below_500_is_a_start(handler: type[Broken], good: bool) -> None:
    with http.server.HTTPServer((run.HOST, 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            if good:
                run.wait_until_answering(server.server_port, {})
            else:
                with pytest.raises(GroundError, match="answers with 500"):
                    run.wait_until_answering(server.server_port, {})
        finally:
            server.shutdown()
            thread.join()
