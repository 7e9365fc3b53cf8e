"""Who speaks across articles, kept in the database: what a new article, or a decision, changes of it."""

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from typing import Any

import duckdb

from claims.model import Article, Claim, SpeakerKind
from claims.store import decisions
from claims.store.folding import fold
from claims.track.speakers import Cast, Mention, Speakers, cast_of

MIDDOT = " · "


def take_in(connection: duckdb.DuckDBPyConnection, article: Article, claims: Sequence[Claim]) -> set[str]:
    """Take in an article; give the ids of those whose claims may have other speakers now, itself among them."""
    speakers = _load(connection)
    cast = cast_of(replace(article, name=article.id), claims)
    connection.execute("INSERT INTO casts VALUES (?, ?)", [article.id, json.dumps(_record(cast), ensure_ascii=False)])
    return _write(connection, speakers, speakers.add(cast) | {article.id})


def take_out(connection: duckdb.DuckDBPyConnection, article_id: str) -> set[str]:
    """Forget an article; give the ids of those whose claims may have other speakers now."""
    speakers = _load(connection)
    changed = speakers.remove(article_id)
    connection.execute("DELETE FROM casts WHERE article_id = ?", [article_id])
    connection.execute("DELETE FROM identified WHERE article_id = ?", [article_id])
    return _write(connection, speakers, changed - {article_id})


def decide(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Say anew who speaks in every article; give the ids of all."""
    speakers = _load(connection)
    return _write(connection, speakers, set(speakers.registry.readings))


def _load(connection: duckdb.DuckDBPyConnection) -> Speakers:
    speakers = Speakers(decisions.on_speakers(connection))
    rows = connection.execute("SELECT record FROM casts ORDER BY article_id").fetchall()
    speakers.add_all(_cast(json.loads(row[0])) for row in rows)
    return speakers


def _record(cast: Cast) -> dict[str, Any]:
    return {**asdict(cast), "published": cast.published and cast.published.isoformat(), "names": sorted(cast.names)}


def _cast(record: dict[str, Any]) -> Cast:
    from datetime import date

    def mentions(items: Collection[dict[str, Any]]) -> tuple[Mention, ...]:
        return tuple(Mention(**{**item, "kind": SpeakerKind(item["kind"])}) for item in items)

    return Cast(
        article=record["article"], outlet=record["outlet"],
        published=date.fromisoformat(record["published"]) if record["published"] else None, language=record["language"],
        mentions=mentions(record["mentions"]), names=frozenset(record["names"]), spelled=tuple(map(tuple, record["spelled"])),
        beside=mentions(record["beside"]),
    )  # fmt: skip


def _write(connection: duckdb.DuckDBPyConnection, speakers: Speakers, changed: set[str]) -> set[str]:
    """Write who speaks in the changed articles, and what those speakers are called and are."""
    found = speakers.ids(sorted(changed))
    places = connection.execute(
        "SELECT article_id, position, claim_id FROM claims WHERE article_id IN (SELECT unnest(?))", [sorted(changed)]
    )
    claim_at = {(article, position): claim for article, position, claim in places.fetchall()}
    before = _speaker_ids(connection, changed)
    connection.execute("DELETE FROM identified WHERE article_id IN (SELECT unnest(?))", [sorted(changed)])
    rows = [
        [claim_at[article, claim], article, place, speaker]
        for article, ids in found.items()
        for (claim, place), speaker in ids.items()
        if (article, claim) in claim_at
    ]
    if rows:
        connection.executemany("INSERT INTO identified VALUES (?, ?, ?, ?)", rows)
    touched = before | {row[3] for row in rows}
    _name(connection, speakers, touched)
    connection.execute(
        """UPDATE tellings SET canonical = coalesce((SELECT string_agg(i.name, ? ORDER BY w.position) FROM identified w
           JOIN identities i USING (speaker_id) WHERE w.claim_id = tellings.claim_id), '')
           WHERE article_id IN (SELECT unnest(?)) OR claim_id IN (SELECT claim_id FROM identified WHERE speaker_id IN (SELECT unnest(?)))""",
        [MIDDOT, sorted(changed), sorted(touched)],
    )
    return changed


def _speaker_ids(connection: duckdb.DuckDBPyConnection, articles: Collection[str]) -> set[str]:
    sql = "SELECT DISTINCT speaker_id FROM identified WHERE article_id IN (SELECT unnest(?))"
    return {row[0] for row in connection.execute(sql, [sorted(articles)]).fetchall()}


def _name(connection: duckdb.DuckDBPyConnection, speakers: Speakers, touched: set[str]) -> None:
    """Write name, kind, state and aliases of the speakers that were touched; those that nobody is any more go."""
    for table in ("identities", "aliases"):
        connection.execute(f"DELETE FROM {table} WHERE speaker_id IN (SELECT unnest(?))", [sorted(touched)])  # noqa: S608
    for speaker in speakers.all():
        if speaker.id in touched:
            searched = fold(" ".join((speaker.name, *speaker.aliases)))
            connection.execute(
                "INSERT INTO identities VALUES (?, ?, ?, ?, ?)", [speaker.id, speaker.name, searched, str(speaker.kind), speaker.group]
            )
            aliases = [[speaker.id, n, alias, fold(alias)] for n, alias in enumerate(speaker.aliases)]
            connection.executemany("INSERT INTO aliases VALUES (?, ?, ?, ?)", aliases)
