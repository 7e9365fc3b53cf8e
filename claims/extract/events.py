"""Grade one event of a text: did it happen, did it not, or is that left open, and which words say so.

From the event the rules look down into its own verb group (negation, tense, mood, modals, adverbs) and up through what
governs it: verbs that imply their complement or its contrary (Karttunen 1971; Nairn, Condoravdi and Karttunen 2006), verbs of
belief and report, nouns such as *attempt*, and the words that open a clause (*in order to*, *without*). What governs the
governor counts as far as each step lets it through (Saurí and Pustejovsky 2012).
"""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claims import languages
from claims.extract.certainty import Grade
from claims.extract.event_nouns import find_of_noun
from claims.extract.event_verbs import AUXILIARY, form_of, is_past, is_perfect_infinitive, is_perfective, mood_of, predicate, settle
from claims.extract.hedging import clause_of, is_negated, match_phrases
from claims.extract.modality import find_verbal
from claims.extract.parse import parse, pipeline_for
from claims.extract.tree import SUBJECTS, child, children, feature
from claims.extract.words import Finding, match_words
from claims.languages import Language
from claims.languages.detect import identify
from claims.languages.factuality import Effect, Opening, Signature
from claims.languages.hedges import Hedge
from claims.model import Article, Certainty, ClaimsError, Evidence, Flag, Polarity, Span, Stance

_COMPLEMENT = frozenset({"ccomp", "xcomp", "csubj", "csubj:pass"})
_OF_NOUN = frozenset({"acl", "nmod"})
_DEPTH = 8


def grade_events(article: Article, starts: Iterable[int], *, pipeline: str | None = None) -> list[Grade]:
    """Grade the events whose words stand at these characters of an article; ``pipeline`` as ``extract`` takes it.

    Raises ClaimsError for a text in a language that has no word lists, and for a place where no word stands.

    >>> text = "Lograron cerrar la válvula sin avisar a nadie."
    >>> closed, warned = grade_events(Article("a", text, language="es"), [text.index("cerrar"), text.index("avisar")])
    >>> str(closed.polarity), str(warned.polarity), warned.evidence[0].span.text
    ('positive', 'negative', 'sin')
    """
    language = languages.load(identify(article).language or "")
    doc = parse(article.text, pipeline_for(language, pipeline), language.forms)
    word_at = {i: token for token in doc if not token.is_space for i in range(token.idx, token.idx + len(token))}
    grades = []
    for start in starts:
        if start not in word_at:
            raise ClaimsError(f"No word stands at character {start} of {article.name!r}: give where an event's word begins.")
        grades.append(grade_event(doc, word_at[start], language))
    return grades


def grade_event(doc: Doc, event: Token, language: Language) -> Grade:
    """Grade the event that a verb or noun names, as its text has it: level, polarity, flags and the words that decided.

    Level 0 means that the text leaves open whether it happens. Stance is not asked for here, and is neutral.
    """
    findings = list(dict.fromkeys(find_effects(doc, event, language)))
    level = min([Certainty.HIGH, *(f.level for f in findings)])
    negative = sum(f.polarity == Polarity.NEGATIVE for f in findings) % 2
    flags = tuple(dict.fromkeys(f.flag for f in findings if f.flag is not None))
    polarity = Polarity.NEGATIVE if negative else Polarity.POSITIVE
    if level == Certainty.UNCOMMITTED:
        polarity = Polarity.UNKNOWN
    return Grade(level, polarity, Stance.NEUTRAL, flags, tuple(_evidence(doc, findings)))


def _evidence(doc: Doc, findings: Iterable[Finding]) -> Iterator[Evidence]:
    for finding in findings:
        words = doc[finding.tokens[0] : finding.tokens[1]]
        span = Span(words.start_char, words.end_char, words.text)
        if finding.flag is not None:
            yield Evidence(span, finding.kind, f"flag:{finding.flag}")
        if finding.level < Certainty.HIGH:
            yield Evidence(span, finding.kind, f"level:{int(finding.level)}")
        if finding.polarity == Polarity.NEGATIVE:
            yield Evidence(span, finding.kind, "polarity:negative")


def find_effects(doc: Doc, event: Token, language: Language, depth: int = 0) -> list[Finding]:
    """Find all that hedges, denies, dates or leaves open an event, in its own clause and above it."""
    verb = predicate(event)
    if depth > _DEPTH:
        return []
    if verb.pos_ in {"NOUN", "PROPN"} and not _is_predicate(verb):
        asked = list(_asked(verb, language)) if verb.dep_ == "ROOT" else []
        return [*find_of_noun(doc, verb, language, lambda head: find_effects(doc, head, language, depth + 1)), *asked]
    own, above = list(_own(doc, verb, event, language)), _governed(doc, verb, language, depth)
    if any(f.kind == "mark" and f.polarity == Polarity.NEGATIVE for f in above):
        own = [f for f in own if f.kind != "negation"]
    return [*own, *above]


def _is_predicate(noun: Token) -> bool:
    return child(noun, {"cop"}) is not None


def _own(doc: Doc, verb: Token, event: Token, language: Language) -> Iterator[Finding]:
    """Find what stands in the event's own clause."""
    tokens = {t.i for t in clause_of(verb)}
    group = [verb, *children(verb, AUXILIARY)]
    told = verb.dep_ in _COMPLEMENT
    verbal = list(find_verbal(doc, verb, tokens, language, past=told, hearsay=False))
    yield from (f for f in verbal if f.kind != "modal" or not _is_listed(doc[f.tokens[0]], language))
    for start, end, hedge in match_phrases(doc, language.hedges.phrases, tokens):
        if verb in {doc[end - 1].head, doc[start].head}:
            yield Finding((start, end), hedge.kind, hedge.level, hedge.polarity)
    negation = is_negated(doc, verb, tokens - _not_denying(doc, tokens, language), language) or _denied_aside(verb, language)
    if negation is not None:
        yield Finding((negation.i, negation.i + 1), "negation", polarity=Polarity.NEGATIVE)
    yield from _modals(doc, verb, event, negation is not None, language)
    for token in group:
        subject = child(verb, SUBJECTS) is not None
        if ("Imp" in feature(token, "Mood") and not subject) or _has_enclitic(token, language):
            yield Finding((token.i, token.i + 1), "mood", flag=Flag.DEONTIC)
        mood = mood_of(token, language)
        if mood == "indicative" and "Pres" in feature(token, "Tense") and not is_perfective(verb):
            yield from _scheduled(doc, tokens, language)
        if mood == "future" and not any(f.tokens == (token.i, token.i + 1) for f in verbal):
            yield Finding((token.i, token.i + 1), "mood", flag=Flag.PROSPECTIVE)
        if mood == "conditional":
            yield Finding((token.i, token.i + 1), "mood", Certainty.LOW)
    yield from _asked(verb, language)


def _has_enclitic(token: Token, language: Language) -> bool:
    """Say whether a pronoun stands right behind a present form, as it does behind an imperative alone: *hagamos lo*."""
    if "Fin" not in feature(token, "VerbForm") or "Pres" not in feature(token, "Tense"):
        return False
    return any(c.i == token.i + 1 and c.pos_ == "PRON" and c.lower_ in language.grammar.clitics for c in token.rights)


def _is_listed(modal: Token, language: Language) -> bool:
    """Say whether a modal has an entry of its own, alone or with its conjunction (*tener que*)."""
    lemma = modal.lemma_.lower()
    return any(words.split()[0] == lemma for words in language.factuality.verbs)


def _scheduled(doc: Doc, tokens: set[int], language: Language) -> Iterator[Finding]:
    """Find a time to come beside a present tense: *mañana declara*, *este lunes declara*, but not *esta mañana*."""
    scheduled = language.factuality.lists["scheduled"]
    for start, end in match_words(doc, [*language.hedges.lists["future_times"], *scheduled], tokens):
        if (doc[end - 1].pos_ == "ADV" or end - start > 1) and not any(c.dep_ in {"det", "case"} for c in doc[start].children):
            yield Finding((start, end), "adverb", flag=Flag.PROSPECTIVE)
            return


def _denied_aside(verb: Token, language: Language) -> Token | None:
    """Give a negative word in a phrase before the verb (*en ningún caso*), or one that says that it all but happened (*casi*)."""
    for part in children(verb, {"obl", "advmod", "obl:arg", "nmod"}):
        if part.i < verb.i:
            words = [part, *children(part, {"det"})]
            found = next((t for t in words if t.lower_ in language.hedges.lists["negative_subjects"]), None)
            nearly = part if part.lower_ in language.factuality.lists["nearly"] and is_past(verb) else None
            if found is not None or nearly is not None:
                return found or nearly
    return None


def _modals(doc: Doc, verb: Token, event: Token, negated: bool, language: Language) -> Iterator[Finding]:
    """Find auxiliaries that leave their verb open or deny it: *puede salir*, *debe salir*, but *pudo salir*."""
    for aux in children(verb, AUXILIARY):
        entry = language.factuality.verbs.get(aux.lemma_.lower())
        if entry is None or entry.forms or (aux == event and (negated or not entry.itself)):
            continue
        effect = settle(entry, aux, negated)
        if effect == Effect.OPEN:
            yield Finding((aux.i, aux.i + 1), "modal", Certainty.UNCOMMITTED)


def _not_denying(doc: Doc, tokens: set[int], language: Language) -> set[int]:
    """Give the words of phrases that hold a negation but deny nothing: *no obstante*, *no siempre*."""
    return {
        i
        for start, end in match_words(doc, language.factuality.lists["not_denying"], tokens | {t + 1 for t in tokens if t + 1 < len(doc)})
        for i in range(start, end)
    }


def _asked(verb: Token, language: Language) -> Iterator[Finding]:
    """Find the mark of a question that asks whether the event happens, not who or how."""
    if verb.dep_ in {"acl:relcl", "advcl", "acl"}:
        return
    doc, sentence = verb.doc, verb.sent
    last = next((t for t in doc[verb.i : sentence.end] if t.text in {"?", ".", "!"}), None)
    if last is None or last.text != "?":
        return
    first = next((t.i for t in reversed(list(doc[sentence.start : verb.i + 1])) if t.text in {"¿", ".", "?", '"'}), sentence.start)
    if any(t.text == "¿" for t in doc[verb.i : last.i]):
        return
    if not any(t.lower_ in language.factuality.lists["asking"] for t in doc[first : last.i]):
        yield Finding((last.i, last.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)


def _governed(doc: Doc, verb: Token, language: Language, depth: int) -> list[Finding]:
    """Find what the words above an event make of it."""
    top, form = _first_conjunct(verb), form_of(verb, language)
    shared = _shared(doc, verb, top, form, language)
    if top.dep_ == "ROOT" or top.dep_ in {"parataxis", "appos"}:
        mood = [Finding((verb.i, verb.i + 1), "mood", flag=Flag.DEONTIC)] if form == "subjunctive" else []
        return [*mood, *shared]
    governor = top.head
    asks = next((m for m in children(top, {"mark"}) if m.lower_ in language.hedges.lists["questions"]), None)
    if asks is not None and top.dep_ in _COMPLEMENT:
        return [Finding((asks.i, asks.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)]
    opening, entry = _opening(doc, top, language), _entry(top, form, language)
    if entry is not None and (opening is None or _has_preposition(top, language)):
        return [*_implied(doc, top, entry, language, depth), *shared]
    if opening is not None and top.dep_ not in {"acl:relcl"}:
        effect = getattr(opening[1], "infinitive" if form == "gerund" else form, Effect.TRUE)
        if effect == Effect.ACTUAL:
            effect = Effect.TRUE if is_past(governor) else Effect.OPEN
        return [*_apply(effect, opening[0], "mark", _inherited(doc, governor, form, language, depth)), *shared]
    if top.dep_ in {"advcl", "obl"}:
        if form == "subjunctive" or (form == "infinitive" and not is_perfect_infinitive(verb)):
            return [Finding((top.left_edge.i, top.i + 1), "mark", Certainty.UNCOMMITTED)]
        return [*_apply(Effect.TRUE, (top.i, top.i + 1), "mark", _inherited(doc, governor, form, language, depth)), *shared]
    if top.dep_ in _COMPLEMENT | {"acl", "obj", "nsubj"}:
        return [*_complement(doc, top, verb, form, language, depth), *shared]
    if form == "subjunctive":
        return [Finding((verb.i, verb.i + 1), "mood", Certainty.UNCOMMITTED)]
    return shared


def _shared(doc: Doc, verb: Token, top: Token, form: str, language: Language) -> list[Finding]:
    """Find what the group of the first verb says of one coordinated with it that has no finite verb of its own: *puede salir o entrar*."""
    if verb == top or form not in {"infinitive", "gerund", "participle"} or child(verb, AUXILIARY) is not None:
        return []
    return list(_own(doc, top, top, language)) if child(top, AUXILIARY) is not None else []


def _inherited(doc: Doc, governor: Token, form: str, language: Language, depth: int) -> list[Finding]:
    """Find what lies above a clause that is not finite and so shares the time and mood of its governor."""
    return _above(doc, governor, language, depth) if form in {"infinitive", "gerund"} else []


def _implied(doc: Doc, top: Token, entry: Signature, language: Language, depth: int) -> list[Finding]:
    """Find what a listed governor implies, seen through what lies above it."""
    governor = top.head
    if entry.is_factive:
        return []
    above = _above(doc, governor, language, depth)
    negated = sum(f.polarity == Polarity.NEGATIVE for f in above) % 2 == 1
    return _apply(settle(entry, governor, negated), (governor.i, governor.i + 1), "verb", above)


def _complement(doc: Doc, top: Token, verb: Token, form: str, language: Language, depth: int) -> list[Finding]:
    """Find what an unlisted verb or noun makes of its complement: infinitives and subjunctives stay open, what is told is as sure as its cue."""
    governor = top.head
    at = (governor.i, governor.i + 1)
    lemma = governor.lemma_.lower()
    if top.dep_ == "xcomp" and form in {"participle", "gerund", "none"}:
        return _above(doc, governor, language, depth)
    if top.dep_ == "acl" and form in {"participle", "gerund"}:
        return []
    cue = language.cues.verbs.get(lemma) if governor.pos_ in {"VERB", "AUX"} else language.cues.nouns.get(lemma)
    if cue is not None and (form == "indicative" or (form == "infinitive" and cue.takes & {"infinitive", "imputation"})):
        return [Finding(at, "cue", cue.level, cue.polarity)] if cue.level > Certainty.UNCOMMITTED else []
    hedge = _hedge(governor, language)
    if hedge is not None and hedge.level < Certainty.HIGH:
        return [Finding(at, hedge.kind, hedge.level, hedge.polarity)]
    if form in {"infinitive", "subjunctive"} and not is_perfect_infinitive(verb):
        return [Finding(at, "verb", Certainty.UNCOMMITTED)]
    return []


def _hedge(governor: Token, language: Language) -> Hedge | None:
    """Give the entry of a hedging verb, adjective or noun that governs a clause."""
    hedges = language.hedges
    words = {"VERB": hedges.verbs, "AUX": hedges.verbs, "ADJ": hedges.adjectives, "NOUN": hedges.nouns}.get(governor.pos_, {})
    return words.get(governor.lemma_.lower())


def _above(doc: Doc, governor: Token, language: Language, depth: int) -> list[Finding]:
    return find_effects(doc, governor, language, depth + 1)


def _apply(effect: Effect, words: tuple[int, int], kind: str, above: list[Finding]) -> list[Finding]:
    """Pass on what lies above an event through the word that governs it."""
    if effect == Effect.OPEN:
        return [Finding(words, kind, Certainty.UNCOMMITTED)]
    through = [Finding(f.tokens, f.kind, f.level, flag=f.flag) for f in above if f.level < Certainty.HIGH or f.flag is not None]
    if effect == Effect.FALSE:
        through.append(Finding(words, kind, polarity=Polarity.NEGATIVE))
    return through


def _first_conjunct(verb: Token) -> Token:
    """Give the verb that what governs a coordinated one hangs on: a finite one in a main clause stands for itself."""
    while verb.dep_ == "conj" and verb.head != verb and verb.head.pos_ in {"VERB", "AUX", "ADJ"}:
        verb = verb.head
    return verb


def _opening(doc: Doc, clause: Token, language: Language) -> tuple[tuple[int, int], Opening] | None:
    """Give the words that open a clause, the longest that are listed."""
    marks = {m.i for m in children(clause, {"mark", "case", "advmod", "fixed"}) if m.i < clause.i}
    near = {m.i for m in doc[max(clause.left_edge.i - 1, 0) : clause.i] if m.dep_ in {"mark", "case", "fixed", "advmod"}}
    longest = max(map(len, language.factuality.marks))
    for size in range(longest, 0, -1):
        for start in range(max(clause.left_edge.i - 3, 0), clause.i - size + 1):
            window = range(start, start + size)
            found = language.factuality.marks.get(tuple(t.lower_ for t in doc[start : start + size]))
            if found is not None and (marks & set(window) if size == 1 else (marks | near) & set(window)):
                return (start, start + size), found
    return None


def _entry(top: Token, form: str, language: Language) -> Signature | None:
    """Give what the verb, adjective or noun above an event implies, looked up with its preposition first."""
    if top.dep_ not in _COMPLEMENT | {"acl", "advcl", "obl", "obj"} or (top.dep_ == "acl" and form in {"participle", "gerund"}):
        return None
    governor, lists = top.head, language.factuality
    if governor.pos_ == "ADJ" and form not in {"infinitive", "subjunctive"}:
        return None
    if top.dep_ in {"advcl", "obl"} and form not in {"infinitive", "gerund"}:
        return None
    lemma = governor.lemma_.lower()
    words = {"VERB": lists.verbs, "AUX": lists.verbs, "ADJ": lists.adjectives, "NOUN": lists.nouns}.get(governor.pos_, {})
    marker = _marker(top)
    found = (words.get(f"{lemma} {marker}") if marker else None) or words.get(lemma)
    return None if found is None or (found.forms and form not in found.forms) else found


def _marker(top: Token) -> str:
    marker = next((m for m in children(top, {"mark", "case"}) if m.i < top.i), None)
    return marker.lower_ if marker is not None else ""


def _has_preposition(top: Token, language: Language) -> bool:
    """Say whether what governs an event is listed with the very preposition that stands here."""
    return f"{top.head.lemma_.lower()} {_marker(top)}" in language.factuality.verbs.keys() | language.factuality.adjectives.keys()
