"""A throwaway PostgreSQL for tests: made in a temporary folder, gone with the process that asked for it.

``python -m tools.postgres COMMAND …`` runs a command with ``DATABASE_URL`` pointing to such a server.
"""

import os
import pwd
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ground import GroundError, main_guard
from tools.packages import postgres_programs

OWNER = "postgres"
PATIENCE = "300"  # seconds it may take to begin or end on a busy machine
# Nothing in it outlives the run, so nothing needs to survive a power cut.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c jit=off"


@contextmanager
def server() -> Iterator[str]:
    """A running server's ``DATABASE_URL`` (superuser, UTF-8, C.UTF-8 so that trigrams know Chinese)."""
    programs = postgres_programs()
    if not programs:
        raise GroundError("PostgreSQL is not installed")
    folder = Path(tempfile.mkdtemp(prefix="lingjun-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    data, port = folder / "data", free_port()
    try:
        _run(programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -p {port} {FAST}"
        _run(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "-t", PATIENCE, "start")
        try:
            yield f"postgres://{OWNER}@127.0.0.1:{port}/postgres"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "-t", PATIENCE, "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs, which refuse root, as their own user; raises ``GroundError``."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        pwd.getpwnam(OWNER)
        words = ["su", OWNER, "-s", "/bin/sh", "-c", shlex.join(words)]
    # Output goes to a file: the server inherits it, and a pipe would never close.
    with tempfile.TemporaryFile("w+") as output:
        code = subprocess.run(words, stdout=output, stderr=output, cwd="/", check=False).returncode
        output.seek(0)
        if code:
            raise GroundError(f"{shlex.join(words)} ended with {code}\n{output.read()}")


def free_port() -> int:
    """A port nobody listens on now; below those the system gives to whoever asks for any, so that it stays free."""
    for port in secrets.SystemRandom().sample(range(20_000, 30_000), 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise GroundError("no free port on 127.0.0.1 between 20000 and 30000")


def main() -> int:
    """Entry of ``python -m tools.postgres COMMAND …``; its exit code is the command's."""
    with server() as url:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    main_guard(main)
