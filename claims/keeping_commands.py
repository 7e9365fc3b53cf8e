"""The commands that keep a database: whether it is in order, copies of it, and moving it."""

import typer

from claims.options import DEFAULT_DB, Db
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
