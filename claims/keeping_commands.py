"""The commands that keep a database: whether it is in order, copies of it, and moving it."""

from pathlib import Path
from typing import Annotated

import typer

from claims.options import DEFAULT_DB, Db
from claims.store import backup as copies
from claims.store.check import check as find_faults
from claims.store.connection import reading

app = typer.Typer()


@app.command()
def check(db: Db = DEFAULT_DB) -> None:
    """Say what does not fit together in a database."""
    with reading(db) as connection:
        faults = find_faults(connection)
    for fault in faults:
        typer.echo(fault)
    if faults:
        raise typer.Exit(1)
    typer.echo("All is in order.")


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="A file that is not there yet.")], db: Db = DEFAULT_DB) -> None:
    """Copy the database to a file, while others work with it."""
    copies.backup(db, file)
    typer.echo(f"{file}: {file.stat().st_size:,} bytes, and all is in order.")


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that 'backup' wrote.")], db: Db = DEFAULT_DB,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the database that is there.")] = False,
) -> None:  # fmt: skip
    """Put a backup in the place of the database."""
    copies.restore(file, db, force=force)
    typer.echo(f"{db} is what {file} is.")


@app.command("import")
def import_folder(folder: Annotated[Path, typer.Argument(help="A folder that 'export --all' wrote.")], db: Db = DEFAULT_DB) -> None:
    """Make a database of a folder of Parquet files."""
    from claims.store.move import import_all

    typer.echo(f"{sum(import_all(folder, db).values())} rows in {db}.")
