"""Who speaks across articles, kept in the database: what a new article, or a decision, changes of it."""

import gc
from collections.abc import Collection

import duckdb

from claims.store import decisions
from claims.store.connection import insert_rows
from claims.store.folding import MIDDOT, fold
from claims.track.speakers import Cast, Speakers


def take_in(connection: duckdb.DuckDBPyConnection, cast: Cast) -> set[str]:
    """Take in an article, named by its id; give the ids of those whose claims may have other speakers now, itself among them."""
    speakers = _load(connection)
    return _write(connection, speakers, speakers.add(cast) | {cast.article})


def take_out(connection: duckdb.DuckDBPyConnection, article_id: str) -> set[str]:
    """Forget an article; give the ids of those whose claims may have other speakers now."""
    speakers = _load(connection)
    gone = _speaker_ids(connection, {article_id})
    changed = speakers.remove(article_id) if article_id in speakers.registry.heads else set()
    for table in ("casts", "identified"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])  # noqa: S608  (table names are ours)
    return _write(connection, speakers, changed, gone)


def decide(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Say anew who speaks in every article, after a decision; give the ids of all."""
    speakers = _load(connection)
    return _write(connection, speakers, set(speakers.registry.heads))


def _load(connection: duckdb.DuckDBPyConnection) -> Speakers:
    records = connection.execute("SELECT record FROM casts").fetchall()
    gc.disable()  # so many new objects, none of them garbage, make the collector take twice the time
    try:
        return Speakers.from_records((row[0] for row in records), decisions.on_speakers(connection))
    finally:
        gc.enable()


def _write(connection: duckdb.DuckDBPyConnection, speakers: Speakers, changed: set[str], before: Collection[str] = ()) -> set[str]:
    """Write who speaks in the changed articles, and what those who do, or did ``before``, are called and are."""
    articles = sorted(changed)
    touched = {*before, *_speaker_ids(connection, changed)}
    connection.execute("DELETE FROM casts WHERE article_id IN (SELECT unnest(?))", [articles])
    connection.execute("INSERT INTO casts SELECT unnest(?), unnest(?)", [articles, [speakers.record_of(article) for article in articles]])
    places = connection.execute("SELECT article_id, position, claim_id FROM claims WHERE article_id IN (SELECT unnest(?))", [articles])
    claim_at = {(article, position): claim for article, position, claim in places.fetchall()}
    rows = [
        (claim_at[article, claim], article, place, speaker)
        for article, ids in speakers.ids(articles).items()
        for (claim, place), speaker in ids.items()
        if (article, claim) in claim_at
    ]
    connection.execute("DELETE FROM identified WHERE article_id IN (SELECT unnest(?))", [articles])
    insert_rows(connection, "identified", rows)
    touched |= {row[3] for row in rows}
    _name(connection, speakers, changed, touched)
    connection.execute(
        """UPDATE tellings SET canonical = coalesce((SELECT string_agg(i.name, ? ORDER BY w.position) FROM identified w
           JOIN identities i USING (speaker_id) WHERE w.claim_id = tellings.claim_id), '')
           WHERE article_id IN (SELECT unnest(?)) OR claim_id IN (SELECT claim_id FROM identified WHERE speaker_id IN (SELECT unnest(?)))""",
        [MIDDOT, articles, sorted(touched)],
    )
    return changed


def _speaker_ids(connection: duckdb.DuckDBPyConnection, articles: Collection[str]) -> set[str]:
    sql = "SELECT DISTINCT speaker_id FROM identified WHERE article_id IN (SELECT unnest(?))"
    return {row[0] for row in connection.execute(sql, [sorted(articles)]).fetchall()}


def _name(connection: duckdb.DuckDBPyConnection, speakers: Speakers, changed: set[str], touched: set[str]) -> None:
    """Write name, kind, state and aliases of the speakers that were touched; those that nobody is any more go."""
    ids = sorted(touched)
    elsewhere = connection.execute(
        "SELECT min(article_id) FROM identified WHERE speaker_id IN (SELECT unnest(?)) GROUP BY speaker_id", [ids]
    ).fetchall()
    found = [s for s in speakers.speakers_of(changed | {row[0] for row in elsewhere}) if s.id in touched and s.name]
    for table in ("identities", "aliases"):
        connection.execute(f"DELETE FROM {table} WHERE speaker_id IN (SELECT unnest(?))", [ids])  # noqa: S608  (table names are ours)
    names = [(s.id, s.name, fold(" ".join((s.name, *s.aliases))), str(s.kind), s.group) for s in found]
    insert_rows(connection, "identities", names)
    insert_rows(connection, "aliases", [(s.id, n, alias, fold(alias)) for s in found for n, alias in enumerate(s.aliases)])
    nameless = sorted(touched - {s.id for s in found})
    connection.execute("DELETE FROM identified WHERE speaker_id IN (SELECT unnest(?))", [nameless])
