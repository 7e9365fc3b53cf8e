"""From a cue and the tokens of its content to an Attribution: whole quotations, source, relays, form."""

from collections.abc import Iterable

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.cues import verb_group
from claims.extract.reading import Reading
from claims.extract.sources import absolute_start, find_relays, find_source, source_span
from claims.extract.tree import feature, is_finite, is_infinitive
from claims.languages.cues import Cue
from claims.model import Form


def build(reading: Reading, rule: str, verb: Token, entry: Cue, content: Iterable[int], *, reported: bool = False) -> Attribution | None:
    """Put an attribution together from a verbal cue and the tokens of its content; None if no content is left."""
    group = verb_group(reading, verb)
    relays = find_relays(reading, verb, set(content))
    carried = {i for relay in relays for i in range(*relay)}
    chosen = complete_quotes(reading, set(content), group) - set(range(*group)) - carried - _absolutes(reading, verb, set(content))
    pieces = reading.pieces(_inside_its_quotation(reading, verb, chosen))
    if not pieces:
        return None
    taken = frozenset(i for piece in pieces for i in range(*piece))
    head = find_source(reading, verb, taken)
    source = None
    if head is not None and head.i not in taken and not is_nobody(reading, head) and not _is_lone_article(reading, head):
        source = source_span(reading, head, free_room(reading, head, group, pieces))
        head = head if head.i in range(*source) else reading.doc[source[0] : source[1]].root
    root = content_root(reading, pieces)
    reported = reported and not is_finite(reading.doc[root])
    return Attribution(
        rule=rule,
        cue=group,
        cue_head=verb.i,
        entry=entry,
        content=pieces,
        content_root=root,
        form=Form.REPORTED if reported else form_of(reading, pieces),
        source=source,
        source_head=head.i if source and head is not None else None,
        relays=relays,
    )


def _inside_its_quotation(reading: Reading, verb: Token, content: set[int]) -> set[int]:
    """Leave out of what a quoted cue introduces all that stands outside of its quotation marks."""
    n = reading.quote_of[verb.i]
    inside = set(range(*reading.quotes[n].inner)) if n is not None else set()
    return content & inside if content and min(content) in inside else content


def _absolutes(reading: Reading, verb: Token, content: set[int]) -> set[int]:
    """Give the tokens of absolute clauses with a cue of their own inside a content: *…, con X elogiando Y*."""
    cut: set[int] = set()
    for i in range(verb.i + 1, reading.segment(verb.i)[1]):
        token = reading.doc[i]
        if token.lemma_.lower() in reading.language.cues.verbs and "Ger" in feature(token, "VerbForm"):
            start = absolute_start(reading, token)
            if start is not None and start in content and start > verb.i:
                cut |= {k for k in content if k >= start}
    return cut


def _is_lone_article(reading: Reading, head: Token) -> bool:
    """Say whether the parser took an article for a whole subject."""
    return head.pos_ == "DET" and head.lower_ in reading.language.sources.words["articles"]


def is_nobody(reading: Reading, head: Token) -> bool:
    """Say whether a subject names nobody: *it was reported*, *se dice*."""
    return head.lower_ in reading.language.grammar.impersonals and head.dep_ in {"expl", "expl:impers", "expl:pass"}


def free_room(reading: Reading, head: Token, cue: Tokens, pieces: tuple[Tokens, ...]) -> Tokens:
    """Give the stretch around a source that neither the cue nor the content nor the segment's end cuts off."""
    start, end = reading.segment(head.i)
    for a, b in (cue, *pieces):
        if b <= head.i:
            start = max(start, b)
        elif a > head.i:
            end = min(end, a)
    return (start, end)


def complete_quotes(reading: Reading, content: set[int], cue: Tokens) -> set[int]:
    """Add the rest of each quotation that the parse cut in two, unless the cue stands inside it."""
    whole = set(content)
    for n in reading.quotes_near(min(content, default=0), max(content, default=0) + 1):
        quote = reading.quotes[n]
        inside = set(range(*quote.inner))
        if inside & content and not inside & set(range(*cue)):
            first = min(content)
            whole |= set(range(quote.start, quote.end)) if quote.start >= first else {i for i in inside if i >= first}
    return whole


def form_of(reading: Reading, pieces: tuple[Tokens, ...]) -> Form:
    """Say how much of a content is quoted."""
    words = [i for piece in pieces for i in range(*piece) if not reading.is_filler(i)]
    quoted = sum(reading.is_inside_quote(i) for i in words)
    if quoted == len(words):
        return Form.DIRECT
    return Form.MIXED if quoted else Form.INDIRECT


def content_root(reading: Reading, pieces: tuple[Tokens, ...]) -> int:
    """Give the head of the first main predication: the first token whose own head lies outside of the content."""
    inside = {i for piece in pieces for i in range(*piece)}
    heads = [reading.doc[i] for i in sorted(inside) if reading.doc[i].head.i not in inside or reading.doc[i].dep_ == "ROOT"]
    clauses = [t for t in heads if t.pos_ in {"VERB", "AUX"} or is_finite(t)]
    if clauses and is_infinitive(clauses[0]):
        clauses.sort(key=lambda t: not is_finite(t))
    return (clauses or [t for t in heads if not reading.is_filler(t.i)] or heads)[0].i
