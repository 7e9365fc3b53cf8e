"""Which gold mark a predicted one stands for: the definitions that every score rests on."""

from collections.abc import Sequence

from claims.measure.mark import Mark, characters
from claims.model import unaccented

TITLES = frozenset(
    ["el", "la", "los", "las", "the", "a", "an", "un", "una", "de", "del", "of", "mr", "mrs", "ms", "dr", "sr", "sra", "don", "dona"]
)
ENOUGH = 0.5


def jaccard(a: set[int] | frozenset[str], b: set[int] | frozenset[str]) -> float:
    """Give the share of two sets that is common to both; 1.0 for two empty ones.

    >>> jaccard({1, 2}, {2, 3, 4})
    0.25
    """
    return len(a & b) / len(a | b) if a or b else 1.0


def fold_name(name: str) -> frozenset[str]:
    """Reduce a name to its words, without accents, case, articles and titles.

    >>> sorted(fold_name("el Sr. Yuri Ushakóv"))
    ['ushakov', 'yuri']
    """
    return frozenset("".join(c if c.isalnum() else " " for c in unaccented(name)).split()) - TITLES


def same_speakers(gold: Sequence[str], predicted: Sequence[str]) -> bool:
    """Say whether two lists of names pair up one to one, each pair sharing at least half of its words.

    >>> same_speakers(["Yuri Ushakov"], ["Ushakov"]), same_speakers(["Rusia"], [])
    (True, False)
    """
    rest = [fold_name(name) for name in predicted]
    if len(rest) != len(gold):
        return False
    for name in map(fold_name, gold):
        best = max(rest, key=lambda other: jaccard(name, other))
        if jaccard(name, best) < ENOUGH:
            return False
        rest.remove(best)
    return True


def pair(gold: Sequence[Mark], predicted: Sequence[Mark]) -> list[tuple[int, int]]:
    """Pair marks one to one by their contents, best overlap first; a Jaccard index under 0.5 makes no pair.

    Returns positions in ``gold`` and ``predicted``.
    """
    wanted, offered = [characters(m.content) for m in gold], [characters(m.content) for m in predicted]
    scored = [(jaccard(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(offered) if a & b]
    pairs: dict[int, int] = {}
    for overlap, i, j in sorted(scored, reverse=True):
        if overlap >= ENOUGH and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())


def source_agrees(gold: Mark, predicted: Mark) -> bool:
    """Say whether two marks name the same source: spans that overlap by half, both unexpressed, or the same speakers."""
    if gold.source and predicted.source:
        if jaccard(characters(gold.source), characters(predicted.source)) >= ENOUGH:
            return True
    elif not gold.source and not predicted.source:
        return True
    if gold.claim is None or predicted.claim is None or not gold.claim.speakers:
        return False
    return same_speakers(gold.claim.speakers, predicted.claim.speakers)
