"""How sure a holder is said to be: level, polarity, stance, flags, and the words that decided each.

Levels are Rubin's five, polarity FactBank's. The cue sets a ceiling; of the hedges that govern the content's main
predication the weakest wins, and they do not add up (modal concord); a booster counts only where nothing hedges.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.attribution import Attribution
from claims.extract.hedging import find_boosters, find_hedges, is_negated, is_perfect, match_phrases
from claims.extract.tree import CLAUSE_LABELS, child, children, feature, is_finite, subtree
from claims.extract.words import Finding
from claims.languages import Language
from claims.model import Certainty, Evidence, Flag, Form, Polarity, Span, Stance, Whose


@dataclass(frozen=True)
class Grade:
    """What was decided, in the fields of a Claim."""

    certainty: Certainty
    polarity: Polarity
    stance: Stance
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]
    probability: float | None = None


@dataclass
class _Account:
    """What has been found so far."""

    doc: Doc
    level: Certainty = Certainty.HIGH
    negatives: int = 0
    stance: Stance = Stance.NEUTRAL
    flags: list[Flag] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    def note(self, tokens: tuple[int, int], kind: str, effect: str, whose: Whose = Whose.HOLDER) -> None:
        span = self.doc[tokens[0] : tokens[1]]
        item = Evidence(Span(span.start_char, span.end_char, span.text), kind, effect, whose)
        if item not in self.evidence:
            self.evidence.append(item)

    def flag(self, flag: Flag, tokens: tuple[int, int], kind: str) -> None:
        if flag not in self.flags:
            self.flags.append(flag)
            self.note(tokens, kind, f"flag:{flag}")


def grade(doc: Doc, attribution: Attribution, language: Language) -> Grade:
    """Grade one attribution.

    Words of the cue bound the level and show the author's stance; words that govern the content's first main
    predication belong to the holder. Level 0 has no polarity.
    """
    account = _Account(doc)
    ceiling_words = _grade_cue(account, attribution, language)
    ceiling = account.level
    findings = _grade_content(account, attribution, language)
    hedges = [finding for finding in findings if finding.level < Certainty.HIGH]
    account.level = min([account.level, *(finding.level for finding in hedges)])
    if ceiling_words is not None and account.level == ceiling:
        account.note(*ceiling_words, f"level:{int(ceiling)}")
    deciding = [finding for finding in hedges if finding.level == account.level]
    for finding in deciding:
        account.note(finding.tokens, finding.kind, f"level:{int(finding.level)}")
    if ceiling == Certainty.HIGH and not hedges:
        _boost(account, attribution, findings, language)
    polarity = Polarity.NEGATIVE if account.negatives % 2 else Polarity.POSITIVE
    if account.level == Certainty.UNCOMMITTED:
        polarity = Polarity.UNKNOWN
    if attribution.form == Form.AUTHOR and Flag.RUMOR in account.flags:
        account.stance = Stance.DISTANCES
    probability = next((f.probability for f in findings if f.probability is not None), None)
    return Grade(account.level, polarity, account.stance, tuple(account.flags), tuple(account.evidence), probability)


_Words = tuple[tuple[int, int], str]


def _grade_cue(account: _Account, attribution: Attribution, language: Language) -> _Words | None:
    """Take level, polarity and stance from the cue, its negation and the adverbs on it; give the words that bound the level."""
    entry = attribution.entry
    impersonal = _grade_impersonal(account, attribution, language) if attribution.source is None else None
    if impersonal is not None or entry is None:
        return impersonal
    doc, cue = account.doc, attribution.cue
    account.level = entry.level
    account.stance = entry.stance
    thing = doc[attribution.content_root].lemma_.lower()
    judged = attribution.form == Form.REPORTED and thing not in language.cues.nouns and thing not in language.hedges.nouns
    if entry.polarity == Polarity.NEGATIVE and not (judged and "assertion" in entry.takes):
        account.negatives += 1
    head = doc[attribution.cue_head]
    bound: _Words | None = None if entry.level == Certainty.HIGH else (cue, "cue")
    negation = _negation_of(doc, attribution, language)
    if negation is not None and entry.kind in {"verb", "adjective"}:
        level, polarity = language.hedges.negated_cues.get(entry.words, (Certainty.UNCOMMITTED, Polarity.UNKNOWN))
        if _is_open(doc, attribution, language) or _denies_both(head, negation, language):
            level, polarity = Certainty.UNCOMMITTED, Polarity.UNKNOWN
        account.level = level
        account.negatives = int(polarity == Polarity.NEGATIVE)
        if level == Certainty.UNCOMMITTED:
            account.stance = Stance.NEUTRAL
        if negation.i < cue[0] - 2:
            account.note(
                (negation.i, negation.i + 1), "negation", "polarity:negative" if polarity == Polarity.NEGATIVE else f"level:{int(level)}"
            )
        words = (min(negation.i, cue[0]), max(negation.i + 1, cue[1])) if negation.i in range(cue[0] - 2, cue[1]) else cue
        bound = (words, "negation") if level != Certainty.HIGH else None
        if account.negatives:
            account.note(words, "negation", "polarity:negative")
    elif account.negatives:
        account.note(cue, "cue", "polarity:negative")
    _grade_attribution(account, head, language)
    if account.stance != Stance.NEUTRAL and account.stance == entry.stance:
        account.note(cue, "cue", f"stance:{account.stance}", Whose.AUTHOR)
    return bound


def _negation_of(doc: Doc, attribution: Attribution, language: Language) -> Token | None:
    """Give the word that negates a cue: beside the verb, or in its subject (*ninguno de los peritos cree*)."""
    cue, head = attribution.cue, doc[attribution.cue_head]
    inside = {i for piece in attribution.content for i in range(*piece)}
    words = [t for t in [*doc[cue[0] : cue[1]], *head.children] if t.i not in inside and t.pos_ != "PROPN"]
    beside = [t for t in words if t.lower_ in language.grammar.negations and (t.head.i == head.i or t.i in range(*cue))]
    beside += [t for t in head.children if t.i not in inside and t.dep_.startswith("cc") and t.lower_ in language.hedges.lists["negations"]]
    source = attribution.source
    subject = [doc[source[0]]] if source and doc[source[0]].lower_ in language.hedges.lists["negative_subjects"] else []
    return next(iter([*beside, *subject]), None)


def _is_open(doc: Doc, attribution: Attribution, language: Language) -> bool:
    """Say whether a content is an indirect question, which a factive leaves open when negated: *no sabe si*, *no sabe quién*."""
    first = attribution.content[0][0]
    return doc[first].lower_ in language.hedges.lists["questions"] | (language.grammar.interrogatives - language.grammar.complementizers)


def _denies_both(head: Token, negation: Token, language: Language) -> bool:
    """Say whether a cue and its contrary are both denied: *ni confirmó ni desmintió*, *neither confirmed nor denied*."""
    others = [head.head, *children(head, {"conj"})] if head.dep_ == "conj" else list(children(head, {"conj"}))
    return negation.dep_.startswith("cc") and any(t.lemma_.lower() in language.cues.verbs for t in others)


def _grade_impersonal(account: _Account, attribution: Attribution, language: Language) -> _Words | None:
    """Take the level of *se cree*, *is expected*, *it is unclear* from the phrase that is the cue."""
    start, end = attribution.cue
    longest = [tuple(t.lower_ for t in account.doc[first:end]) for first in (max(start - 1, 0), start)]
    phrase = next((language.hedges.impersonal[words] for words in longest if words in language.hedges.impersonal), None)
    if phrase is None:
        return None
    account.level, account.stance = phrase.level, phrase.stance
    root = account.doc[attribution.content_root]
    if phrase.prospective and not is_perfect(child(root, {"xcomp", "ccomp", "csubj"}) or root, language):
        account.flag(Flag.PROSPECTIVE, attribution.cue, "cue")
    if phrase.stance != Stance.NEUTRAL:
        account.note(attribution.cue, "cue", f"stance:{phrase.stance}", Whose.AUTHOR)
    return attribution.cue, "cue"


def _grade_attribution(account: _Account, head: Token, language: Language) -> None:
    """Let words on the attribution itself speak for the author: *habría dicho*, *supposedly said*."""
    near = {i for t in head.children if t.dep_ not in CLAUSE_LABELS for i in subtree(t)} | {head.i}
    near |= set(range(max(head.i - 3, head.sent.start), head.i))
    for start, end, hedge in match_phrases(account.doc, language.hedges.on_cue, near):
        if any(account.doc[i].head == head or end == head.i for i in range(start, end)):
            account.stance = hedge.stance
            account.note((start, end), "adverb", f"stance:{hedge.stance}", Whose.AUTHOR)
    if head.dep_ in {"advcl", "xcomp", "obl"} and head.head.lower_ in language.hedges.lists["lies"]:
        account.stance = Stance.REJECTS
        account.note((head.head.i, head.head.i + 1), "verb", f"stance:{Stance.REJECTS}", Whose.AUTHOR)
    rumor = next(
        (
            c
            for c in children(head, {"aux"})
            if "Cnd" in feature(c, "Mood") and c.lemma_.lower() in language.hedges.lists["rumor_auxiliaries"]
        ),
        None,
    )
    if rumor is not None:
        account.stance = Stance.DISTANCES
        account.note((rumor.i, rumor.i + 1), "mood", "stance:distances", Whose.AUTHOR)
        account.flag(Flag.RUMOR, (rumor.i, rumor.i + 1), "mood")


def _grade_content(account: _Account, attribution: Attribution, language: Language) -> list[Finding]:
    """Read the content's main predication: hedges are given back, negation, tense and mood go into the account."""
    doc = account.doc
    inside = {i for piece in attribution.content for i in range(*piece)}
    root = doc[attribution.content_root]
    indirect = attribution.form not in {Form.DIRECT, Form.AUTHOR}
    past = indirect and _is_past(doc, attribution)
    hearsay = indirect and _only_names(attribution)
    now = hearsay or (indirect and not past and attribution.entry is not None and attribution.entry.kind == "verb")
    findings = find_hedges(doc, root, inside, language, past=past, hearsay=hearsay, now=now)
    negation = is_negated(doc, root, inside, language)
    if attribution.form == Form.REPORTED and not is_finite(root):
        if negation is not None and root.pos_ in {"VERB", "AUX"}:
            account.negatives += 1
            account.note((negation.i, negation.i + 1), "negation", "polarity:negative")
        return [f for f in findings if f.kind == "adjective"]
    for finding in findings:
        if finding.polarity == Polarity.NEGATIVE:
            account.negatives += 1
            account.note(finding.tokens, finding.kind, "polarity:negative")
        if finding.stance != Stance.NEUTRAL and attribution.form == Form.AUTHOR:
            account.stance = finding.stance
            account.note(finding.tokens, finding.kind, f"stance:{finding.stance}", Whose.AUTHOR)
        if finding.flag is not None:
            account.flag(finding.flag, finding.tokens, finding.kind)
            if finding.flag == Flag.RUMOR and attribution.form != Form.DIRECT:
                account.stance = Stance.DISTANCES
                account.note(finding.tokens, finding.kind, "stance:distances", Whose.AUTHOR)
    if negation is not None:
        account.negatives += 1
        account.note((negation.i, negation.i + 1), "negation", "polarity:negative")
    return findings


def _is_past(doc: Doc, attribution: Attribution) -> bool:
    """Say whether the cue is a past act, after which the conditional is a future."""
    head = doc[attribution.cue_head]
    if attribution.entry is None or attribution.entry.kind not in {"verb", "adjective"}:
        return False
    tenses = {t for token in [head, *children(head, {"aux", "cop"})] for t in feature(token, "Tense")}
    return bool(tenses & {"Past", "Imp"}) or "Ger" in feature(head, "VerbForm") or "Part" in feature(head, "VerbForm")


def _only_names(attribution: Attribution) -> bool:
    """Say whether a cue only names where a statement comes from: *según X*, *de acuerdo con X*."""
    return attribution.entry is not None and attribution.entry.kind == "according"


def _boost(account: _Account, attribution: Attribution, findings: list[Finding], language: Language) -> None:
    """Lift the level to absolute for the first booster, on the cue or over the main predication."""
    doc = account.doc
    inside = {i for piece in attribution.content for i in range(*piece)}
    head = doc[attribution.cue_head]
    near = {t.i for t in head.children if t.i not in inside} | set(range(*attribution.cue))
    lifting = [(f.tokens, f.kind) for f in findings if f.level == Certainty.ABSOLUTE]
    lifting += [(words, "adverb") for words in find_boosters(doc, inside, near, doc[attribution.content_root], language)]
    if lifting:
        account.level = Certainty.ABSOLUTE
        account.note(*lifting[0], "level:4")
