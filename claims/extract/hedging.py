"""Find the words that hedge, boost, negate or date the main predication of a content. Scope comes from the parse."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from claims.extract.tree import CLAUSE_LABELS, SUBJECTS, child, children, feature, is_finite, subtree
from claims.languages import Language
from claims.languages.hedges import Hedge
from claims.model import Certainty, Flag, Polarity, Stance


@dataclass(frozen=True)
class Finding:
    """Words with an effect: ``tokens`` half-open; ``flag`` None where they only change the level."""

    tokens: tuple[int, int]
    kind: str
    level: Certainty = Certainty.HIGH
    polarity: Polarity = Polarity.POSITIVE
    stance: Stance = Stance.NEUTRAL
    flag: Flag | None = None
    nobody: bool = False


def main_predicate(root: Token, language: Language) -> Token:
    """Give the predicate that the content asserts: below *creo que* and *es posible que*, the clause they introduce."""
    for _ in range(3):
        below = child(root, {"ccomp", "csubj", "xcomp"})
        own = root.lemma_.lower()
        lowered = own in language.hedges.verbs or own in language.hedges.adjectives
        if below is None or not lowered or not _is_first_person_or_impersonal(root):
            break
        root = below
    return root


def _is_first_person_or_impersonal(root: Token) -> bool:
    """Say whether a hedging verb is the speaker's own or nobody's, and no report of what others believe."""
    if root.pos_ == "ADJ":
        return True
    persons = {p for t in [root, *children(root, {"aux", "nsubj"})] for p in feature(t, "Person")}
    subject = child(root, {"nsubj"})
    return "1" in persons or subject is None or subject.lower_ in {"it"} or child(root, {"xcomp"}) is not None


def find_hedges(doc: Doc, root: Token, inside: set[int], language: Language, *, past: bool) -> list[Finding]:
    """Find all that hedges, dates or conditions a content: ``inside`` are its tokens, ``past`` says that its cue is past."""
    predicate = main_predicate(root, language)
    scope = {t.i for head in {root, predicate} for t in clause_of(head)} & inside
    found = [
        *_words(doc, scope, inside, language),
        *_lexical(root, predicate, language),
        *_open_question(doc, root, inside, language),
    ]
    for head in dict.fromkeys([root, predicate]):
        found += _verbal(doc, head, inside, language, past=past)
    return list(dict.fromkeys(found))


def clause_of(root: Token) -> Iterator[Token]:
    """Yield the tokens of a clause, without the clauses inside it and those coordinated with it."""
    yield root
    for part in root.children:
        if part.dep_ in CLAUSE_LABELS or (part.dep_ == "conj" and is_finite(part)):
            continue
        yield from clause_of(part)


def _words(doc: Doc, scope: set[int], inside: set[int], language: Language) -> Iterator[Finding]:
    """Match adverbial hedges, longest first, whose head stands in the clause or right at its border."""
    for start, end, hedge in match_phrases(doc, language.hedges.phrases, inside):
        if any(i in scope for i in range(start, end)) or _comments(doc, start, end, scope):
            if _is_degree(doc, start, end):
                continue
            yield Finding((start, end), hedge.kind, hedge.level, hedge.polarity, hedge.stance, nobody=hedge.nobody)


def _is_degree(doc: Doc, start: int, end: int) -> bool:
    """Say whether an adverb hangs on a noun phrase or an adjective inside it and so scopes no clause."""
    head = doc[end - 1].head
    return end - start == 1 and head.pos_ in {"ADJ", "NOUN", "NUM"} and head.dep_ in {"amod", "nmod", "nummod"}


def _comments(doc: Doc, start: int, end: int, scope: set[int]) -> bool:
    outer = [doc[i] for i in range(start, end) if doc[i].head.i not in range(start, end)]
    return any(t.head.i in scope for t in outer)


def match_phrases(doc: Doc, phrases: Mapping[tuple[str, ...], Hedge], inside: set[int]) -> Iterator[tuple[int, int, Hedge]]:
    """Yield (start, end, entry) of the phrases that stand wholly inside a set of tokens, longest first, no overlap."""
    longest = max(map(len, phrases), default=0)
    used: set[int] = set()
    for size in range(longest, 0, -1):
        for i in sorted(inside):
            window = range(i, i + size)
            if used.isdisjoint(window) and all(k in inside for k in window):
                hedge = phrases.get(tuple(doc[k].lower_ for k in window))
                if hedge is not None:
                    used.update(window)
                    yield i, i + size, hedge


def _lexical(root: Token, predicate: Token, language: Language) -> Iterator[Finding]:
    """Find hedging predicates: *parece*, *es posible que*, *creo que*, *existe la posibilidad de que*."""
    hedges = language.hedges
    chain = [root] if root == predicate else [root, predicate]
    for token in chain:
        entry: Hedge | None = None
        if token.pos_ == "ADJ":
            entry = hedges.adjectives.get(token.lemma_.lower())
        elif (
            token.pos_ in {"VERB", "AUX"}
            and _is_first_person_or_impersonal(token)
            and (child(token, {"ccomp", "xcomp"}) is not None or token == root)
        ):
            entry = hedges.verbs.get(token.lemma_.lower())
            if entry is not None and child(token, {"ccomp", "xcomp", "csubj"}) is None and child(token, {"obj", "obl"}) is not None:
                entry = None
        if entry is not None:
            yield _finding(token, entry)
        for part in children(token, {"cop", "obj", "nsubj", "amod"}):
            if part.dep_ == "cop":
                raising = hedges.verbs.get(part.lemma_.lower())
                if raising is not None:
                    yield _finding(part, raising)
            elif part.dep_ == "amod" and token.pos_ in {"NOUN", "PROPN"}:
                quality = hedges.adjectives.get(part.lemma_.lower())
                if quality is not None:
                    yield _finding(part, quality)
            elif part.lemma_.lower() in hedges.nouns and child(part, {"acl", "ccomp"}) is not None:
                yield _finding(part, hedges.nouns[part.lemma_.lower()])


def _finding(token: Token, hedge: Hedge) -> Finding:
    return Finding((token.i, token.i + 1), hedge.kind, hedge.level, hedge.polarity, hedge.stance, nobody=hedge.nobody)


def _open_question(doc: Doc, root: Token, inside: set[int], language: Language) -> Iterator[Finding]:
    """Find *si/whether* in front of the content, and a content that ends with a question mark."""
    marker = next((c for c in children(root, {"mark"}) if c.lower_ in language.hedges.lists["questions"]), None)
    if marker is not None and root.dep_ in {"ccomp", "csubj", "csubj:pass"}:
        yield Finding((marker.i, marker.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)
    last = next((t for t in doc[root.i : max(inside) + 2] if t.text in {".", "?", "!"}), None)
    if last is not None and last.text == "?":
        yield Finding((last.i, last.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)


def _verbal(doc: Doc, head: Token, inside: set[int], language: Language, *, past: bool) -> Iterator[Finding]:
    """Find what tense, mood and modal verbs say of one predicate."""
    group = [t for t in children(head, {"aux", "aux:pass", "cop"}) if t.i in inside] + [head]
    lists = language.hedges.lists
    conditional_clause = _condition(head, inside, language)
    if conditional_clause is not None:
        yield conditional_clause
    for token in group:
        at = (token.i, token.i + 1)
        lemma = token.lemma_.lower()
        modal = language.hedges.modals.get(lemma) or language.hedges.modals.get(token.lower_)
        if modal is not None and (token != head or child(head, {"xcomp"}) is not None):
            yield from _modal(token, modal, head, group, language)
        elif lemma in language.grammar.duties and _is_duty(doc, token, language):
            yield Finding(at, "modal", flag=Flag.DEONTIC)
        elif token.lower_ in lists["future"] or "Fut" in feature(token, "Tense"):
            perfect = "Fut" in feature(token, "Tense") and lemma in lists["rumor_auxiliaries"] and token != head
            yield Finding(at, "mood", Certainty.MODERATE) if perfect else Finding(at, "mood", flag=Flag.PROSPECTIVE)
        elif "Cnd" in feature(token, "Mood") and conditional_clause is None:
            if past:
                yield Finding(at, "mood", flag=Flag.PROSPECTIVE)
            elif lemma in lists["rumor_auxiliaries"] and token != head:
                yield Finding(at, "mood", Certainty.LOW, flag=Flag.RUMOR)


def _is_duty(doc: Doc, token: Token, language: Language) -> bool:
    """Say whether a verb is one of obligation here: *tiene que*, *hay que*, *has to*."""
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in language.grammar.duty_marks


def _modal(token: Token, modal: Hedge, head: Token, group: list[Token], language: Language) -> Iterator[Finding]:
    """Tell possibility from ability and duty by mood, by the verb behind, by who is the subject."""
    at = (token.i, token.i + 1)
    lists = language.hedges.lists
    below = child(head, {"xcomp"}) if token == head else head
    perfect = any(t.lemma_.lower() in lists["stative"] and t.i > token.i and t != head for t in group)
    stative = below is not None and (below.lemma_.lower() in lists["stative"] or perfect)
    unreal = "Cnd" in feature(token, "Mood") or ("Sub" in feature(token, "Mood") and "Imp" in feature(token, "Tense"))
    first = "1" in feature(token, "Person")
    duty = Finding(at, "modal", flag=Flag.DEONTIC)
    hedge = Finding(at, modal.kind, modal.level)
    if modal.reading == "epistemic":
        yield hedge
    elif modal.reading == "conditional":
        if (unreal and not first) or stative:
            yield hedge
    elif modal.reading == "perfect":
        yield hedge if perfect and not unreal else duty
    elif modal.reading == "duty":
        yield duty


def _condition(head: Token, inside: set[int], language: Language) -> Finding | None:
    for part in children(head, {"advcl"}):
        marker = next((c for c in children(part, {"mark"}) if c.lower_ in language.grammar.conditionals), None)
        if marker is not None and marker.i in inside:
            return Finding((marker.i, marker.i + 1), "condition", flag=Flag.CONDITION)
    return None


_NEGATING = frozenset({"advmod", "nsubj", "det", "cc", "cc:preconj", "aux", "obj", "mark"})


def is_negated(doc: Doc, root: Token, inside: set[int], language: Language) -> Token | None:
    """Give the word that negates the main predication, or None; negation over *creo que* lowers into the clause."""
    negations, negative = language.hedges.lists["negations"], language.hedges.lists["negative_subjects"]
    for head in dict.fromkeys([root, main_predicate(root, language)]):
        parts = [*head.children, *(c for verb in children(head, {"cop", "aux"}) for c in verb.children)]
        for part in parts:
            if part.i not in inside:
                continue
            if (part.lower_ in negations and part.dep_ in _NEGATING) or (part.dep_ == "aux" and part.lower_ == "cannot"):
                return part
            if part.dep_ in SUBJECTS | {"obj"}:
                found = [c for c in children(part, {"det", "cc:preconj"}) if c.lower_ in negative]
                found += [c for c in children(part, {"advmod"}) if c.lower_ in negations and c.i < part.i]
                if found:
                    return found[0]
        if head.pos_ in {"NOUN", "ADJ"}:
            bare = next((c for c in children(head, {"det"}) if c.lower_ in negative and c.i in inside), None)
            if bare is not None:
                return bare
    return None


def find_boosters(doc: Doc, inside: set[int], near: set[int], predicate: Token, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the boosters on the cue (``near``) or in the main clause of the content."""
    scope = {t.i for t in clause_of(predicate)}
    for start, end, _ in match_phrases(doc, language.hedges.boosters, inside | near | {i for n in near for i in subtree_of(doc, n)}):
        outer = [doc[i] for i in range(start, end) if doc[i].head.i not in range(start, end)]
        if any(i in near for i in range(start, end)) or any(t.head.i in scope or t.i in scope for t in outer):
            yield start, end


def subtree_of(doc: Doc, i: int) -> set[int]:
    """Give the tokens below token ``i`` if they are few (an adverbial phrase), else none."""
    tokens = subtree(doc[i])
    return tokens if len(tokens) <= 4 else set()
