"""Run the readers of complicated formats in a process of their own, which may die without harm."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, cast

from claims.read import limits
from claims.read.kinds import Kind
from claims.read.source import Failure, Source
from claims.read.worker import Found, pack, too_much, unpack

_ROOT = Path(__file__).parents[2]
_CODE = f"import sys; sys.path.insert(0, {str(_ROOT)!r}); from claims.read.worker import main; main()"
_LONGEST_ANSWER = 12 * limits.LONGEST_TEXT  # a character is at most twelve in JSON
_idle: list["_Worker"] = []
_MOST_IDLE = 2


def read_isolated(kind: Kind, source: Source, data: bytes = b"", path: Path | None = None) -> Iterator[Found]:
    """Read bytes, or a file at ``path``, in another process; it gets ``WORKER_SECONDS`` for each article.

    If it takes longer, needs more than ``WORKER_MEMORY``, or breaks down, that is one failure more and the end.
    """
    worker, healthy = _take(), False
    try:
        request = {"kind": kind, "source": pack(source), "bytes": len(data), "path": str(path) if path else None}
        answer = worker.ask(json.dumps(request).encode() + b"\n" + data)
        while answer and answer["type"] != "end":
            yield unpack(answer)
            answer = worker.ask(b"")
        healthy = answer is not None and not answer["tired"]
        if not answer:
            yield Failure(source.name, worker.excuse(source.name, kind))
    finally:
        if healthy and len(_idle) < _MOST_IDLE:
            _idle.append(worker)
        else:
            worker.stop()


def _take() -> "_Worker":
    with suppress(IndexError):
        worker = _idle.pop()
        if worker.process.poll() is None:
            return worker
    return _Worker()


class _Worker:
    """The process, and what has gone wrong with it."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603  (our own interpreter and code)
            [sys.executable, "-P", "-c", _CODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._questions, self._answers = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        self.late = False

    def ask(self, request: bytes) -> dict[str, Any] | None:
        """Send a request, or nothing to hear more; None if no answer comes in time."""
        clock = threading.Timer(limits.WORKER_SECONDS, self._give_up)
        clock.daemon = True
        clock.start()
        try:
            self._questions.write(request)
            self._questions.flush()
            line = self._answers.readline(_LONGEST_ANSWER)
            return json.loads(line) if line.endswith(b"\n") else None
        except (OSError, ValueError):
            return None
        finally:
            clock.cancel()

    def excuse(self, name: str, kind: Kind) -> str:
        """Say why there was no answer."""
        if self.late:
            return f"{name}: reading it took more than {limits.WORKER_SECONDS} seconds and was given up; it may be made to do harm."
        return f"{name}: this {kind} broke the program that reads it, or {too_much(name).partition(': ')[2]}"

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.wait()
        for pipe in (self._questions, self._answers):
            with suppress(OSError):
                pipe.close()

    def _give_up(self) -> None:
        self.late = True
        self.process.kill()
