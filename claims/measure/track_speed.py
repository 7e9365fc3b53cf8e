"""How long it takes to add one article to many claims: they are made from a few texts by exchanging names and numbers."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from claims.model import Article, stable_id
from claims.track.telling import Telling
from claims.track.tracks import MemoryShelf, add

_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "cal", "mon", "ter", "vil", "gar", "lin")
_WORDS = frozenset({"noun", "verb", "adj", "main", "subj", "obj"})


def vary(tellings: Sequence[Telling], number: int, *, seed: int = 1) -> Iterator[Telling]:
    """Make as many tellings as asked for out of some: other names and numbers, and words taken from another of them."""
    rng = random.Random(seed)  # noqa: S311
    words = [term.partition(":")[2] for telling in tellings for term in telling.terms if term.partition(":")[0] in _WORDS]
    for n in range(number):
        telling = tellings[n % len(tellings)]
        names: dict[str, str] = {}
        terms = tuple(_varied(term, names, words, rng) for term in telling.terms)
        yield replace(telling, id=stable_id("varied", n), article=stable_id("article", n // 10), terms=terms)


def _varied(term: str, names: dict[str, str], words: Sequence[str], rng: random.Random) -> str:
    kind, _, value = term.partition(":")
    if kind == "topic" and rng.random() < 0.5:
        return f"topic:{rng.choice(words)}"
    if kind in {"name", "who", "self"} or (kind == "topic" and " " in value):
        made = " ".join("".join(rng.choices(_SYLLABLES, k=3)) for _ in value.split())
        return f"{kind}:{names.setdefault(value, made)}"
    if kind in {"number", "about"}:
        return f"{kind}:{rng.randint(2, 5000)} {value.partition(' ')[2]}".rstrip()
    if kind in _WORDS and rng.random() < 0.5:
        return f"{kind}:{rng.choice(words)}"
    return term


def time_adding(tellings: Sequence[Telling], number: int = 100_000) -> tuple[float, float, int]:
    """Fill a shelf with varied tellings, add one article's again, and give the seconds for each and how many tellings it had.

    The tellings added are those of the first article.
    """
    shelf = MemoryShelf()
    start = time.perf_counter()
    varied = list(vary(tellings, number))
    for at in range(0, len(varied), 10):
        add(shelf, varied[at : at + 10])
    filled = time.perf_counter()
    article = [t for t in tellings if t.article == tellings[0].article]
    add(shelf, article)
    return filled - start, time.perf_counter() - filled, len(article)


def tell(articles: Sequence[Article]) -> list[Telling]:
    """Extract articles and give their tellings."""
    from claims.extract import extract, identify

    found: list[Telling] = []
    for article in map(identify, articles):
        claims = extract(article)
        found += [Telling.of(stable_id(article.id, n, claim.statement), article, claim) for n, claim in enumerate(claims)]
    return found
