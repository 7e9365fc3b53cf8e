"""The commands on speakers across articles and on claims told again: look, export, decide, take back."""

from datetime import UTC
from typing import Annotated

import typer

from claims.model import SpeakerKind
from claims.options import (
    DEFAULT_DB,
    CertaintyOption,
    Confidence,
    Db,
    FormOption,
    LanguageOption,
    Limit,
    Outlet,
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
from claims.store import decide, details, queries, tracked
from claims.store.filters import Filters

app = typer.Typer()
ToFile = Annotated[
    str | None,
    typer.Option("-o", "--output", help="Write all rows to a file that ends in .csv, .jsonl or .parquet; - is CSV to standard output."),
]


@app.command()
def speakers(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    name: Annotated[str, typer.Option(help="Words of one of the speaker's names.")] = "",
    kind: Annotated[list[SpeakerKind] | None, typer.Option(help="person, organization, place, document or unnamed.")] = None,
    sort: Annotated[str, typer.Option(help="A column of the table that -o writes.")] = "claims",
    limit: Limit = 50, output: ToFile = None,
) -> None:  # fmt: skip
    """Show who speaks in the claims, across articles."""
    filters = make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence)
    kinds = tuple(map(str, kind or []))
    frame = tracked.find_speakers(db, filters, search=name, kinds=kinds, sort=sort, limit=None if output else limit)
    if output:
        write(frame, output)
        return
    show(
        frame,
        {
            "name": "speaker",
            "kind": "kind",
            "state": "state",
            "claims": "claims",
            "articles": "articles",
            "denied": "denied",
            "aliases": "also called",
        },
    )
    typer.echo(f"{len(frame)} of {tracked.count_speakers(db, filters, search=name, kinds=kinds)} speakers.")


@app.command()
def tracks(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    contradicted: Annotated[bool, typer.Option("--contradicted", help="Only what was both affirmed and denied.")] = False,
    risen: Annotated[bool, typer.Option("--risen", help="Only what became more certain on the way.")] = False,
    outlets: Annotated[int, typer.Option(min=1, help="Only what so many outlets told.")] = 1,
    sort: Annotated[str, typer.Option(help="A column of the table that -o writes.")] = "outlet_count",
    limit: Limit = 50, output: ToFile = None,
) -> None:  # fmt: skip
    """Show claims that were told twice or more, and how their certainty drifted."""
    filters = make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence)
    frame = tracked.find_tracks(
        db, filters, contradicted=contradicted, risen=risen, outlets=outlets, sort=sort, limit=None if output else limit
    )
    if output:
        write(frame, output)
        return
    show(frame, {
        "track_id": "track", "first_seen": "first", "last_seen": "last", "tellings": "told", "outlet_count": "outlets", "first_certainty": "at first",
        "last_certainty": "at last", "vanished": "vanished", "contradicted": "denied too", "sentence": "what was said",
    })  # fmt: skip
    typer.echo(f"{len(frame)} of {tracked.count_tracks(db, filters, contradicted=contradicted, risen=risen, outlets=outlets)} tracks.")


@app.command()
def track(
    track_id: Annotated[str, typer.Argument(metavar="ID", help="The id of a track, or of a claim in it.")],
    db: Db = DEFAULT_DB, output: ToFile = None,
) -> None:  # fmt: skip
    """Show one claim as it was told, in order."""
    frame = queries.find_claims(db, Filters(tracks=(details.track_of(db, track_id),)), sort="published", descending=False)
    if output:
        write(frame, output)
        return
    show(frame, {
        "published": "date", "outlet": "outlet", "canonical": "speaker", "relays": "relayed by", "certainty": "certainty", "polarity": "polarity",
        "content": "what was said", "claim_id": "claim",
    })  # fmt: skip


@app.command()
def relays(
    db: Db = DEFAULT_DB, speaker: Speaker = None, certainty: CertaintyOption = None, form: FormOption = None, outlet: Outlet = None,
    language: LanguageOption = None, since: Since = None, until: Until = None, search: Search = "", confidence: Confidence = 0.0,
    output: ToFile = None,
) -> None:  # fmt: skip
    """Show who carried whose statements."""
    frame = tracked.find_relays(db, make_filters(db, speaker, certainty, form, outlet, language, since, until, search, confidence))
    if output:
        write(frame, output)
        return
    show(
        frame,
        {
            "carrier": "carried by",
            "holder": "said by",
            "tellings": "told",
            "first_seen": "first",
            "last_seen": "last",
            "outlets": "outlets",
        },
    )


@app.command()
def merge(name: str, other: str, db: Db = DEFAULT_DB) -> None:
    """Decide that two names are one speaker, in all articles, also those to come."""
    typer.echo(f"Decision {decide.merge_speakers(db, name, other)}: {name!r} and {other!r} are one speaker. Take it back with 'undo'.")


@app.command()
def split(
    name: str, other: str, db: Db = DEFAULT_DB,
    article: Annotated[list[str] | None, typer.Option(help="Only in the article of this id; may be given again.")] = None,
) -> None:  # fmt: skip
    """Decide that NAME is not who OTHER is."""
    number = decide.split_speaker(db, name, other, tuple(article or ()))
    typer.echo(f"Decision {number}: {name!r} is not who {other!r} is. Take it back with 'undo'.")


@app.command()
def join(claim: str, other: str, db: Db = DEFAULT_DB) -> None:
    """Decide that two claims, given by their ids, are one told twice."""
    typer.echo(f"Decision {decide.join_claims(db, claim, other)}: the two are one claim. Take it back with 'undo'.")


@app.command()
def part(claim: str, other: str, db: Db = DEFAULT_DB) -> None:
    """Decide that two claims, given by their ids, are not one."""
    typer.echo(f"Decision {decide.part_claims(db, claim, other)}: the two are not one claim. Take it back with 'undo'.")


@app.command()
def undo(number: int, db: Db = DEFAULT_DB) -> None:
    """Take a decision back."""
    typer.echo(f"Decision {decide.undo(db, number)}: decision {number} is taken back.")


@app.command()
def decisions(db: Db = DEFAULT_DB) -> None:
    """Show what people decided, oldest first."""
    log = decide.list_decisions(db)
    if not log:
        typer.echo("Nothing has been decided.")
    for entry in log:
        what = ", ".join(f"{key} {value['claim'] if isinstance(value, dict) else value}" for key, value in entry.record.items() if value)
        typer.echo(
            f"{entry.number}  {entry.made_at.replace(tzinfo=UTC):%Y-%m-%d %H:%M} UTC  {entry.kind}: {what}{'  (taken back)' if entry.undone else ''}"
        )


@app.command()
def reextract(
    db: Db = DEFAULT_DB, pipeline: Pipeline = None,
    check: Annotated[bool, typer.Option("--check", help="Only say what would change.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Also articles whose claims the present version found.")] = False,
) -> None:  # fmt: skip
    """Find the claims of all stored articles anew, say what changed, and keep what people decided."""
    from claims.reextract import reextract_all

    failed = skipped = 0
    totals = {"kept": 0, "changed": 0, "new": 0, "gone": 0}
    for change in reextract_all(db, pipeline=pipeline, check=check, everything=everything):
        skipped += change.skipped
        if change.reason:
            failed += 1
            errors.print(change.reason, style="red", markup=False)
        for line in change.lines:
            typer.echo(f"{change.name}: {line}")
        for what in totals:
            totals[what] += getattr(change, what)
    typer.echo(
        ", ".join(f"{number} {what}" for what, number in totals.items())
        + f"; {failed} articles failed, {skipped} had been read by this version."
    )
    if failed:
        raise typer.Exit(1)
