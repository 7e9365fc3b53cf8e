"""Statements that no clause states: infinitives, judgements, noun phrases (the form ``reported``)."""

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.build import build
from claims.extract.reading import Reading
from claims.extract.sources import is_bare_participle
from claims.extract.tree import child, children, feature, is_infinitive, is_passive, subtree
from claims.languages.cues import Cue
from claims.languages.grammar import Grammar
from claims.model import Certainty, Polarity, Stance


def infinitive(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Afirma haberlo visto* / *claims to have paid*: an infinitive that stands for a statement."""
    root = child(verb, {"xcomp", "ccomp"})
    if "infinitive" not in entry.takes or root is None or not (is_infinitive(root) or root.pos_ in {"VERB", "AUX"}):
        return None
    return build(reading, "infinitive", verb, entry, subtree(root), reported=True)


def imputation(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Acusó a X de Y* / *accused X of Y* / *described X as Y*: what is imputed."""
    if "imputation" not in entry.takes:
        return None
    grammar = reading.language.grammar
    thing = child(verb, {"obj", "iobj", "nsubj:pass", "obl:arg"}) or next((c for c in verb.children if c.lower_ in grammar.relatives), None)
    if thing is None and is_bare_participle(verb) and entry.stance == Stance.DISTANCES:
        thing = verb.head
    if thing is None:
        return None
    for part in sorted(verb.subtree, key=lambda t: (t.head == thing, t.i)):
        marker = child(part, {"case", "mark"})
        if part.i > verb.i and marker is not None and marker.lower_ in grammar.as_marks and part.head.i in {verb.i, thing.i}:
            if part.head == thing and thing.pos_ == "NOUN" and thing.lemma_.lower() not in reading.language.sources.nouns:
                continue
            content = subtree(part) - _when(part, grammar)
            content -= {marker.i}
            if marker.lower_ in grammar.judging_marks:
                content |= subtree(thing)
                content |= {i for i in range(min(content), max(content)) if min(content) > verb.i}
            return build(reading, "imputation", verb, entry, content, reported=True)
    predicate = child(verb, {"xcomp"}) or next((c for c in children(verb, {"obj"}) if c != thing), None)
    if predicate is not None and (predicate.pos_ in {"NOUN", "PROPN"} or not is_passive(verb) or "clause" not in entry.takes):
        judged = subtree(predicate) | subtree(thing)
        if min(judged) > verb.i:
            judged = set(range(min(judged), max(judged) + 1))
        return build(reading, "imputation", verb, entry, judged, reported=True)
    return None


def _when(part: Token, grammar: Grammar) -> set[int]:
    """Give the adverbials of time that hang on a judgement but say when it was passed: *as a failure during a visit*."""
    return {
        i for t in children(part, {"nmod", "obl"}) if any(c.lower_ in grammar.time_marks for c in children(t, {"case"})) for i in subtree(t)
    }


def noun_phrase(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Destacaron el apoyo* / *denied the accusation* / *shows Ruiz leading*: a noun phrase that stands for a statement."""
    grammar = reading.language.grammar
    thing = (
        child(verb, {"obj"})
        or next((t for t in children(verb, {"xcomp"}) if t.pos_ == "NOUN" and t.i > verb.i), None)
        or (child(verb, {"nsubj:pass"}) if entry.level >= Certainty.HIGH else None)
    )
    if thing is not None and any(c.lower_ in grammar.personal_marks for c in children(thing, {"case"})):
        return None
    if (
        thing is None
        or any(c.i > verb.i for c in children(verb, {"ccomp"}))
        or (entry.polarity != Polarity.NEGATIVE and any(t.lower_ in grammar.negations for t in verb.children))
    ):
        return None
    predicates = [t for t in [*children(verb, {"xcomp"}), *children(thing, {"acl"})] if t.i > thing.i]
    predicates = [t for t in predicates if t.pos_ in {"VERB", "ADJ"} and not is_infinitive(t)]
    states = "noun" in entry.takes or ("assertion" in entry.takes and thing.lemma_.lower() not in grammar.decisions)
    active = not is_passive(verb)
    seen = [t for t in predicates if active and (t.head == verb or "Ger" in feature(t, "VerbForm") or "Pres" in feature(t, "Tense"))]
    if not states and not ("clause" in entry.takes and seen):
        return None
    if reading.is_inside_quote(verb.i) and "1" in feature(verb, "Person"):
        return None
    if thing.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ"} or (thing.ent_type_ == "PER" and not predicates):
        return None
    content = subtree(thing).union(*(subtree(t) for t in predicates)) - _asides(thing)
    for part in children(verb, {"obl", "advcl", "obl:arg", "xcomp"}):
        marker = child(part, {"case", "mark"})
        start = min(subtree(part))
        includes = reading.doc[start + (reading.doc[start].text == ",")].lower_ in grammar.inclusions
        purpose = part.dep_ == "advcl" and is_infinitive(part) and marker is not None
        if (purpose or includes) and start == max(content) + 1:
            content |= subtree(part)
            continue
        judged = marker is not None and marker.lower_ in grammar.judging_marks and part.i > thing.i
        adjoins = min(subtree(part)) == max(content) + 1 and part.dep_ == "obl" and part.lemma_.lower() not in grammar.outlets
        if judged or (adjoins and part.ent_type_ != "DATE" and part.pos_ == "NOUN" and not _is_time(part)):
            content |= subtree(part)
    return build(reading, "noun phrase", verb, entry, content, reported=True)


def _asides(thing: Token) -> set[int]:
    """Give the relative clauses that only add something about a thing, behind a comma: *the rise, which surprised many*."""
    aside: set[int] = set()
    for clause in (t for t in thing.subtree if t.dep_ in {"acl:relcl", "advcl:relcl"}):
        start = min(subtree(clause))
        if start > 0 and (thing.doc[start].text == "," or thing.doc[start - 1].text == ","):
            aside |= subtree(clause)
    return aside


def _is_time(part: Token) -> bool:
    return any(t.pos_ == "NUM" or t.like_num for t in part.subtree)
