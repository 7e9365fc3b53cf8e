"""What a word does to certainty, and lists of words matched in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
    wanted = [tuple(entry.split()) for entry in entries]
    for i in sorted(inside):
        for words in wanted:
            window = range(i, i + len(words))
            if all(k in inside and doc[k].lower_ == word for k, word in zip(window, words, strict=True)):
                yield i, i + len(words)
