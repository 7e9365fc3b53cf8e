"""Vary what treebanks write in one way only: quotation marks and dashes."""

import random
from collections.abc import Iterator

from claims.train.treebank import Sentence

QUOTES = [("«", "»"), ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'")]
DASHES = ["-", "–", "—"]
_OPENING = {opening for opening, closing in QUOTES if opening != closing}
_CLOSING = {closing for opening, closing in QUOTES if opening != closing}


def vary_marks(passage: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Write all quotation marks and all dashes of a passage in one style drawn at random.

    Only whole words tagged PUNCT change; an apostrophe inside a word stays.
    """
    opening, closing = rng.choice(QUOTES)
    dash = rng.choice(DASHES)
    is_open = False
    varied = []
    for sentence in passage:
        words = []
        for word in sentence:
            form = word.form
            if word.pos == "PUNCT" and form in DASHES:
                form = dash
            elif word.pos == "PUNCT" and form in {'"', *_OPENING, *_CLOSING}:
                is_open = form in _OPENING or (form == '"' and not is_open)
                form = opening if is_open else closing
            words.append(word._replace(form=form))
        varied.append(words)
    return varied


def with_variants(passages: Iterator[list[Sentence]], rng: random.Random, copies: int) -> Iterator[list[Sentence]]:
    """Yield each passage, and after one that has marks to vary, ``copies`` varied ones that differ from it."""
    for passage in passages:
        yield passage
        for _ in range(copies):
            varied = vary_marks(passage, rng)
            if varied != passage:
                yield varied
