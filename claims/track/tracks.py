"""Tracks: the same claim told again. One article at a time, with the same result as all articles at once in any order.

``add`` compares the tellings of a new article with those that are there, links them, and groups again what its
links connect; nothing else is touched. What is there lies on a ``Shelf``: ``MemoryShelf`` here, a database elsewhere.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from claims.model import ClaimsError, stable_id
from claims.track.cluster import LOOSE, cluster
from claims.track.index import Index, keys_of
from claims.track.scoring import Comparison, compare, is_promising
from claims.track.telling import Telling
from claims.track.terms import Compared, compared

JOIN, SPLIT = "join", "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided of two tellings: ``join`` puts their tracks together, ``split`` keeps the two apart."""

    kind: str
    first: str
    second: str

    def __post_init__(self) -> None:
        if self.kind not in {JOIN, SPLIT}:
            raise ClaimsError(f"{self.kind!r} is no decision on two claims: it is {JOIN!r} or {SPLIT!r}.")
        if self.first == self.second:
            raise ClaimsError(f"The claim {self.first} cannot be joined with or split from itself: name two claims.")


@dataclass(frozen=True, slots=True)
class Track:
    """A claim with all its tellings, in order of date, those without a date last.

    ``id`` is that of its first telling, hashed: it stays while nothing older is found. ``sentence`` is the telling that says most.
    """

    id: str
    sentence: str
    tellings: tuple[Telling, ...]

    @classmethod
    def of(cls, tellings: Iterable[Telling]) -> "Track":
        """Put tellings in order and choose the sentence that stands for them."""
        ordered = tuple(sorted(tellings, key=in_order))
        best = max(ordered, key=lambda t: (t.polarity != "negative", t.terms[:1] != ("as:earlier",), _says(t)))
        return cls(stable_id("track", ordered[0].id), best.content, ordered)


def in_order(telling: Telling) -> tuple[bool, date, str]:
    """Give what tellings are put in order by: the article's day, then the id; those without a day come last."""
    return (telling.published is None, telling.published or date.min, telling.id)


def _says(telling: Telling) -> float:
    return round(compared(telling).total, 4)


class Shelf(Protocol):
    """Where tellings and the links between them are kept."""

    def put(self, telling: Telling, keys: frozenset[str], total: float) -> None:
        """Keep a telling under its keys; ``total`` is the weight of its terms."""

    def drop(self, article: str) -> list[str]:
        """Forget the tellings of an article and their links; give the ids of those they were linked to."""

    def candidates(self, tellings: Sequence[Compared]) -> list[list[Telling]]:
        """Give, for each telling of an article, those on the shelf that share enough keys with it (see ``index``)."""

    def link(self, first: str, second: str, score: float) -> None:
        """Keep the chance that two tellings are of one claim; ``first`` is the smaller id."""

    def links(self, ids: Collection[str]) -> Mapping[tuple[str, str], float]:
        """Give all links that touch one of these tellings."""


class MemoryShelf:
    """A shelf in memory."""

    def __init__(self) -> None:
        self.tellings: dict[str, Telling] = {}
        self._index = Index()
        self._numbers: list[str] = []
        self._links: dict[str, dict[str, float]] = {}

    def put(self, telling: Telling, keys: frozenset[str], total: float) -> None:
        """Keep a telling under its keys."""
        self.tellings[telling.id] = telling
        self._index.add(keys, total)
        self._numbers.append(telling.id)

    def drop(self, article: str) -> list[str]:
        """Forget the tellings of an article; the index keeps their numbers, which lead nowhere."""
        gone = {t.id for t in self.tellings.values() if t.article == article}
        touched = {other for i in gone for other in self._links.pop(i, {})} - gone
        for i in touched:
            self._links[i] = {other: score for other, score in self._links[i].items() if other not in gone}
        self._numbers = ["" if i in gone else i for i in self._numbers]
        for i in gone:
            del self.tellings[i]
        return sorted(touched)

    def candidates(self, tellings: Sequence[Compared]) -> list[list[Telling]]:
        """Give, for each telling, those on the shelf that share enough keys with it."""
        found = ([self._numbers[n] for n in self._index.candidates(keys_of(one), one.total)] for one in tellings)
        return [[self.tellings[i] for i in ids if i] for ids in found]

    def link(self, first: str, second: str, score: float) -> None:
        """Keep the chance that two tellings are of one claim."""
        self._links.setdefault(first, {})[second] = score
        self._links.setdefault(second, {})[first] = score

    def links(self, ids: Collection[str]) -> Mapping[tuple[str, str], float]:
        """Give all links that touch one of these tellings."""
        return {(min(i, o), max(i, o)): score for i in ids for o, score in self._links.get(i, {}).items()}


def add(shelf: Shelf, tellings: Sequence[Telling], decisions: Collection[Decision] = ()) -> list[tuple[str, ...]]:
    """Add an article's tellings and give the groups, as sorted ids, of all that its links connect.

    These groups take the place of the ones in which their members stood before; every other group stays as it is. Joins of
    a person are not in them: ``join`` puts them on top. To read an article anew, ``remove`` it first.
    """
    new = [compared(telling) for telling in sorted(tellings, key=lambda t: t.id)]
    for n, (mine, there) in enumerate(zip(new, shelf.candidates(new), strict=True)):
        for other in (*map(compared, there), *new[:n]):
            if is_promising(mine, other):
                score = compare_tellings(mine.telling, other.telling).score
                if score >= LOOSE:
                    first, second = sorted((mine.telling.id, other.telling.id))
                    shelf.link(first, second, score)
    for mine in new:
        shelf.put(mine.telling, keys_of(mine), mine.total)
    return regroup(shelf, [mine.telling.id for mine in new], decisions)


def remove(shelf: Shelf, article: str, decisions: Collection[Decision] = ()) -> list[tuple[str, ...]]:
    """Take an article's tellings away and give the groups of all that they were linked to, as ``add`` does."""
    return regroup(shelf, shelf.drop(article), decisions)


def regroup(shelf: Shelf, ids: Collection[str], decisions: Collection[Decision] = ()) -> list[tuple[str, ...]]:
    """Group again all that is connected to these tellings, for instance after a split of two of them."""
    known: set[str] = set()
    pairs: dict[tuple[str, str], float] = {}
    fresh = set(ids)
    while fresh:
        known |= fresh
        found = shelf.links(fresh)
        pairs.update(found)
        fresh = {i for pair in found for i in pair} - known
    return cluster(known, pairs, [(d.first, d.second) for d in decisions if d.kind == SPLIT])


def compare_tellings(first: Telling, second: Telling) -> Comparison:
    """Say how likely two tellings tell the same claim, and why; the order of the two does not matter."""
    a, b = sorted((first, second), key=lambda t: t.id)
    return compare(compared(a), compared(b))


def join(groups: Iterable[tuple[str, ...]], decisions: Sequence[Decision]) -> list[tuple[str, ...]]:
    """Put groups together that a person joined, in the order of the decisions; a join that would undo a split is left out.

    >>> join([("a", "b"), ("c",)], [Decision("join", "a", "c")])
    [('a', 'b', 'c')]
    """
    where = {member: group for group in map(tuple, groups) for member in group}
    split = [(d.first, d.second) for d in decisions if d.kind == SPLIT]
    for decision in decisions:
        if decision.kind == JOIN and decision.first in where and decision.second in where:
            both = tuple(sorted({*where[decision.first], *where[decision.second]}))
            if not any(a in both and b in both for a, b in split):
                where.update(dict.fromkeys(both, both))
    return sorted(set(where.values()))


def build(tellings: Iterable[Telling], decisions: Sequence[Decision] = ()) -> list[Track]:
    """Make all tracks of some tellings, each in at least one track; the order of the tellings does not matter.

    >>> told = [Telling(str(n), f"a{n}", "es", "", ("main:cerrar", "noun:puente", "verb:cerrar", "name:ribera"), 3, "positive") for n in (1, 2)]
    >>> [len(track.tellings) for track in build(told)]
    [2]
    """
    shelf = MemoryShelf()
    by_article: dict[str, list[Telling]] = {}
    for telling in tellings:
        by_article.setdefault(telling.article, []).append(telling)
    where: dict[str, tuple[str, ...]] = {}
    for mine in by_article.values():
        for group in add(shelf, mine, decisions):
            where.update(dict.fromkeys(group, group))
    groups = join(sorted(set(where.values())), decisions)
    return [Track.of(shelf.tellings[i] for i in group) for group in groups]
