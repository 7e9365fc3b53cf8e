"""Backup, restore, export and import: what comes back is what was there, and nothing else is touched."""

import json
import threading
from pathlib import Path

import pytest

from claims.model import ClaimsError
from claims.store import queries
from claims.store.backup import backup, restore
from claims.store.check import check, fingerprint
from claims.store.connection import reading, writing
from claims.store.decide import merge_speakers, undo
from claims.store.filters import Filters
from claims.store.move import MANIFEST, export_all, import_all
from tests.store.crowd import crowd
from tests.store.test_tracking import TOLD, fill


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Give a database with articles, tracks, and decisions, one of them undone."""
    path = tmp_path / "claims.duckdb"
    fill(path, list(TOLD)[:4])
    undo(path, merge_speakers(path, "Ana Núñez", "Leo Prado"))
    return path


def contents(db: Path) -> dict[str, tuple[int, int]]:
    """Give a hash of each table, with the times too."""
    with reading(db) as connection:
        return fingerprint(connection)


def test_a_backup_is_the_database(db: Path, tmp_path: Path) -> None:
    """Every table of the backup, and of what is restored from it, has the same rows, and nothing else is left in the folder."""
    copy, other = tmp_path / "b" / "copy.duckdb", tmp_path / "c" / "other.duckdb"
    backup(db, copy)
    restore(copy, other)
    assert contents(copy) == contents(other) == contents(db)
    assert [path.name for folder in (copy.parent, other.parent) for path in folder.iterdir()] == ["copy.duckdb", "other.duckdb"]


def test_a_backup_has_what_only_the_log_has(db: Path, tmp_path: Path) -> None:
    """A writer that was killed left a log: the backup has what was committed there."""
    copy = tmp_path / "copy.duckdb"
    with writing(db) as connection:
        connection.execute("CHECKPOINT")
        connection.execute("UPDATE articles SET outlet = 'El Faro'")
        for name in (db.name, db.name + ".wal"):
            (tmp_path / "killed" / name).parent.mkdir(exist_ok=True)
            (tmp_path / "killed" / name).write_bytes((tmp_path / name).read_bytes())
    assert (tmp_path / "killed" / (db.name + ".wal")).stat().st_size
    backup(tmp_path / "killed" / db.name, copy)
    assert contents(copy) == contents(db)


def test_restoring_brings_back_what_was_lost(db: Path, tmp_path: Path) -> None:
    """What was added since is gone, only where somebody said so; a damaged database, its log too, is replaced."""
    copy = tmp_path / "copy.duckdb"
    backup(db, copy)
    before = contents(db)
    fill(db, list(TOLD)[4:])
    with pytest.raises(ClaimsError, match="--force"):
        restore(copy, db)
    assert queries.count_claims(db, Filters()) == 6
    restore(copy, db, force=True)
    assert contents(db) == before
    db.write_bytes(b"damaged" * 5000)
    db.with_name(db.name + ".wal").write_bytes(b"damaged" * 50)
    restore(copy, db, force=True)
    assert contents(db) == before
    fill(db, list(TOLD)[4:])


def test_what_is_no_backup_is_refused(db: Path, tmp_path: Path) -> None:
    """A missing file, one that is no database, one that does not fit together, a name that is taken: a sentence, and nothing changes."""
    before = contents(db)
    bad = tmp_path / "bad.duckdb"
    with pytest.raises(ClaimsError, match="There is no backup"):
        restore(bad, db, force=True)
    bad.write_bytes(b"no database" * 2000)
    with pytest.raises(ClaimsError, match="damaged"):
        restore(bad, db, force=True)
    with pytest.raises(ClaimsError, match="there already"):
        backup(db, bad)
    bad.unlink()
    backup(db, bad)
    with writing(bad) as connection:
        connection.execute("DELETE FROM articles")
    with pytest.raises(ClaimsError, match="fits together"):
        restore(bad, db, force=True)
    assert contents(db) == before


def test_a_backup_while_others_write(db: Path, tmp_path: Path) -> None:
    """Copies made while articles are added are each in order, and hold whole articles."""
    writer = threading.Thread(target=fill, args=(db, list(TOLD)[4:]))
    writer.start()
    for n in range(3):
        copy = tmp_path / f"{n}.duckdb"
        backup(db, copy)
        with reading(copy) as connection:
            assert check(connection) == []
    writer.join()
    assert queries.count_claims(db, Filters()) == 6


def test_parquet_and_back(db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every table comes back with the same rows, times and decisions too, a batch at a time; new articles can be added to it."""
    monkeypatch.setattr("claims.store.move._BATCH", 2)
    folder, other = tmp_path / "all", tmp_path / "other.duckdb"
    rows = export_all(db, folder)
    assert rows["claims"] == 4
    assert rows["decisions"] == 2
    assert sorted(path.name for path in folder.iterdir()) == sorted([MANIFEST, *(f"{table}.parquet" for table in rows)])
    assert import_all(folder, other) == rows
    assert contents(other) == contents(db)
    fill(other, list(TOLD)[4:])
    with reading(other) as connection:
        assert check(connection) == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / MANIFEST).unlink(), "no manifest"),
        (lambda folder: (folder / MANIFEST).write_text("[]"), "no manifest"),
        (lambda folder: (folder / MANIFEST).write_text(json.dumps({"schema": 99, "rows": {}})), "schema 99"),
        (lambda folder: (folder / "claims.parquet").unlink(), "not the table 'claims'"),
        (lambda folder: (folder / "claims.parquet").write_bytes(b"PAR1"), "not the table 'claims'"),
        (lambda folder: (folder / "spans.parquet").rename(folder / "claims.parquet"), "not the table 'claims'"),
        (lambda folder: (folder / MANIFEST).write_text((folder / MANIFEST).read_text().replace('"claims": 4', '"claims": 5')), "has 4 rows"),
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused(db: Path, tmp_path: Path, harm, said: str) -> None:
    """A sentence says what is wrong, and no database is made."""
    folder, other = tmp_path / "all", tmp_path / "other.duckdb"
    export_all(db, folder)
    harm(folder)
    with pytest.raises(ClaimsError, match=said):
        import_all(folder, other)
    assert not other.exists()


def test_nothing_is_overwritten(db: Path, tmp_path: Path) -> None:
    """An export into a folder that is there, and an import onto a database, are refused."""
    with pytest.raises(ClaimsError, match="there already"):
        export_all(db, tmp_path)
    export_all(db, tmp_path / "all")
    with pytest.raises(ClaimsError, match="There is a database"):
        import_all(tmp_path / "all", db)


def test_a_crowd_gets_through(tmp_path: Path) -> None:
    """Readers in threads and processes and two writers share a database: nobody gives up, claims never become fewer, none is lost."""
    waits, wrong = crowd(tmp_path, seconds=3, readers=2, threads=3, writers=2)
    assert wrong + [sentence for one in waits for sentence in one.wrong] == []
