"""Cues put into or behind the statement they attribute: *A, dijo X, B*, *A - dijo X - B*, *A, explicó X*."""

from collections.abc import Iterable

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.build import build
from claims.extract.cues import verb_group
from claims.extract.reading import Reading
from claims.extract.tree import child, is_clause, is_finite, subtree
from claims.languages.cues import Cue

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_LONGEST_ASIDE = 20
_MARKS_AND_STOPS = frozenset('.!?”»"')


def aside(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*«A - dijo X - B»*: a cue between two dashes, in the middle of what is said."""
    if not entry.takes & {"clause", "quote"} or not is_finite(verb):
        return None
    group = verb_group(reading, verb)
    n = reading.quote_of[verb.i]
    start, end = reading.segment(verb.i) if n is None else reading.quotes[n].inner
    open_dash = next((i for i in range(group[0] - 1, max(group[0] - 7, start), -1) if reading.doc[i].text in _DASHES), None)
    close = next((i for i in range(group[1], min(group[1] + _LONGEST_ASIDE, end)) if reading.doc[i].text in _DASHES), None)
    if open_dash is None or close is None or reading.doc[open_dash].text != reading.doc[close].text:
        return None
    before, after = range(start, open_dash), range(close + 1, end)
    if any(reading.is_filler(i) for i in range(open_dash + 1, group[0])) or not (
        _has_words(reading, before) and _has_words(reading, after)
    ):
        return None
    return build(reading, "interpolated", verb, entry, [*before, *after])


def _has_words(reading: Reading, tokens: Iterable[int]) -> bool:
    return any(not reading.is_filler(i) for i in tokens)


def interpolated(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, dijo X, B* / *A, X said*: the clause that an interpolated cue hangs on."""
    if verb.dep_ != "parataxis" or verb.head == verb or not entry.takes & {"clause", "quote"} or child(verb, {"ccomp", "obj"}) is not None:
        return None
    own = subtree(verb)
    content = subtree(verb.head) - own
    if not content or not is_clause(verb.head) or not is_finite(verb):
        return None
    before, after = min(own) - 1, max(own) + 1
    doc = reading.doc
    parted = (before >= 0 and reading.is_filler(before)) or (after < len(doc) and reading.is_filler(after))
    return build(reading, "interpolated", verb, entry, content) if parted else None


def between_commas(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*El faro, explicó la farera, se construyó en 1887*: a cue and its subject between the subject and the verb of a statement."""
    doc, (start, end) = reading.doc, reading.segment(verb.i)
    if not entry.takes & {"clause", "quote"} or not is_finite(verb) or reading.is_inside_quote(verb.i):
        return None
    before = next((i for i in range(verb.i, max(verb.i - 9, start), -1) if doc[i].text == ","), None)
    after = next((i for i in range(verb.i + 1, min(verb.i + 9, end)) if doc[i].text == ","), None)
    if before is None or after is None or any(is_finite(t) for t in doc[before + 1 : after] if t != verb):
        return None
    start = next((i for i in range(before - 1, start, -1) if doc[i - 1].text in _MARKS_AND_STOPS), start)
    aside = doc[before + 1 : after]
    plain = all(t.pos_ in {"NOUN", "PROPN", "DET", "ADJ", "VERB", "ADV", "ADP", "PUNCT", "AUX"} for t in aside) and doc[
        before + 1
    ].pos_ not in {"ADP", "ADV"}
    named = any(t.pos_ == "PROPN" or t.lemma_.lower() in reading.language.sources.nouns for t in aside)
    states = after + 1 < end and any(is_finite(t) and t.pos_ in {"VERB", "AUX"} for t in doc[after + 1 : min(after + 5, end)])
    subject = not any(is_finite(t) for t in doc[start:before]) and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in doc[start:before])
    if not (plain and named and states and subject):
        return None
    return build(reading, "interpolated", verb, entry, [*range(start, before), *range(after + 1, end)])


def trailing(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, explicó X.*: a cue after the last comma of its sentence, whatever the parser made of it."""
    start, end = reading.segment(verb.i)
    group = verb_group(reading, verb)
    if not entry.takes & {"clause", "quote"} or not is_finite(verb):
        return None
    named = child(verb, {"obj"})
    if child(verb, {"ccomp", "xcomp"}) is not None or (named is not None and not (named.ent_type_ and named.i > verb.i)):
        return None
    subject = child(verb, {"nsubj"})
    adjoins = subject is not None and not any(t.text == "," for t in reading.doc[subject.i : group[0]])
    first = min(group[0], subject.left_edge.i) if subject is not None and adjoins and child(subject, {"acl:relcl"}) is None else group[0]
    relative = any(c.lower_ in reading.language.grammar.relatives for c in verb.children)
    if first - 1 <= start or reading.doc[first - 1].text != "," or verb.dep_ in {"conj", "advcl"} or relative:
        return None
    group = (first, group[1])
    rest = [t for t in reading.doc[verb.i + 1 : end] if not reading.is_filler(t.i)]
    if len(rest) > 25 or any(is_finite(t) and t.dep_ not in {"acl:relcl", "acl"} for t in rest):
        return None
    content = range(start, group[0] - 1)
    words = [reading.doc[i] for i in content if not reading.is_filler(i)]
    if len(words) < 4 or not any(t.pos_ in {"VERB", "AUX"} for t in words):
        return None
    return build(reading, "trailing", verb, entry, content)
