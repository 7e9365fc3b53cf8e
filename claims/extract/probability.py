"""Probabilities in numbers: *un 70 % de probabilidades de que A*, *a 10 percent chance*, *80 percent certain*.

The level of a number follows the poll medians of probability words (*almost certainly* 95, *likely* 70, *probably not*
26.5, *unlikely* 20): from 60 on it is moderate, down to 26.5 low, below that moderate that it is not so.
"""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extract.words import Finding, match_words
from claims.languages import Language
from claims.model import Certainty, Polarity

_LIKELY, _UNLIKELY = 60.0, 26.5
_NEAR = 10


def grade_number(percent: float) -> tuple[Certainty, Polarity]:
    """Give level and polarity of a probability in percent.

    >>> grade_number(70.0)[0].name, grade_number(10.0)[1].value, grade_number(0.0)[0].name
    ('MODERATE', 'negative', 'HIGH')
    """
    if percent >= 100:
        return Certainty.ABSOLUTE, Polarity.POSITIVE
    if percent <= 0:
        return Certainty.HIGH, Polarity.NEGATIVE
    if percent <= _UNLIKELY:
        return Certainty.MODERATE, Polarity.NEGATIVE
    return (Certainty.MODERATE if percent >= _LIKELY else Certainty.LOW), Polarity.POSITIVE


def find_chance(doc: Doc, scope: set[int], language: Language) -> Iterator[Finding]:
    """Find a percentage close to a noun or adjective of probability in a clause, whose tokens are ``scope``."""
    lists = language.hedges.lists
    for start, end in match_words(doc, lists["percents"], scope | {i + 1 for i in scope if i + 1 < len(doc)}):
        number = _number(doc, start - 1, language)
        near = range(max(start - _NEAR, 0), min(end + _NEAR, len(doc)))
        known = (i for i in near if i in scope and {doc[i].lemma_.lower(), doc[i].lower_} & lists["chances"])
        chance = next((i for i in known if not _is_adjunct(doc[i])), None)
        if number is None or chance is None:
            continue
        level, polarity = grade_number(number)
        yield Finding((min(start - 1, chance), max(end, chance + 1)), "noun", level, polarity, probability=number)
        return


def _is_adjunct(noun: Token) -> bool:
    """Say whether a chance is told by the way: *asegura cosechas con un 40 % de probabilidades de granizo*."""
    clause = any(c.dep_ in {"acl", "ccomp", "csubj", "advcl", "acl:relcl"} for c in noun.children)
    while noun.dep_ == "nmod" and noun.head != noun:
        noun = noun.head
    return noun.dep_ == "obl" and not clause


def _number(doc: Doc, i: int, language: Language) -> float | None:
    """Read the number before a percent sign, in figures or as one of the words for tens; the middle of a range."""
    if i < 0:
        return None
    text = doc[i].lower_
    if text in language.hedges.numbers:
        return float(language.hedges.numbers[text])
    try:
        ends = [float(part) for part in text.replace(",", ".").replace("–", "-").split("-")]
    except ValueError:
        return None
    return sum(ends) / len(ends)
