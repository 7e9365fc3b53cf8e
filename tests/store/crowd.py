"""How long readers and writers of one database wait for each other: ``python -m tests.store.crowd --seconds 20``.

Each process that reads has some threads, as the dashboard has, which ask its questions one after the other without any cache and with
short pauses; each process that writes adds articles of its own with a pause before each, in which ``add`` would extract. A wait is the
time from asking for the database to having it open; DuckDB lets nobody in while one process writes.
"""

import argparse
import multiprocessing
import random
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from claims.model import Certainty
from claims.store import connection, queries, tracked
from claims.store.check import check
from claims.store.filters import Filters
from claims.store.write import add_article
from tests.store.test_tracking import TOLD, fill, told

QUESTIONS: tuple[Callable[[Path], object], ...] = (
    lambda db: queries.count_claims(db, Filters()),
    lambda db: queries.find_claims(db, Filters(search="puente"), limit=50),
    lambda db: queries.speaker_counts(db, Filters()),
    lambda db: queries.certainty_by_speaker(db, Filters(certainties=(Certainty.HIGH,))),
    lambda db: queries.list_articles(db, Filters()),
    queries.date_range,
    lambda db: tracked.find_tracks(db, Filters(), limit=50),
    lambda db: tracked.find_speakers(db, Filters(), limit=50),
)


@dataclass
class Waits:
    """How long one process waited each time, and what went wrong, in sentences."""

    role: str
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def _measured(waits: Waits) -> None:
    """Note from now on how long this process waits until a database is open."""
    opened = connection._open

    def _open(*args: Any, **options: Any) -> Any:
        start = time.monotonic()
        try:
            return opened(*args, **options)
        finally:
            waits.seconds.append(time.monotonic() - start)

    connection._open = _open


def read(db: Path, start: Barrier, lasting: float, threads: int, number: int, told_to: "Queue[Waits]") -> None:
    """Ask in some threads, from when all processes are there until it is time to stop."""
    start.wait()
    until = time.time() + lasting
    waits = Waits("reader")
    _measured(waits)

    def ask(chance: random.Random) -> None:
        seen = 0
        while time.time() < until:
            try:
                chance.choice(QUESTIONS)(db)
                now = queries.count_claims(db, Filters())
                if now < seen:
                    waits.wrong.append(f"{seen} claims were there, and then {now}")
                seen = now
            except Exception as error:  # noqa: BLE001  (all that goes wrong is told)
                waits.wrong.append(f"{type(error).__name__}: {error}")
            time.sleep(chance.uniform(0, 0.05))

    crowd = [threading.Thread(target=ask, args=(random.Random(f"{number} {n}"),)) for n in range(threads)]
    for thread in crowd:
        thread.start()
    for thread in crowd:
        thread.join()
    told_to.put(waits)


def add(db: Path, start: Barrier, lasting: float, number: int, told_to: "Queue[Waits]") -> None:
    """Add articles that nobody else adds, from when all processes are there until it is time to stop."""
    start.wait()
    until = time.time() + lasting
    waits = Waits("writer")
    _measured(waits)
    added = 0
    while time.time() < until:
        text = list(TOLD)[added % len(TOLD)]
        try:
            add_article(db, *_varied(text, f" {number} {added}"))
            added += 1
        except Exception as error:  # noqa: BLE001  (all that goes wrong is told)
            waits.wrong.append(f"{type(error).__name__}: {error}")
        time.sleep(0.05)
    waits.role = f"writer {added}"
    told_to.put(waits)


def _varied(text: str, more: str) -> tuple[Any, Any]:
    from dataclasses import replace

    article, claim = told(text)
    return replace(article, text=article.text + more), [claim]


def crowd(folder: Path, seconds: float, readers: int, threads: int, writers: int) -> tuple[list[Waits], list[str]]:
    """Let them all loose on one database; give what each waited, and what is wrong in the database afterwards."""
    db = folder / "claims.duckdb"
    fill(db, list(TOLD))
    context = multiprocessing.get_context("spawn")
    told_to: Queue[Waits] = context.Queue()
    start = context.Barrier(readers + writers)
    jobs = [context.Process(target=read, args=(db, start, seconds, threads, n, told_to)) for n in range(readers)]
    jobs += [context.Process(target=add, args=(db, start, seconds, n, told_to)) for n in range(writers)]
    for job in jobs:
        job.start()
    waits = [told_to.get() for _ in jobs]
    for job in jobs:
        job.join()
    with connection.reading(db) as open_db:
        wrong = check(open_db)
    added = sum(int(w.role.split()[1]) for w in waits if w.role != "reader")
    there = len(queries.list_articles(db, Filters())) - len(TOLD)
    return waits, wrong + ([f"{added} articles were added, {there} are there"] if added != there else [])


def longest(waits: list[Waits], role: str) -> float:
    """Give the longest wait of all readers, or all writers, in seconds."""
    return max(second for one in waits if one.role.startswith(role) for second in one.seconds)


def main() -> None:
    """Print who waited how long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    options = parser.parse_args()
    print(
        "processes that read × threads, that write | questions | median, 99 %, longest wait | articles added | median, 99 %, longest wait | wrong"
    )
    for readers, threads, writers in ((1, 1, 1), (1, 4, 1), (1, 4, 2), (2, 4, 2), (3, 6, 2)):
        with tempfile.TemporaryDirectory() as name:
            waits, wrong = crowd(Path(name), options.seconds, readers, threads, writers)
        wrong += [sentence for one in waits for sentence in one.wrong]
        cells = [f"{readers} × {threads}, {writers}"]
        for role in ("reader", "writer"):
            seconds = sorted(second for one in waits if one.role.startswith(role) for second in one.seconds)
            shown = ", ".join(f"{seconds[min(int(len(seconds) * share), len(seconds) - 1)]:.3f}" for share in (0.5, 0.99, 1))
            cells += [str(len(seconds)), f"{shown} s"]
        print(" | ".join([*cells, str(len(wrong)), *wrong[:3]]), flush=True)


if __name__ == "__main__":
    main()
