"""The command line: one function a command, no logic."""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from claims import keeping_commands, tracking_commands
from claims.model import ClaimsError
from claims.options import (
    DEFAULT_DB,
    CertaintyOption,
    Confidence,
    Db,
    FormOption,
    LanguageOption,
    Limit,
    Outlet,
    Output,
    Pipeline,
    Search,
    Since,
    Speaker,
    Until,
    errors,
    make_filters,
    show,
    write,
)  # fmt: skip
from claims.store import move, queries

app = typer.Typer(
    help="Según: who said what, and how sure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Wide = Annotated[bool, typer.Option("--wide", help="PolNeAR's wider scope: decisions, intentions and support too (English).")]


@app.command()
def extract(
    files: Annotated[list[str], typer.Argument(help="Files, folders, patterns, addresses; - is standard input.")],
    pipeline: Pipeline = None,
    wide: Wide = False,
) -> None:
    """Print the claims of texts, one JSON object a claim."""
    from claims import extract as extraction
    from claims.read import Failure, read_inputs, read_text

    find_claims = extraction.extract_wide if wide else extraction.extract
    done = False
    for found in [read_text(sys.stdin.read(), "-")] if files == ["-"] else read_inputs(files):
        if isinstance(found, Failure):
            errors.print(found.reason, style="red", markup=False)
            continue
        try:
            for claim in find_claims(found, pipeline=pipeline):
                typer.echo(json.dumps(claim.to_record(), ensure_ascii=False))
            done = True
        except ClaimsError as error:
            errors.print(str(error), style="red", markup=False)
    if not done:
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
    paths: Annotated[list[str] | None, typer.Argument(help="Files, folders, patterns, addresses (https://…).")] = None,
    feed: Annotated[list[str] | None, typer.Option(help="A feed's address: what it announces and was not added before.")] = None,
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
    from claims.add import Outcome, add_articles, add_feed, gather
    from claims.read import Fetcher

    if not paths and not feed:
        raise ClaimsError("There is nothing to add: give files, folders, patterns or addresses, or a feed with --feed.")
    inputs, outcomes = gather(paths or [])
    given = {"title": title, "outlet": outlet, "date": day, "author": author, "url": url, "language": language}
    fetcher = Fetcher()
    counts: Counter[str] = Counter()

    def report(outcome: Outcome) -> None:
        counts.update({outcome.status: 1, "claims": outcome.claims})
        if outcome.reason:
            errors.print(outcome.reason, style="red", markup=False)

    for outcome in outcomes:
        report(outcome)
    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), console=errors) as bar:
        for item in bar.track(inputs, description="Reading"):
            for outcome in add_articles([item], db, pipeline=pipeline, fetcher=fetcher, **given):
                report(outcome)
        for address in bar.track(feed or [], description="Feeds"):
            for outcome in add_feed(address, db, pipeline=pipeline, fetcher=fetcher, **given):
                report(outcome)
    typer.echo(f"{counts['added']} added ({counts['claims']} claims), {counts['known']} already there, {counts['failed']} failed.")
    if counts["failed"] and not counts["added"] + counts["known"]:
        raise typer.Exit(1)


@app.command("list")
def list_claims(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    limit: Limit = 50,
) -> None:  # fmt: skip
    """Show claims in a table."""
    filters = make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence)
    frame = queries.find_claims(db, filters, limit=limit)
    show(
        frame,
        {
            "published": "date",
            "outlet": "outlet",
            "canonical": "speaker",
            "certainty": "certainty",
            "polarity": "polarity",
            "content": "what was said",
        },
    )
    total = queries.count_claims(db, filters)
    typer.echo(f"{len(frame)} of {total} claims.")


@app.command("export")
def export_claims(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    output: Output = "-", everything: Annotated[Path | None, typer.Option("--all", metavar="FOLDER", help="Write every table, as Parquet.")] = None,
) -> None:  # fmt: skip
    """Write claims to a file, with the rows and columns of the dashboard."""
    if everything:
        typer.echo(f"{sum(move.export_all(db, everything).values())} rows in {everything}.")
        return
    filters = make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence)
    write(queries.find_claims(db, filters), output)


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


app.add_typer(tracking_commands.app)
app.add_typer(keeping_commands.app)


def main() -> None:
    """Run a command; a problem is one sentence on standard error and exit status 1."""
    try:
        app()
    except ClaimsError as error:
        errors.print(str(error), style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
