"""Numbers and dates of a stretch of text, normalized: *unas ochenta mil personas* -> 80000 persona, about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from claims.extract.tree import feature
from claims.extract.words import match_words
from claims.languages import Language
from claims.languages.termwords import TermWords

_YEARS = range(1800, 2101)
_NEAR = 4


@dataclass(frozen=True)
class Quantity:
    """A number with what it counts: ``unit`` is a lemma, "%", "×" for a multiple, or "" where nothing is counted.

    ``about`` says that the text rounds it; ``tokens`` are all the tokens that it is written with.
    """

    value: float
    unit: str
    about: bool
    tokens: frozenset[int]

    @property
    def term(self) -> str:
        """Write it as a term.

        >>> Quantity(80000.0, "persona", True, frozenset()).term
        'about:80000 persona'
        """
        return f"{'about' if self.about else 'number'}:{self.value:.10g} {self.unit}".rstrip()


def find_quantities(doc: Doc, inside: Sequence[int], language: Language) -> list[Quantity]:
    """Find the numbers among tokens that stand in text order; years and days of a month are left to ``find_dates``."""
    words = language.terms
    found: list[Quantity] = []
    dated = {i for _, tokens in find_dates(doc, inside, language, None) for i in tokens}
    allowed = set(inside)
    at = 0
    while at < len(inside):
        run = _run(doc, inside, at, words) if inside[at] not in dated else []
        if not run:
            at += 1
            continue
        at += len(run)
        if not _is_denied(doc, run[0], language):
            found.append(_quantity(doc, run, allowed, language))
    return _shares(doc, found, words) + _multiples(doc, inside, words)


def _run(doc: Doc, inside: Sequence[int], at: int, words: TermWords) -> list[int]:
    """Give the tokens that write one number, from position ``at``: *One hundred and twelve*, *95 millones*."""
    run: list[int] = []
    for n in range(at, len(inside)):
        i = inside[n]
        if run and i != run[-1] + 1:
            break
        if _value(doc[i].lower_, words) is not None or doc[i].lower_ in words.scales:
            if run and _plain(doc[i].lower_) and _plain(doc[run[-1]].lower_):
                break
            run.append(i)
            continue
        following = n + 1 < len(inside) and doc[inside[n + 1]].lower_ in {*words.numbers, *words.scales}
        if run and doc[i].lower_ in words.lists["links"] and following and not _plain(doc[run[-1]].lower_):
            run.append(i)
            continue
        break
    if run and doc[run[-1]].lower_ in words.lists["links"]:
        run.pop()
    return [] if len(run) == 1 and words.numbers.get(doc[run[0]].lower_) == 1 else run


def _is_denied(doc: Doc, i: int, language: Language) -> bool:
    """Say whether a number is set against another: *five ships, not three*, *doce millones, y no veinte*."""
    near = [t for t in doc[max(i - 2, 0) : i] if t.lower_ in language.grammar.negations]
    return any(doc[max(t.i - 1, 0)].pos_ in {"PUNCT", "CCONJ"} for t in near)


def _plain(text: str) -> bool:
    return text[:1].isdigit()


def _value(text: str, words: TermWords) -> float | None:
    """Read one token as a number, None if it is none: figures with separators, or one of the words."""
    if text in words.numbers:
        return words.numbers[text]
    if text in words.amounts:
        return words.amounts[text]
    if not text[:1].isdigit():
        return None
    decimal = next(iter(words.lists["decimal"]))
    grouping = "." if decimal == "," else ","
    whole, _, rest = text.replace("\u202f", "").replace(" ", "").partition(decimal)
    parts = whole.split(grouping)
    if len(parts) > 1 and all(len(part) == 3 for part in parts[1:]):
        whole = "".join(parts)
    elif len(parts) == 2 and not rest:
        whole, rest = parts
    try:
        return float(f"{whole}.{rest or 0}")
    except ValueError:
        return None


def _quantity(doc: Doc, run: list[int], allowed: set[int], language: Language) -> Quantity:
    words = language.terms
    total, current = 0.0, 0.0
    for i in run:
        text = doc[i].lower_
        value = _value(text, words)
        if value is not None:
            current += value
        elif text in words.scales:
            current = (current or 1.0) * words.scales[text]
            if words.scales[text] >= 1000:
                total, current = total + current, 0.0
    rounded = doc[run[0]].lower_ in words.amounts and words.amounts[doc[run[0]].lower_] >= 10
    before = set(range(max(run[0] - _NEAR, 0), run[0]))
    about = rounded or any(end in {run[0], run[0] - 1} for _, end in match_words(doc, words.lists["about"], before))
    unit, tokens = _unit(doc, run, allowed, words)
    value = total + current
    if unit in words.units and value:
        factor, unit = words.units[unit]
        value *= factor
    return Quantity(value, unit, about, frozenset([*run, *tokens]))


def _unit(doc: Doc, run: list[int], allowed: set[int], words: TermWords) -> tuple[str, list[int]]:
    """Give what a number counts: the noun behind it, or the subject of *los heridos son 41*."""
    stop = run[-1] + 1
    for start, end in match_words(doc, words.lists["percent"], set(range(stop, min(stop + 3, len(doc))))):
        if start == stop:
            return "%", list(range(start, end))
    for i in range(stop, min(stop + _NEAR, len(doc))):
        if i not in allowed or doc[i].pos_ in {"VERB", "AUX", "PUNCT", "CCONJ", "SCONJ"}:
            break
        if doc[i].pos_ == "NOUN" and doc[i].lower_ not in words.scales:
            return doc[i].lemma_.lower(), []
        if doc[i].pos_ == "ADP" and doc[i].lower_ not in words.lists["of"]:
            break
    for i in run:
        token = doc[i]
        if token.dep_ == "nummod" and token.head.pos_ == "NOUN" and token.head.i not in run:
            return token.head.lemma_.lower(), []
        subject = next((c for c in token.children if c.dep_.startswith("nsubj") and c.i in allowed), None)
        if subject is not None:
            return subject.lemma_.lower(), []
    return "", []


def _shares(doc: Doc, found: list[Quantity], words: TermWords) -> list[Quantity]:
    """Turn *ocho de cada diez* and *four out of five* into percentages, and *la mitad* and *a third* too."""
    result: list[Quantity] = []
    for quantity in found:
        before = result[-1] if result else None
        if before is not None and before.tokens and quantity.value:
            between = doc[max(before.tokens) + 1 : min(quantity.tokens)].text.casefold()
            if between in words.lists["ratio"]:
                tokens = before.tokens | quantity.tokens
                result[-1] = Quantity(100 * before.value / quantity.value, "%", before.about or quantity.about, tokens)
                continue
        part = 0 < quantity.value < 1 and any(doc[i].lower_ in words.amounts for i in quantity.tokens)
        result.append(Quantity(round(100 * quantity.value), "%", quantity.about, quantity.tokens) if part else quantity)
    return result


def _multiples(doc: Doc, inside: Sequence[int], words: TermWords) -> list[Quantity]:
    """Find what multiplies: *se ha triplicado*, *costs twice what it did*."""
    return [Quantity(words.multiples[w], "×", False, frozenset([i])) for i in inside if (w := doc[i].lemma_.lower()) in words.multiples]


def find_dates(doc: Doc, inside: Sequence[int], language: Language, published: date | None) -> list[tuple[str, list[int]]]:
    """Find dates as ``2024-05-13`` with ``*`` for what the text leaves out, and the tokens of each.

    *este año*, *last year* are counted from the day of publication (None: they are left out).
    """
    words = language.terms
    allowed = set(inside)
    found: list[tuple[str, list[int]]] = []
    used: set[int] = set()
    for i in inside:
        if doc[i].lower_ in words.months and doc[i].pos_ not in {"AUX", "VERB"}:
            found.append(_month(doc, i, allowed, words))
            used |= set(found[-1][1])
    for i in inside:
        text = doc[i].text
        if i not in used and len(text) == 4 and text.isdigit() and int(text) in _YEARS and not _counts(doc, i, allowed):
            since = i > 0 and doc[i - 1].lower_ in words.lists["since"]
            found.append((f"since {text}" if since else f"{text}-*-*", [i]))
        elif doc[i].lower_ in words.weekdays:
            found.append((f"day {words.weekdays[doc[i].lower_]}", [i]))
    if published is not None:
        for start, end in match_words(doc, words.years, allowed):
            year = published.year + int(words.years[doc[start:end].text.casefold()])
            found.append((f"{year}-*-*", list(range(start, end))))
    return found


def _counts(doc: Doc, i: int, allowed: set[int]) -> bool:
    """Say whether four figures count the noun behind them, so that they are no year: *1995 trees*, not *the 2022 season*."""
    return i + 1 < len(doc) and i + 1 in allowed and doc[i + 1].pos_ == "NOUN" and "Plur" in feature(doc[i + 1], "Number")


def _month(doc: Doc, i: int, allowed: set[int], words: TermWords) -> tuple[str, list[int]]:
    """Read the day and year that stand around a month: *13 de enero de 2025*, *May 2024*, *24 October*."""
    of = words.lists["of"]
    tokens = [i]
    year = day = "*"
    after = i + 2 if i + 1 < len(doc) and doc[i + 1].lower_ in of else i + 1
    if after < len(doc) and after in allowed and doc[after].text.isdigit():
        if int(doc[after].text) in _YEARS:
            year = doc[after].text
            tokens.append(after)
        elif int(doc[after].text) <= 31:
            day = f"{int(doc[after].text):02}"
            tokens.append(after)
    before = i - 2 if i and doc[i - 1].lower_ in of else i - 1
    if before in allowed and doc[before].text.isdigit() and int(doc[before].text) <= 31:
        day = f"{int(doc[before].text):02}"
        tokens.append(before)
    return f"{year}-{int(words.months[doc[i].lower_]):02}-{day}", tokens
