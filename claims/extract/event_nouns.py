"""Grade an event that a noun names (*the strike*, *a possible agreement*) by its own words and what it is an argument of."""

from collections.abc import Callable

from spacy.tokens import Doc, Token

from claims.extract.tree import children
from claims.extract.words import Finding
from claims.languages import Language
from claims.languages.factuality import Effect, Signature
from claims.model import Certainty, Flag, Polarity

_ARGUMENTS = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "obl", "obl:arg", "obl:agent", "nmod", "conj", "appos", "ccomp", "xcomp"})
_EXISTING = frozenset({"obj", "nsubj", "nsubj:pass"})


def find_of_noun(doc: Doc, noun: Token, language: Language, effects: Callable[[Token], list[Finding]]) -> list[Finding]:
    """Find what hedges, denies or leaves open an event that a noun names; ``effects`` gives those of a word above it.

    A verb of wishing or avoiding says of its object what it says of its complement; otherwise an argument is as unreal as its
    verb is yet to come or in doubt, and as little there as a verb of existence denies.
    """
    found = list(_described(noun, language))
    while noun.dep_ in {"conj", "appos"} and noun.head.pos_ == "NOUN":
        noun = noun.head
    governor = noun.head
    if governor == noun or noun.dep_ not in _ARGUMENTS:
        return found
    case = next((c for c in children(noun, {"case"}) if (c.lower_,) in language.factuality.marks), None)
    if case is not None:
        effect = language.factuality.marks[case.lower_,].infinitive
        if effect == Effect.OPEN:
            return [*found, Finding((case.i, case.i + 1), "mark", Certainty.UNCOMMITTED)]
        if effect == Effect.FALSE:
            return [*found, Finding((case.i, case.i + 1), "mark", polarity=Polarity.NEGATIVE)]
    at = (governor.i, governor.i + 1)
    if governor.pos_ == "NOUN":
        return [*found, *_of_noun(governor, at, language, effects)]
    above = effects(governor)
    negated = sum(f.polarity == Polarity.NEGATIVE for f in above) % 2 == 1
    through = [Finding(f.tokens, f.kind, f.level, flag=f.flag) for f in above if f.level < Certainty.HIGH or f.flag is not None]
    entry = language.factuality.verbs.get(governor.lemma_.lower()) if noun.dep_ in {"obj", "nsubj:pass", "obl:arg"} else None
    if entry is not None and not entry.forms and not entry.is_factive:
        return [*found, *_implied(entry, at, negated), *through]
    if negated and noun.dep_ in _EXISTING and governor.lemma_.lower() in language.factuality.lists["occurrences"]:
        through += [f for f in above if f.polarity == Polarity.NEGATIVE]
    return [*found, *through]


def _described(noun: Token, language: Language) -> list[Finding]:
    """Find adjectives and determiners of a noun that make it possible, future or absent."""
    found = []
    for part in children(noun, {"amod", "det", "compound"}):
        hedge = language.hedges.adjectives.get(part.lemma_.lower())
        if hedge is not None and hedge.level < Certainty.HIGH:
            found.append(Finding((part.i, part.i + 1), "adjective", hedge.level, hedge.polarity))
        elif part.lemma_.lower() in language.factuality.lists["unreal"]:
            found.append(Finding((part.i, part.i + 1), "adjective", flag=Flag.PROSPECTIVE))
        elif part.lower_ in language.hedges.lists["negative_subjects"]:
            found.append(Finding((part.i, part.i + 1), "negation", polarity=Polarity.NEGATIVE))
    return found


def _of_noun(governor: Token, at: tuple[int, int], language: Language, effects: Callable[[Token], list[Finding]]) -> list[Finding]:
    """Find what another noun makes of an event that belongs to it: *posibilidad de acuerdo*, *intento de fuga*."""
    lemma = governor.lemma_.lower()
    hedge, entry = language.hedges.nouns.get(lemma), language.factuality.nouns.get(lemma)
    if hedge is not None and hedge.level < Certainty.HIGH:
        return [Finding(at, "noun", hedge.level, hedge.polarity)]
    if entry is not None:
        return _implied(entry, at, negated=False)
    return effects(governor)


def _implied(entry: Signature, at: tuple[int, int], negated: bool) -> list[Finding]:
    effect = entry.denied if negated else entry.affirmed
    if effect == Effect.FALSE:
        return [Finding(at, "verb", polarity=Polarity.NEGATIVE)]
    return [Finding(at, "verb", Certainty.UNCOMMITTED)] if effect == Effect.OPEN else []
