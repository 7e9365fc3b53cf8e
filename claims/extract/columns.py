"""What the learned stage sees of each token: columns of hashed words, one row a token, of the parse and of what the rules found.

``TOKEN`` columns describe a token by itself, ``RELATIVE`` columns as it stands to one cue. Each entry gives a column's
name, the width of its embedding and the rows of its hash table, so that this list is the input layer of the networks.
"""

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.reading import Reading, is_line_break

TOKEN = (
    ("norm", 32, 4000), ("lemma", 32, 4000), ("suffix", 16, 1000), ("shape", 8, 500), ("pos", 8, 50), ("morph", 16, 500),
    ("dep", 16, 100), ("head lemma", 24, 3000), ("head kind", 16, 300), ("dependents", 16, 1500), ("cue entry", 8, 100),
    ("entity", 8, 100), ("quotation", 8, 20), ("rules' role", 8, 30), ("cluster", 24, 1500), ("source noun", 8, 30),
)  # fmt: skip
RELATIVE = (
    ("distance", 16, 60), ("path", 16, 1500), ("branch", 24, 2000), ("rules' role for this cue", 16, 20), ("quotation from the cue", 16, 30),
    ("sentence from the cue", 8, 60), ("cue lemma", 24, 2000), ("cue kind", 8, 100), ("cue lemma and branch", 24, 3000),
    ("cue's dependents", 16, 500), ("language", 4, 5),
)  # fmt: skip
BEFORE, AFTER = 100, 150
_NOTHING = "-"
_PLAIN = frozenset({"punct", "det", "case", "amod", "conj", "cc"})
_HIGHEST = 8


def paragraphs(doc: Doc) -> list[Tokens]:
    """Cut an article at its line breaks; the breaks belong to no paragraph."""
    breaks = [-1, *(token.i for token in doc if is_line_break(token)), len(doc)]
    return [(a + 1, b) for a, b in itertools.pairwise(breaks) if a + 1 < b]


def window(pars: Sequence[Tokens], cue: Tokens) -> Tokens:
    """Give the tokens that may belong to a cue's attribution: its paragraph, not more than 100 before and 150 after it."""
    start, end = pars[bisect_right(pars, cue[0], key=itemgetter(0)) - 1]
    return max(start, cue[0] - BEFORE), min(end, cue[1] + AFTER)


def token_columns(reading: Reading, attributions: Iterable[Attribution]) -> Any:
    """Describe every token of an article by itself: an array of 64-bit hashes, tokens by ``TOKEN`` columns."""
    doc, words = reading.doc, reading.language
    roles = [_NOTHING] * len(doc)
    for attribution in attributions:
        _mark_roles(roles, attribution, 0, [("Q", [attribution.cue])])
    dependents: list[set[str]] = [set() for _ in doc]
    for token in doc:
        if token.head.i != token.i:
            dependents[token.head.i].add(token.dep_)
    marks = {quote.start: "open" for quote in reading.quotes} | {quote.end - 1: "close" for quote in reading.quotes}
    clusters = doc.vocab.vectors.key2row
    rows = []
    for token in doc:
        lemma = token.lemma_.lower()
        entry = (words.cues.verbs if token.pos_ in {"VERB", "AUX"} else words.cues.nouns).get(lemma)
        rows.append((
            token.norm_.lower(), lemma, token.text[-3:], token.shape_, token.pos_, token.pos_ + str(token.morph), token.dep_,
            token.head.lemma_.lower(), token.head.pos_ + token.head.dep_, "|".join(sorted(dependents[token.i] - _PLAIN)),
            f"{entry.kind}{entry.stance}{int(entry.level)}" if entry else _NOTHING, token.ent_iob_ + token.ent_type_,
            marks.get(token.i) or ("in" if reading.is_inside_quote(token.i) else "out"), roles[token.i],
            str(clusters.get(token.orth, clusters.get(token.lower, -1))), str(words.sources.nouns.get(lemma, _NOTHING)),
        ))  # fmt: skip
    return _hashed(rows, len(TOKEN))


def relative_columns(reading: Reading, attributions: Iterable[Attribution], cue: Tokens, bounds: Tokens) -> Any:
    """Describe the tokens of a window as they stand to a cue: an array of hashes, tokens by ``RELATIVE`` columns.

    ``attributions`` are those the rules found for this cue. The path runs up from the cue to what it has in common with the token; the branch is the first step down from there.
    """
    doc = reading.doc
    start, end = bounds
    head = doc[cue[0] : cue[1]].root
    roles = [_NOTHING] * (end - start)
    for attribution in attributions:
        _mark_roles(roles, attribution, start, [])
    inside = sorted({n for i in range(start, end) if (n := reading.quote_of[i]) is not None})
    dependents = "|".join(sorted({child.dep_ for child in head.children} - {"punct"}))[:60]
    lemma, sentence = head.lemma_.lower(), head.sent
    rows = []
    for (up, path, branch, depth), i in zip(_paths(head, start, end), range(start, end), strict=True):
        quotation = _quotation_from(reading, inside, head, i)
        side = 0 if sentence.start <= i < sentence.end else 1 if i >= sentence.end else -1
        after = "+" if i > head.i else "-"
        rows.append((
            "cue" if cue[0] <= i < cue[1] else _distance(i - cue[0] if i < cue[0] else i - cue[1] + 1), f"{up}|{path}|{branch}",
            f"{path}|{branch}|{min(depth, 4)}", roles[i - start], quotation, f"{side}|{quotation}|{after}", lemma,
            head.pos_ + head.dep_ + after, f"{lemma}|{branch}|{up}", dependents, reading.language.code,
        ))  # fmt: skip
    return _hashed(rows, len(RELATIVE))


def _mark_roles(roles: list[str], attribution: Attribution, start: int, more: list[tuple[str, list[Tokens]]]) -> None:
    """Write which part of an attribution by the rules each token is, the first one of a part apart."""
    spans = [("S", [attribution.source] if attribution.source else []), ("C", list(attribution.content)), *more]
    for name, pieces in spans:
        for first, end in pieces:
            for i in range(max(first, start), min(end, start + len(roles))):
                roles[i - start] = ("B" if i == first else "I") + name


def _paths(head: Token, start: int, end: int) -> list[tuple[int, str, str, int]]:
    """Give each token's way from the cue: steps up, their labels, the first label down, steps down."""
    doc = head.doc
    above = [head.i]
    while doc[above[-1]].head.i != above[-1] and len(above) < _HIGHEST:
        above.append(doc[above[-1]].head.i)
    known = {i: (n, "", 0) for n, i in enumerate(above)}
    labels = [">".join(doc[i].dep_ for i in above[:n][-3:]) for n in range(len(above))]
    for i in range(start, end):
        way = []
        while i not in known and doc[i].head.i != i:
            way.append(i)
            i = doc[i].head.i
        known.setdefault(i, (_HIGHEST + 1, "", 0))
        for k in reversed(way):
            up, branch, depth = known[doc[k].head.i]
            known[k] = (up, branch or doc[k].dep_, depth + 1)
    return [(up, labels[up] if up < len(labels) else "?", branch, depth) for up, branch, depth in (known[i] for i in range(start, end))]


def _quotation_from(reading: Reading, inside: Sequence[int], head: Token, i: int) -> str:
    """Say in which quotation a token stands, counted from the cue: its own, the next one, the one behind that."""
    number = reading.quote_of[i]
    if number is None:
        return "none"
    if number == reading.quote_of[head.i]:
        return "same"
    start = reading.quotes[number].start
    low, high = min(head.i, start), max(head.i, start)
    between = sum(low < reading.quotes[n].start < high for n in inside if n != number and n != reading.quote_of[head.i])
    return f"{'after' if start > head.i else 'before'}{min(between, 2)}"


def _distance(steps: int) -> str:
    """Name a distance in tokens, the exact one up to five and the power of two it reaches beyond.

    >>> [_distance(steps) for steps in (-3, 5, 40)]
    ['-3', '+5', '+32']
    """
    size = abs(steps)
    return ("+" if steps > 0 else "-") + str(size if size < 6 else 1 << (size.bit_length() - 1))


def _hashed(rows: Sequence[Sequence[str]], width: int) -> Any:
    hashes = {word: get_string_id(word) for word in {word for row in rows for word in row}}
    table = [[hashes[word] for word in row] for row in rows]
    return numpy.array(table, dtype="uint64").reshape(len(rows), width)
