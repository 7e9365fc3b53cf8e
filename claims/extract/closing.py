"""A reporting clause that closes its sentence, read from the words alone where the parse does not see it.

*Donations hit a record, an analysis of the filings shows.* / *La obra es cara, insistió ayer Ana Ruiz.*: short as it is,
the clause is often hung on what is said as if it were a noun or one more verb of it.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.attributions import content_root, form_of
from claims.extract.reading import Reading
from claims.extract.sources import source_span
from claims.extract.tree import is_finite
from claims.languages.cues import Cue

_LONGEST = 18
_BOTH = frozenset({"clause", "quote"})


def find_closing(reading: Reading, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Find the closing reporting clauses of all sentences in which no other rule found a cue behind the last comma."""
    known = {a.cue_head for a in found}
    for start, end in reading.segments:
        while end > start and reading.is_filler(end - 1):
            end -= 1
        comma = next((i for i in range(end - 2, max(start, end - _LONGEST), -1) if reading.doc[i].text == ","), None)
        if comma is None or any(comma < head < end for head in known):
            continue
        attribution = _read(reading, start, comma, end)
        if attribution is not None:
            yield attribution


def _read(reading: Reading, start: int, comma: int, end: int) -> Attribution | None:
    doc = reading.doc
    first, last = doc[comma + 1], doc[end - 1]
    for verb, source in ((last, (comma + 1, end - 1)), (first, (comma + 2, end))):
        entry = _entry(reading, verb)
        if entry is None or source[0] >= source[1] or not _is_phrase(reading, source):
            continue
        pieces = reading.pieces(range(start, comma))
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
            source=source_span(reading, head, source),
            source_head=head.i,
        )
    return None


def _entry(reading: Reading, verb: Token) -> Cue | None:
    """Give the entry of a form that can only be one of a verb that introduces clauses and quotations alike."""
    lemma = reading.language.forms.get(verb.lower_)
    entry = reading.language.cues.verbs.get(lemma) if lemma is not None and lemma != verb.lower_ else None
    return entry if entry is not None and (entry.takes >= _BOTH or (verb.pos_ != "VERB" and "clause" in entry.takes)) else None


def _is_phrase(reading: Reading, source: Tokens) -> bool:
    """Say whether tokens can be a speaker: a noun phrase with no finite verb outside of its relative clause, nothing quoted."""
    tokens = list(reading.doc[source[0] : source[1]])
    if tokens[0].pos_ not in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"} or tokens[0].lower_ in reading.language.grammar.relatives:
        return False
    if any(is_finite(t) and t.pos_ in {"VERB", "AUX"} for t in tokens) or any(reading.is_inside_quote(t.i) for t in tokens):
        return False
    return any(t.pos_ in {"PROPN", "NOUN", "PRON"} for t in tokens)
