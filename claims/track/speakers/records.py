"""What is kept of an article between two runs: one text, of which only the first line is read until the rest is asked for."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from typing import Any

from claims.model import ClaimsError, SpeakerKind
from claims.track.speakers.cast import Cast, Mention
from claims.track.speakers.evidence import Offer
from claims.track.speakers.nodes import Node
from claims.track.speakers.reading import Reading, Sort


@dataclass(slots=True)
class Head:
    """What other articles find an article by, in words that JSON has: nodes are texts (``text_of``), days as ISO writes them.

    ``roots`` are the full names that it offers, each with the least spelling of its part of the graph; ``offices`` who bears
    a role for a state in it (role, state, node), ``asks`` the roles of a state by which it calls somebody without a name;
    ``spoken`` what its mentions mean, with the names that are written for it. ``names`` and ``spelled`` are those of its cast.
    """

    article: str
    published: str | None
    language: str
    names: list[str]
    spelled: list[list[str]]
    roots: dict[str, str]
    offices: list[tuple[str, str, str]]
    asks: list[tuple[str, str]]
    spoken: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Told:
    """What an article says of speakers: its mentions with their readings, what they offer, and what each mention means."""

    pairs: list[tuple[Mention, Reading]]
    offers: list[Offer]
    verdicts: list[Node] = field(default_factory=list)


def head_of(cast: Cast, told: Told) -> Head:
    """Give what an article is found by, before anything is decided of it."""
    direct = [o for o in told.offers if o.direct and o.reading.sort == Sort.PERSON and o.reading.state]
    called = [reading for _, reading in told.pairs if reading.sort == Sort.ROLE and reading.state]
    return Head(
        article=cast.article,
        published=cast.published.isoformat() if cast.published else None,
        language=cast.language,
        names=sorted(cast.names),
        spelled=[[short, long] for short, long in cast.spelled],
        roots={text_of(offer.node): text_of(offer.node) for offer in told.offers},
        offices=sorted({(role, offer.reading.state, text_of(offer.node)) for offer in direct for role in offer.reading.roles}),
        asks=sorted({(role, reading.state) for reading in called for role in reading.concepts}),
    )


def write(head: Head, told: Told) -> str:
    """Give the record of an article: two lines of JSON."""
    readings = [reading for _, reading in told.pairs]
    rest = {
        "mentions": [[m.claim, m.place, m.name, str(m.kind), m.source, _reading(r)] for m, r in told.pairs],
        "offers": [[text_of(o.node), _at(o.reading, readings), o.direct, o.beside] for o in told.offers],
        "verdicts": [text_of(node) for node in told.verdicts],
    }
    return "\n".join(json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (asdict(head), rest))


def read_head(record: str) -> Head:
    """Read what a record's article is found by; ClaimsError for what is no record."""
    try:
        return Head(**json.loads(record.partition("\n")[0]))
    except (ValueError, TypeError) as error:
        raise ClaimsError(f"This is no record of an article's speakers: {record[:60]!r} ({error}). Build the speakers anew.") from None


def read_rest(record: str) -> Told:
    """Read the rest of a record."""
    rest = json.loads(record.partition("\n")[2])
    pairs = [(Mention(claim, at, name, SpeakerKind(kind), source), _read(r)) for claim, at, name, kind, source, r in rest["mentions"]]
    offers = [
        Offer(node_at(node), pairs[r][1] if isinstance(r, int) else _read(r), direct, beside) for node, r, direct, beside in rest["offers"]
    ]
    return Told(pairs, offers, [node_at(text) for text in rest["verdicts"]])


def text_of(node: Node) -> str:
    """Write a node as a text.

    >>> node_at(text_of(("name", "ana", "soto"))), node_at(text_of(()))
    (('name', 'ana', 'soto'), ())
    """
    return "|".join(node)


def node_at(text: str) -> Node:
    """Read what ``text_of`` gave."""
    return tuple(text.split("|")) if text else ()


def _at(reading: Reading, readings: list[Reading]) -> int | dict[str, Any]:
    return readings.index(reading) if reading in readings else _reading(reading)


def _reading(reading: Reading) -> dict[str, Any]:
    """Give what a reading says beyond what is so by default."""
    said: dict[str, Any] = {}
    for entry in fields(Reading):
        value = getattr(reading, entry.name)
        if entry.default is MISSING or value != entry.default:
            said[entry.name] = sorted(value) if isinstance(value, frozenset) else value
    return said


def _read(said: Mapping[str, Any]) -> Reading:
    made = {name: _READ[name](value) for name, value in said.items()}
    return Reading(**made)


_READ: dict[str, Any] = {
    entry.name: Sort if entry.name == "sort" else type(entry.default) for entry in fields(Reading)
}  # str, tuple and frozenset read what JSON gives


__all__ = ["Head", "Told", "head_of", "node_at", "read_head", "read_rest", "text_of", "write"]
