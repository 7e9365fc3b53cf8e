"""Where the content of a cue's clause begins and ends, which a parser gets wrong more often than the clause itself."""

from spacy.tokens import Token

from claims.extract.reading import Reading
from claims.extract.tree import SUBJECTS, child, children, feature, is_finite, is_infinitive, subtree


def clause_tokens(reading: Reading, root: Token, verb: Token) -> set[int]:
    """Give a content clause's tokens, without cues interpolated in it and verbs coordinated with its own cue."""
    tokens = subtree(root) | _split_off(reading, root, verb)
    if not any(is_finite(t) for t in root.subtree):
        tokens = tokens.union(*(subtree(t) for t in children(verb, {"parataxis", "conj"}) if t.i > root.i))
    if root.i > verb.i:
        tokens = tokens.union(*(subtree(t) for t in children(verb, {"conj"}) if t.i > max(tokens) and is_infinitive(t) and is_finite(verb)))
    for token in root.subtree:
        others = (_is_other_cue(reading, token, verb), goes_with_cue(token, root, verb), _is_main_clause(reading, token, verb))
        if token != root and any(others):
            tokens -= subtree(token)
        if token.dep_ == "advcl" and any(c.lower_ in reading.language.grammar.manner_marks for c in children(token, {"mark", "advmod"})):
            if token.lemma_.lower() in reading.language.cues.verbs.keys() | reading.language.grammar.carriers:
                tokens -= subtree(token)
    return _until_consequence(reading, tokens | _adjoining(reading, tokens, root, verb), root)


def goes_on(reading: Reading, root: Token, verb: Token) -> set[int]:
    """Give the rest of a statement that its cue interrupts before a conjunction: *A, Ruiz said, because B*."""
    if root.i > verb.i or reading.is_inside_quote(root.i):
        return set()
    end = reading.segment(verb.i)[1]
    comma = next((i for i in range(verb.i + 1, min(verb.i + 12, end)) if reading.doc[i].text == ","), None)
    if comma is None or comma + 1 >= end or reading.doc[comma + 1].lower_ not in reading.language.grammar.continuers:
        return set()
    rest = reading.doc[comma + 1 : end]
    cued = any(t.lemma_.lower() in reading.language.cues.verbs and is_finite(t) for t in rest[:4])
    return set() if cued or any(reading.is_inside_quote(t.i) for t in rest) else set(range(comma + 1, end))


def _adjoining(reading: Reading, tokens: set[int], root: Token, verb: Token) -> set[int]:
    """Give the clauses right behind a content that its conjunction ties to it though the parse hung them on the cue."""
    found: set[int] = set()
    for clause in children(verb, {"advcl", "conj"}) if root.i > verb.i else ():
        inside = subtree(clause)
        start = min(inside)
        near = start - 1 in {max(tokens), max(tokens) + 1} or start - 2 == max(tokens)
        cued = any(t.lemma_.lower() in reading.language.cues.verbs for t in clause.subtree)
        first = reading.doc[start + (reading.doc[start].text == ",")]
        continues = clause.dep_ == "advcl" and reading.doc[start].lower_ in reading.language.grammar.continuers
        contrasts = first.lower_ in reading.language.grammar.contrasts and child(clause, SUBJECTS) is not None
        joins = first.dep_ == "cc" and start == max(tokens) + 1 and first.i == start and child(clause, SUBJECTS) is not None
        if near and not cued and (continues or contrasts or (joins and clause.dep_ == "conj" and is_finite(verb))):
            found |= inside
    return found


def _until_consequence(reading: Reading, tokens: set[int], root: Token) -> set[int]:
    """Cut a content before what the author draws from it: *dijo que A, por lo que B*."""
    for i in sorted(tokens):
        if i > root.i and reading.doc[i - 1].text == "," and not reading.is_inside_quote(i):
            if is_consequence(reading, i):
                return {k for k in tokens if k < i}
    return tokens


def is_consequence(reading: Reading, i: int) -> bool:
    """Say whether the words begin here with which an author draws something from a statement: *por lo que B*."""
    return any(
        words.split() == [t.lower_ for t in reading.doc[i : i + len(words.split())]] for words in reading.language.grammar.consequences
    )


def _split_off(reading: Reading, root: Token, verb: Token) -> set[int]:
    """Give the rest of a sentence that the parser cut off behind a content clause."""
    end = reading.segment(verb.i)[1]
    last = max(*subtree(root), verb.i)
    if last + 1 < end and root.i > verb.i and reading.doc[last + 1].sent.start > verb.i:
        return set(range(last + 1, end))
    return set()


def goes_with_cue(token: Token, root: Token, verb: Token) -> bool:
    """Say whether tense shows that a verb continues the cue and not the content: *dijo que no basta y apostó por B*."""
    if token.dep_ != "conj" or not is_finite(token) or any(True for _ in children(token, {"mark", "nsubj", "nsubj:pass", "aux", "cop"})):
        return False
    tense = feature(token, "Tense")
    alike = tense == feature(verb, "Tense") == ["Past"] and feature(token, "Number") == feature(verb, "Number")
    first = root if is_finite(root) and feature(root, "Tense") else next(children(root, {"aux", "cop"}), root)
    return alike and feature(first, "Tense") not in (["Past"], ["Imp"]) and bool(feature(first, "Tense"))


def _is_main_clause(reading: Reading, token: Token, verb: Token) -> bool:
    """Say whether a clause is the one that the cue's own clause depends on: *aunque dijo que A, [todos saben B]*."""
    marks = reading.language.grammar.complementizers
    depends = any(c.i < verb.i and c.lower_ not in marks for c in children(verb, {"mark"}))
    if not depends or token.dep_ != "conj" or not is_finite(token) or child(token, SUBJECTS) is None:
        return False
    start = min(subtree(token))
    return child(token, {"cc"}) is None and "," in {reading.doc[start].text, reading.doc[start - 1].text}


def _is_other_cue(reading: Reading, token: Token, verb: Token) -> bool:
    """Say whether a verb inside a content is coordinated with its cue rather than with the content: *dijo que A y añadió…*."""
    entry = reading.language.cues.verbs.get(token.lemma_.lower())
    if entry is None or token.dep_ not in {"conj", "advcl"} or child(token, SUBJECTS) is not None or not is_finite(token):
        return False
    conceded = any(c.lower_ in reading.language.grammar.contrasts for c in children(token, {"mark", "cc"}))
    if token.dep_ == "advcl" and not conceded:
        return False
    marked = any(c.lower_ in reading.language.grammar.complementizers for c in children(token, {"mark"}))
    states = child(token, {"ccomp", "xcomp"}) is not None or ("assertion" in entry.takes and child(token, {"obj"}) is not None)
    return not marked and feature(token, "Tense") == feature(verb, "Tense") and states
