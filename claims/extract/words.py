"""What a word does to certainty, and lists of words matched in a text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from claims.model import Certainty, Flag, Polarity, Stance


@dataclass(frozen=True)
class Finding:
    """Words with an effect: ``tokens`` half-open; ``flag`` None where they only change the level, ``probability`` in percent."""

    tokens: tuple[int, int]
    kind: str
    level: Certainty = Certainty.HIGH
    polarity: Polarity = Polarity.POSITIVE
    stance: Stance = Stance.NEUTRAL
    flag: Flag | None = None
    nobody: bool = False
    probability: float | None = None


def match_words(doc: Doc, entries: Iterable[str], inside: set[int]) -> Iterator[tuple[int, int]]:
    """Yield where entries of one or several words stand wholly inside a set of tokens, in text order."""
    for words, start in find_words(doc, _by_first(frozenset(entries)), inside):
        yield start, start + len(words)


@lru_cache(maxsize=256)
def _by_first(entries: frozenset[str]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    table: dict[str, tuple[tuple[str, ...], ...]] = {}
    for words in sorted(tuple(entry.split()) for entry in entries):
        table[words[0]] = (*table.get(words[0], ()), words)
    return table


def find_words(doc: Doc, by_first: Mapping[str, tuple[tuple[str, ...], ...]], inside: set[int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield the entries (sorted by their first word) that stand wholly inside a set of tokens, each with where it starts, in text order."""
    for i in sorted(inside):
        for words in by_first.get(doc[i].lower_, ()):
            if all(i + k in inside and doc[i + k].lower_ == word for k, word in enumerate(words)):
                yield words, i
