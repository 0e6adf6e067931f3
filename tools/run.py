"""``make run``: bring the site up to date, then serve it until Ctrl-C; a second start does only what is new.

Two processes stand behind the address: granian (production server, WSGI) and the worker that does queued jobs.
"""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import IO

from tools.ground import PYTHON, ROOT, VENV, GroundError, Stamp, digest, home, main_guard, say
from tools.setup import setup

HOST = "127.0.0.1"
PATIENCE = 180  # seconds a server may take to answer for the first time, on a slow or busy machine
STOP_PATIENCE = 20  # seconds a process may take to end what it is doing


def main() -> int:
    """Entry of ``python -m tools.run``."""
    port = wanted_port()
    demo = os.environ.get("LINGJUN_MODE", "demo") == "demo"
    setup(dev=False)
    home().mkdir(parents=True, exist_ok=True)
    refuse_taken(port)
    accounts = prepare(demo=demo)
    return serve(port, accounts)


def wanted_port() -> int:
    """``PORT``, or 8000; raises ``GroundError`` for what is no port."""
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):
        raise GroundError(f"PORT={text} is not a port number")
    os.environ["PORT"] = text
    return int(text)


def refuse_taken(port: int) -> None:
    """Say it before the long work when somebody else has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise GroundError(f"{HOST}:{port} is in use; choose another port: PORT=8001 make run") from problem


def prepare(*, demo: bool) -> str:
    """Bring database, static files and demo city up to date (tools/prepare.py); returns the demo's list of accounts.

    Static files are copied and compressed only when one of them, or a package that ships some, has changed.
    """
    sources = [ROOT / "static", ROOT / "requirements" / "runtime.txt", *ROOT.glob("lingjun/*/static")]
    stamp = Stamp(home() / "static_root" / ".collected", digest(sources))
    steps = [*([] if stamp.fresh() else ["static"]), *(["demo"] if demo else [])]
    say(" + ".join(["database", *steps]))
    command = [str(PYTHON), "-m", "tools.prepare", *steps]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise GroundError(f"the site cannot start\n{done.stderr.strip()}")
    stamp.set()
    return done.stdout


def serve(port: int, accounts: str) -> int:
    """Start both processes, tell the address once it answers, and stay until Ctrl-C or until one of them ends."""
    running = {"server": start_server(port), "worker": start_worker()}
    try:
        wait_until_answering(port, running)
        say("ready")
        print(
            accounts, f"领军  http://{HOST}:{port}/", f"Ctrl-C ends it; the data stay in {home()}", sep="\n", flush=True
        )
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.5)
    except KeyboardInterrupt:
        return stop(running, 0)
    except BaseException:
        stop(running, 1)
        raise
    ended = next(name for name, process in running.items() if process.poll() is not None)
    say(f"the {ended} ended with {running[ended].returncode}; the worker's words are in {worker_log()}")
    return stop(running, 1)


def start_server(port: int) -> subprocess.Popen[bytes]:
    """granian, one process with threads: SQLite lets one write at a time anyway, and reads do not wait."""
    return start(
        *(VENV / "bin" / "granian", "--interface", "wsgi", "--host", HOST, "--port", str(port)),
        *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        *("--workers-kill-timeout", "10", "lingjun.config.wsgi:application"),
    )


def start_worker() -> subprocess.Popen[bytes]:
    """The process that does exports, batches and mails; what it says (in a demo: the mails) goes to a file."""
    worker_log().parent.mkdir(parents=True, exist_ok=True)
    with worker_log().open("ab") as log:
        return start(PYTHON, "manage.py", "work", output=log)


def worker_log() -> Path:
    """Where the worker writes."""
    return home() / "log" / "worker.log"


def start(*command: str | Path, output: IO[bytes] | None = None) -> subprocess.Popen[bytes]:
    """In a group of its own, so that Ctrl-C reaches this program alone, which then ends both in order.

    Should this program be killed outright, the kernel ends them in its place.
    """
    guard = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    return subprocess.Popen([*guard, *command], cwd=ROOT, stdout=output, stderr=output, process_group=0)


def wait_until_answering(port: int, running: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return once the site answers a request; raises ``GroundError`` after PATIENCE or when a process ended."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if any(process.poll() is not None for process in running.values()):
            return
        status = answer(port)
        if 0 < status < 500:
            return
        if status:
            raise GroundError(f"the site answers with {status}; the reason stands above")
        time.sleep(0.1)
    raise GroundError(f"the server did not answer within {PATIENCE} s")


def answer(port: int) -> int:
    """Status of the first page, redirects not followed; 0 while nobody answers."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    try:
        connection.request("GET", "/", headers={"Host": allowed_host()} if allowed_host() else {})
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def allowed_host() -> str:
    """The first of the names a production site answers to; empty in a demo."""
    return os.environ.get("LINGJUN_ALLOWED_HOSTS", "").split(",")[0].strip()


def stop(running: dict[str, subprocess.Popen[bytes]], code: int) -> int:
    """End both processes, politely first; returns ``code``. A second Ctrl-C does not leave one behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + STOP_PATIENCE
    for process in running.values():
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    say("ended")
    return code


if __name__ == "__main__":
    main_guard(main)
