"""What the form of a verb group says of its event: mood by ending, a perfective past, a perfect infinitive."""

from spacy.tokens import Token

from claims.extract.tree import children, feature
from claims.languages import Language
from claims.languages.factuality import Effect, Signature

AUXILIARY = frozenset({"aux", "aux:pass", "cop"})


def predicate(event: Token) -> Token:
    """Give the head of the verb group that an auxiliary or copula belongs to, else the word itself."""
    while event.dep_ in AUXILIARY and event.head != event:
        event = event.head
    return event


def form_of(verb: Token, language: Language) -> str:
    """Say which form a predicate has: indicative, subjunctive, infinitive, gerund, participle or none."""
    group = [verb, *children(verb, AUXILIARY)]
    finite = next((t for t in group if "Fin" in feature(t, "VerbForm")), None)
    if finite is not None:
        return "subjunctive" if mood_of(finite, language) == "subjunctive" else "indicative"
    forms = {"Ger" if "Pres" in feature(t, "Tense") else form for t in group for form in feature(t, "VerbForm")}
    return "infinitive" if "Inf" in forms else "gerund" if "Ger" in forms else "participle" if "Part" in forms else "none"


def mood_of(token: Token, language: Language) -> str:
    """Say whether a finite form is "future", "conditional", "subjunctive" or "indicative", by its ending where that tells it."""
    if token.pos_ not in {"VERB", "AUX"} or "Fin" not in feature(token, "VerbForm"):
        return ""
    endings, word = language.factuality.endings, token.lower_
    for mood in ("future", "conditional", "subjunctive"):
        if word.endswith(endings[mood]) and word not in language.factuality.lists["not_future"]:
            return mood
    if "Fut" in feature(token, "Tense"):
        return "future"
    plain = word.endswith(endings["indicative"]) or word in language.factuality.lists["not_subjunctive"]
    present = "Pres" in feature(token, "Tense") and not plain
    if present and any(token.lemma_.endswith(lemma) and word.endswith(ends) for lemma, ends in language.factuality.subjunctives.items()):
        return "subjunctive"
    if word.endswith(endings["indicative"]) and "Cnd" not in feature(token, "Mood"):
        return "indicative"
    return {"Cnd": "conditional", "Sub": "subjunctive"}.get(next(iter(feature(token, "Mood")), ""), "indicative")


def is_perfect_infinitive(verb: Token) -> bool:
    """Say whether an infinitive tells of what is past: *haber firmado*."""
    perfect = any("Inf" in feature(t, "VerbForm") for t in children(verb, {"aux"}))
    return perfect and any("Part" in feature(t, "VerbForm") for t in [verb, *children(verb, {"cop", "aux:pass"})])


def is_past(verb: Token) -> bool:
    """Say whether a verb group tells of the past, whole or under way."""
    group = [verb, *children(verb, AUXILIARY)]
    return any({"Past", "Imp"} & set(feature(t, "Tense")) for t in group)


def is_perfective(verb: Token) -> bool:
    """Say whether a verb stands in a tense that tells of one whole event: *pudo*, *ha podido*."""
    beside = [t for t in children(verb.head, AUXILIARY) if t.i < verb.i] if verb.dep_ in AUXILIARY else []
    auxiliaries = [*children(verb, AUXILIARY), *beside]
    if "Part" in feature(verb, "VerbForm") and auxiliaries:
        return True
    return any("Past" in feature(t, "Tense") and "Fin" in feature(t, "VerbForm") for t in [verb, *children(verb, {"cop"})])


def settle(entry: Signature, governor: Token, negated: bool) -> Effect:
    """Say what a word that is affirmed or denied makes of its complement; *actual* follows it in a perfective past."""
    effect = entry.denied if negated else entry.affirmed
    if effect != Effect.ACTUAL:
        return effect
    if not is_perfective(governor):
        return Effect.OPEN
    return Effect.FALSE if negated else Effect.TRUE
