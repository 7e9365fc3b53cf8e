"""A whole database as a folder of Parquet files, which other programs read too, and back."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from claims.store.backup import backup
from claims.store.check import check, tables
from claims.store.connection import StoreError, beside, put, reading, writing
from claims.store.schema import VERSION

MANIFEST = "manifest.json"
_BATCH = 20_000


def export_all(db: Path, folder: Path) -> dict[str, int]:
    """Write every table to a Parquet file, with a manifest that says the schema's version and how many rows each has; give these.

    It is the state of one moment: others are kept waiting only while the file is copied. Raises StoreError when the folder is there
    already or cannot be written.
    """
    if folder.exists():
        raise StoreError(f"{folder} is there already: name a folder that is not.")
    with beside(folder) as fresh:
        copy = fresh.with_name("copy.duckdb")
        backup(db, copy)
        fresh.mkdir()
        with reading(copy) as connection:
            rows = {table: _write(connection, table, fresh / f"{table}.parquet") for table in tables(connection)}
        (fresh / MANIFEST).write_text(json.dumps({"schema": VERSION, "rows": rows}, indent=1) + "\n", encoding="utf-8")
        fresh.rename(folder)
    return rows


def import_all(folder: Path, db: Path) -> dict[str, int]:
    """Make a database of what ``export_all`` wrote, and give how many rows each table has; it is checked before it gets its name.

    Raises StoreError when there is a database already, and when the folder is no export, is damaged, or of another version.
    """
    if db.exists():
        raise StoreError(f"There is a database at {db}: move it away, or name another with --db.")
    rows = _read_manifest(folder)
    with beside(db) as fresh:
        with writing(fresh) as connection:
            for table in tables(connection):
                _read(connection, table, folder / f"{table}.parquet", rows.get(table, 0))
            faults = check(connection)
        if faults:
            raise StoreError(f"Not all in {folder} fits together ({faults[0]}): export it again. Nothing was changed.")
        if not put(fresh, db):
            raise StoreError(f"Another program has just made a database at {db}: name another with --db.")
    return rows


def _write(connection: duckdb.DuckDBPyConnection, table: str, file: Path) -> int:
    batches = connection.sql(f"SELECT * FROM {table}").to_arrow_reader(_BATCH)  # noqa: S608  (names of its own tables)
    written = 0
    with pq.ParquetWriter(file, batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            written += batch.num_rows
    return written


def _read(connection: duckdb.DuckDBPyConnection, table: str, file: Path, expected: int) -> None:
    """Put the rows of a file in the place of a table's, some at a time."""
    connection.execute(f"DELETE FROM {table}")  # noqa: S608  (table names are ours)
    found = 0
    try:
        with pq.ParquetFile(file) as parquet:
            for batch in parquet.iter_batches(_BATCH):
                connection.register("batch", pa.Table.from_batches([batch]))
                connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM batch")  # noqa: S608
                connection.unregister("batch")
                found += batch.num_rows
    except (OSError, pa.ArrowException, duckdb.Error) as error:
        raise StoreError(f"{file}: this is not the table {table!r} as 'export --all' writes it ({error}). Nothing was changed.") from None
    if found != expected:
        raise StoreError(f"{file} has {found} rows, where the manifest says {expected}: export it again. Nothing was changed.")


def _read_manifest(folder: Path) -> dict[str, int]:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version, rows = int(manifest["schema"]), {str(table): int(number) for table, number in manifest["rows"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise StoreError(f"{folder} has no {MANIFEST} that can be read: name a folder that 'export --all' wrote.") from None
    if version != VERSION:
        raise StoreError(f"{folder} was written with schema {version}, and this program has {VERSION}: export it again with this version.")
    return rows
