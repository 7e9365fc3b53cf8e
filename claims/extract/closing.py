"""A reporting clause that closes its sentence, read from the words alone where the parse does not see it.

*Donations hit a record, an analysis of the filings shows.* / *La obra es cara, insistió ayer Ana Ruiz.*: short as it is,
the clause is often hung on what is said as if it were a noun or one more verb of it.
"""

import itertools
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.build import content_root, form_of
from claims.extract.reading import Reading
from claims.extract.sources import source_span
from claims.extract.tree import is_finite
from claims.languages.cues import Cue

_LONGEST = 18
_SHORT = 10  # tokens that are taken whole
_BOTH = frozenset({"clause", "quote"})


def find_closing(reading: Reading, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Find the closing reporting clauses of all sentences in which no other rule found a cue behind the last comma."""
    known = {a.cue_head for a in found}
    for start, end in reading.segments:
        while end > start and reading.is_filler(end - 1):
            end -= 1
        commas = [i for i in range(start + 1, end - 1) if reading.doc[i].text == ","]
        for comma, stop in [*itertools.pairwise(commas), *((comma, end) for comma in commas[-1:])]:
            goes_on = stop == end or reading.doc[stop + 1].lower_ in reading.language.grammar.continuers
            if stop - comma > _LONGEST or not goes_on or not known.isdisjoint(range(comma + 1, stop)):
                continue
            attribution = _read(reading, start, comma, stop, end)
            if attribution is not None:
                yield attribution
                break


def _read(reading: Reading, start: int, comma: int, stop: int, end: int) -> Attribution | None:
    """Read the clause between a comma and where it stops as a speaker and a verb, in either order."""
    doc = reading.doc
    first = doc[comma + 1]
    spoken = ((verb, (comma + 1, verb.i)) for verb in reversed(doc[comma + 2 : stop]))
    for verb, source in (*spoken, (first, (comma + 2, stop))):
        entry = _entry(reading, verb, needed=_BOTH if verb == first else frozenset({"clause"}))
        if entry is None or source[0] >= source[1] or not _is_phrase(reading, source) or doc[verb.i - 1].pos_ == "NUM":
            continue
        if verb != first and not _is_circumstance(reading, entry, (verb.i + 1, stop)):
            continue
        pieces = reading.pieces([*range(start, comma), *range(stop, end)])
        if not pieces or not any(is_finite(doc[i]) for a, b in pieces for i in range(a, b)):
            return None
        head = doc[source[0] : source[1]].root
        return Attribution(
            rule="closing",
            cue=(verb.i, verb.i + 1),
            cue_head=verb.i,
            entry=entry,
            content=pieces,
            content_root=content_root(reading, pieces),
            form=form_of(reading, pieces),
            source=source if source[1] - source[0] <= _SHORT else source_span(reading, head, source),
            source_head=head.i,
        )
    return None


def _is_circumstance(reading: Reading, entry: Cue, rest: Tokens) -> bool:
    """Say whether the words behind a verb only tell to whom, when or where: *told reporters on Tuesday*, *dijo ayer a Efe*."""
    words = list(reading.doc[rest[0] : rest[1]])
    if any(is_finite(t) or reading.is_inside_quote(t.i) or t.lower_ in reading.language.grammar.complementizers for t in words):
        return False
    return not words or words[0].pos_ in {"ADP", "ADV"} or not entry.takes & {"noun", "imputation", "assertion"}


def _entry(reading: Reading, verb: Token, needed: frozenset[str]) -> Cue | None:
    """Give the entry of an inflected form whose verb takes what is needed."""
    lemma = reading.language.forms.get(verb.lower_)
    entry = reading.language.cues.verbs.get(lemma) if lemma is not None and lemma != verb.lower_ else None
    return entry if entry is not None and entry.takes >= needed else None


def _is_phrase(reading: Reading, source: Tokens) -> bool:
    """Say whether tokens can be a speaker: a noun phrase with no finite verb outside of its relative clause, nothing quoted."""
    tokens = list(reading.doc[source[0] : source[1]])
    if tokens[0].pos_ not in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"} or tokens[0].lower_ in reading.language.grammar.relatives:
        return False
    if any(is_finite(t) and t.pos_ in {"VERB", "AUX"} for t in tokens) or any(reading.is_inside_quote(t.i) for t in tokens):
        return False
    return any(t.pos_ in {"PROPN", "NOUN", "PRON"} for t in tokens)
