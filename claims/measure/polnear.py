"""Compare with PolNeAR (Newell, Margolin and Ruths 2018, LREC) by its own conventions and with its own measures.

Its contents take in the conjunction *that* and the quotation marks that our guidelines leave outside, and it marks
neither what an attribution holds inside it nor what the author says alone. Its scope is wider than ours (decisions,
intentions, support, questions): what we leave out by our guidelines counts as missed here.
"""

import re
from dataclasses import replace

from claims.measure.mark import Document, Mark, Offsets, characters
from claims.measure.scores import Counts, add_ratio, count_exact
from claims.model import Claim

OPENING = frozenset("\"'“‘«")
CLOSING = frozenset("\"'”’»")
STOPS = frozenset(".,?!")
FINAL = frozenset(".?!")
BLANKS = " \"'“‘"
SENTENCE_ENDS = frozenset('.?!\n”":')
MARKED = re.compile(r"\bthat,? ?$", re.IGNORECASE)


def to_polnear(text: str, claim: Claim) -> Mark:
    """Mark a claim as PolNeAR does: *that* and quotation marks inside the content.

    >>> from claims.model import Span
    >>> text = 'He said that "all is well."'
    >>> to_polnear(text, Claim("a", (Span.of(text, 14, 25),))).content
    ((8, 27),)
    """
    mark = Mark.of(claim)
    return replace(mark, content=tuple(_widen(text, span) for span in mark.content))


def _widen(text: str, span: Offsets) -> Offsets:
    """Take in the conjunction, the quotation marks with the stop before them, and the final stop of whole sentences."""
    start, end = span
    before = text[:start].rstrip(BLANKS)
    begins_sentence = not before or before[-1] in SENTENCE_ENDS
    while start and text[start - 1] in OPENING:
        start -= 1
    marked = MARKED.search(text, max(0, start - 10), start)
    if marked:
        start = marked.start()
    after = end
    while after < len(text) and text[after] in STOPS:
        after += 1
    if after < len(text) and text[after] in CLOSING and any(c in OPENING for c in text[start:end]):
        end = after + 1
        while end < len(text) and text[end] in CLOSING:
            end += 1
    elif begins_sentence and not marked and after > end and text[end] in FINAL:
        end = after
    return start, end


def outermost(marks: list[Mark]) -> list[Mark]:
    """Leave out attributions that stand, content and cue, inside another's content."""
    inside = [characters(m.content) for m in marks]
    return [
        m
        for i, m in enumerate(marks)
        if not any(i != j and characters((*m.content, *m.cue)) < other for j, other in enumerate(inside))
    ]  # fmt: skip


def count_polnear(document: Document, predicted: list[Claim]) -> Counts:
    """Count exact spans by role, relations whose three roles all overlap, and the recall of those with nothing quoted."""
    counts = Counts()
    gold = list(document.gold)
    found = outermost([to_polnear(document.text, claim) for claim in predicted if claim.form != "author"])
    for role in ("source", "cue", "content"):
        count_exact(counts, f"exact {role}", gold, found, role)
    pairs = find_overlapping(gold, found)
    add_ratio(counts, "relation overlap", len(pairs), len(found), len(gold))
    unquoted = [i for i, m in enumerate(gold) if not _is_quoted(document.text, m)]
    add_ratio(counts, "relation overlap, nothing quoted", sum(i in pairs for i in unquoted), 0, len(unquoted))
    return counts


def find_overlapping(gold: list[Mark], found: list[Mark]) -> dict[int, int]:
    """Pair relations one to one whose source, cue and content overlap; a role may be empty only on both sides."""
    pairs: dict[int, int] = {}
    for j, b in enumerate(found):
        for i, a in enumerate(gold):
            if i not in pairs and all(_overlap(getattr(a, role), getattr(b, role)) for role in ("content", "cue", "source")):
                pairs[i] = j
                break
    return pairs


def _overlap(a: tuple[Offsets, ...], b: tuple[Offsets, ...]) -> bool:
    if not a or not b:
        return not a and not b
    return any(max(s, t) < min(e, f) for s, e in a for t, f in b)


def _is_quoted(text: str, mark: Mark) -> bool:
    """Say whether any part of a content is in quotation marks; an apostrophe between letters is none."""
    return any(c in '"“”«»' for start, end in mark.content for c in text[start:end])
