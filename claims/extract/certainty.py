"""How sure a holder is said to be: level, polarity, stance, flags, and the words that decided each.

Levels are Rubin's five, polarity FactBank's. The cue sets a ceiling; of the hedges that govern the content's main
predication the weakest wins, and they do not add up (modal concord); a booster counts only where nothing hedges.
"""

from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from claims.extract.attribution import Attribution
from claims.extract.hedging import Finding, find_boosters, find_hedges, is_negated, main_predicate
from claims.extract.tree import children, feature, is_finite
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
    _grade_cue(account, attribution, language)
    ceiling = account.level
    findings = _grade_content(account, attribution, language)
    hedges = [finding for finding in findings if finding.level < Certainty.HIGH]
    for finding in hedges:
        account.level = min(account.level, finding.level)
    for finding in hedges:
        if finding.level == account.level:
            account.note(finding.tokens, finding.kind, f"level:{int(finding.level)}")
    if ceiling == Certainty.HIGH and not hedges:
        _boost(account, attribution, language)
    polarity = Polarity.NEGATIVE if account.negatives % 2 else Polarity.POSITIVE
    if account.level == Certainty.UNCOMMITTED:
        polarity = Polarity.UNKNOWN
    if attribution.form == Form.AUTHOR and Flag.RUMOR in account.flags:
        account.stance = Stance.DISTANCES
    return Grade(account.level, polarity, account.stance, tuple(account.flags), tuple(account.evidence))


def _grade_cue(account: _Account, attribution: Attribution, language: Language) -> None:
    """Take level, polarity and stance from the cue, its negation and the adverbs on it."""
    entry = attribution.entry
    if entry is None:
        _grade_impersonal(account, attribution, language)
        return
    doc, cue = account.doc, attribution.cue
    account.level = entry.level
    account.stance = entry.stance
    judged = attribution.form == Form.REPORTED and doc[attribution.content_root].lemma_.lower() not in language.cues.nouns
    if entry.polarity == Polarity.NEGATIVE and not (judged and "assertion" in entry.takes):
        account.negatives += 1
    head = doc[attribution.cue_head]
    negation = next(
        (t for t in [*doc[cue[0] : cue[1]], *head.children] if t.lower_ in language.grammar.negations and t.head.i == head.i),
        None,
    )
    if negation is not None and entry.kind == "verb":
        level, polarity = language.hedges.negated_cues.get(entry.words, (Certainty.UNCOMMITTED, Polarity.UNKNOWN))
        account.level = level
        account.negatives = int(polarity == Polarity.NEGATIVE)
        account.note((min(negation.i, cue[0]), max(negation.i + 1, cue[1])), "negation", f"level:{int(level)}")
        if account.negatives:
            account.note((min(negation.i, cue[0]), max(negation.i + 1, cue[1])), "negation", "polarity:negative")
    else:
        if account.level != Certainty.HIGH:
            account.note(cue, "cue", f"level:{int(account.level)}")
        if account.negatives:
            account.note(cue, "cue", "polarity:negative")
    _grade_attribution(account, head, language)
    if account.stance != Stance.NEUTRAL and account.stance == entry.stance:
        account.note(cue, "cue", f"stance:{account.stance}", Whose.AUTHOR)


def _grade_impersonal(account: _Account, attribution: Attribution, language: Language) -> None:
    """Take the level of *se cree*, *is expected*, *it is unclear* from the phrase that is the cue."""
    words = tuple(token.lower_ for token in account.doc[attribution.cue[0] : attribution.cue[1]])
    phrase = language.hedges.impersonal.get(words)
    if phrase is not None:
        account.level, account.stance = phrase.level, phrase.stance
        account.note(attribution.cue, "cue", f"level:{int(phrase.level)}")
        if phrase.stance != Stance.NEUTRAL:
            account.note(attribution.cue, "cue", f"stance:{phrase.stance}", Whose.AUTHOR)


def _grade_attribution(account: _Account, head: Token, language: Language) -> None:
    """Let words on the attribution itself speak for the author: *habría dicho*, *supposedly said*."""
    for adverb in head.children:
        hedge = language.hedges.on_cue.get(adverb.lower_)
        if hedge is not None:
            account.stance = hedge.stance
            account.note((adverb.i, adverb.i + 1), "adverb", f"stance:{hedge.stance}", Whose.AUTHOR)
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
    findings = find_hedges(doc, root, inside, language, past=attribution.form != Form.DIRECT and _is_past(doc, attribution))
    if attribution.form == Form.REPORTED and not is_finite(root):
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
    negation = is_negated(doc, root, inside, language)
    if negation is not None:
        account.negatives += 1
        account.note((negation.i, negation.i + 1), "negation", "polarity:negative")
    return findings


def _is_past(doc: Doc, attribution: Attribution) -> bool:
    """Say whether the cue is a past act, after which the conditional is a future."""
    head = doc[attribution.cue_head]
    if attribution.entry is None or attribution.entry.kind != "verb":
        return False
    tenses = {t for token in [head, *children(head, {"aux"})] for t in feature(token, "Tense")}
    return bool(tenses & {"Past", "Imp"}) or "Ger" in feature(head, "VerbForm") or "Part" in feature(head, "VerbForm")


def _boost(account: _Account, attribution: Attribution, language: Language) -> None:
    doc = account.doc
    inside = {i for piece in attribution.content for i in range(*piece)}
    head = doc[attribution.cue_head]
    near = {t.i for t in head.children if t.i not in inside} | set(range(*attribution.cue))
    predicate = main_predicate(doc[attribution.content_root], language)
    for start, end in find_boosters(doc, inside, near, predicate, language):
        account.level = Certainty.ABSOLUTE
        account.note((start, end), "adverb", "level:4")
        return
