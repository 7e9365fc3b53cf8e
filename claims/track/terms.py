"""A claim's terms as they are compared: sorted by kind, weighed by how rare a word is in the news.

The weights do not come from the claims that are stored: they would change with each article, and a track with them, so that
the order in which articles arrive would decide what they are. ``frequencies/`` counts the lemmas of the treebanks.
"""

import math
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from claims.track.telling import Telling

FOLDER = Path(__file__).parent / "frequencies"
_ALL = 100_000  # sentences
_UNLISTED = 4
_WORDS = frozenset({"noun", "verb", "adj"})


@dataclass(frozen=True, slots=True)
class Term:
    """A word or name with the weight that meeting it has; ``kind`` is noun, verb, adj or name."""

    kind: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what it counts ("" for nothing) and whether the text rounds it."""

    value: float
    unit: str
    about: bool


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One telling's terms.

    ``dates`` are (year, month, day), None for what is not said; ``days`` are days of the week, ``who`` names that pronouns and roles
    stand for, ``own`` those of the speakers where the content leaves its subject to them.
    """

    telling: Telling
    words: tuple[Term, ...]
    main: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    numbers: tuple[Number, ...]
    dates: tuple[tuple[int | None, ...], ...]
    days: frozenset[str]
    who: tuple[str, ...]
    own: tuple[str, ...]
    again: bool
    topics: frozenset[str]
    total: float

    @classmethod
    def of(cls, telling: Telling) -> "Compared":
        """Read a telling's terms."""
        sorted_terms: dict[str, list[str]] = {}
        for term in telling.terms:
            kind, _, value = term.partition(":")
            sorted_terms.setdefault(kind, []).append(value)
        words = [
            Term(kind, value, weight(telling.language, kind, value))
            for kind, values in sorted_terms.items()
            if kind in _WORDS | {"name"}
            for value in values
        ]
        numbers = [_number(value, about=kind == "about") for kind in ("number", "about") for value in sorted_terms.get(kind, ())]
        return cls(
            telling=telling,
            words=tuple(words),
            main=next(iter(sorted_terms.get("main", ())), ""),
            subjects=tuple(sorted_terms.get("subj", ())),
            objects=tuple(sorted_terms.get("obj", ())),
            numbers=tuple(numbers),
            dates=tuple(map(_date, sorted_terms.get("date", ()))),
            days=frozenset(sorted_terms.get("day", ())),
            who=tuple(sorted_terms.get("who", ())),
            own=tuple(sorted_terms.get("self", ())),
            again="again" in sorted_terms,
            topics=frozenset(sorted_terms.get("topic", ())),
            total=sum(word.weight for word in words) + len(numbers),
        )


def _number(text: str, *, about: bool) -> Number:
    value, _, unit = text.partition(" ")
    return Number(float(value), unit, about)


def _date(text: str) -> tuple[int | None, ...]:
    return tuple(None if part == "*" else int(part) for part in text.split("-"))


@lru_cache(maxsize=50_000)
def compared(telling: Telling) -> Compared:
    """Read a telling's terms, once for as long as it is remembered."""
    return Compared.of(telling)


@cache
def frequencies(language: str) -> dict[str, int]:
    """Give, for the commoner lemmas of a language, in how many of 100,000 sentences they stand; {} for a language without a list."""
    path = FOLDER / f"{language}.tsv"
    if not path.exists():
        return {}
    lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return {lemma: int(number) for lemma, number in lines}


@cache
def weight(language: str, kind: str, value: str) -> float:
    """Weigh a term from 0 to 1 by how rare it is; a name is as rare as can be, an adjective counts for less than a noun.

    >>> weight("es", "noun", "año") < weight("es", "noun", "turbina")
    True
    """
    if kind == "name":
        return 1.0
    number = frequencies(language).get(value, _UNLISTED)
    rarity = math.log(_ALL / number) / math.log(_ALL / _UNLISTED)
    return round(max(rarity, 0.05) * (0.7 if kind == "adj" else 1.0), 4)
