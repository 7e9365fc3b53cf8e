"""How alike two words or two names are, within a language and across: translations, common translations, common stems, places."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from claims.model import ClaimsError, unaccented
from claims.track.lexicon.synonyms import synonyms
from claims.track.speakers import folding
from claims.track.speakers.states import demonyms, voices

FOLDER = Path(__file__).parent
_STEM = 4
_SPELLING = tomllib.loads((FOLDER / "spelling.toml").read_text(encoding="utf-8"))
_JOINS = frozenset(_SPELLING["joins"])
_ENDINGS: tuple[str, ...] = tuple(_SPELLING["endings"])
SAME, TRANSLATED, ALIKE, SYNONYM, SAME_STATE = 1.0, 0.95, 0.8, 0.7, 0.75


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Write a word in lower case without accents.

    >>> fold("Túnez")
    'tunez'
    """
    return unaccented(text)


class Lexicon:
    """Pairs of lemmas of two languages; words that share a translation are taken for synonyms."""

    def __init__(self, pairs: Mapping[str, Mapping[str, frozenset[str]]]) -> None:
        """Take, for each language, the translations of each of its lemmas."""
        self._pairs = pairs

    def translations(self, language: str, lemma: str) -> frozenset[str]:
        """Give a lemma's translations into the other language; none for a word that is not listed.

        >>> "bridge" in load().translations("es", "puente")
        True
        """
        return self._pairs.get(language, {}).get(lemma, frozenset())


@cache
def load() -> Lexicon:
    """Load ``es-en.tsv``, once a process; ClaimsError names a line that is no pair of lemmas with a part of speech."""
    pairs: dict[str, dict[str, set[str]]] = {"es": defaultdict(set), "en": defaultdict(set)}
    path = FOLDER / "es-en.tsv"
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        fields = line.split("\t")
        if len(fields) != 3 or not all(fields):
            raise ClaimsError(f"{path}, line {number}: give a Spanish lemma, an English one and a part of speech, not {line!r}.")
        spanish, english, _ = fields
        pairs["es"][spanish].add(english.casefold())
        pairs["en"][english.casefold()].add(spanish)
    return Lexicon({language: {word: frozenset(found) for word, found in words.items()} for language, words in pairs.items()})


@lru_cache(maxsize=1_000_000)
def word_likeness(language: str, word: str, other_language: str, other: str) -> float:
    """Say from 0 to 1 how far two lemmas mean the same.

    >>> word_likeness("es", "puente", "en", "bridge"), word_likeness("es", "reducir", "es", "reducción")
    (0.95, 0.8)
    """
    if language == other_language:
        if word == other:
            return SAME
        if have_common_stem(word, other):
            return ALIKE
        listed = synonyms(language).get(word, {}).get(other, 0.0)
        return max(listed, SYNONYM if _are_synonyms(language, word, other) else 0.0)
    theirs = load().translations(language, word)
    if other in theirs or other in {part for phrase in theirs for part in phrase.split()[:1] if " " in phrase}:
        return TRANSLATED
    if have_common_stem(word, other):
        return ALIKE
    if not theirs.isdisjoint(synonyms(other_language).get(other, ())):
        return SYNONYM
    if not load().translations(other_language, other).isdisjoint(synonyms(language).get(word, ())):
        return SYNONYM
    if not beginnings(other).isdisjoint(_beginnings_of_translations(language, word)):
        if any(have_common_stem(t, other) for t in theirs):
            return SYNONYM
    if not beginnings(word).isdisjoint(_beginnings_of_translations(other_language, other)):
        return SYNONYM if any(have_common_stem(t, word) for t in load().translations(other_language, other)) else 0.0
    return 0.0


def _are_synonyms(language: str, word: str, other: str) -> bool:
    """Say whether two words of a language share enough of their translations: a third of the fewer ones."""
    mine, theirs = load().translations(language, word), load().translations(language, other)
    return len(mine & theirs) >= max(min(len(mine), len(theirs)) / 3, 1)


@lru_cache(maxsize=200_000)
def beginnings(word: str) -> frozenset[str]:
    """Give the letters that a word with a common stem begins with, *re-* for again taken off or not."""
    return frozenset({stem(word), *(root[:_STEM] for root in _roots(_spelled_alike(word)))})


@lru_cache(maxsize=200_000)
def _beginnings_of_translations(language: str, word: str) -> frozenset[str]:
    return frozenset(start for t in load().translations(language, word) for start in beginnings(t))


@lru_cache(maxsize=200_000)
def have_common_stem(word: str, other: str) -> bool:
    """Say whether two words are alike in letters: forms of one word, or cognates.

    >>> have_common_stem("turbina", "turbine"), have_common_stem("informar", "informe"), have_common_stem("norma", "norte")
    (True, True, False)
    """
    if beginnings(word).isdisjoint(beginnings(other)):
        return False
    a, b = _spelled_alike(word), _spelled_alike(other)
    if not _roots(a).isdisjoint(_roots(b)):
        return True
    common = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if common < _STEM:
        return False
    return common >= 0.7 * max(len(a), len(b)) or (common >= 5 and common >= 0.6 * max(len(a), len(b))) or ratio(a, b) >= 85


@lru_cache(maxsize=200_000)
def _roots(word: str) -> frozenset[str]:
    """Take the endings of verbs and nouns off as long as four letters are left, and *re-* for again too: *reabrir*, *abrir*."""
    again = [word[2:]] if word.startswith("re") and len(word) > 6 else []
    return frozenset(root for start in (word, *again) if len(root := _without_ending(start)) >= _STEM)


def _without_ending(word: str) -> str:
    return next((word[: -len(e)] for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _STEM), word)


@lru_cache(maxsize=200_000)
def _spelled_alike(word: str) -> str:
    """Spell what the languages spell differently in one way: *acción*, *action*; *teléfono*, *telephone*."""
    plain = fold(word)
    for theirs, ours in _SPELLING["spelled"].items():
        plain = plain.replace(theirs, ours)
    return plain


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Give the letters by which words alike are found: the first four, spelled in one way."""
    return _spelled_alike(word)[:_STEM]


@cache
def places() -> Mapping[str, str]:
    """Map folded names of states and cities, in Spanish and English, to a code, as CLDR has them.

    >>> places()["tunez"] == places()["tunisia"], places()["moscu"] == places()["moscow"]
    (True, True)
    """
    found: dict[str, str] = {}
    for code in ("en", "es"):
        locale = Locale(code)
        for zone, names in locale.time_zones.items():
            if city := names.get("city"):
                found.setdefault(fold(city), zone)
        for territory, name in locale.territories.items():
            if len(territory) == 2:
                found[fold(name)] = territory
    for zone in Locale("es").time_zones:
        found.setdefault(fold(str(zone).rsplit("/", 1)[-1].replace("_", " ")), str(zone))
    return found


@lru_cache(maxsize=200_000)
def state_of(name: str) -> str | None:
    """Give the code of the state that a name or the adjective of one stands for: a country, its capital, its seat of government.

    >>> state_of("moscú"), state_of("el kremlin"), state_of("rusas"), state_of("puente")
    ('RU', 'RU', 'RU', None)
    """
    found = voices().get(folding.words(name))
    return found[0] if found else demonyms().get(folding.stem(folding.fold(name)))


def name_words(name: str) -> list[str]:
    """Give the words of a name that tell it from others.

    >>> name_words("ministerio de finanzas")
    ['ministerio', 'finanzas']
    """
    words = [w for w in fold(name).replace("-", " ").replace("'", " ").split() if w not in _JOINS]
    return words or [fold(name)]


@lru_cache(maxsize=1_000_000)
def name_likeness(language: str, name: str, other_language: str, other: str) -> float:
    """Say from 0 to 1 how far two names may be one bearer's: in other spelling, by surname alone, translated, or as initials.

    >>> name_likeness("es", "moscú", "en", "moscow"), name_likeness("en", "ana ruiz", "es", "ruiz")
    (1.0, 0.9)
    """
    a, b = fold(name), fold(other)
    if a == b:
        return SAME
    if state_of(a) is not None and state_of(a) == state_of(b):
        return SAME if places().get(a) is not None and places().get(a) == places().get(b) else SAME_STATE
    if places().get(a) is not None or places().get(b) is not None:
        return SAME if places().get(a) == places().get(b) else 0.0
    mine, theirs = name_words(name), name_words(other)
    if _are_initials(a, theirs) or _are_initials(b, mine):
        return 0.9
    short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    first, second = (language, other_language) if short is mine else (other_language, language)
    met = sum(any(_name_words_alike(first, x, second, y) for y in long) for x in short)
    if met == len(short):
        return 0.95 if len(short) == len(long) else 0.9 if len(short[-1]) > 3 else 0.0
    return 0.8 if met >= 2 and met >= 0.6 * len(long) else 0.0


def _name_words_alike(language: str, word: str, other_language: str, other: str) -> bool:
    if word == other or (min(len(word), len(other)) >= 4 and JaroWinkler.similarity(word, other) >= 0.9):
        return True
    if places().get(word) is not None and places().get(word) == places().get(other):
        return True
    return language != other_language and word_likeness(language, word, other_language, other) >= ALIKE


def _are_initials(short: str, words: list[str]) -> bool:
    return len(words) > 1 and 2 <= len(short) <= 8 and short == "".join(w[0] for w in words)
