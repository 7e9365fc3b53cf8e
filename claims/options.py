"""What the commands have in common: their options, the filters that these make, and the ways a table goes out."""

import io
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.console import Console
from rich.table import Table

from claims.model import Certainty, ClaimsError, Form
from claims.store import export, queries
from claims.store.filters import Filters

errors = Console(stderr=True, highlight=False, soft_wrap=True)
DEFAULT_DB = Path("data/claims.duckdb")

Db = Annotated[Path, typer.Option("--db", help="The database file.")]
Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", envvar="SEGUN_PIPELINE", help="A spaCy pipeline of your own: package name or folder."),
]
Speaker = Annotated[list[str] | None, typer.Option("--speaker", help="Words of a speaker's name; may be given again.")]
CertaintyOption = Annotated[list[str] | None, typer.Option("--certainty", help="0 to 4, or uncommitted, low, moderate, high, absolute.")]
FormOption = Annotated[list[Form] | None, typer.Option("--form", help="direct, mixed, indirect, reported or author.")]
Outlet = Annotated[list[str] | None, typer.Option("--outlet", help="An outlet's name.")]
LanguageOption = Annotated[list[str] | None, typer.Option("--language", help="es, en, …")]
Since = Annotated[str | None, typer.Option("--since", help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day, YYYY-MM-DD.")]
Search = Annotated[str, typer.Option("--search", help="Words that must occur.")]
Confidence = Annotated[float, typer.Option("--confidence", min=0, max=1, help="Only claims whose attribution is at least so likely right.")]
Output = Annotated[str, typer.Option("-o", "--output", help="A file that ends in .csv, .jsonl or .parquet; - is CSV to standard output.")]
Limit = Annotated[int, typer.Option(min=1, help="How many rows to show.")]


def make_filters(
    db: Path, speaker: list[str] | None, certainty: list[str] | None, form: list[Form] | None, outlet: list[str] | None,
    language: list[str] | None, since: str | None, until: str | None, search: str, confidence: float,
) -> Filters:  # fmt: skip
    """Turn options into filters; ClaimsError for a speaker nobody knows, a level or date that is none."""
    speakers: list[str] = []
    for words in speaker or []:
        found = queries.match_speakers(db, words)
        if not found:
            raise ClaimsError(f"No speaker's name has the words {words!r}: look at the names with 'speakers', or give fewer words.")
        speakers += found
    return Filters(
        speakers=tuple(dict.fromkeys(speakers)),
        certainties=tuple(map(to_certainty, certainty or [])),
        forms=tuple(form or []),
        outlets=tuple(outlet or []),
        languages=tuple(language or []),
        since=to_date(since),
        until=to_date(until),
        search=search,
        confidence=confidence,
    )


def to_certainty(value: str) -> Certainty:
    """Read a level by number or name."""
    names = {level.name.lower(): level for level in Certainty} | {str(int(level)): level for level in Certainty}
    if value.lower() not in names:
        raise ClaimsError(f"{value!r} is no certainty: give 0 to 4, or {', '.join(level.name.lower() for level in Certainty)}.")
    return names[value.lower()]


def to_date(value: str | None) -> date | None:
    """Read a date, None for None."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise ClaimsError(f"{value!r} is no date: write it as YYYY-MM-DD.") from None


def show(frame: pd.DataFrame, columns: dict[str, str]) -> None:
    """Print some columns of a table under other names; levels go by their names, and what is missing is a dash."""
    table = Table(*columns.values(), box=None, header_style="bold", pad_edge=False)
    plain = Console()
    for row in frame[list(columns)].itertuples(index=False):
        cells = (_cell(name, value) for name, value in zip(columns, row, strict=True))
        table.add_row(*(plain.render_str(cell, markup=False, highlight=False) for cell in cells))
    if sys.stdout.isatty():
        Console().print(table)
        return
    paper = Console(width=160, file=io.StringIO())
    with paper.capture() as captured:
        paper.print(table)
    typer.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _cell(name: str, value: object) -> str:
    if value is None or value == "" or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return "—"
    if name in {"certainty", "first_certainty", "last_certainty"} and float(str(value)).is_integer():
        return Certainty(int(float(str(value)))).name.lower()
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def write(frame: pd.DataFrame, output: str) -> None:
    """Write a table to a file in the format that its name asks for; - is CSV to standard output. ClaimsError where that cannot be."""
    writers = {".csv": export.to_csv, ".jsonl": export.to_json_lines, ".parquet": export.to_parquet}
    suffix = ".csv" if output == "-" else Path(output).suffix.lower()
    if suffix not in writers:
        raise ClaimsError(f"{output}: a file of claims ends in {', '.join(writers)}; choose one of these.")
    data = writers[suffix](frame)
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise ClaimsError(f"{output}: this file cannot be written ({error.strerror}); name another with -o.") from None
