"""Grade an event that a noun names (*the strike*, *a possible agreement*) by its own words and what it is an argument of."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from claims.extract.event_verbs import settle
from claims.extract.tree import child, children, feature
from claims.extract.words import Finding
from claims.languages import Language
from claims.languages.factuality import Effect, Signature
from claims.model import Certainty, Flag, Polarity

_ARGUMENTS = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "obl", "obl:arg", "obl:agent", "nmod", "conj", "appos", "ccomp", "xcomp"})
_EXISTING = frozenset({"obj", "nsubj", "nsubj:pass"})

_OUTSIDE = frozenset({"nsubj", "obl", "obl:agent"})


def find_of_noun(doc: Doc, noun: Token, language: Language, effects: Callable[[Token], list[Finding]]) -> list[Finding]:
    """Find what hedges, denies or leaves open an event that a noun names; ``effects`` gives those of a word above it.

    A verb of wishing or avoiding says of its object what it says of its complement; otherwise an argument is as unreal as its
    verb is yet to come or in doubt, and as little there as a verb of existence denies. What is taken for known (*la huelga*) stays
    outside of what its verb leaves open, but not of its time; a noun without article after *de* names a kind, not an event.
    """
    found = [*_described(noun, language), *_dated(noun, language, effects)]
    while noun.dep_ in {"conj", "appos"} and noun.head.pos_ == "NOUN":
        noun = noun.head
    governor = noun.head
    if governor == noun or noun.dep_ not in _ARGUMENTS:
        return found
    listed = governor.lemma_.lower() in language.factuality.nouns.keys() | language.hedges.nouns.keys()
    marked = _marked(noun, language, kind=not listed and child(governor, {"nummod"}) is None)
    if marked is not None:
        return [*found, *marked]
    at = (governor.i, governor.i + 1)
    if governor.pos_ == "NOUN":
        return [*found, *_of_noun(governor, at, language, effects)]
    above = effects(governor)
    negated = sum(f.polarity == Polarity.NEGATIVE for f in above) % 2 == 1
    through = [Finding(f.tokens, f.kind, f.level, flag=f.flag) for f in above if f.level < Certainty.HIGH or f.flag is not None]
    entry = _entry(noun, governor, language)
    if entry is not None:
        return [*found, *_implied(settle(entry, governor, negated), at), *through]
    if noun.dep_ in _OUTSIDE and _is_definite(noun):
        through = [f for f in through if f.flag == Flag.PROSPECTIVE]
    if negated and _falls_with(noun, governor, language):
        through += [f for f in above if f.polarity == Polarity.NEGATIVE]
    return [*found, *through]


def _entry(noun: Token, governor: Token, language: Language) -> Signature | None:
    """Give what a verb implies of its argument, looked up with its preposition first; a modal has no argument (*debe dinero*)."""
    lemma, case = governor.lemma_.lower(), child(noun, {"case"})
    entry = language.factuality.verbs.get(f"{lemma} {case.lower_}") if case is not None else None
    if entry is None and noun.dep_ in {"obj", "nsubj:pass", "obl:arg"} and lemma not in language.hedges.modals:
        entry = language.factuality.verbs.get(lemma)
    if entry is None or entry.is_factive or (entry.forms and "noun" not in entry.forms):
        return None
    return entry


def _falls_with(noun: Token, verb: Token, language: Language) -> bool:
    """Say whether a denied verb denies its argument: *no hubo acuerdo*, *no recibió ofertas*, but not *la boda no tuvo público*."""
    if noun.dep_ == "obj" and child(noun, {"det", "nummod", "case"}) is None:
        return True
    subject = noun.dep_ == "nsubj" and child(verb, {"obj"}) is not None
    return noun.dep_ in _EXISTING and not subject and verb.lemma_.lower() in language.factuality.lists["occurrences"]


def _described(noun: Token, language: Language) -> list[Finding]:
    """Find adjectives and determiners of a noun that make it possible, future or absent."""
    found = []
    for part in children(noun, {"amod", "det", "compound", "acl"}):
        hedge = language.hedges.adjectives.get(part.lemma_.lower())
        if hedge is not None and hedge.level < Certainty.HIGH:
            found.append(Finding((part.i, part.i + 1), "adjective", hedge.level, hedge.polarity))
        elif part.lemma_.lower() in language.factuality.lists["unreal"]:
            found.append(Finding((part.i, part.i + 1), "adjective", flag=Flag.PROSPECTIVE))
        elif part.lower_ in language.hedges.lists["negative_subjects"]:
            found.append(Finding((part.i, part.i + 1), "negation", polarity=Polarity.NEGATIVE))
    return found


def _dated(noun: Token, language: Language, effects: Callable[[Token], list[Finding]]) -> list[Finding]:
    """Find a relative clause that says that an event is yet to take place: *la cumbre que se celebrará en mayo*."""
    clauses = [c for c in children(noun, {"acl:relcl"}) if c.lemma_.lower() in language.factuality.lists["occurrences"]]
    return [f for clause in clauses for f in effects(clause) if f.flag == Flag.PROSPECTIVE]


def _is_definite(noun: Token) -> bool:
    """Say whether a noun is taken for known, whatever its verb leaves open: *la huelga, esta huelga, su huelga*."""
    determiners = list(children(noun, {"det", "nmod:poss"}))
    return any("Def" in feature(d, "Definite") or "Dem" in feature(d, "PronType") or "Yes" in feature(d, "Poss") for d in determiners)


def _marked(noun: Token, language: Language, *, kind: bool) -> list[Finding] | None:
    """Find what a preposition makes of an event: *para la venta* leaves it open; where it may name a kind, *de venta* does."""
    case = next(iter(children(noun, {"case"})), None)
    if case is None:
        return None
    opening = language.factuality.marks.get((case.lower_,))
    at = (case.i, case.i + 1)
    if opening is not None and opening.noun == Effect.OPEN:
        return [Finding(at, "mark", Certainty.UNCOMMITTED)]
    if opening is not None and opening.noun == Effect.FALSE:
        return [Finding(at, "mark", polarity=Polarity.NEGATIVE)]
    bare = child(noun, {"det", "nummod", "nmod", "nmod:poss", "acl", "acl:relcl"}) is None
    if kind and bare and noun.dep_ == "nmod" and case.lower_ in language.grammar.of_marks:
        return [Finding((case.i, noun.i + 1), "noun", Certainty.UNCOMMITTED)]
    return None


def _of_noun(governor: Token, at: tuple[int, int], language: Language, effects: Callable[[Token], list[Finding]]) -> list[Finding]:
    """Find what another noun makes of an event that belongs to it: *posibilidad de acuerdo*, *intento de fuga*."""
    lemma = governor.lemma_.lower()
    hedge, entry = language.hedges.nouns.get(lemma), language.factuality.nouns.get(lemma)
    if hedge is not None and hedge.level < Certainty.HIGH:
        return [Finding(at, "noun", hedge.level, hedge.polarity)]
    if entry is not None:
        return _implied(entry.affirmed, at)
    return [f for f in effects(governor) if f.polarity != Polarity.NEGATIVE]


def _implied(effect: Effect, at: tuple[int, int]) -> list[Finding]:
    if effect == Effect.FALSE:
        return [Finding(at, "verb", polarity=Polarity.NEGATIVE)]
    return [Finding(at, "verb", Certainty.UNCOMMITTED)] if effect == Effect.OPEN else []
