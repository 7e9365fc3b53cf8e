"""Short connections: open, work, close, so that a page and a command line can use one database file at a time.

DuckDB lets one process write, and locks all others out meanwhile; so whoever finds the file taken waits a little.
"""

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from claims.model import ClaimsError
from claims.store.schema import VERSION, create, migrate, read_version

PATIENCE = 10.0
_BUSY = ("Could not set lock", "Conflicting lock", "being used by another process", "different configuration")


class StoreError(ClaimsError):
    """The database cannot be used; the sentence says why and what to do."""


@contextmanager
def reading(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to read from, and close it again.

    Raises StoreError when it is missing, damaged, of a newer version, or taken by another process for too long.
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
        yield connection
    finally:
        connection.close()


@contextmanager
def writing(db: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database to write to, made or brought to the present schema first, and close it again.

    Raises StoreError when it is damaged, of a newer version, not to be written, or taken for too long.
    """
    try:
        db.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {db.parent} cannot be made ({error.strerror}): name another database with --db.") from None
    connection = _open(db, read_only=False)
    try:
        version = _version(connection, db)
        if version == 0:
            create(connection)
        elif version < VERSION:
            migrate(connection, version)
        yield connection
    finally:
        connection.close()


def insert_rows(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert rows, in the order of the table's columns, as one statement, which is much faster than one a row."""
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(f"INSERT INTO {table} SELECT {', '.join('unnest(?)' for _ in columns)}", columns)


def _open(db: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + PATIENCE
    pause = 0.005
    while True:
        try:
            connection = duckdb.connect(str(db), read_only=read_only, config={"enable_external_access": "false"})
        except (duckdb.IOException, duckdb.ConnectionException) as error:
            if not any(words in str(error) for words in _BUSY):
                raise _explain(db, error) from None
            if time.monotonic() > deadline:
                raise StoreError(
                    f"The database {db} has been in use by another program for {PATIENCE:.0f} seconds: try again when that has ended."
                ) from None
            time.sleep(random.uniform(pause / 2, pause))  # noqa: S311  (no secret, only a spread of retries)
            pause = min(pause * 1.5, 0.1)
        except duckdb.Error as error:
            raise _explain(db, error) from None
        else:
            connection.execute("SET lock_configuration = true")
            return connection


def _explain(db: Path, error: Exception) -> StoreError:
    text = str(error)
    if "Permission denied" in text or "read-only" in text.lower():
        return StoreError(f"The database {db} may not be opened: ask for the right to read and write it, or name another with --db.")
    return StoreError(
        f"The file {db} is no database of ours, or it is damaged: move it away to begin a new one, or restore a copy. Nothing in it was changed."
    )


def _version(connection: duckdb.DuckDBPyConnection, db: Path) -> int:
    try:
        version = read_version(connection)
    except duckdb.Error as error:
        raise _explain(db, error) from None
    if version > VERSION:
        raise StoreError(
            f"The database {db} was written by a newer version of this program (schema {version}; this one knows {VERSION}): update the program. Nothing was changed."
        )
    return version
