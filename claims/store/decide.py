"""A person's decisions on speakers and claims, and their undoing: each one transaction, with all that follows from it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from claims.model import ClaimsError
from claims.store import decisions, details
from claims.store.connection import changing, reading
from claims.store.decisions import JOIN, MERGE, PART, SPLIT, UNDO, Entry
from claims.store.folding import fold
from claims.store.tracking import decided_on_claims, decided_on_speakers


def merge_speakers(db: Path, name: str, other: str) -> int:
    """Decide that two names are one speaker; give the decision's number. ClaimsError for a name that nobody has."""
    return _on_speakers(db, MERGE, name, other)


def split_speaker(db: Path, name: str, other: str, articles: tuple[str, ...] = ()) -> int:
    """Decide that ``name`` is not who ``other`` is, in these articles (none: in all); give the decision's number."""
    return _on_speakers(db, SPLIT, name, other, articles)


def join_claims(db: Path, first: str, second: str) -> int:
    """Decide that two claims are one, told twice; give the decision's number. ClaimsError for an id that is none."""
    return _on_claims(db, JOIN, first, second)


def part_claims(db: Path, first: str, second: str) -> int:
    """Decide that two claims are not one; give the decision's number. ClaimsError for an id that is none."""
    return _on_claims(db, PART, first, second)


def take_out(db: Path, claim_id: str) -> list[int]:
    """Decide that a claim is another than all those of its track; give the numbers of the decisions.

    It is parted from the one that stands for the track; where others of the track go with it, from one of them too, and so on.
    """
    track = details.get_track(db, claim_id)
    others = details.members_of(db, track["track_id"]) - {claim_id} if track else set()
    numbers: list[int] = []
    while track and (left := others & details.members_of(db, track["track_id"])):
        numbers.append(part_claims(db, claim_id, track["claim_id"] if track["claim_id"] in left else min(left)))
        track = details.get_track(db, claim_id)
    return numbers


def undo(db: Path, number: int) -> int:
    """Take a decision back; give the number of the line that says so. ClaimsError where there is none to take back."""
    with changing(db) as connection:
        log = {entry.number: entry for entry in decisions.read_log(connection)}
        if number not in log or log[number].undone:
            raise ClaimsError(f"There is no decision {number} that stands: look at them with 'decisions'.")
        kind, record = _root(log, log[number])
        return _write(connection, UNDO, {"number": number}, kind, record)


def list_decisions(db: Path) -> list[Entry]:
    """Give the log, oldest first."""
    with reading(db) as connection:
        return decisions.read_log(connection)


@dataclass(frozen=True, slots=True)
class Standing:
    """A decision that stands, as a person reads it: ``first`` and ``second`` are two names, or what two claims state."""

    number: int
    made_at: datetime
    kind: str
    first: str
    second: str


def standing_on_speaker(db: Path, speaker_id: str) -> list[Standing]:
    """Give the decisions that stand on one of a speaker's names, oldest first."""
    with reading(db) as connection:
        names = {row[0] for row in connection.execute("SELECT folded FROM aliases WHERE speaker_id = ?", [speaker_id]).fetchall()}
        return [
            Standing(entry.number, entry.made_at, entry.kind, entry.record["name"], entry.record["other"])
            for entry in decisions.read_log(connection)
            if entry.kind in {MERGE, SPLIT} and not entry.undone and names & {fold(entry.record["name"]), fold(entry.record["other"])}
        ]


def standing_on_track(db: Path, track_id: str) -> list[Standing]:
    """Give the decisions that stand on a claim of a track, oldest first; those on claims that are there no more are left out."""
    found = []
    with reading(db) as connection:
        within = details.claims_of(connection, track_id)
        for entry in decisions.read_log(connection):
            if entry.kind in {JOIN, PART} and not entry.undone:
                ends = [decisions.resolve(connection, entry.record[end]) for end in ("first", "second")]
                if within & set(ends) and None not in ends:
                    found.append(Standing(entry.number, entry.made_at, entry.kind, *(_statement(connection, end) for end in ends)))
    return found


def _statement(connection: duckdb.DuckDBPyConnection, claim_id: str | None) -> str:
    return str(connection.execute("SELECT content FROM claims WHERE claim_id = ?", [claim_id]).fetchall()[0][0])


def _root(log: dict[int, Entry], entry: Entry) -> tuple[str, dict[str, Any]]:
    while entry.kind == UNDO:
        entry = log[entry.record["number"]]
    return entry.kind, entry.record


def _on_speakers(db: Path, kind: str, name: str, other: str, articles: tuple[str, ...] = ()) -> int:
    with changing(db) as connection:
        for one in (name, other):
            if not connection.execute("SELECT 1 FROM aliases WHERE folded = ? LIMIT 1", [fold(one)]).fetchall():
                raise ClaimsError(f"No speaker goes by the name {one!r}: look at the names with 'speakers'.")
        if fold(name) == fold(other):
            raise ClaimsError(f"{name!r} is given twice: name two.")
        return _write(connection, kind, {"name": name, "other": other, "articles": sorted(articles)}, kind, {})


def _on_claims(db: Path, kind: str, first: str, second: str) -> int:
    with changing(db) as connection:
        if first == second:
            raise ClaimsError(f"The claim {first} is given twice: name two.")
        record = {"first": decisions.anchor(connection, first), "second": decisions.anchor(connection, second)}
        return _write(connection, kind, record, kind, record)


def _write(connection: duckdb.DuckDBPyConnection, kind: str, record: dict[str, Any], root: str, on: dict[str, Any]) -> int:
    """Put a line on the log and do what follows for what the decision at its ``root`` is on."""
    number = decisions.append(connection, kind, record)
    if root in {MERGE, SPLIT}:
        decided_on_speakers(connection)
    else:
        places = (decisions.resolve(connection, on[end]) for end in ("first", "second"))
        decided_on_claims(connection, [claim for claim in places if claim])
    return number
