"""The kept typesetting process of this process: started when it is first needed, shared by threads in turns."""

from __future__ import annotations

import atexit
import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from lingjun.core.errors import Refused

COMMAND: Final = (sys.executable, "-m", "lingjun.documents.printing.typesetter")
ROOT: Final = Path(__file__).resolve().parents[3]
TURN: Final = 30.0
"""Seconds a thread waits for those before it."""
LEAVE: Final = 5.0
"""Seconds the process has to leave once its input is closed: one that is killed meanwhile looks as if it had failed."""

log = logging.getLogger(__name__)


class NotTypeset(Refused):
    """The paper did not come out: too many at once, too long, or too large. Nothing else was changed."""

    status_code = 503


class Child:
    """At most one process, which sets one document at a time. It ends with us: its input is then closed."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def forget(self) -> None:
        """After a fork: the process belongs to the parent."""
        self.turn, self.process = threading.Lock(), None

    def ask(self, asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """The answer's head and body. Raises NotTypeset.

        A process that had left by itself (code 0) has done nothing of it: a fresh one is asked.
        """
        line = json.dumps(asked).encode() + b"\n"
        if not self.turn.acquire(timeout=TURN):
            raise NotTypeset("正在排版的文件太多，请过一会儿再试。")
        try:
            for _ in range(2):
                process = self._running()
                if answer := _exchange(process, line):
                    return answer
                if code := self.end():
                    log.error("the typesetting process ended with %d", code)
                    break
        except BaseException:
            self.end()  # half an answer may stand in the pipe: nobody else may read it
            raise
        finally:
            self.turn.release()
        raise NotTypeset("这份文件没有排出来：内容太长，或排版用时太久。请把内容改短一些，或过一会儿再试。")

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            self.end()
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            self.process = subprocess.Popen(COMMAND, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self.process

    def end(self) -> int:
        """Let go of the process and give its code, 0 when it had left by itself."""
        process, self.process = self.process, None
        if process is None:
            return 0
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe:
                    pipe.close()
            except BrokenPipeError:
                pass
        try:
            return process.wait(LEAVE)
        except subprocess.TimeoutExpired:
            process.kill()
            return process.wait()


def _exchange(process: subprocess.Popen[bytes], line: bytes) -> tuple[dict[str, Any], bytes] | None:
    """None when the process is gone."""
    if process.stdin is None or process.stdout is None:  # pragma: no cover - both are pipes
        return None
    try:
        process.stdin.write(line)
        process.stdin.flush()
    except BrokenPipeError:
        return None
    try:
        head: dict[str, Any] = json.loads(process.stdout.readline())
    except ValueError:
        return None
    body = process.stdout.read(head["size"])
    return (head, body) if len(body) == head["size"] else None


CHILD: Final = Child()
ask = CHILD.ask
atexit.register(CHILD.end)
os.register_at_fork(after_in_child=CHILD.forget)
