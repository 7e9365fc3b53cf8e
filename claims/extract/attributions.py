"""Find who is said to state what: one function a construction, tried in a fixed order.

Each function takes the reading, a cue and its entry, and gives an Attribution or None. The order is from the most to
the least explicit: *según informó X*, quotations, clauses, interpolated cues, infinitives, judgements, noun phrases.
"""

from collections.abc import Callable
from dataclasses import replace

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.build import build
from claims.extract.clauses import bare_clause, clause, manner_clause
from claims.extract.cues import cue_verbs, verb_group
from claims.extract.insertions import aside, between_commas, interpolated, trailing
from claims.extract.predicates import find_predicates
from claims.extract.quoted import Pairing, has_words_after, is_statement, quoted_content
from claims.extract.reading import Reading
from claims.extract.reported import imputation, infinitive, noun_phrase
from claims.extract.tree import is_finite, is_passive
from claims.languages.cues import Cue
from claims.model import Certainty, Form

Rule = Callable[[Reading, Token, Cue], Attribution | None]


def find_attributions(reading: Reading, pairing: Pairing) -> list[Attribution]:
    """Find all attributions of an article, in the order of their cues; a cue makes at most one."""
    found: list[Attribution] = []
    for verb, entry in cue_verbs(reading):
        attribution = next((a for rule in _VERBAL if (a := rule(reading, verb, entry))), None)
        quoted = quoted_content(reading, pairing, verb)
        if quoted is not None:
            attribution = _with_quotes(reading, verb, entry, attribution, quoted)
        if attribution is not None and not _is_left_to_author(reading, verb, attribution) and not _is_event(reading, attribution):
            found.append(_with_next_quote(reading, pairing, attribution))
    known = {attribution.cue_head for attribution in found}
    found += [predicate for predicate in find_predicates(reading) if predicate.cue_head not in known]
    return sorted(found, key=lambda attribution: attribution.cue_head)


def _with_next_quote(reading: Reading, pairing: Pairing, attribution: Attribution) -> Attribution:
    """Add the quotation without a cue that takes a clause further: *Ruiz aclaró que A. «B.»*."""
    end = reading.segment(attribution.cue_head)[1]
    last = attribution.content[-1][1]
    if attribution.rule != "clause" or any(not reading.is_filler(i) for i in range(last, end)):
        return attribution
    following = [n for n in reading.quotes_near(end, end + 4) if reading.quotes[n].start >= end]
    if not following or pairing.owner(following[0]) is not None:
        return attribution
    quote = reading.quotes[following[0]]
    between = [i for i in range(end, quote.start) if not reading.is_filler(i)]
    if between or not is_statement(reading, quote) or has_words_after(reading, quote) or quote.start > end + 2:
        return attribution
    piece = reading.trim(*quote.inner)
    return replace(attribution, content=(*attribution.content, piece), form=Form.MIXED) if piece else attribution


def _with_quotes(reading: Reading, verb: Token, entry: Cue, attribution: Attribution | None, quoted: set[int]) -> Attribution | None:
    """Put the quotations a cue introduces in the place of what the parse gave it, or behind it if that is a clause of its own."""
    if attribution is not None and attribution.rule in {"manner clause", "clause"}:
        parsed = {i for piece in attribution.content for i in range(*piece)}
        first = min(parsed)
        group = verb_group(reading, verb)
        adjoins = all(reading.is_filler(i) for i in range(max((i for i in quoted if i < verb.i), default=verb.i) + 1, group[0]))
        marked = first > verb.i and reading.doc[first - 1].lower_ in reading.language.grammar.complementizers
        states = any(is_finite(reading.doc[i]) for i in quoted if i < verb.i)
        if marked and min(quoted) < verb.i and not (adjoins and states):
            quoted = {i for i in quoted if i >= first}
            if not quoted:
                return attribution
        if first > verb.i and not reading.is_inside_quote(first) and min(quoted) >= first:
            return build(reading, attribution.rule, verb, entry, parsed | quoted)
    return build(reading, "quotation", verb, entry, quoted)


def _is_event(reading: Reading, attribution: Attribution) -> bool:
    """Say whether what "speaks" is an event that the text told before: *lo que subraya*, *which shows*."""
    head = attribution.source_head
    first = attribution.cue_head - 2
    grammar = reading.language.grammar
    if first >= 0 and reading.doc[first].lower_ in grammar.neuters and reading.doc[first + 1].lower_ in grammar.relatives:
        return True
    return head is not None and reading.doc[head].lower_ in reading.language.grammar.neuters


def _is_left_to_author(reading: Reading, verb: Token, attribution: Attribution) -> bool:
    """Say whether an impersonal cue only hedges (*se prevé*, *is believed*): that is the author's own statement."""
    unsure = attribution.entry is not None and attribution.entry.level < Certainty.HIGH
    negated = any(reading.doc[i].lower_ in reading.language.grammar.negations for i in range(*attribution.cue))
    return attribution.source is None and is_passive(verb) and (unsure or negated)


_VERBAL: tuple[Rule, ...] = (
    aside,
    manner_clause,
    between_commas,
    clause,
    interpolated,
    trailing,
    infinitive,
    imputation,
    bare_clause,
    noun_phrase,
)
