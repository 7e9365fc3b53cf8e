"""What tense, mood and modal verbs say of one predicate: possibility, conjecture, duty, rumour, future, condition."""

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from claims.extract.tree import child, children, feature
from claims.extract.words import Finding, find_words, match_words
from claims.languages import Language
from claims.languages.hedges import Hedge
from claims.model import Certainty, Flag

_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})
_NOT_MAIN = frozenset({"acl", "acl:relcl", "advcl:relcl"})


def find_verbal(
    doc: Doc, head: Token, inside: set[int], language: Language, *, past: bool, hearsay: bool, now: bool = False
) -> Iterator[Finding]:
    """Find what the verb group of a predicate hedges, dates or conditions; the arguments are those of ``find_hedges``."""
    beside = [t for t in children(head, _AUXILIARY) if t.i in inside]
    group = [*(t for part in beside for t in children(part, _AUXILIARY)), *beside, head]
    lists = language.hedges.lists
    fixed = {i for words, start in find_words(doc, language.hedges.impersonal.by_first, inside) for i in range(start, start + len(words))}
    condition = _condition(doc, head, inside, language)
    if condition is not None:
        yield condition
    periphrasis = next((m for m in match_words(doc, lists["future_phrases"], inside) if _governs(doc, m, head)), None)
    if periphrasis is not None:
        yield Finding(periphrasis, "mood", flag=Flag.PROSPECTIVE)
    for token in group:
        if token.i in fixed:
            continue
        at = (token.i, token.i + 1)
        lemma = token.lemma_.lower()
        modal = language.hedges.modals.get(lemma) or language.hedges.modals.get(token.lower_)
        if modal is not None and (token != head or child(head, {"xcomp"}) is not None):
            found = [] if _lacks_verb(token, head, group) else list(_modal(doc, token, modal, head, group, inside, language))
            yield from found
            if not found and "Fut" in feature(token, "Tense"):
                yield Finding(at, "mood", flag=Flag.PROSPECTIVE)
        elif lemma in language.grammar.duties and _is_duty(doc, token, language):
            yield Finding(at, "modal", flag=Flag.DEONTIC)
        elif token.lower_ in lists["unreal"] and now and condition is None:
            yield Finding(at, "modal", Certainty.LOW)
        elif token.lower_ in lists["future"] or "Fut" in feature(token, "Tense"):
            yield _future(doc, token, head, group, inside, language)
        elif "Cnd" in feature(token, "Mood") and condition is None:
            if past:
                yield Finding(at, "mood", flag=Flag.PROSPECTIVE)
            elif _is_rumor(token, head, language) or (hearsay and lists["rumor_auxiliaries"]):
                yield Finding(at, "mood", Certainty.LOW, flag=Flag.RUMOR)


def _is_rumor(token: Token, head: Token, language: Language) -> bool:
    """Say whether a conditional is one of hearsay whoever speaks: *habría cobrado*, *estaría negociando*."""
    lists, lemma = language.hedges.lists, token.lemma_.lower()
    return token != head and (lemma in lists["rumor_auxiliaries"] or (lemma in lists["ongoing"] and "Ger" in feature(head, "VerbForm")))


def _lacks_verb(token: Token, head: Token, group: list[Token]) -> bool:
    """Say whether what was read as a modal is the verb itself: *les debe dinero*."""
    return head.pos_ in {"NOUN", "PROPN"} and not any(t != token and t.pos_ in {"VERB", "AUX"} for t in group)


def _governs(doc: Doc, phrase: tuple[int, int], head: Token) -> bool:
    """Say whether a periphrasis (*va a*, *going to*) stands right before the infinitive of a predicate."""
    verb = doc[phrase[1]] if phrase[1] < len(doc) else None
    if verb is None or verb.pos_ not in {"VERB", "AUX"}:
        return False
    return head in {verb, verb.head} or doc[phrase[0]] == head


def _future(doc: Doc, token: Token, head: Token, group: list[Token], inside: set[int], language: Language) -> Finding:
    """Tell the future from the future of probability: *habrá llegado*, *estará ahora en casa*, *tendrá unos cuarenta años*."""
    at = (token.i, token.i + 1)
    lists = language.hedges.lists
    lemma = token.lemma_.lower()
    inflected = "Fut" in feature(token, "Tense")
    later = any(True for _ in match_words(doc, lists["future_times"], inside))
    perfect = inflected and lemma in lists["rumor_auxiliaries"] and token != head and "Inf" not in feature(head, "VerbForm")
    now = any(True for _ in match_words(doc, lists["present_times"], inside)) and any(t.lemma_.lower() in lists["stative"] for t in group)
    aged = any(part.lemma_.lower() in lists["ages"] for part in children(head, {"obj"})) and token == head
    if inflected and not later and (perfect or now or aged):
        return Finding(at, "mood", Certainty.MODERATE)
    return Finding(at, "mood", flag=Flag.PROSPECTIVE)


def _is_duty(doc: Doc, token: Token, language: Language) -> bool:
    """Say whether a verb is one of obligation here: *tiene que*, *hay que*, *has to*."""
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in language.grammar.duty_marks


def _modal(
    doc: Doc, token: Token, modal: Hedge, head: Token, group: list[Token], inside: set[int], language: Language
) -> Iterator[Finding]:
    """Tell possibility from ability and duty by mood, by the verb behind, by negation, by the time."""
    at = (token.i, token.i + 1)
    lists = language.hedges.lists
    below = child(head, {"xcomp"}) if token == head else head
    behind = {t.lemma_.lower() for t in doc[token.i + 1 : token.i + 3] if t.pos_ in {"AUX", "VERB"}}
    perfect = any(t.lemma_.lower() in lists["perfects"] and t.i > token.i and t != head for t in group)
    stative = bool(behind & lists["stative"]) or (below is not None and below.lemma_.lower() in lists["stative"]) or perfect
    unreal = "Cnd" in feature(token, "Mood") or ("Sub" in feature(token, "Mood") and "Imp" in feature(token, "Tense"))
    first = "1" in feature(token, "Person")
    negated = any(t.lower_ in lists["negations"] for t in doc[max(token.i - 1, 0) : token.i + 2])
    now = any(True for _ in match_words(doc, lists["present_times"], inside))
    conjecture = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in lists["conjecture_marks"]
    duty = Finding(at, "modal", flag=Flag.DEONTIC)
    hedge = Finding(at, modal.kind, modal.level)
    if modal.reading == "epistemic":
        yield hedge
    elif modal.reading == "possible":
        if not negated:
            yield hedge
    elif modal.reading == "conditional":
        if (unreal and not first) or (stative and not negated):
            yield hedge
    elif modal.reading == "perfect":
        yield hedge if (perfect and not unreal) or conjecture else duty
    elif modal.reading == "effect":
        if behind & lists["effects"] and not negated:
            yield hedge
    elif modal.reading == "duty":
        expected = (now and stative) or bool(behind & lists["unwilled"])
        yield Finding(at, modal.kind, Certainty.MODERATE) if expected else duty


def is_left_open(clause: Token, language: Language) -> bool:
    """Say whether a clause stands right behind an impersonal phrase that leaves it open: *no está claro si A*, *it is unknown whether A*."""
    first = clause.left_edge.i
    sentence = set(range(clause.sent.start, clause.sent.end))
    phrases = find_words(clause.doc, language.hedges.impersonal.by_first, sentence)
    return any(
        start + len(words) == first
        and clause.head.i in range(start, first)
        and language.hedges.impersonal[words].level == Certainty.UNCOMMITTED
        for words, start in phrases
    )


def _condition(doc: Doc, head: Token, inside: set[int], language: Language) -> Finding | None:
    """Find what makes a predicate depend on something: *si*, *a menos que*, *provided that*; *como si* does not."""
    for start, end in match_words(doc, language.hedges.lists["conditions"], inside):
        marker = doc[start]
        clause = doc[end - 1].head if end - start > 1 and doc[end - 1].dep_ == "mark" else marker.head
        compared = start > 0 and doc[start - 1].lower_ in language.grammar.as_marks
        quality = language.hedges.adjectives.get(clause.head.lemma_.lower())
        unsure = quality is not None and quality.level == Certainty.UNCOMMITTED
        beside = clause.dep_ == "advcl" and ((clause.left_edge.i == clause.head.i + 1 and unsure) or is_left_open(clause, language))
        if (
            (clause.dep_ in {"ccomp", "csubj", "csubj:pass"} or beside)
            and clause != head
            and marker.lower_ in language.hedges.lists["questions"]
        ):
            continue
        if compared or (start == min(inside) and clause.dep_ == "ccomp" and clause == head and end - start == 1):
            continue
        between = [clause, *clause.ancestors]
        if head not in between or (clause == head and marker.dep_ == "mark" and end - start == 1 and head.dep_ != "ROOT"):
            continue
        path = between[: between.index(head)]
        if not any(t.dep_ in _NOT_MAIN or (t.dep_ == "ccomp" and t != clause) for t in path):
            return Finding((start, end), "condition", flag=Flag.CONDITION)
    return None
