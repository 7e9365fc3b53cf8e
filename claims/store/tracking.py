"""What a new article means for who speaks across articles and for the same claim told again, kept with the article in one transaction.

Everything here can be made again from the claims and the decisions. The order is: tellings (what each claim is compared by, and
which are one), identities (who speaks), tracks (what can be said of those that are one).
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

import duckdb

from claims.model import Article, Claim
from claims.store import decisions, identities
from claims.store.folding import MIDDOT, fold
from claims.store.shelf import StoredShelf
from claims.track.drift import drift_of
from claims.track.speakers import Cast, cast_of
from claims.track.telling import Telling
from claims.track.tracks import JOIN, Decision, Track, add, join, regroup, remove


def get_ready(article: Article, claims: Sequence[Claim]) -> Cast:
    """Give what ``follow`` needs of an article and its text, so that it is made before the database is taken from everybody else."""
    return cast_of(replace(article, name=article.id), claims)


def follow(connection: duckdb.DuckDBPyConnection, article: Article, claims: Sequence[tuple[str, Claim]], cast: Cast) -> None:
    """Take in the claims of an article that has just been stored, each with its id; ``cast`` is what ``get_ready`` gave."""
    decided = decisions.on_claims(connection)
    told = [Telling.of(claim_id, article, claim) for claim_id, claim in claims]
    touched = _group(connection, add(StoredShelf(connection), told, decided), decided)
    _refresh(connection, touched, identities.take_in(connection, cast))


def forget(connection: duckdb.DuckDBPyConnection, article_id: str) -> None:
    """Take out what tracking knows of an article, before the article goes or is read anew."""
    decided = decisions.on_claims(connection)
    old = _tracks_of(connection, _ids(connection, {article_id}))
    touched = old | _group(connection, remove(StoredShelf(connection), article_id, decided), decided)
    _refresh(connection, touched, identities.take_out(connection, article_id))


def decided_on_claims(connection: duckdb.DuckDBPyConnection, claims: Collection[str]) -> None:
    """Group again what is connected to these claims, after a decision on them."""
    decided = decisions.on_claims(connection)
    _refresh(connection, _group(connection, regroup(StoredShelf(connection), claims, decided), decided), set())


def decided_on_speakers(connection: duckdb.DuckDBPyConnection) -> None:
    """Say anew who speaks everywhere, after a decision on two speakers."""
    _refresh(connection, set(), identities.decide(connection))


def _ids(connection: duckdb.DuckDBPyConnection, articles: Collection[str]) -> set[str]:
    rows = connection.execute("SELECT claim_id FROM tellings WHERE article_id IN (SELECT unnest(?))", [sorted(articles)]).fetchall()
    return {row[0] for row in rows}


def _tracks_of(connection: duckdb.DuckDBPyConnection, claims: Collection[str]) -> set[str]:
    sql = "SELECT DISTINCT track_id FROM tellings WHERE track_id IS NOT NULL AND claim_id IN (SELECT unnest(?))"
    return {row[0] for row in connection.execute(sql, [sorted(claims)]).fetchall()}


def _group(connection: duckdb.DuckDBPyConnection, groups: Collection[tuple[str, ...]], decided: Sequence[Decision]) -> set[str]:
    """Write which tellings are together, with what people joined; give the tracks that are no more what they were."""
    members = [(member, group[0]) for group in groups for member in group]
    _update(connection, "group_id", members)
    joined = {i for d in decided if d.kind == JOIN for i in (d.first, d.second)}
    wanted = {member for member, _ in members} | joined
    sql = """SELECT list(claim_id ORDER BY claim_id) FROM tellings
             WHERE group_id IN (SELECT group_id FROM tellings WHERE claim_id IN (SELECT unnest(?))) GROUP BY group_id"""
    whole = [tuple(row[0]) for row in connection.execute(sql, [sorted(wanted)]).fetchall()]
    final = join(whole, decided)
    touched = _tracks_of(connection, {i for group in final for i in group})
    shelf = StoredShelf(connection)
    told = shelf.tellings({i for group in final if len(group) > 1 for i in group})
    tracks: list[tuple[str, str | None]] = []
    for group in final:
        track = Track.of(told[i] for i in group).id if len(group) > 1 else None
        tracks += [(member, track) for member in group]
    _update(connection, "track_id", tracks)
    return touched | {track for _, track in tracks if track}


def _update(connection: duckdb.DuckDBPyConnection, column: str, values: Sequence[tuple[str, str | None]]) -> None:
    if values:
        claims, new = zip(*values, strict=True)
        sql = f"UPDATE tellings SET {column} = v.new FROM (SELECT unnest(?) AS id, unnest(?::TEXT[]) AS new) v WHERE claim_id = v.id"  # noqa: S608
        connection.execute(sql, [list(claims), list(new)])


def _refresh(connection: duckdb.DuckDBPyConnection, touched: set[str], changed: set[str]) -> None:
    """Derive anew the tracks that were touched or hold a claim of a changed article."""
    shelf = StoredShelf(connection)
    wanted = sorted(touched | _tracks_of(connection, _ids(connection, changed)))
    connection.execute("DELETE FROM tracks WHERE track_id IN (SELECT unnest(?))", [wanted])
    sql = "SELECT claim_id, track_id FROM tellings WHERE track_id IN (SELECT unnest(?))"
    members: dict[str, list[str]] = {}
    for claim, track in connection.execute(sql, [wanted]).fetchall():
        members.setdefault(track, []).append(claim)
    told = shelf.tellings({i for group in members.values() for i in group}, whole=True)
    for group in members.values():
        _write(connection, Track.of(told[i] for i in group))


def _write(connection: duckdb.DuckDBPyConnection, track: Track) -> None:
    drift = drift_of(track)
    rise = drift.rise
    outlets, speakers = MIDDOT.join(drift.outlets), MIDDOT.join(drift.speakers)
    row = [
        drift.track, drift.sentence, drift.tellings, drift.undated, drift.first_seen, drift.last_seen, outlets, len(drift.outlets),
        speakers, " ".join(drift.languages), drift.first_certainty, drift.last_certainty, rise.levels if rise else 0,
        rise.first.id if rise else None, rise.second.id if rise else None, MIDDOT.join(rise.vanished) if rise else "", drift.contradicted,
        fold(f"{drift.sentence} {outlets} {speakers}"),
    ]  # fmt: skip
    connection.execute(f"INSERT INTO tracks VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
