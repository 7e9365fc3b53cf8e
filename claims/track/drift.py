"""How a claim's certainty drifted as it was told again: the sequence by date, and what can be said of it in plain columns.

Time is the day of the article; a telling whose article has none is shown and left out of the order, and of all that
compares tellings in time. Tellings of one day stand together: between them nothing rises.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from claims.track.telling import Telling
from claims.track.tracks import Track, in_order

_HEDGES = ("level:0", "level:1", "level:2")


@dataclass(frozen=True, slots=True)
class Rise:
    """A rise in certainty from one telling to the next one in time: by how many levels, and the hedging words that vanished."""

    first: Telling
    second: Telling
    levels: int
    vanished: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """A track in plain columns.

    ``first_seen`` and ``last_seen`` are None where no article has a date, and so are ``first_certainty`` and ``last_certainty``. ``rise`` is the largest
    between two tellings that follow each other in time, None where none rises. ``contradicted`` says that it was both affirmed and denied.
    ``undated`` counts the tellings that are left out of the order.
    """

    track: str
    sentence: str
    tellings: int
    undated: int
    first_seen: date | None
    last_seen: date | None
    outlets: tuple[str, ...]
    speakers: tuple[str, ...]
    languages: tuple[str, ...]
    first_certainty: int | None
    last_certainty: int | None
    rise: Rise | None
    contradicted: bool


def sequence(track: Track) -> list[Telling]:
    """Give the tellings that have a date, in order of time."""
    return [telling for telling in track.tellings if telling.published is not None]


def drift_of(track: Track) -> Drift:
    """Say how a track drifted.

    >>> def told(day: int, level: int) -> Telling:
    ...     return Telling(str(day), f"a{day}", "es", "cierra", (), level, "positive", published=date(2024, 6, day), outlet="El Faro")
    >>> drift = drift_of(Track.of([told(2, 3), told(1, 1)]))
    >>> drift.first_certainty, drift.last_certainty, drift.rise.levels
    (1, 3, 2)
    """
    dated = sequence(track)
    polarities = {telling.polarity for telling in track.tellings}
    return Drift(
        track=track.id,
        sentence=track.sentence,
        tellings=len(track.tellings),
        undated=len(track.tellings) - len(dated),
        first_seen=dated[0].published if dated else None,
        last_seen=dated[-1].published if dated else None,
        outlets=_each(telling.outlet for telling in track.tellings),
        speakers=_each(name for telling in track.tellings for name in telling.speakers),
        languages=_each(telling.language for telling in track.tellings),
        first_certainty=dated[0].certainty if dated else None,
        last_certainty=dated[-1].certainty if dated else None,
        rise=largest_rise(dated),
        contradicted={"positive", "negative"} <= polarities,
    )


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def rises(tellings: Sequence[Telling]) -> list[Rise]:
    """Find each rise from one telling to a later one of the same polarity, neighbours in time; the tellings have dates.

    A denial is no rise of what it denies: affirmations are compared with affirmations, denials with denials. A telling that
    leaves it open (*it is not known whether*) comes before either.
    """
    found: list[Rise] = []
    ordered = sorted(tellings, key=in_order)
    for n, second in enumerate(ordered):
        before = [t for t in ordered[:n] if t.published != second.published and _comparable(t, second)]
        first = before[-1] if before else None
        if first is not None and second.certainty > first.certainty:
            found.append(Rise(first, second, second.certainty - first.certainty, vanished(first, second)))
    return found


def _comparable(first: Telling, second: Telling) -> bool:
    return first.polarity == second.polarity or "unknown" in {first.polarity, second.polarity}


def largest_rise(tellings: Sequence[Telling]) -> Rise | None:
    """Give the largest rise, the first of equals; None where nothing rises."""
    return max(rises(tellings), key=lambda rise: rise.levels, default=None)


def vanished(first: Telling, second: Telling) -> tuple[str, ...]:
    """Give the hedging words of a telling that a later one lacks, as the evidence of its certainty has them.

    >>> from claims.model import Evidence, Span
    >>> hedged = Telling("1", "a", "en", "it may close", (), 1, "positive", evidence=(Evidence(Span(3, 6, "may"), "modal", "level:1"),))
    >>> vanished(hedged, Telling("2", "b", "en", "it will close", (), 3, "positive"))
    ('may',)
    """
    kept = {item.span.text.casefold() for item in second.evidence if item.effect in _HEDGES}
    hedges = (item.span.text for item in first.evidence if item.effect in _HEDGES)
    return _each(word for word in hedges if word.casefold() not in kept)
