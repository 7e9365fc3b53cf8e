"""Short connections: open, work, close, so that a page and a command line can use one database file at a time.

DuckDB lets one process write, and locks all others out meanwhile; so whoever finds the file taken waits a little.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import duckdb

if sys.platform != "win32":
    import fcntl

from claims.model import ClaimsError
from claims.store.schema import VERSION, create, migrate, read_version

PATIENCE = 10.0
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "memory_limit": "800MB",  # what needs more goes to a file beside the database for a while
    "allowed_configs": ["enable_progress_bar"],  # a bar would be printed among what a command prints; a server has none either
    "lock_configuration": "true",
}
_SENTENCES = {
    ("permission denied", "not permitted", "read-only", "cannot open file"): (
        "The database {db} may not be opened or written: ask for the right to read and write it, or name another with --db."
    ),
    ("no space left", "file too large", "disk quota"): (
        "The disk is full, so nothing was written to the database {db}: make room and do the same again; what was there is still there."
    ),
    ("is a directory",): "{db} is a folder: name a file with --db.",
    (
        "not a valid",
        "could not read enough bytes",
        "corrupt",
        "checksum",
        "serialization",
        "catalog error",
        "external extensions",
        "wal file",
    ): (
        "The file {db} is no database of ours, or it is damaged: move it away to begin a new one, or restore a backup "
        "(python -m claims restore FILE). Nothing in it was changed."
    ),
}
_BUSY = ("Could not set lock", "Conflicting lock", "being used by another process", "different configuration")


class StoreError(ClaimsError):
    """The database cannot be used; the sentence says why and what to do."""


class BusyError(StoreError):
    """Another program has had the database for too long."""


@contextmanager
def reading(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to read from, and close it again.

    Raises StoreError when it is missing, damaged, of a newer version, or taken by another process for too long. What is wrong with the
    file is often found only by what is asked inside.
    """
    if not db.exists():
        raise StoreError(f"There is no database at {db}: add an article first (python -m claims add FILE), or name another with --db.")
    connection = _open(db, read_only=True)
    try:
        version = _version(connection, db)
        if version < VERSION:
            connection.close()
            with writing(db):
                pass
            connection = _open(db, read_only=True)
        with _explained(db):
            yield connection
    finally:
        connection.close()


@contextmanager
def writing(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to write to, made or brought to the present schema first, and close it again.

    Raises StoreError when it is damaged, of a newer version, not to be written, taken for too long, or when the disk is full.
    """
    if not db.exists():
        _make(db)
    connection = _open(db, read_only=False)
    try:
        version = _version(connection, db)
        with _explained(db):
            if version < VERSION:
                _bring_up(connection, version)
            yield connection
    finally:
        connection.close()


@contextmanager
def changing(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to write to, and do all of what follows in one transaction, or nothing of it.

    Raises StoreError as ``writing`` does.
    """
    with writing(db) as connection:
        connection.begin()  # closing takes back what was not committed
        yield connection
        connection.commit()


@contextmanager
def _explained(db: Path) -> Iterator[None]:
    """Make a sentence of what the file or the disk is to blame for; errors in what was asked are ours, and stay as they are."""
    try:
        yield
    except (duckdb.ProgrammingError, duckdb.DataError, duckdb.IntegrityError):
        raise
    except duckdb.Error as error:
        raise explain(db, error) from None


def _make(db: Path) -> None:
    """Make an empty database beside its place and put it there when it is complete: who is killed meanwhile leaves no half of one.

    DuckDB refuses a file that was killed before its first block was written.
    """
    with beside(db) as fresh:
        with closing(_open(fresh, read_only=False)) as connection, _explained(db):
            _bring_up(connection, 0)
        put(fresh, db)


@contextmanager
def beside(db: Path) -> Iterator[Path]:
    """Give a place for a file of the same name in a folder beside it, which goes in the end. Raises StoreError where that cannot be."""
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=db.parent) as folder:
            yield Path(folder) / db.name
    except OSError as error:
        raise StoreError(f"The database {db} cannot be made ({error.strerror}): name another with --db, or mend that.") from None


def put(fresh: Path, db: Path) -> bool:
    """Put a complete database where none is; False if another process was faster. A log without its database is put aside."""
    if db.exists():
        return False
    with alone(db):
        if not db.exists():
            fresh.replace(db)
        return not fresh.exists()


@contextmanager
def alone(db: Path) -> Iterator[None]:
    """Keep this program, wherever it runs, from opening a database while its file is exchanged. What its log has is written into it first.

    The log of a database that cannot be opened, or is not there, is put aside: another database would not open with it.
    """
    began = time.monotonic()
    with _turn(db, began):
        if db.exists():
            try:
                _connect(db, began, read_only=False).close()
            except BusyError:
                raise
            except StoreError:
                pass  # damaged: that is why it is exchanged
        with suppress(FileNotFoundError):
            log = db.with_name(db.name + ".wal")
            log.replace(log.with_name(log.name + ".old"))
        yield


def _bring_up(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    if version == 0:
        create(connection)
    else:
        migrate(connection, version)


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert rows, in the order of the table's columns, as one statement, which is much faster than one a row."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join('unnest(?)' for _ in columns)}", columns)


def _open(db: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    began = time.monotonic()
    with _turn(db, began):
        return _connect(db, began, read_only=read_only)


def _connect(db: Path, began: float, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    while True:
        try:
            connection = duckdb.connect(str(db), read_only=read_only, config=_CONFIG)
            connection.execute("SET enable_progress_bar = false")
        except duckdb.Error as error:
            if not any(words in str(error) for words in _BUSY):
                raise explain(db, error) from None
        else:
            return connection
        _wait(db, began, 0.02)  # to ask costs 5 ms


@contextmanager
def _turn(db: Path, began: float) -> Iterator[None]:
    """Wait until nobody else is opening a database in this folder: so a writer is not passed by one reader after another.

    The turn is a lock on the folder, held while one opens. Where folders cannot be locked, all try at once.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        folder = os.open(db.parent, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            while not _locked(folder):
                _wait(db, began, 0.02 / (1 + 20 * (time.monotonic() - began)))  # who came first asks most often
        yield
    finally:
        os.close(folder)


def _locked(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(db: Path, began: float, pause: float) -> None:
    if time.monotonic() - began > PATIENCE:
        raise BusyError(f"The database {db} has been in use by another program for {PATIENCE:.0f} seconds: try again when that has ended.")
    time.sleep(random.uniform(0.5, 1) * pause)  # noqa: S311  (no secret, only a spread of retries)


def explain(db: Path, error: Exception) -> StoreError:
    """Make a sentence of what DuckDB says when it cannot read or write a file."""
    said = str(error).lower()
    for words, sentence in _SENTENCES.items():
        if any(word in said for word in words):
            return StoreError(sentence.format(db=db))
    return StoreError(f"The database {db} could not be used ({error}). Nothing was changed.")


def _version(connection: duckdb.DuckDBPyConnection, db: Path) -> int:
    try:
        version = read_version(connection)
    except duckdb.Error as error:
        raise explain(db, error) from None
    if version > VERSION:
        raise StoreError(
            f"The database {db} was written by a newer version of this program (schema {version}; this one knows {VERSION}): update the program. Nothing was changed."
        )
    return version
