"""A copy of a database while others work with it, and back."""

import shutil
from pathlib import Path

from claims.store.check import check
from claims.store.connection import StoreError, alone, beside, reading, writing


def backup(db: Path, copy: Path) -> None:
    """Copy a database to a file that is not there yet, as it is at one moment; the copy is checked before it gets its name.

    Nobody can write while the file is copied, since it is open to be read; who wants to waits. Raises StoreError when the database
    cannot be read, does not fit together, or the file is there already or cannot be written.
    """
    if copy.exists():
        raise StoreError(f"The file {copy} is there already: name one that is not.")
    with beside(copy) as fresh:
        with reading(db):
            _copy(db, fresh)
        _see_that_it_fits(fresh, db)
        fresh.replace(copy)


def restore(copy: Path, db: Path, *, force: bool = False) -> None:
    """Put a backup in the place of a database, at once and wholly; the backup stays, and is checked first.

    Others see it as soon as they open the database again. Raises StoreError when the backup is none, and where there is a database
    unless ``force`` says to overwrite it.
    """
    if not copy.exists():
        raise StoreError(f"There is no backup at {copy}: name a file that 'backup' wrote.")
    if db.exists() and not force:
        raise StoreError(f"There is a database at {db}: move it away, or say --force to overwrite it.")
    with beside(db) as fresh:
        _copy(copy, fresh)
        _see_that_it_fits(fresh, copy)
        with alone(db):
            if db.exists() and not force:
                raise StoreError(f"Another program has just made a database at {db}: say --force to overwrite it.")
            fresh.replace(db)


def _copy(db: Path, copy: Path) -> None:
    """Copy a database and its log, the log first: to close a database's file gives back the lock that DuckDB has on it."""
    log = db.with_name(db.name + ".wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(copy.name + ".wal"))
    shutil.copyfile(db, copy)


def _see_that_it_fits(copy: Path, original: Path) -> None:
    """Write the log into a copy, bring it to the present schema, and read all of it."""
    with writing(copy) as connection:
        faults = check(connection)
    if faults:
        raise StoreError(f"Not all in {original} fits together ({faults[0]}): see 'check'. Nothing was changed.")
