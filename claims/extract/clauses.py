"""Statements in a clause that hangs on the cue or that the cue hangs on: *X dijo que A*, *A, según informó X*, *X said A*."""

from dataclasses import replace

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.borders import clause_tokens, goes_on
from claims.extract.build import build
from claims.extract.cues import phrase_end, verb_group
from claims.extract.reading import Reading
from claims.extract.tree import (
    SUBJECTS,
    child,
    children,
    feature,
    first_conjunct,
    governing_clause,
    is_clause,
    is_finite,
    is_infinitive,
    subtree,
)
from claims.languages.cues import Cue
from claims.model import Certainty, Polarity

_LONGEST_ASIDE, _LONGEST_ADVERBIAL = 20, 9
_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl"})


def manner_clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, según informó X* / *As X said, A*: the clause that the cue's clause hangs on."""
    grammar = reading.language.grammar
    marker = next(
        (c for c in verb.children if c.lower_ in grammar.manner_marks and c.dep_ in {"mark", "advmod", "case"} and c.i < verb.i),
        None,
    )
    if marker is None or verb.head == verb or verb.dep_ in {"ccomp", "conj"} or child(verb, {"ccomp"}) is not None:
        return None
    host = governing_clause(verb.head)
    segment = reading.segment(verb.i)
    if all(reading.is_filler(i) for i in range(max(subtree(verb)) + 1, segment[1])):
        while host.dep_ in _SUBORDINATE and governing_clause(host.head).i >= segment[0] and not reading.is_inside_quote(host.i):
            host = governing_clause(host.head)
        if host.dep_ == "conj" and reading.doc[marker.i - 1].text == "," and not reading.is_inside_quote(host.i):
            host = governing_clause(first_conjunct(host))
    inside = subtree(host) if host.dep_ != "ROOT" else set(range(*segment))
    own = subtree(verb)
    content = {i for i in inside - own if segment[0] <= i < segment[1]}
    if host.dep_ != "ROOT":
        content = {i for i in content if i < min(own) or i > max(own)}
    attribution = build(reading, "manner clause", verb, entry, content - {marker.i})
    if attribution is not None and marker.lower_ in grammar.cue_marks:
        return replace(attribution, cue=(marker.i, attribution.cue[1]))
    return attribution


def clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*X dijo que A* / *X said (that) A* / *A, dijo X*: the clause that the cue governs."""
    if "clause" not in entry.takes and not ("quote" in entry.takes and _is_before(reading, verb)):
        return None
    inside = [verb, *reading.doc[verb.i + 1 : phrase_end(reading, verb)]]
    root = next((c for t in inside if (c := child(t, {"ccomp", "csubj", "csubj:pass"})) is not None and c not in inside), None)
    if root is None:
        root = _marked_clause(reading, verb) or _asked_clause(reading, verb, entry)
    if root is None:
        return _after_complementizer(reading, verb, entry)
    if not is_clause(root) and root.i > verb.i:
        return _after_complementizer(reading, verb, entry)
    if root.i == verb.i or not is_clause(root) or (root.i < verb.i and _states_behind(verb, entry)):
        return None
    asks = reading.language.grammar.interrogatives
    if is_infinitive(root) and not any(c.lower_ in asks for c in root.children) and "infinitive" not in entry.takes:
        return None
    content = clause_tokens(reading, root, verb) | goes_on(reading, root, verb) | _cut_subject(reading, root, verb)
    first = reading.doc[min(content)]
    if first.lower_ in reading.language.grammar.complementizers and first.i + 1 < len(reading.doc) and not is_finite(first.nbor()):
        content -= {first.i}
    return build(reading, "clause", verb, entry, content, reported=root.i > verb.i and _is_bare_infinitive(root, asks))


def _is_bare_infinitive(root: Token, asks: frozenset[str]) -> bool:
    """Say whether an infinitive, perfect or not, stands for a statement: *admite no haberlo visto*; not *no sabe si ir*."""
    unfinished = is_infinitive(root) or any("Inf" in feature(c, "VerbForm") for c in children(root, {"aux"}))
    return unfinished and not is_finite(root) and not any(c.lower_ in asks for c in root.children)


def _cut_subject(reading: Reading, root: Token, verb: Token) -> set[int]:
    """Give the subject that a cue between two commas cuts off its clause: *[The test], the army said, was its biggest yet*."""
    subjects = list(children(verb, {"nsubj"}))
    behind = reading.doc[verb_group(reading, verb)[1]] if verb.i + 1 < len(reading.doc) else verb
    if root.i < verb.i or len(subjects) < 2 or behind.text != "," or child(root, {"nsubj", "nsubj:pass"}) is not None:
        return set()
    first, second = subjects[:2]
    return subtree(first) if first.i < second.i < verb.i and reading.doc[second.left_edge.i - 1].text == "," else set()


def _states_behind(verb: Token, entry: Cue) -> bool:
    """Say whether a cue has its statement behind it, so that a clause before it is another's: *aunque A, señaló las presiones*."""
    things = [c for c in children(verb, {"obj"}) if c.i > verb.i and c.pos_ == "NOUN" and not c.ent_type_]
    return "noun" in entry.takes and bool(things) and any(c.i < verb.i for c in children(verb, {"nsubj"}))


def _is_before(reading: Reading, verb: Token) -> bool:
    root = child(verb, {"ccomp"})
    return root is not None and root.i < verb.i


def _asked_clause(reading: Reading, verb: Token, entry: Cue) -> Token | None:
    """Give the indirect question right behind a cue that the parser took for an adverbial: *explained why A*, *se pregunta si A*."""
    asks = reading.language.grammar.interrogatives
    if entry.level > Certainty.UNCOMMITTED and entry.polarity != Polarity.NEGATIVE:
        asks = asks - reading.language.grammar.continuers
    return next((c for c in children(verb, {"advcl", "advmod"}) if c.i > verb.i and _opens_with(c, asks, verb.i + 1)), None)


def _opens_with(clause: Token, words: frozenset[str], at: int) -> bool:
    return min(subtree(clause)) == at and clause.doc[at].lower_ in words and is_finite(clause)


def _marked_clause(reading: Reading, verb: Token) -> Token | None:
    """Give the clause after *que/that* right behind a cue, where the parser hung it somewhere else."""
    grammar = reading.language.grammar
    segment = reading.segment(verb.i)
    for token in reading.doc[verb.i + 1 : min(verb.i + 9, segment[1])]:
        if (
            token.lower_ in grammar.complementizers
            and token.dep_ == "mark"
            and token.head.i > token.i
            and (
                token.head.dep_ in {"acl", "advcl", "ccomp", "xcomp", "csubj", "obj", "obl", "acl:relcl"}
                and token.head.head.i >= verb.i - 1
            )
        ):
            return token.head
        another = "Ger" in feature(token, "VerbForm") and token.lemma_.lower() in reading.language.cues.verbs
        if is_finite(token) or another or token.text in {",", ";", ":"}:
            return None
    return None


def _after_complementizer(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """Take what follows *que/that* close behind a cue, where the parse sees no clause there at all."""
    start, end = phrase_end(reading, verb), reading.segment(verb.i)[1]
    objects = [c for c in children(verb, {"obj", "xcomp"}) if c.lower_ not in reading.language.grammar.complementizers]
    at_once = start < end and reading.doc[start].lower_ in reading.language.grammar.complementizers and _is_marker(reading.doc[start])
    occupied = start == verb.i + 1 and bool(objects) and not at_once
    start = _behind_insertion(reading, start, end)
    if occupied or not is_finite(verb) or "clause" not in entry.takes:
        return None
    for token in reading.doc[start : min(start + _LONGEST_ADVERBIAL, end)]:
        named = token.i > verb.i + 1 and token.nbor(-1).pos_ == "PROPN"
        if token.lower_ in reading.language.grammar.complementizers and _has_own_antecedent(reading, verb, token):
            return None
        if token.lower_ in reading.language.grammar.complementizers and (
            named or not _is_relative(token, verb, reading.language.grammar.frames)
        ):
            stop = next((t.i for t in reading.doc[token.i : end] if t.text in {":", ";"}), end)
            return build(reading, "clause", verb, entry, range(token.i + 1, stop))
        if is_finite(token) or reading.is_filler(token.i):
            return None
    return None


def _is_marker(word: Token) -> bool:
    """Say whether *que/that* is a conjunction here, whatever the parser takes it for: *that* stands before no plural."""
    return word.pos_ == "SCONJ" or "Plur" in feature(word.head, "Number") or word.nbor().pos_ in {"DET", "PROPN", "PRON"}


def _behind_insertion(reading: Reading, start: int, end: int) -> int:
    """Give where a cue's complement may begin: at once, or behind an aside that a comma closes: *negó, en público, que A*."""
    if start < end:
        for token in reading.doc[start + 1 : min(start + _LONGEST_ASIDE, end - 1)]:
            if is_finite(token) or reading.is_inside_quote(token.i):
                return start
            if token.text == "," and token.nbor().lower_ in reading.language.grammar.complementizers:
                return token.i + 1
    return start


def _has_own_antecedent(reading: Reading, verb: Token, marker: Token) -> bool:
    """Say whether *que/that* follows a bare noun that can be no speaker: *reconocemos la fuerza que tenemos*, but *dijo el alcalde que A*."""
    noun = marker.nbor(-1)
    bare = not any(t.pos_ == "ADP" or t.text == "," for t in reading.doc[verb.i + 1 : marker.i])
    return noun.pos_ == "NOUN" and noun.i > verb.i and bare and noun.lemma_.lower() not in reading.language.sources.nouns


def _is_relative(marker: Token, verb: Token, clause_frames: frozenset[str]) -> bool:
    """Say whether *que/that* begins a relative clause on a noun of the verb's adverbial: *avanzó bajo un sol que quema*."""
    clause = marker.head
    return (
        clause.dep_ in {"acl", "acl:relcl", "advcl:relcl"}
        and clause.head.dep_ == "obl"
        and clause.head.head == verb
        and not any(c.lower_ in clause_frames for c in children(clause.head, {"case"}))
        and verb.i < clause.head.i < marker.i
        and marker.dep_ != "mark"
        and not (marker.dep_ == "obj" and child(clause, {"cop"}) is not None)
    )


def bare_clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Mayor Ruiz said the ferry, which may be sold, carries 300 people*: a clause without *that*, which the parse missed."""
    doc, end = reading.doc, reading.segment(verb.i)[1]
    if verb.lemma_.lower() not in reading.language.grammar.bare_cues or not is_finite(verb) or child(verb, {"ccomp"}) is not None:
        return None
    subject = child(verb, SUBJECTS)
    rest = doc[verb.i + 1 : end]
    if subject is None or subject.i > verb.i or not rest or rest[0].pos_ not in {"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM"}:
        return None
    if any(reading.is_inside_quote(t.i) or t.lower_ in reading.language.grammar.complementizers for t in rest[:1]):
        return None
    predicates = [t for t in rest if is_finite(t) and t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl:relcl", "advcl"}]
    if not predicates or any(t.text in {":", ";"} for t in rest):
        return None
    return build(reading, "clause", verb, entry, range(verb.i + 1, end))
