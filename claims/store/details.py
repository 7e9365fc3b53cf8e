"""What a page asks about one speaker, one track, or one claim: one function a question, one short connection each."""

from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from claims.model import ClaimsError
from claims.store.connection import reading
from claims.store.filters import has_words
from claims.store.folding import MIDDOT
from claims.store.frames import ask, ask_days
from claims.store.shelf import StoredShelf
from claims.store.tracked import TRACK_COLUMNS
from claims.track.drift import rises, sequence
from claims.track.tracks import Track


def get_speaker(db: Path, speaker_id: str) -> dict[str, Any] | None:
    """Give ``speaker_id``, ``name``, ``kind`` and ``state`` (None if it speaks for none) of a speaker; None if there is no such one."""
    return _one(db, "SELECT speaker_id, name, kind, state FROM identities WHERE speaker_id = ?", speaker_id)


def get_track(db: Path, track_or_claim: str) -> dict[str, Any] | None:
    """Give a track by its id or by that of a claim in it, as ``find_tracks`` has it, with the claim that stands for it as ``claim_id``.

    None if there is no such track, or the claim was told once.
    """
    sql = f"""
        SELECT {", ".join(TRACK_COLUMNS)}, (SELECT c.claim_id FROM tellings JOIN claims c USING (claim_id) JOIN articles a ON a.article_id = c.article_id
            WHERE tellings.track_id = t.track_id AND c.content = t.sentence ORDER BY a.published NULLS LAST, c.claim_id LIMIT 1) AS claim_id
        FROM tracks t WHERE track_id = $id OR track_id = (SELECT track_id FROM tellings WHERE claim_id = $id)
    """  # noqa: S608
    return _one(db, sql, track_or_claim)


def members_of(db: Path, track_id: str) -> set[str]:
    """Give the ids of the claims of a track."""
    with reading(db) as connection:
        return claims_of(connection, track_id)


def claims_of(connection: duckdb.DuckDBPyConnection, track_id: str) -> set[str]:
    """Do what ``members_of`` does for who has the database open."""
    return {row[0] for row in connection.execute("SELECT claim_id FROM tellings WHERE track_id = ?", [track_id]).fetchall()}


def track_of(db: Path, track_or_claim: str) -> str:
    """Give the id of the track that an id names, or that holds the claim it names; ClaimsError where there is none."""
    track = get_track(db, track_or_claim)
    if track is None:
        raise ClaimsError(f"{track_or_claim!r} names no track, and no claim that was told twice: look at the ids with 'tracks'.")
    return str(track["track_id"])


def _one(db: Path, sql: str, key: str) -> dict[str, Any] | None:
    values: Any = {"id": key} if "$id" in sql else [key]
    with reading(db) as connection:
        answer = connection.execute(sql, values)
        names = [column[0] for column in answer.description or ()]
        row = answer.fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def who_said(db: Path, claims: tuple[str, ...]) -> pd.DataFrame:
    """Give who the speakers of some claims are: ``claim_id``, ``speaker_id`` and ``name``, those of a claim in their order."""
    sql = "SELECT claim_id, speaker_id, name FROM identified JOIN identities USING (speaker_id) WHERE claim_id IN (SELECT unnest(?)) ORDER BY claim_id, position"
    return ask(db, sql, [list(claims)])


def rises_of(db: Path, track_id: str) -> pd.DataFrame:
    """Give each rise in certainty between tellings of a track that follow each other in time, in order.

    Columns ``first`` and ``second`` (claims), ``levels``, and the hedging words that ``vanished``, joined by a middle dot.
    """
    with reading(db) as connection:
        tellings = StoredShelf(connection).tellings(claims_of(connection, track_id), whole=True)
    found = rises(sequence(Track.of(tellings.values()))) if tellings else []
    rows = [(rise.first.id, rise.second.id, rise.levels, MIDDOT.join(rise.vanished)) for rise in found]
    return pd.DataFrame(rows, columns=["first", "second", "levels", "vanished"])


def find_other_claims(db: Path, claim_id: str, search: str, limit: int = 30) -> pd.DataFrame:
    """Find what a claim could be joined with: claims in no track of its own that have all words of ``search``, one row for each track.

    Columns ``claim_id``, ``content``, ``canonical``, ``outlet``, ``published`` and ``tellings``; those told most often first.
    """
    named, words = has_words("folded", search)
    if not words:
        return pd.DataFrame(columns=["claim_id", "content", "canonical", "outlet", "published", "tellings"])
    sql = f"""
        WITH own AS (SELECT coalesce(track_id, claim_id) AS told FROM tellings WHERE claim_id = ?),
        found AS (SELECT *, coalesce(track_id, claim_id) AS told FROM claim_table WHERE {named}),
        one AS (SELECT * FROM found WHERE told NOT IN (SELECT told FROM own)
            QUALIFY row_number() OVER (PARTITION BY told ORDER BY published NULLS LAST, claim_id) = 1)
        SELECT claim_id, content, canonical, outlet, one.published, coalesce(t.tellings, 1) AS tellings FROM one LEFT JOIN tracks t USING (track_id)
        ORDER BY tellings DESC, published DESC NULLS LAST, claim_id LIMIT ?
    """  # noqa: S608
    return ask_days(db, sql, [claim_id, *words, limit])
