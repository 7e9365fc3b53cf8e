"""Kill ``add`` anywhere, again and again: ``python -m tests.store.kill --times 100``.

The texts are extracted once; a process adds them to a new database, one by one, as ``python -m claims add`` does, and is killed with
SIGKILL at a random moment, some of these within the creation of the file. Then the database must open, nothing in it may be half, and
adding the same again must end with what an undisturbed run has, row by row. Every ``--whole`` th time it is the command itself.
"""

import argparse
import collections
import multiprocessing
import pickle
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

from claims.model import Article, Claim
from claims.store.check import check, fingerprint
from claims.store.connection import reading
from claims.store.write import add_article, has_article

ROOT = Path(__file__).parents[2]
TIMES = {"articles": "added_at", "decisions": "made_at", "schema_version": "since"}
Read = Sequence[tuple[Article, list[Claim]]]


def add_all(db: Path, pickled: bytes) -> None:
    """Add articles that are not there yet, as the command does after it has extracted."""
    read: Read = pickle.loads(pickled)  # noqa: S301  (made here a moment ago)
    for article, claims in read:
        if not has_article(db, article.id):
            add_article(db, article, claims)


def contents(db: Path) -> dict[str, tuple[int, int]]:
    """Give a hash of each table, without the times at which its rows were written."""
    with reading(db) as connection:
        return fingerprint(connection, without=TIMES)


def faults(db: Path, read: Read) -> list[str]:
    """Say what is wrong in a database that was killed: what does not fit, and what is there of an article without the rest."""
    if not db.exists():
        return []
    with reading(db) as connection:
        found = check(connection)
        counts = dict(
            connection.execute(
                "SELECT article_id, count(claim_id) FROM articles LEFT JOIN claims USING (article_id) GROUP BY ALL"
            ).fetchall()
        )
    return found + [
        f"{article.name} has {counts[article.id]} claims" for article, its in read if counts.get(article.id, len(its)) != len(its)
    ]


def run(context: multiprocessing.context.BaseContext, db: Path, pickled: bytes, kill_after: float | None) -> bool:
    """Add all in a process of its own, killed after some seconds unless it has ended (None: never); say whether it was killed."""
    process: BaseProcess = context.Process(target=add_all, args=(db, pickled))
    process.start()
    process.join(kill_after)
    killed = process.is_alive()
    if killed:
        process.kill()
    process.join()
    assert killed or process.exitcode == 0, process.exitcode
    return killed


def run_command(db: Path, files: list[str], kill_after: float) -> bool:
    """Do the same with the command, from Python's start on."""
    process = subprocess.Popen(
        [sys.executable, "-m", "claims", "add", *files, "--db", str(db)], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def attack(read: Read, times: int, seed: int, files: Sequence[str] = (), whole: int = 0) -> collections.Counter[str]:
    """Kill so many times and count what was found; AssertionError, which says what, for anything that is not as it should be."""
    chance = random.Random(seed)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["claims.store.check", "claims.store.write"])
    pickled = pickle.dumps(read)
    seen: collections.Counter[str] = collections.Counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(context, folder / "first.duckdb", pickled, None)  # starts the server that forks
        start = time.perf_counter()
        run(context, folder / "calm.duckdb", pickled, None)
        lasted = time.perf_counter() - start
        expected = contents(folder / "calm.duckdb")
        for n in range(times):
            db = folder / f"{n}.duckdb"
            by_command = bool(whole) and n % whole == whole - 1
            if by_command:
                killed = run_command(db, list(files), chance.uniform(2, 12))
            else:
                killed = run(context, db, pickled, chance.uniform(0, 0.15 if n % 5 == 0 else lasted))
            log = db.with_name(db.name + ".wal")
            kind = (
                "not killed in time"
                if not killed
                else "no file yet"
                if not db.exists()
                else "a log was left"
                if log.exists()
                else "no log was left"
            )
            wrong = faults(db, read)
            assert not wrong, f"after kill {n}: {wrong}"
            seen[f"{'command' if by_command else 'loop'}: {kind}"] += 1
            run(context, db, pickled, None)
            assert contents(db) == expected, f"after kill {n}: not what an undisturbed run gives"
            for path in folder.glob(f"{n}.duckdb*"):
                path.unlink()
    return seen


def main() -> None:
    """Kill, and print how often what was found."""
    from claims.extract import extract, identify
    from claims.read import read_article

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--whole", type=int, default=10)
    options = parser.parse_args()
    files = sorted((ROOT / "data" / "samples").glob("*.md"))
    read = [(article, extract(article)) for article in (identify(read_article(path)) for path in files)]
    for what, number in sorted(attack(read, options.times, options.seed, list(map(str, files)), options.whole).items()):
        print(f"{number:4}  {what}")
    print(f"{options.times} kills: every article whole or absent; the same add again gave what an undisturbed run gives, every time")


if __name__ == "__main__":
    main()
