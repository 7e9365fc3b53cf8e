"""The command line: one function a command, no logic."""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from claims.model import Certainty, ClaimsError, Form
from claims.store import export as exporting
from claims.store import queries
from claims.store.filters import Filters

app = typer.Typer(
    help="Según: who said what, and how sure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
errors = Console(stderr=True, highlight=False, soft_wrap=True)

Db = Annotated[Path, typer.Option("--db", help="The database file.")]
Pipeline = Annotated[
    str | None,
    typer.Option("--pipeline", envvar="SEGUN_PIPELINE", help="A spaCy pipeline of your own: package name or folder."),
]
Wide = Annotated[bool, typer.Option("--wide", help="PolNeAR's wider scope: decisions, intentions and support too (English).")]
Speaker = Annotated[list[str] | None, typer.Option("--speaker", help="Words of a speaker's name; may be given again.")]
CertaintyOption = Annotated[list[str] | None, typer.Option("--certainty", help="0 to 4, or uncommitted, low, moderate, high, absolute.")]
FormOption = Annotated[list[Form] | None, typer.Option("--form", help="direct, mixed, indirect, reported or author.")]
Outlet = Annotated[list[str] | None, typer.Option("--outlet", help="An outlet's name.")]
LanguageOption = Annotated[list[str] | None, typer.Option("--language", help="es, en, …")]
Since = Annotated[str | None, typer.Option("--since", help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option("--until", help="Last day, YYYY-MM-DD.")]
Search = Annotated[str, typer.Option("--search", help="Words that must occur.")]
Confidence = Annotated[float, typer.Option("--confidence", min=0, max=1, help="Only claims whose attribution is at least so likely right.")]
DEFAULT_DB = Path("data/claims.duckdb")


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(help="Text files; - is standard input.")], pipeline: Pipeline = None, wide: Wide = False
) -> None:
    """Print the claims of texts, one JSON object a claim."""
    from claims import extract as extraction
    from claims.read import collect_paths, read_article, read_text

    find_claims = extraction.extract_wide if wide else extraction.extract
    failed = 0
    inputs = ["-"] if files == ["-"] else [str(path) for path in collect_paths(files)]
    for name in inputs:
        try:
            article = read_text(sys.stdin.read(), "-") if name == "-" else read_article(Path(name))
            for claim in find_claims(article, pipeline=pipeline):
                typer.echo(json.dumps(claim.to_record(), ensure_ascii=False))
        except ClaimsError as error:
            failed += 1
            errors.print(str(error), style="red", markup=False)
    if failed == len(inputs):
        raise typer.Exit(1)


@app.command()
def explain(
    text: Annotated[str, typer.Argument(help="A sentence, or '-' for standard input.")],
    language: Annotated[str | None, typer.Option(help="es, en, … (else it is detected).")] = None,
    reader: Annotated[str, typer.Option(help="The language of the sentence that sums up: en or es.")] = "en",
) -> None:
    """Say which words of a text gave each claim its certainty, polarity, stance and flags."""
    from claims.explain import explain as analyse

    try:
        typer.echo(analyse(sys.stdin.read() if text == "-" else text, language, reader))
    except ClaimsError as error:
        errors.print(str(error), style="red", markup=False)
        raise typer.Exit(1) from None


@app.command()
def add(
    paths: Annotated[list[str], typer.Argument(help="Files, folders, patterns.")],
    db: Db = DEFAULT_DB,
    pipeline: Pipeline = None,
    title: Annotated[str | None, typer.Option(help="For texts that do not say.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Who published the texts.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="When, YYYY-MM-DD.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote the texts.")] = None,
    url: Annotated[str | None, typer.Option(help="Where the text stands.")] = None,
    language: Annotated[str | None, typer.Option(help="es, en, … (else it is detected).")] = None,
) -> None:
    """Extract the claims of texts and store them."""
    from claims.add import add_articles, gather

    files, outcomes = gather(paths)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=errors)
    with bar:
        task = bar.add_task("Reading", total=len(files))
        given = {"title": title, "outlet": outlet, "date": day, "author": author, "url": url, "language": language}
        for outcome in add_articles(files, db, pipeline=pipeline, **given):
            outcomes.append(outcome)
            bar.advance(task)
    for outcome in outcomes:
        if outcome.reason:
            errors.print(outcome.reason, style="red", markup=False)
    counts = {status: sum(o.status == status for o in outcomes) for status in ("added", "known", "failed")}
    typer.echo(
        f"{counts['added']} added ({sum(o.claims for o in outcomes)} claims), {counts['known']} already there, {counts['failed']} failed."
    )
    if counts["failed"] == len(outcomes):
        raise typer.Exit(1)


@app.command("list")
def list_claims(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    limit: Annotated[int, typer.Option(min=1, help="How many rows.")] = 50,
) -> None:  # fmt: skip
    """Show claims in a table."""
    filters = make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence)
    frame = queries.find_claims(db, filters, limit=limit)
    table = Table("date", "outlet", "speaker", "certainty", "polarity", "what was said", box=None, header_style="bold")
    for row in frame.itertuples():
        level = Certainty(int(str(row.certainty))).name.lower()
        cells = [str(row.published or ""), row.outlet or "", row.speaker or "—", level, row.polarity, row.content]
        table.add_row(*(Console().render_str(str(cell), markup=False, highlight=False) for cell in cells))
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    total = queries.count_claims(db, filters)
    typer.echo(f"{len(frame)} of {total} claims.")


@app.command("export")
def export_claims(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    output: Annotated[str, typer.Option("-o", "--output", help="A file that ends in .csv, .jsonl or .parquet; - is CSV to standard output.")] = "-",
) -> None:  # fmt: skip
    """Write claims to a file, with the rows and columns of the dashboard."""
    writers = {".csv": exporting.to_csv, ".jsonl": exporting.to_json_lines, ".parquet": exporting.to_parquet}
    suffix = ".csv" if output == "-" else Path(output).suffix.lower()
    if suffix not in writers:
        raise ClaimsError(f"{output}: a file of claims ends in {', '.join(writers)}; choose one of these.")
    data = writers[suffix](
        queries.find_claims(db, make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence))
    )
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    try:
        Path(output).write_bytes(data)
    except OSError as error:
        raise ClaimsError(f"{output}: this file cannot be written ({error.strerror}); name another with -o.") from None


@app.command()
def train(
    what: Annotated[str, typer.Argument(help="es, en, …: that language's pipeline; attribution: what marks sources and contents.")],
    corpora: Annotated[Path, typer.Option(help="The folder with the treebanks and annotated attributions.")] = Path("../shared/corpora"),
    output: Annotated[Path | None, typer.Option(help="Where to put the pipeline (else beside the word lists).")] = None,
    max_steps: Annotated[int | None, typer.Option(help="Fewer batches, to try the recipe.")] = None,
) -> None:
    """Train a language's pipeline from treebanks, or the marking of attributions from annotated news."""
    if what == "attribution":
        from claims.train.attribution import learn

        for line in learn(corpora, output):
            typer.echo(line)
        return
    from claims.train import train as run

    for name, score in run(what, corpora, output, max_steps).items():
        typer.echo(f"{name}: {score:.3f}")


@app.command()
def forms(language: Annotated[str, typer.Argument(help="es, en, …")]) -> None:
    """List the forms of a language's verbs again, after a change of its word lists."""
    from claims.train.forms import make_forms

    for verb in make_forms(language):
        typer.echo(f"No forms are known of {verb!r}: the lemmatizer decides.")


@app.command()
def calibrate(
    corpora: Annotated[Path, typer.Option(help="The folder with the annotated attributions.")] = Path("../shared/corpora"),
) -> None:
    """Learn from annotated news how far each attribution can be trusted."""
    from claims.train.judge import learn

    for line in learn(corpora):
        typer.echo(line)


@app.command()
def speed(
    files: Annotated[list[str], typer.Argument(help="Texts of one language, repeated until they are long enough.")],
    longest: Annotated[int, typer.Option(help="The longest text, in characters.")] = 1_000_000,
) -> None:
    """Time extraction on texts of growing length."""
    from claims.extract import identify
    from claims.measure.speed import time_sizes
    from claims.read import collect_paths, read_article

    articles = [identify(read_article(path)) for path in collect_paths(files)]
    language = articles[0].language or ""
    texts = [article.text for article in articles if article.language == language]
    for size, seconds, words in time_sizes(texts, language, longest):
        typer.echo(f"{size:>10,} characters {seconds:8.2f} s {words:>7,} words/s")


@app.command()
def score(
    gold: Annotated[list[Path], typer.Argument(help="Files of gold claims, PolNeAR, derived attributions, or FACT (XML).")],
    predicted: Annotated[Path | None, typer.Option(help="Claims that 'extract' printed (else they are extracted now).")] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List each miss and false alarm in its sentence.")] = False,
    pipeline: Pipeline = None,
    wide: Wide = False,
) -> None:
    """Compare what is found with what people annotated."""
    from claims import measure

    for path in gold:
        for line in measure.compare(path, predicted=predicted, errors=errors, pipeline=pipeline, wide=wide):
            typer.echo(line)


def make_filters(
    db: Path, speaker: list[str] | None, certainty: list[str] | None, form: list[Form] | None, outlet: list[str] | None,
    language: list[str] | None, since: str | None, until: str | None, search: str, confidence: float,
) -> Filters:  # fmt: skip
    """Turn options into filters; ClaimsError for a speaker nobody knows, a level or date that is none."""
    speakers: list[str] = []
    for words in speaker or []:
        found = queries.match_speakers(db, words)
        if not found:
            raise ClaimsError(f"No speaker's name has the words {words!r}: look at the names with 'list', or give fewer words.")
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


def main() -> None:
    """Run a command; a problem is one sentence on standard error and exit status 1."""
    try:
        app()
    except ClaimsError as error:
        errors.print(str(error), style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
