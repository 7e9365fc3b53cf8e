"""A process that parses what strangers made, with little memory, little time and nowhere to write.

``isolated`` starts it. It reads one line of JSON, then as many bytes as that says, and answers in lines of JSON, one
for each article, failure or entry of a feed, and one that ends the answer.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from claims.model import Article, ClaimsError
from claims.read.feeds import FeedEntry, read_entries
from claims.read.html import read_html
from claims.read.kinds import Kind
from claims.read.limits import WORKER_MEMORY, WORKER_SECONDS
from claims.read.parquet import read_parquet
from claims.read.pdf import read_pdf
from claims.read.source import Failure, Source
from claims.read.tables import read_json
from claims.read.word import read_docx

Found = Article | Failure | FeedEntry
READERS: dict[Kind, Callable[[BinaryIO, Source], Iterator[Found]]] = {
    Kind.HTML: read_html,
    Kind.FEED: read_entries,
    Kind.PDF: read_pdf,
    Kind.DOCX: read_docx,
    Kind.PARQUET: read_parquet,
    Kind.JSON: read_json,
}
_TYPES: dict[str, Any] = {kind.__name__: kind for kind in (Article, Failure, FeedEntry, Source)}
_DAYS = ("published", "day")


def pack(thing: Found | Source) -> dict[str, Any]:
    """Turn an answer or a source into JSON.

    >>> unpack(pack(Failure("a", "It fails."))) == Failure("a", "It fails.")
    True
    """
    values = asdict(thing)
    return {"type": type(thing).__name__} | {key: str(value) if key in _DAYS and value else value for key, value in values.items()}


def unpack(record: dict[str, Any]) -> Any:
    """Read what ``pack`` gave; KeyError or TypeError if it is nothing of the kind."""
    values: dict[str, Any] = {
        key: date.fromisoformat(value) if key in _DAYS and value else value for key, value in record.items() if key != "type"
    }
    return _TYPES[record["type"]](**values)


def parse(kind: Kind, stream: BinaryIO, source: Source) -> Iterator[Found]:
    """Read with the format's library; whatever that raises becomes a failure."""
    try:
        yield from READERS[kind](stream, source)
    except ClaimsError as error:
        yield Failure(source.name, str(error))
    except MemoryError:
        yield Failure(source.name, too_much(source.name))
    except RecursionError:
        yield Failure(source.name, f"{source.name}: this {kind} is nested too deeply to be an article; it is not read.")
    except Exception as error:  # noqa: BLE001  (parsers raise whatever they like on damaged input)
        yield Failure(source.name, f"{source.name}: this {kind} cannot be read ({type(error).__name__}); it may be damaged: get it again.")


def too_much(name: str) -> str:
    """Say that reading took too much memory."""
    return f"{name}: reading it takes more than {WORKER_MEMORY // 1_000_000:,} MB of memory; it may be made to do harm, and is not read."


def main() -> None:
    """Answer until there are no more questions."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    sys.stdout = sys.stderr
    _limit()
    while line := requests.readline():
        request = json.loads(line)
        source = unpack(request["source"])
        _renew()
        with Path(request["path"]).open("rb") if request["path"] else BytesIO(requests.read(request["bytes"])) as stream:
            for found in parse(Kind(request["kind"]), stream, source):
                answers.write(json.dumps(pack(found)).encode() + b"\n")
                answers.flush()
                _renew()
        tired = _used() > WORKER_MEMORY / 2
        answers.write(json.dumps({"type": "end", "tired": tired}).encode() + b"\n")
        answers.flush()


def _limit() -> None:
    """Bound memory, and forbid to write files; where the system has no such bounds, only the parent's clock is left."""
    try:
        import resource
    except ImportError:
        return
    for name, most in (("RLIMIT_AS", WORKER_MEMORY), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        with suppress(ValueError, OSError):
            resource.setrlimit(getattr(resource, name), (most, most))


def _renew() -> None:
    """Give the next article its seconds of the processor; this holds when the parent is gone, too."""
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + WORKER_SECONDS + 1, hard))


def _used() -> float:
    """Give the most memory that this process had, in bytes; 0 where the system does not say.

    Where Linux tells it of the process alone, that is taken: what getrusage gives begins with what the parent had.
    """
    with suppress(OSError, IndexError):
        return int(Path("/proc/self/status").read_text(encoding="utf-8").partition("VmHWM:")[2].split()[0]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
