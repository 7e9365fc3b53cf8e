"""Adjectives that attribute: *está convencida de que A*, *is confident (that) A*."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.build import build
from claims.extract.cues import is_said
from claims.extract.reading import Reading
from claims.extract.tree import SUBJECTS, child, children, feature, is_clause, subtree
from claims.languages.cues import Cue

_CLAUSES = frozenset({"ccomp", "advcl", "acl", "obl", "xcomp"})


def find_predicates(reading: Reading) -> Iterator[Attribution]:
    """Find what somebody is said to be sure, convinced or afraid of, in text order."""
    adjectives = reading.language.cues.adjectives
    for token in reading.doc:
        entry = adjectives.get(token.lemma_.lower()) or adjectives.get(token.lower_)
        copula = _copula(reading, token) if entry is not None else None
        if entry is None or copula is None or not _is_somebodys(reading, token, copula):
            continue
        attribution = _predicate(reading, token, entry)
        if attribution is not None:
            yield replace(attribution, cue=(min(copula.i, attribution.cue[0]), attribution.cue[1]))


def _copula(reading: Reading, adjective: Token) -> Token | None:
    """Give the verb that joins an adjective to its subject: *is*, *se mostró*."""
    joined = child(adjective, {"cop", "aux", "aux:pass"})
    head = adjective.head
    if joined is None and adjective.dep_ in {"xcomp", "obj"} and head.lemma_.lower() in reading.language.grammar.copulas:
        joined = head
    return joined if joined is not None and joined.i < adjective.i else None


def _is_somebodys(reading: Reading, adjective: Token, copula: Token) -> bool:
    """Say whether somebody is told to think so: no *it is certain that*, no *I am sure*, no condition."""
    subjects = [t for verb in (adjective, copula) for t in children(verb, SUBJECTS)]
    if any(t.lower_ in reading.language.grammar.impersonals for t in subjects) or child(adjective, {"csubj", "expl"}) is not None:
        return False
    first = any("1" in feature(t, "Person") for t in [copula, *subjects])
    unreal = bool({"Imp", "Sub", "Cnd"} & set(feature(copula, "Mood")))
    return not first and not unreal and is_said(reading, adjective)


def _predicate(reading: Reading, adjective: Token, entry: Cue) -> Attribution | None:
    grammar = reading.language.grammar
    for root in children(adjective, _CLAUSES):
        if root.i < adjective.i or not is_clause(root):
            continue
        first = reading.doc[root.left_edge.i]
        markers = [first, *(c for c in children(root, {"mark", "case"}) if first.i < c.i < root.i)]
        opens = any(c.lower_ in grammar.complementizers | grammar.interrogatives for c in markers)
        bare = root.dep_ == "ccomp" and root.left_edge.i == adjective.i + 1 and bool(grammar.bare_cues)
        if opens or bare:
            outside = {c.i for c in markers if c.lower_ in grammar.complementizers or c.dep_ in {"mark", "case"}}
            outside -= {c.i for c in markers if c.lower_ in grammar.interrogatives}
            return build(reading, "predicate", adjective, entry, subtree(root) - outside)
    return None
