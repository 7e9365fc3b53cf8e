"""How long extraction takes for texts of growing length: it must stay linear."""

import time
from collections.abc import Callable, Iterator, Sequence

from claims.extract import extract
from claims.model import Article, Claim

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)


def lengthen(texts: Sequence[str], size: int) -> str:
    r"""Repeat texts as paragraphs, one after the other, until ``size`` characters are full.

    >>> lengthen(["Ayer.", "Hoy."], 13)
    'Ayer.\n\nHoy.\n\n'
    """
    joined = "\n\n".join([*texts, ""])
    return (joined * (size // max(len(joined), 1) + 1))[:size]


def time_sizes(
    texts: Sequence[str], language: str, longest: int, run: Callable[[Article], list[Claim]] = extract
) -> Iterator[tuple[int, float, int]]:
    """Yield characters, seconds and words a second for each size up to ``longest``; the pipeline is loaded before."""
    run(Article("speed", lengthen(texts, SIZES[0]), language=language))
    for size in SIZES:
        if size > longest:
            return
        text = lengthen(texts, size)
        start = time.perf_counter()
        run(Article("speed", text, language=language))
        seconds = time.perf_counter() - start
        yield size, seconds, round(len(text.split()) / seconds)
