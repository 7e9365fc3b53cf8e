"""Whether everything in a database fits together: what ``sql/checks.sql`` asks, and whether every block can be read."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from claims.store.connection import StoreError

_CHECKS = (Path(__file__).with_name("sql") / "checks.sql").read_text(encoding="utf-8")
_SHOWN = 3


def check(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Say what does not fit in a database, a line a kind; empty where all is in order.

    Raises StoreError where a part of the file cannot be read.

    >>> from claims.store.schema import create
    >>> with duckdb.connect() as connection:
    ...     create(connection)
    ...     _ = connection.execute("INSERT INTO relays VALUES ('c1', 0, 'Tass', 'tass')")
    ...     check(connection)
    ['carriers of a claim that is not there (1): c1']
    """
    fingerprint(connection)
    try:
        found = ((what, [row[0] for row in connection.execute(sql).fetchall()]) for what, sql in questions())
        return [_line(what, ids) for what, ids in found if ids]
    except duckdb.Error as error:
        raise _unreadable(error) from None


def fingerprint(connection: duckdb.DuckDBPyConnection, *, without: Mapping[str, str] | None = None) -> dict[str, tuple[int, int]]:
    """Give for each table the number of its rows and a hash of their contents that does not depend on their order.

    ``without`` names for some tables the column that is left out of account.

    Raises StoreError where a part of the file cannot be read.
    """
    try:
        return {table: _of_table(connection, table, (without or {}).get(table)) for table in tables(connection)}
    except duckdb.Error as error:
        raise _unreadable(error) from None


def tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the tables of a database in alphabetical order."""
    rows = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name").fetchall()
    return [row[0] for row in rows]


def questions() -> list[tuple[str, str]]:
    """Give what is asked: what the rows found would be, and the statement that finds them."""
    blocks = ("--" + block for block in _CHECKS.split("\n--")[1:])
    return [(line.removeprefix("-- "), sql.strip()) for line, sql in (block.split("\n", 1) for block in blocks)]


def _of_table(connection: duckdb.DuckDBPyConnection, table: str, without: str | None) -> tuple[int, int]:
    columns = f"* EXCLUDE ({without})" if without else "*"
    [(rows, contents)] = connection.execute(f"SELECT count(*), sum(hash(t)) FROM (SELECT {columns} FROM {table}) t").fetchall()  # noqa: S608
    return int(rows), int(contents or 0)


def _line(what: str, ids: list[str]) -> str:
    return f"{what} ({len(ids)}): {', '.join(ids[:_SHOWN])}{', …' if len(ids) > _SHOWN else ''}"


def _unreadable(error: duckdb.Error) -> StoreError:
    return StoreError(f"A part of the database cannot be read ({error}): restore a backup (python -m claims restore FILE).")
