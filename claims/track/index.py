"""Which tellings are worth comparing with a new one: an inverted index over words, translations, stems, names and numbers.

Whether two tellings are compared depends on these two alone, never on what else is stored, so that the order of arrival
decides nothing. Adding up the weights of the keys that two tellings share is one vector operation a key.
"""

from array import array
from functools import lru_cache

import numpy as np

from claims.track.lexicon import fold, load, name_words, places, state_of, stem
from claims.track.lexicon.synonyms import synonyms
from claims.track.terms import Compared, weight

SHARE = 0.3  # of the terms of the telling with fewer, by weight
LEAST = 0.6
_KEY_WEIGHTS = {"s": 0.4, "n": 0.4, "p": 0.5, "#": 0.8}


@lru_cache(maxsize=200_000)
def word_keys(language: str, lemma: str) -> tuple[str, ...]:
    """Give the keys under which a lemma is found: itself, its synonyms, its translations, its stem."""
    other = "en" if language == "es" else "es"
    keys = [f"{language}:{lemma}", *(f"{other}:{t.split()[0]}" for t in load().translations(language, lemma))]
    keys += [f"{language}:{word}" for word in synonyms(language).get(lemma, ())]
    return tuple(dict.fromkeys([*keys, f"s:{stem(lemma)}", *(f"s:{stem(t)}" for t in load().translations(language, lemma))]))


@lru_cache(maxsize=200_000)
def name_keys(name: str) -> tuple[str, ...]:
    """Give the keys under which a name is found: its words, their beginnings, its initials, the code of a place."""
    words = name_words(name)
    keys = [f"n:{stem(word)}" for word in words]
    code = places().get(" ".join(words)) or places().get(name)
    keys += [f"p:{code}"] if code else []
    keys += [f"p:{state}"] if (state := state_of(name)) else []
    initials = "".join(word[0] for word in words)
    keys += [f"n:{stem(initials)}"] if len(words) > 2 else []
    return tuple(dict.fromkeys(keys))


def reach(a: Compared, b: Compared) -> float:
    """Give the most that the words of two tellings can overlap, by their keys alone: quick, and never too little by much."""
    keys_a, keys_b = keys_of(a), keys_of(b)
    met = sum(t.weight for t in a.words if not keys_b.isdisjoint(term_keys(a.telling.language, t.kind, t.value)))
    met += sum(t.weight for t in b.words if not keys_a.isdisjoint(term_keys(b.telling.language, t.kind, t.value)))
    shared = {round(n.value, 6) for n in a.numbers} & {round(n.value, 6) for n in b.numbers}
    return (met + 2 * len(shared)) / max(a.total + b.total, 1.0)


@lru_cache(maxsize=200_000)
def term_keys(language: str, kind: str, value: str) -> tuple[str, ...]:
    """Give the keys of one term."""
    if kind == "name":
        return name_keys(value)
    state = state_of(value) if kind == "adj" else None
    return (*word_keys(language, value), f"p:{state}") if state else word_keys(language, value)


@lru_cache(maxsize=20_000)
def topic_keys(language: str, topics: frozenset[str]) -> tuple[frozenset[str], ...]:
    """Give, for each topic of an article, the keys by which that of another article is the same one."""
    keys = (
        (*(k for k in word_keys(language, topic) if k[:2] != "s:"), *(f"n:{word}" for word in name_words(topic)), *_place(topic))
        for topic in sorted(topics)
    )
    return tuple(map(frozenset, keys))


def _place(name: str) -> tuple[str, ...]:
    code = places().get(fold(name))
    return (f"p:{code}",) if code else ()


@lru_cache(maxsize=50_000)
def keys_of(compared: Compared) -> frozenset[str]:
    """Give the keys of a telling."""
    found: set[str] = set()
    for term in compared.words:
        found.update(term_keys(compared.telling.language, term.kind, term.value))
    found.update(f"#:{number.value:.2g}" for number in compared.numbers)
    for name in compared.who:
        found.update(name_keys(name))
    return frozenset(found)


@lru_cache(maxsize=500_000)
def key_weight(key: str) -> float:
    """Give the weight of sharing a key, which depends on nothing but the key."""
    kind, _, value = key.partition(":")
    return _KEY_WEIGHTS[kind] if kind in _KEY_WEIGHTS else 0.8 * weight(kind, "noun", value)


class Index:
    """An inverted index; a telling is known by the number it was added under."""

    def __init__(self) -> None:
        self._postings: dict[str, array[int]] = {}
        self._totals = array("f")

    def __len__(self) -> int:
        return len(self._totals)

    def add(self, keys: frozenset[str], total: float) -> int:
        """Add a telling with its keys and the weight of its terms, and give its number."""
        number = len(self._totals)
        self._totals.append(total)
        for key in keys:
            self._postings.setdefault(key, array("I")).append(number)
        return number

    def candidates(self, keys: frozenset[str], total: float) -> list[int]:
        """Give the numbers of the tellings that share enough with one, in the order in which they were added."""
        shared = np.zeros(len(self._totals), dtype=np.float32)
        for key in sorted(keys):
            if key in self._postings:
                shared[np.frombuffer(self._postings[key], dtype=np.uint32)] += key_weight(key)
        smaller = np.minimum(np.frombuffer(self._totals, dtype=np.float32), total)
        enough = shared >= np.maximum(SHARE * smaller, LEAST)
        return [int(number) for number in np.flatnonzero(enough)]
