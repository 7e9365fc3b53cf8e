"""The author's own hedged statements: no source, but a main predication that is hedged (guidelines, section 6)."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.hedging import find_hedges, match_phrases
from claims.extract.reading import Reading
from claims.extract.tree import child, children, feature, is_finite, is_passive, subtree
from claims.extract.words import Finding
from claims.model import Certainty, Flag, Form

IMPERSONAL = "impersonal"
AUTHOR = "author"


def find_author_statements(reading: Reading, taken: Sequence[Attribution]) -> list[Attribution]:
    """Find the sentences whose main predication the author hedges, outside of all that is attributed already."""
    used = {i for attribution in taken for span in (attribution.cue, *attribution.content) for i in range(*span)}
    stated = {i for attribution in taken for piece in attribution.content for i in range(*piece)}
    found = []
    for root in _main_verbs(reading):
        if root.is_space or root.i in used or reading.is_inside_quote(root.i) or _is_question(reading, root):
            continue
        attribution = _impersonal(reading, root) or (_hedged(reading, root) if root == root.sent.root else None)
        if attribution is not None and not used & set(range(*attribution.cue)) and not _has_source(stated, attribution):
            found.append(attribution)
    return found


def _main_verbs(reading: Reading) -> Iterator[Token]:
    """Yield the head of each sentence, and the finite verbs coordinated with it."""
    for sentence in reading.doc.sents:
        yield sentence.root
        yield from (token for token in children(sentence.root, {"conj"}) if is_finite(token))


def _has_source(stated: set[int], attribution: Attribution) -> bool:
    """Say whether most of a statement is attributed to somebody already: ``stated`` are the tokens of all contents."""
    mine = {i for piece in attribution.content for i in range(*piece)}
    return len(mine & stated) > len(mine) / 2


def _is_question(reading: Reading, root: Token) -> bool:
    start, end = reading.segment(root.i)
    return reading.doc[end - 1].text == "?" or any(t.text == "¿" for t in reading.doc[start:end])


def _impersonal(reading: Reading, root: Token) -> Attribution | None:
    """*Se cree que A*, *todo apunta a que A*, *X is believed to A*: evidence that is left to nobody."""
    doc, language = reading.doc, reading.language
    clause = set(range(root.sent.start, root.sent.end))
    matches = match_phrases(doc, language.hedges.impersonal, clause)
    match = next(((a, b) for a, b, _ in matches if any(doc[i] == root or doc[i].head == root for i in range(a, b))), None)
    if match is None:
        return None
    below = child(root, {"ccomp", "csubj", "csubj:pass", "acl", "nsubj:pass"})
    subject = child(root, {"nsubj:pass", "nsubj"})
    if below is not None and below.i > match[1] - 1:
        content = {i for i in subtree(below) if i >= match[1]}
    elif subject is not None and subject.i < match[0]:
        content = subtree(root)
    else:
        content = {i for i in clause if i >= match[1]}
    return _statement(reading, IMPERSONAL, match, content, root)


def _hedged(reading: Reading, root: Token) -> Attribution | None:
    """*Moscú podría haber asesorado…*, *no parece…*: a hedge in the main clause."""
    if not is_finite(root) and child(root, {"aux", "cop"}) is None:
        return None
    inside = {t.i for t in root.sent if not t.is_space}
    findings = find_hedges(reading.doc, root, inside, reading.language, past=False)
    if any(f.flag in {Flag.CONDITION, Flag.QUESTION, Flag.DEONTIC} for f in findings):
        return None
    general = reading.language.hedges.lists["general"]
    findings = [f for f in findings if reading.doc[f.tokens[0]].lower_ not in general]
    hedges = [f for f in findings if Certainty.UNCOMMITTED < f.level < Certainty.HIGH and not _is_attribute(reading.doc[f.tokens[0]], root)]
    holds = root.lemma_.lower() in reading.language.cues.verbs and not is_passive(root) and child(root, {"nsubj"}) is not None
    if not hedges or _is_first_person(root) or (holds and all(f.tokens == (root.i, root.i + 1) for f in hedges)):
        return None
    deciding = min(hedges, key=lambda f: (f.level, f.tokens))
    cue = _with_group(reading, root, deciding)
    content = inside - _openers(reading, root, deciding)
    return _statement(reading, IMPERSONAL if deciding.nobody else AUTHOR, cue, content, root)


def _is_attribute(hedge: Token, root: Token) -> bool:
    """Say whether a hedging adjective only describes a noun of the sentence: *among likely voters*."""
    return hedge.dep_ == "amod" and hedge.head != root


def _is_first_person(root: Token) -> bool:
    return any("1" in feature(t, "Person") for t in [root, *children(root, {"aux", "nsubj"})])


def _with_group(reading: Reading, root: Token, hedge: Finding) -> Tokens:
    """Give a hedge with the negation in front of it and the auxiliary behind it: *no parece*, *podría haber*."""
    doc = reading.doc
    start, end = hedge.tokens
    if hedge.kind in {"modal", "verb", "mood"}:
        while start > 0 and doc[start - 1].lower_ in reading.language.grammar.negations:
            start -= 1
        while end < len(doc) and doc[end].pos_ == "AUX" and doc[end].head == root and doc[end] != root:
            end += 1
        if hedge.kind == "mood" and end == root.i:
            end += 1
    return (start, end)


def _openers(reading: Reading, root: Token, hedge: Finding) -> set[int]:
    """Give the words that join a sentence to the one before: *Además, A*, *A cambio, A*; the hedge itself stays."""
    doc = reading.doc
    comma = next((t.i for t in doc[root.sent.start : root.i] if t.text == ","), None)
    if comma is None or comma - root.sent.start > 3 or hedge.tokens[0] < comma:
        return set()
    opening = doc[root.sent.start : comma]
    if any(t.dep_.startswith("nsubj") for t in opening) or any(t.dep_ == "appos" for t in opening):
        return set()
    return set(range(root.sent.start, comma + 1))


def _statement(reading: Reading, rule: str, cue: Tokens, content: set[int], root: Token) -> Attribution | None:
    pieces = reading.pieces(content)
    if not pieces:
        return None
    within = [i for piece in pieces for i in range(*piece)]
    return Attribution(
        rule=rule,
        cue=cue,
        cue_head=cue[0],
        entry=None,
        content=pieces,
        content_root=root.i if root.i in within else next((i for i in within if reading.doc[i].head.i not in within), within[0]),
        form=Form.AUTHOR,
    )
