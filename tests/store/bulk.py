"""How long and how much memory keeping a large database takes: ``python -m tests.store.bulk --claims 1000000``.

The database is made in bulk, ten claims an article, all that belongs to them in order, three keys and two spans a claim. Each step runs in a
process of its own, whose peak memory is printed.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from claims.store.backup import backup, restore
from claims.store.check import check
from claims.store.connection import reading, writing
from claims.store.move import export_all, import_all

_FILL = """
INSERT INTO articles (article_id, name, language, text) SELECT 'a' || n, 'a', 'es', repeat('Llueve, dice Eva. ', 100) || n FROM range({articles}) t(n);
INSERT INTO casts SELECT article_id, '{{}}' FROM articles;
INSERT INTO claims (claim_id, article_id, position, start, speaker, speaker_kind, content, relays, form, certainty, polarity, stance, flags, rule, folded)
SELECT 'c' || n, 'a' || n // 10, n % 10, 0, 'Eva', 'person', 'Llueve', '', 'indirect', 3, 'positive', 'neutral', '', 'clause', 'llueve ' || n FROM range({claims}) t(n);
INSERT INTO speakers SELECT claim_id, 0, 'Eva', 'eva' FROM claims;
INSERT INTO spans SELECT claim_id, 'content', 0, 0, 6, 'Llueve' FROM claims UNION ALL SELECT claim_id, 'cue', 0, 8, 12, 'dice' FROM claims;
INSERT INTO identities VALUES ('eva', 'Eva', 'eva', 'person', NULL);
INSERT INTO aliases VALUES ('eva', 0, 'Eva', 'eva');
INSERT INTO identified SELECT claim_id, article_id, 0, 'eva' FROM claims;
INSERT INTO tellings (claim_id, article_id, number, terms, weight, canonical, group_id)
SELECT claim_id, article_id, substring(claim_id, 2)::INTEGER, 'verb:llover', 1, 'Eva', claim_id FROM claims;
INSERT INTO keys SELECT 'k' || number % 5000 + k, number FROM tellings, range(3) t(k);
"""


def fill(db: Path, claims: int) -> None:
    """Make a database with so many claims."""
    with writing(db) as connection:
        for statement in _FILL.format(claims=claims, articles=claims // 10).split(";\n"):
            connection.execute(statement)


def look(db: Path) -> None:
    """See that all fits."""
    with reading(db) as connection:
        assert check(connection) == []


def main() -> None:
    """Fill, check, back up, restore, export, import, and print time and peak memory of each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    number = parser.parse_args().claims
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db, copy, whole, again, back = (folder / n for n in ("claims.duckdb", "copy.duckdb", "all", "again.duckdb", "back.duckdb"))
        _measure("fill", fill, db, number)
        print(f"{number} claims, {db.stat().st_size / 1e6:.0f} MB")
        _measure("check", look, db)
        _measure("backup", backup, db, copy)
        _measure("restore", restore, copy, back)
        _measure("export --all", export_all, db, whole)
        _measure("import", import_all, whole, again)


def _measure(what: str, step: Callable[..., object], *values: object) -> None:
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    process = context.Process(target=_tell, args=(told, step, values))
    process.start()
    seconds, before, peak = told.get()
    process.join()
    print(f"{what:12} {seconds:6.1f} s  peak {peak / 1024:5.0f} MB, of which {before / 1024:.0f} MB before it began", flush=True)


def _tell(told: "multiprocessing.Queue[tuple[float, int, int]]", step: Callable[..., object], values: tuple[object, ...]) -> None:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    step(*values)
    told.put((time.perf_counter() - start, before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss))


if __name__ == "__main__":
    main()
