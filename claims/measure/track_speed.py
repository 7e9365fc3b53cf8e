"""How long it takes to add one article to many claims: they are made from a few texts by exchanging names and numbers."""

import gc
import random
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from claims.model import Article, stable_id
from claims.track.speakers import Cast, Mention, Speakers
from claims.track.speakers.concepts import concepts
from claims.track.speakers.folding import sound, words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.states import voices
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


_NAME = re.compile(r"[^\W\d_][\w’-]*")
_FIRST, _YEARS, _CLAIMS = date(2023, 1, 1), 730, 10


def vary_casts(stories: Sequence[Sequence[Cast]], number: int, *, seed: int = 1) -> Iterator[Cast]:
    """Make as many casts as asked for out of those of some stories: other names in each, over two years, ten claims an article.

    A third of the words of names are out of 300 that all stories share, as first names and places are; states and bodies
    of the table stay what they are.
    """
    rng = random.Random(seed)  # noqa: S311
    shared = ["".join(rng.choices(_SYLLABLES, k=2)) for _ in range(300)]
    made = 0
    while made < number:
        story = stories[made % len(stories)]
        names: dict[str, str] = {}
        start = _FIRST + timedelta(days=rng.randrange(_YEARS))
        first = min(cast.published or _FIRST for cast in story)
        for n, cast in enumerate(story[: number - made]):
            days = ((cast.published or first) - first).days
            yield _vary_cast(cast, f"varied-{made + n}", start + timedelta(days=days), names, shared, rng)
        made += len(story)


def _vary_cast(cast: Cast, name: str, day: date, names: dict[str, str], shared: Sequence[str], rng: random.Random) -> Cast:
    def other(text: str) -> str:
        return _NAME.sub(lambda found: _exchanged(found[0], cast.language, names, shared, rng), text)

    told = [replace(m, name=other(m.name), source=other(m.source)) for m in cast.mentions]
    size = 1 + max((m.claim for m in told), default=0)
    mentions = [replace(m, claim=m.claim + at) for at in range(0, _CLAIMS, size) for m in told if m.claim + at < _CLAIMS]
    beside = tuple(Mention(-1, -1, other(m.name), m.kind, other(m.source)) for m in cast.beside)
    spelled = tuple((short, other(long)) for short, long in cast.spelled)
    heard = frozenset(sound(_exchange(word, names, shared, rng)) for word in cast.names)
    return Cast(name, cast.outlet, day, cast.language, tuple(mentions), heard, spelled, beside)


def _exchanged(word: str, language: str, names: dict[str, str], shared: Sequence[str], rng: random.Random) -> str:
    """Give a word of a name in the place of another; what is in a list, or no name, stays."""
    parts = words(word)
    kept = any(kind for _, kind, _ in concepts(word, language)) or any((part,) in voices() for part in parts)
    if not word[0].isupper() or (word.isupper() and len(word) > 1) or kept or set(parts) & lexicon().lists["titles"]:
        return word
    return "-".join(_exchange(sound(part), names, shared, rng).capitalize() for part in parts)


def _exchange(heard: str, names: dict[str, str], shared: Sequence[str], rng: random.Random) -> str:
    if heard not in names:
        names[heard] = rng.choice(shared) if rng.random() < 1 / 3 else "".join(rng.choices(_SYLLABLES, k=3))
    return names[heard]


def time_speakers(stories: Sequence[Sequence[Cast]], number: int) -> dict[str, float]:
    """Give the seconds that it takes to build speakers from varied casts, to load them from their records, and to add one article then.

    What is added counts with what is to be stored for it: records, ids and speakers of the articles that it changed.
    """
    casts = list(vary_casts(stories, number + 1))
    new, clock = casts.pop(), time.perf_counter
    start = clock()
    speakers = Speakers()
    speakers.add_all(casts)
    build = clock() - start
    records = [speakers.record_of(cast.article) for cast in casts]
    del speakers, casts
    gc.collect()
    start = clock()
    speakers = Speakers.from_records(records)
    load = clock() - start
    start = clock()
    changed = speakers.add(new)
    kept = [speakers.record_of(article) for article in changed], speakers.ids(changed), speakers.speakers_of(changed)
    return {"build": build, "load": load, "add": clock() - start, "changed": len(changed), "bytes": sum(map(len, kept[0])) / len(changed)}
