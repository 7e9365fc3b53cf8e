"""What people decided of speakers and claims: a log to which lines are only added. An undo is a line of its own.

A decision on two claims names them by where they stand in their articles, a decision on two speakers by their names: both outlive
another extraction, which gives claims other ids.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb

from claims.model import ClaimsError
from claims.track import tracks
from claims.track.speakers import Decision as OnSpeakers
from claims.track.speakers import Verdict

MERGE, SPLIT, JOIN, PART, UNDO = "merge", "split", "join", "part", "undo"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log. ``number`` counts from 1, ``made_at`` is UTC, ``undone`` says that a later line takes it back."""

    number: int
    made_at: datetime
    kind: str
    record: dict[str, Any]
    undone: bool = False


def read_log(connection: duckdb.DuckDBPyConnection) -> list[Entry]:
    """Give all decisions in order; an undo takes back the one it names, and an undo of an undo brings that back."""
    rows = connection.execute("SELECT number, made_at, kind, record FROM decisions ORDER BY number").fetchall()
    records = {number: json.loads(record) for number, _, _, record in rows}
    undone: set[int] = set()
    for number, _, kind, _ in reversed(rows):
        if kind == UNDO and number not in undone:
            undone.add(records[number]["number"])
    return [Entry(number, made_at, kind, records[number], number in undone) for number, made_at, kind, _ in rows]


def append(connection: duckdb.DuckDBPyConnection, kind: str, record: dict[str, Any]) -> int:
    """Add a line to the log and give its number."""
    [(number,)] = connection.execute("SELECT coalesce(max(number), 0) + 1 FROM decisions").fetchall()
    connection.execute(
        "INSERT INTO decisions (number, kind, record) VALUES (?, ?, ?)", [number, kind, json.dumps(record, ensure_ascii=False)]
    )
    return int(number)


def on_speakers(connection: duckdb.DuckDBPyConnection) -> list[OnSpeakers]:
    """Give the decisions on speakers that stand."""
    return [
        OnSpeakers(Verdict(e.kind), e.record["name"], e.record["other"], e.made_at, frozenset(e.record.get("articles", ())))
        for e in read_log(connection)
        if e.kind in {MERGE, SPLIT} and not e.undone
    ]


def on_claims(connection: duckdb.DuckDBPyConnection) -> list[tracks.Decision]:
    """Give the decisions on claims that stand, under the claims' present ids; those on claims that are not there are left out.

    Of a join and a part of the same two the later stands.
    """
    latest: dict[frozenset[str], tracks.Decision] = {}
    for entry in read_log(connection):
        if entry.kind in {JOIN, PART} and not entry.undone:
            first, second = (resolve(connection, entry.record[end]) for end in ("first", "second"))
            if first and second and first != second:
                pair = frozenset({first, second})
                latest.pop(pair, None)
                latest[pair] = tracks.Decision(tracks.JOIN if entry.kind == JOIN else tracks.SPLIT, first, second)
    return list(latest.values())


def anchor(connection: duckdb.DuckDBPyConnection, claim_id: str) -> dict[str, Any]:
    """Say where a claim stands, so that it can be found again; ClaimsError if there is no such claim."""
    sql = """SELECT article_id, min(s.start), max(s."end") FROM spans s JOIN claims c USING (claim_id)
             WHERE claim_id = ? AND role = 'content' GROUP BY article_id"""
    rows = connection.execute(sql, [claim_id]).fetchall()
    if not rows:
        raise ClaimsError(f"There is no claim {claim_id!r}: take an id from the column claim_id of 'export'.")
    return {"claim": claim_id, "article": rows[0][0], "start": rows[0][1], "end": rows[0][2]}


def resolve(connection: duckdb.DuckDBPyConnection, place: dict[str, Any]) -> str | None:
    """Find the claim that stands where another stood: the one of that id, else the one that shares most of its words; None if none shares half.

    Shared words are counted as the characters of both against the mean length of the two (F1).
    """
    if connection.execute("SELECT 1 FROM claims WHERE claim_id = ?", [place["claim"]]).fetchall():
        return str(place["claim"])
    sql = """
        WITH there AS (SELECT claim_id, min(s.start) AS a, max(s."end") AS z FROM spans s JOIN claims c USING (claim_id)
            WHERE c.article_id = $article AND role = 'content' GROUP BY claim_id)
        SELECT claim_id FROM there WHERE 2 * (least(z, $last) - greatest(a, $first)) > 0.5 * (z - a + $last - $first)
        ORDER BY (least(z, $last) - greatest(a, $first)) / (z - a + $last - $first) DESC, claim_id LIMIT 1
    """
    rows = connection.execute(sql, {"article": place["article"], "first": place["start"], "last": place["end"]}).fetchall()
    return str(rows[0][0]) if rows else None
