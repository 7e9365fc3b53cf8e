"""Are two tellings of the same claim, and why: a sum of weighed reasons, turned into a chance.

What is stated counts, not who says it: shared names, predicates, words and numbers speak for it, another number of the same thing,
another name, another year and exchanged actors against it. Polarity and certainty have no part: who denies a claim tells it too.
The weights are data (``weights.json``), and so every score can say what it is made of.
"""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from claims.track.index import reach, topic_keys
from claims.track.lexicon import fold, name_likeness, state_of, stem, word_likeness
from claims.track.terms import Compared, Number, Term

WEIGHTS = Path(__file__).parent / "weights.json"
_ENOUGH = 0.65
_MUCH = 0.45
_REACH, _REACH_ALONE, _ALIKE = 0.25, 0.6, 0.2
_LATER, _SOON = 0.15, 30
_FEW_TOPICS = 8
_UNKNOWN_DAYS = 30.0
_UNLIKE, _FEW = 0.3, 2


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two tellings compare: ``score`` is the chance that they tell the same claim, 0 to 1.

    ``reasons`` are the facts with what each adds to the sum, the strongest first; ``contradicts`` says that one affirms what the other denies.
    """

    score: float
    reasons: tuple[tuple[str, float], ...]
    contradicts: bool


def compare(a: Compared, b: Compared) -> Comparison:
    """Compare two tellings; the order of the two does not matter.

    >>> from claims.track.telling import Telling
    >>> def told(terms, polarity="positive"):
    ...     return Compared.of(Telling("1", "a", "es", "", tuple(terms.split(" | ")), 3, polarity))
    >>> closes = told("main:cerrar | subj:puente | noun:puente | verb:cerrar | name:ribera")
    >>> denied = told("main:cerrar | subj:puente | noun:puente | verb:cerrar | name:ribera", "negative")
    >>> compare(closes, denied).score > 0.9, compare(closes, denied).contradicts
    (True, True)
    """
    found = features(a, b)
    weights = load_weights()
    parts = [(name, round(weights.get(name, 0.0) * value, 3)) for name, value in found.items() if value]
    total = weights["bias"] + sum(part for _, part in parts)
    reasons = tuple(sorted(((name, part) for name, part in parts if part), key=lambda r: (-abs(r[1]), r[0])))
    opposed = {a.telling.polarity, b.telling.polarity} == {"positive", "negative"}
    return Comparison(1 / (1 + math.exp(-max(min(total, 30.0), -30.0))), reasons, opposed)


def is_promising(a: Compared, b: Compared) -> bool:
    """Say quickly whether two tellings are worth a full comparison: what overlaps too little, or has another number, is not.

    Where titles and leads have little in common, more must overlap, and the predicate too: two articles on two things
    say alike things by chance.
    """
    reached = reach(a, b)
    if reached < _REACH:
        return False
    near = _articles_alike(a, b) - (_LATER if _days(a, b) > _SOON else 0.0)
    if near < _ALIKE and (reached < _REACH_ALONE or _says_little(a) or _says_little(b) or max(_main(a, b), _main(b, a)) < _ENOUGH):
        return False
    return not _numbers(a, b)[1]


@cache
def load_weights() -> Mapping[str, float]:
    """Read the weight of each feature, and the bias."""
    weights: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return weights


def features(a: Compared, b: Compared) -> dict[str, float]:
    """Measure what speaks for and against two tellings being of the same claim, each from 0 to 1 or so."""
    mine, met_mine = _met(a, b)
    theirs, met_theirs = _met(b, a)
    total_a, total_b = max(a.total, 0.5), max(b.total, 0.5)
    agreeing, conflict, lone = _numbers(a, b)
    mine, theirs = mine + agreeing, theirs + agreeing
    shares = sorted((mine / total_a, theirs / total_b))
    overlap = (mine + theirs) / (total_a + total_b)
    main = max(_main(a, b), _main(b, a))
    apart, nothing_apart = _apart(a, b, met_mine, met_theirs)
    each = _each_another(a, b, met_mine, met_theirs)
    alike = _articles_alike(a, b)
    return {
        "overlap": overlap,
        "larger share": shares[1],
        "amount": min((mine + theirs) / 2, 5.0) / 5 * overlap,
        "one says much more": max(_MUCH - shares[0], 0.0) / _MUCH,
        "apart from the topic": apart,
        "nothing apart from the topic": nothing_apart,
        "main predicate": main,
        "subject": max(subject := _roles(a, a.subjects, b, b.subjects), 0.0),
        "another subject": max(-subject, 0.0),
        "another name as subject": _another_subject(a, b, unsaid=False),
        "another unsaid subject": _another_subject(a, b, unsaid=True),
        "object": _roles(a, a.objects, b, b.objects),
        "actors exchanged": _exchanged(a, b),
        "shared number": min(agreeing, 1.0),
        "shared number, each another thing": min(agreeing, 1.0) * each,
        "another number": conflict,
        "number in one alone": lone,
        "articles alike": alike,
        "one more in one alone": 1.0 if a.again != b.again else 0.0,
        "another date": _dates(a, b),
        "year in one alone": _lone_year(a, b),
        "another day": 1.0 if a.days and b.days and not a.days & b.days else 0.0,
        "shared date": _shared_dates(a, b),
        "months between": (days := _days(a, b)) and min(days / 365, 1.0),
        "weeks between": min(days / 60, 1.0),
        "same words": 1.0 if fold(a.telling.content) == fold(b.telling.content) else 0.0,
        "same speaker": _same_speaker(a, b),
        "same article": 1.0 if a.telling.article == b.telling.article else 0.0,
        "overlap across languages": overlap if a.telling.language != b.telling.language else 0.0,
        "across languages": 1.0 if a.telling.language != b.telling.language else 0.0,
        "articles unlike": max(_UNLIKE - alike, 0.0) / _UNLIKE,
        "names alone": float(_is_names(a) or _is_names(b)),
    }


def likeness(a: Compared, mine: Term, b: Compared, theirs: Term) -> float:
    """Say from 0 to 1 how far two terms mean the same."""
    if (mine.kind == "name") != (theirs.kind == "name"):
        state = state_of(mine.value) if "adj" in {mine.kind, theirs.kind} else None
        alike = stem(mine.value) == stem(theirs.value) and len(stem(mine.value)) >= 4
        return 0.8 if alike or (state is not None and state == state_of(theirs.value)) else 0.0
    if mine.kind == "name":
        return name_likeness(a.telling.language, mine.value, b.telling.language, theirs.value)
    return word_likeness(a.telling.language, mine.value, b.telling.language, theirs.value)


def _met(a: Compared, b: Compared) -> tuple[float, dict[str, float]]:
    """Add up the weight of a telling's terms that the other meets, and say how well each is met.

    A term that the other leaves to its title, its lead or a pronoun is met by a part.
    """
    met: dict[str, float] = {}
    for term in a.words:
        best = max((likeness(a, term, b, other) for other in b.words), default=0.0)
        if best < 0.5:
            best = max(best, _met_elsewhere(a, term, b))
        met[term.value] = best
    return sum(term.weight * met[term.value] for term in a.words), met


def _met_elsewhere(a: Compared, term: Term, b: Compared) -> float:
    named = term.kind == "name"
    for name in b.who:
        if named and name_likeness(a.telling.language, term.value, b.telling.language, name) >= ALMOST:
            return 0.8
    for topic in b.topics:
        alike = name_likeness if named else word_likeness
        if alike(a.telling.language, term.value, b.telling.language, topic) >= ALMOST:
            return 0.35
    return 0.0


ALMOST = 0.8


def _apart(a: Compared, b: Compared, met_mine: Mapping[str, float], met_theirs: Mapping[str, float]) -> tuple[float, float]:
    """Give the overlap of what is no topic of its own article: what the statement adds to it; and whether nothing of that overlaps."""

    def side(one: Compared, met: Mapping[str, float]) -> tuple[float, float]:
        own = [t for t in one.words if t.value not in one.topics]
        return sum(t.weight * met[t.value] for t in own if met[t.value] >= 0.5), sum(t.weight for t in own)

    (got_a, all_a), (got_b, all_b) = side(a, met_mine), side(b, met_theirs)
    return (got_a + got_b) / (all_a + all_b) if all_a + all_b else 0.0, 1.0 if all_a and all_b and not got_a + got_b else 0.0


def _main(a: Compared, b: Compared) -> float:
    """Say how well a telling's main predicate is met by the other's main predicate, or by one of its words."""
    if not a.main or not b.main:
        return 0.0
    language, other = a.telling.language, b.telling.language
    straight = word_likeness(language, a.main, other, b.main)
    return max([straight, *(0.8 * word_likeness(language, a.main, other, t.value) for t in b.words if t.kind != "name")])


def _articles_alike(a: Compared, b: Compared) -> float:
    """Say how far the titles and leads of the two articles speak of the same."""
    if a.telling.article == b.telling.article:
        return 1.0
    mine, theirs = topic_keys(a.telling.language, a.topics), topic_keys(b.telling.language, b.topics)
    all_mine, all_theirs = frozenset().union(*mine), frozenset().union(*theirs)
    met = sum(not keys.isdisjoint(all_theirs) for keys in mine) + sum(not keys.isdisjoint(all_mine) for keys in theirs)
    return met / max(len(mine) + len(theirs), _FEW_TOPICS)


def _says_little(one: Compared) -> bool:
    return len(one.words) + len(one.numbers) <= _FEW


def _is_names(one: Compared) -> bool:
    """Say whether a content is names and nothing else, which states nothing."""
    return bool(one.words) and not one.numbers and all(term.kind == "name" for term in one.words)


def _alike(a: Compared, one: str, b: Compared, other: str) -> float:
    language, theirs = a.telling.language, b.telling.language
    return max(word_likeness(language, one, theirs, other), name_likeness(language, one, theirs, other))


def _roles(a: Compared, mine: Iterable[str], b: Compared, theirs: Iterable[str]) -> float:
    """Say how well those in a role meet: 1 alike, -1 other ones, 0 where one telling has nobody there."""
    pairs = [_alike(a, x, b, y) for x in mine for y in theirs]
    return 0.0 if not pairs else max(pairs) if max(pairs) >= _ENOUGH else -1.0


def _exchanged(a: Compared, b: Compared) -> float:
    """Say whether who acts in one is acted on in the other, and the other way round: *Chile closed it to Bolivia*."""

    def crossed(one: Iterable[str], other: Iterable[str]) -> float:
        return max((_alike(a, x, b, y) for x in one for y in other), default=0.0)

    straight = max(crossed(a.subjects, b.subjects), crossed(a.objects, b.objects))
    both = min(crossed(a.subjects, b.objects), crossed(a.objects, b.subjects))
    return 1.0 if both >= _ENOUGH > straight else 0.0


def _numbers(a: Compared, b: Compared) -> tuple[float, float, float]:
    """Count the numbers that agree; say whether one gives another number of the same thing, or whether but one gives a number."""
    if not a.numbers and not b.numbers:
        return 0.0, 0.0, 0.0
    if not a.numbers or not b.numbers:
        return 0.0, 0.0, max(map(_importance, (*a.numbers, *b.numbers)))
    agreeing = [x for x in a.numbers if any(_agree(x, y) for y in b.numbers)]
    missing = [x for x in a.numbers if x not in agreeing]
    other = [y for y in b.numbers if not any(_agree(x, y) for x in a.numbers)]
    conflict = bool(missing) and bool(other)
    if agreeing and conflict:
        conflict = any(x.unit and y.unit and _same_unit(a, x, b, y) for x in missing for y in other)
    lone = max(map(_importance, (*missing, *other)), default=0.0) if bool(missing) != bool(other) else 0.0
    return float(len(agreeing)), 1.0 if conflict else 0.0, lone


def _importance(number: Number) -> float:
    """Say how much a number belongs to what is stated: a few of something may be left out, *1,200* not."""
    return 0.3 if number.value <= 3 and number.unit not in {"%", "×"} else 1.0


def _agree(x: Number, y: Number) -> bool:
    """Say whether two numbers may be the same, one of them rounded."""
    if ("%" in {x.unit, y.unit}) and x.unit != y.unit and "" not in {x.unit, y.unit}:
        return False
    if x.value == y.value:
        return True
    return (x.about and _rounds_to(y.value, x.value)) or (y.about and _rounds_to(x.value, y.value))


def _rounds_to(value: float, rounded: float) -> bool:
    """Say whether a number, cut or rounded to as many figures as the rounded one has, is that one: 1193 and *some 1,200*.

    >>> _rounds_to(1193, 1200), _rounds_to(56000, 50000)
    (True, False)
    """
    if not rounded or not value:
        return False
    step = 10.0 ** math.floor(math.log10(abs(rounded)))
    while step > 1e-9 and abs(rounded / step - round(rounded / step)) > 1e-9:
        step /= 10
    return abs(value - rounded) <= step / 2


def _same_unit(a: Compared, x: Number, b: Compared, y: Number) -> bool:
    return x.unit == y.unit or word_likeness(a.telling.language, x.unit, b.telling.language, y.unit) >= _ENOUGH


def _another_subject(a: Compared, b: Compared, *, unsaid: bool) -> float:
    """Say whether both name who acts, and other ones: *Chile closed the border*, *Bolivia closed the border*.

    With ``unsaid``, whether they do so only where one who is not written is counted in: the speaker, for *we closed it*.
    """
    named = [[s for s in one.subjects if any(t.kind == "name" and t.value == s for t in one.words)] for one in (a, b)]
    if unsaid == bool(named[0] and named[1]):
        return 0.0
    mine, theirs = (names + list(one.own) for names, one in zip(named, (a, b), strict=True)) if unsaid else named
    return 1.0 if mine and theirs and all(_alike(a, x, b, y) < _ENOUGH for x in mine for y in theirs) else 0.0


def _each_another(a: Compared, b: Compared, met_mine: Mapping[str, float], met_theirs: Mapping[str, float]) -> float:
    """Give the weight of the weightiest word that each side says and the other does not: *wheat* here, *barley* there."""

    def unmet(one: Compared, met: Mapping[str, float]) -> float:
        return max((term.weight * (1 - met[term.value]) for term in one.words), default=0.0)

    return min(unmet(a, met_mine), unmet(b, met_theirs))


def _dates(a: Compared, b: Compared) -> float:
    """Say whether the dates of both exclude each other."""
    return 0.0 if not a.dates or not b.dates or any(_compatible(x, y) for x in a.dates for y in b.dates) else 1.0


def _lone_year(a: Compared, b: Compared) -> float:
    """Say whether a year that one alone gives is another than the one in which the other was published."""
    dated, other = (a, b) if a.dates else (b, a)
    published = other.telling.published
    years = {day[0] for day in dated.dates if day[0] is not None}
    if other.dates or not years or published is None:
        return 0.0
    distance = min(abs(published.year - year) for year in years)
    return 0.0 if not distance else 0.4 if distance == 1 else 1.0


def _compatible(x: tuple[int | None, ...], y: tuple[int | None, ...]) -> bool:
    return all(p is None or q is None or p == q for p, q in zip(x, y, strict=True))


def _shared_dates(a: Compared, b: Compared) -> float:
    return 1.0 if any(_compatible(x, y) for x in a.dates for y in b.dates) or a.days & b.days else 0.0


def _days(a: Compared, b: Compared) -> float:
    """Give the days between the articles, a month where one has no date."""
    first, second = a.telling.published, b.telling.published
    return _UNKNOWN_DAYS if first is None or second is None else float(abs((first - second).days))


def _same_speaker(a: Compared, b: Compared) -> float:
    language, other = a.telling.language, b.telling.language
    pairs = ((x, y) for x in a.telling.speakers for y in b.telling.speakers)
    return 1.0 if any(name_likeness(language, x, other, y) >= ALMOST for x, y in pairs) else 0.0
