"""The schema, its version, and the way from each version to the next. The tables are in ``sql/``, with a comment on each column."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

VERSION = 4
_SQL = Path(__file__).with_name("sql")


def _read(name: str) -> str:
    return (_SQL / name).read_text(encoding="utf-8")


# The statements that bring a database from version n to n + 1 stand at index n - 1.
_MIGRATIONS: Sequence[str] = (
    "ALTER TABLE claims ADD COLUMN confidence DOUBLE",
    "ALTER TABLE claims ADD COLUMN probability DOUBLE",
    "\n".join(map(_read, ("unbind.sql", "tables.sql", "rebind.sql", "tracking.sql"))),
)


def read_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Read a database's schema version; 0 for an empty one. A database of somebody else's raises duckdb.CatalogException."""
    tables = connection.execute("SELECT count(*) FROM information_schema.tables").fetchall()
    if tables[0][0] == 0:
        return 0
    rows = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    return int(rows[0][0])


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the present schema in an empty database, in one transaction."""
    connection.begin()
    for name in ("tables.sql", "tracking.sql", "views.sql"):
        connection.execute(_read(name))
    _comment(connection)
    connection.execute("INSERT INTO schema_version (version) VALUES (?)", [VERSION])
    connection.commit()


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    for line in _read("comments.tsv").splitlines():
        thing, comment = line.split("\t")
        connection.execute(f"COMMENT ON {_quoted(thing)} IS '{comment.replace(chr(39), chr(39) * 2)}'")


def _quoted(thing: str) -> str:
    return thing.replace(".end", '."end"').replace(".key", '."key"')


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a database from an older version to the present one, in one transaction."""
    connection.begin()
    connection.execute("DROP VIEW claim_table")
    for number, statements in enumerate(_MIGRATIONS[version - 1 :], start=version + 1):
        connection.execute(statements)
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", [number])
    connection.execute(_read("views.sql"))
    _comment(connection)
    connection.commit()
