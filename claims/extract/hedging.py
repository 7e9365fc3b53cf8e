"""Find the words that hedge, boost, negate or date the main predication of a content. Scope comes from the parse."""

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc, Token

from claims.extract.modality import find_verbal, is_left_open
from claims.extract.probability import find_chance
from claims.extract.tree import CLAUSE_LABELS, SUBJECTS, child, children, feature, is_finite, subtree
from claims.extract.words import Finding, find_words
from claims.languages import Language
from claims.languages.hedges import Hedge, Phrases
from claims.model import Certainty, Flag

_OF_CLAUSES = frozenset({Certainty.ABSOLUTE, Certainty.HIGH, Certainty.UNCOMMITTED})


def main_predicate(root: Token, language: Language) -> Token:
    """Give the predicate that the content asserts: below *creo que*, *es posible que*, *hay riesgo de que* the clause they introduce."""
    for _ in range(3):
        below = child(root, {"ccomp", "csubj", "xcomp"}) or _below_noun(root, language)
        own = root.lemma_.lower()
        lowered = own in language.hedges.verbs or own in language.hedges.adjectives or own in language.hedges.lists["existentials"]
        if below is None or not (lowered or own in language.hedges.nouns) or not _is_first_person_or_impersonal(root, language):
            break
        root = below
    return root


def _below_noun(root: Token, language: Language) -> Token | None:
    """Give the clause of the noun that an existential verb brings in: *hay la posibilidad de que A*, *it is a fact that A*."""
    hedges = language.hedges
    parts = list(children(root, {"obj", "nsubj"}))
    for noun in [root, *parts, *(inner for part in parts for inner in children(part, {"nmod"}))]:
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in hedges.nouns.keys() | hedges.lists["chances"]:
            clause = child(noun, {"acl", "ccomp", "acl:relcl", "advcl", "csubj"})
            if clause is not None:
                return clause
    return None


def _is_first_person_or_impersonal(root: Token, language: Language) -> bool:
    """Say whether a hedging verb is the speaker's own or nobody's, and no report of what others believe."""
    if root.pos_ in {"ADJ", "NOUN"}:
        return True
    persons = {p for t in [root, *children(root, {"aux", "nsubj"})] for p in feature(t, "Person")}
    subject = child(root, {"nsubj"})
    noun = subject is not None and subject.pos_ == "NOUN" and child(subject, {"acl", "ccomp", "advcl"}) is not None
    raised = child(root, {"xcomp"}) is not None or any(not is_finite(c) and c.left_edge.i == root.i + 1 for c in children(root, {"advcl"}))
    return "1" in persons or subject is None or noun or subject.lower_ in language.grammar.impersonals or raised


def find_hedges(
    doc: Doc, root: Token, inside: set[int], language: Language, *, past: bool, hearsay: bool = False, now: bool = False
) -> list[Finding]:
    """Find all that hedges, boosts, dates or conditions a content: ``inside`` are its tokens.

    ``past`` says that its cue is past, so that a conditional is a future; ``hearsay`` that somebody is only named as its
    origin (*según X*), so that it is a rumour; ``now`` that the cue is present, after which *would* is no future. Of findings that stand inside longer ones only the longest stay.
    """
    predicate = main_predicate(root, language)
    scope = {t.i for head in {root, predicate} for t in clause_of(head)} & inside
    found = [
        *find_chance(doc, scope, language),
        *_words(doc, scope, inside, language),
        *_left_to_nobody(doc, root, inside, language),
        *_lexical(root, predicate, scope, language),
        *_left_open(doc, root, inside, language),
        *_open_question(doc, root, inside, language),
    ]
    for head in dict.fromkeys([root, predicate]):
        found += find_verbal(doc, head, inside, language, past=past, hearsay=hearsay, now=now)
    return _longest(found)


def _longest(found: Iterable[Finding]) -> list[Finding]:
    """Leave out of findings those that stand inside longer ones, and all but the first of the same words and effect."""
    kept: dict[tuple[tuple[int, int], Certainty, Flag | None], Finding] = {}
    for finding in found:
        kept.setdefault((finding.tokens, finding.level, finding.flag), finding)

    def is_inside(finding: Finding, other: Finding) -> bool:
        (a, b), (c, d) = finding.tokens, other.tokens
        return c <= a and b <= d and b - a < d - c

    levels = [f for f in kept.values() if f.flag is None]
    return [f for f in kept.values() if f.flag is not None or not any(is_inside(f, other) for other in levels)]


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
        if any(i in scope for i in range(start, end)) or _comments(doc, start, end, scope, inside):
            if _is_degree(doc, start, end):
                continue
            yield _finding(hedge, start, end)


def _is_degree(doc: Doc, start: int, end: int) -> bool:
    """Say whether an adverb hangs on a noun phrase or an adjective inside it and so scopes no clause."""
    head = doc[end - 1].head
    within = head.dep_ in {"amod", "nmod", "nummod"} and child(head, {"cop", "nsubj"}) is None
    return end - start == 1 and head.pos_ in {"ADJ", "NOUN", "NUM"} and within


def _comments(doc: Doc, start: int, end: int, scope: set[int], inside: set[int]) -> bool:
    """Say whether a phrase hangs on the clause, or on a word outside of what is said, which it cannot belong to."""
    outer = [doc[i] for i in range(start, end) if doc[i].head.i not in range(start, end)]
    return any(t.head.i in scope or t.head.i not in inside for t in outer)


def _left_to_nobody(doc: Doc, root: Token, inside: set[int], language: Language) -> Iterator[Finding]:
    """Find an impersonal phrase that heads the content: *dijo que todo apunta a que A*, *said it is believed that A*."""
    for start, end, hedge in match_phrases(doc, language.hedges.impersonal, inside):
        if Certainty.UNCOMMITTED < hedge.level < Certainty.HIGH and root.i in range(start, end):
            yield _finding(hedge, start, end)


def match_phrases(doc: Doc, phrases: Phrases, inside: set[int]) -> Iterator[tuple[int, int, Hedge]]:
    """Yield (start, end, entry) of the phrases that stand wholly inside a set of tokens, longest first, no overlap."""
    used: set[int] = set()
    for words, start in sorted(find_words(doc, phrases.by_first, inside), key=lambda match: (-len(match[0]), match[1])):
        window = range(start, start + len(words))
        if used.isdisjoint(window):
            used.update(window)
            yield start, start + len(words), phrases[words]


def _lexical(root: Token, predicate: Token, scope: set[int], language: Language) -> Iterator[Finding]:
    """Find hedging predicates: *parece*, *es posible que*, *creo que*, *existe la posibilidad de que*."""
    hedges = language.hedges
    chain = [root] if root == predicate else [root, predicate]
    for token in chain:
        entry: Hedge | None = None
        if token.pos_ in {"ADJ", "ADV"}:
            entry = hedges.adjectives.get(token.lemma_.lower()) or hedges.adjectives.get(token.lower_)
            if entry is not None and entry.level in _OF_CLAUSES and not (_states(token) or _opens_clause(token, language)):
                entry = None
        elif token.pos_ == "NOUN" and child(token, {"cop"}) is not None and _states(token):
            entry = hedges.nouns.get(token.lemma_.lower())
        elif (
            token.pos_ in {"VERB", "AUX"}
            and _is_first_person_or_impersonal(token, language)
            and (child(token, {"ccomp", "xcomp"}) is not None or token == root)
        ):
            entry = hedges.verbs.get(token.lemma_.lower())
            if entry is not None and child(token, {"ccomp", "xcomp", "csubj"}) is None and child(token, {"obj", "obl"}) is not None:
                entry = None
        if entry is not None:
            yield _finding(entry, token.i, token.i + 1)
            below = child(token, {"xcomp"})
            if entry.prospective and below is not None and not is_perfect(below, language):
                yield Finding((token.i, token.i + 1), entry.kind, flag=Flag.PROSPECTIVE)
        for part in children(token, {"cop", "amod"}):
            if part.dep_ == "cop":
                raising = hedges.verbs.get(part.lemma_.lower())
                if raising is not None:
                    yield _finding(raising, part.i, part.i + 1)
            elif token.pos_ in {"NOUN", "PROPN"}:
                quality = hedges.adjectives.get(part.lemma_.lower())
                if quality is not None:
                    yield _finding(quality, part.i, part.i + 1)
        if token.lemma_.lower() in hedges.lists["existentials"] or token.pos_ == "VERB":
            for noun in children(token, {"obj", "nsubj", "obl"}):
                known = noun.i in scope and noun.pos_ == "NOUN" and noun.lemma_.lower() in hedges.nouns
                if known and (_states(noun) or _opens_clause(noun, language)):
                    yield _finding(hedges.nouns[noun.lemma_.lower()], noun.i, noun.i + 1)


def is_perfect(verb: Token, language: Language) -> bool:
    """Say whether a verb has an auxiliary that puts it in the past: *haya firmado*, *to have signed*."""
    return any(c.lemma_.lower() in language.hedges.lists["stative"] for c in children(verb, {"aux"}))


def _states(word: Token) -> bool:
    """Say whether a noun or adjective has a clause of its own: *la posibilidad de que A*, *a chance A*, *es seguro que A*."""
    return child(word, {"acl", "ccomp", "acl:relcl", "csubj", "csubj:pass", "advcl"}) is not None


def _opens_clause(noun: Token, language: Language) -> bool:
    """Say whether a conjunction stands close behind a noun, whatever the parse tied it to: *hay riesgo de que A*."""
    opens = language.grammar.bare_complementizers | language.grammar.complementizers | language.hedges.lists["questions"]
    return any(t.lower_ in opens for t in noun.doc[noun.i + 1 : noun.i + 3])


def _finding(hedge: Hedge, start: int, end: int) -> Finding:
    return Finding((start, end), hedge.kind, hedge.level, hedge.polarity, hedge.stance, nobody=hedge.nobody, probability=hedge.probability)


def _open_question(doc: Doc, root: Token, inside: set[int], language: Language) -> Iterator[Finding]:
    """Find *si/whether* in front of the content, and a content that ends with a question mark."""
    marker = next((c for c in children(root, {"mark"}) if c.lower_ in language.hedges.lists["questions"]), None)
    asked = root.dep_ in {"ccomp", "csubj", "csubj:pass"} or is_left_open(root, language)
    if marker is not None and marker.i <= min(inside) + 1 and asked:
        yield Finding((marker.i, marker.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)
    last = next((t for t in doc[root.i : max(inside) + 2] if t.text in {".", "?", "!"}), None)
    if last is not None and last.text == "?" and not any(t.text == "¿" for t in doc[root.i : last.i]):
        yield Finding((last.i, last.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)


def _left_open(doc: Doc, root: Token, inside: set[int], language: Language) -> Iterator[Finding]:
    """Find what says inside a content that its truth is open: *se desconoce si*, *no sé si*, *it remains to be seen whether*."""
    asks = language.hedges.lists["questions"]
    controlled = child(root, {"obj", "iobj"}) is not None
    judged = root.pos_ == "ADJ" and (t for t in children(root, {"advcl", "ccomp"}) if not is_finite(t))
    for head in [root, *(() if controlled else children(root, {"xcomp", "csubj"})), *(judged or ())]:
        clauses = [head] if head != root else []
        cue = language.cues.verbs.get(head.lemma_.lower())
        quality = language.hedges.adjectives.get(head.lemma_.lower())
        unsure = any(entry is not None and entry.level == Certainty.UNCOMMITTED for entry in (cue, quality))
        following = doc[head.i + 1] if unsure and head.i + 1 < len(doc) else None
        if following is not None and following.lower_ in asks and following.i in inside and following.head.dep_ == "advcl":
            yield Finding((following.i, following.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)
            return
        advcls = list(children(head, {"advcl"}))
        beside = [c for c in advcls if (unsure and c.left_edge.i == head.i + 1) or is_left_open(c, language)]
        for clause in [*clauses, *children(head, {"ccomp", "csubj", "csubj:pass"}), *beside]:
            marker = next((c for c in children(clause, {"mark"}) if c.lower_ in asks and c.i in inside), None)
            marker = marker or (_interrogative(doc, clause, language) if unsure and clause != head else None)
            if marker is not None and marker.i > min(inside) + 1:
                phrase = next(
                    ((a, b) for a, b, h in match_phrases(doc, language.hedges.impersonal, inside) if h.level == 0 and b <= marker.i), None
                )
                yield Finding(phrase or (root.i, root.i + 1), "impersonal" if phrase else "verb", Certainty.UNCOMMITTED)
                yield Finding((marker.i, marker.i + 1), "question", Certainty.UNCOMMITTED, flag=Flag.QUESTION)
                return


def _interrogative(doc: Doc, clause: Token, language: Language) -> Token | None:
    """Give the interrogative that opens a clause, behind its preposition or not: *de dónde ha salido*, *who paid*."""
    first = clause.left_edge.i
    words = language.grammar.interrogatives - language.grammar.complementizers
    return next((t for t in doc[first : first + 1 + (doc[first].pos_ == "ADP")] if t.lower_ in words), None)


_NEGATING = frozenset({"advmod", "nsubj", "det", "cc", "cc:preconj", "aux", "obj", "mark"})


def is_negated(doc: Doc, root: Token, inside: set[int], language: Language) -> Token | None:
    """Give the word that negates the main predication, or None; negation over *creo que* lowers into the clause.

    A negation that is part of a hedge or booster (*no hay duda*) or that *only* follows (*no solo*) negates nothing, nor does one that is quoted alone (*votaremos «no»*).
    """
    hedges = language.hedges
    negations, negative = hedges.lists["negations"], hedges.lists["negative_subjects"]
    spent = {
        i
        for phrases in (hedges.phrases, hedges.boosters)
        for start, end, _ in match_phrases(doc, phrases, inside)
        for i in range(start, end)
    }
    free = {i for i in inside - spent if i + 1 >= len(doc) or doc[i + 1].lower_ not in hedges.lists["only"]}
    free = {i for i in free if not (0 < i < len(doc) - 1 and doc[i - 1].is_quote and doc[i + 1].is_quote)}
    for head in dict.fromkeys([root, main_predicate(root, language)]):
        parts = [*head.children, *(c for verb in children(head, {"cop", "aux", "advmod"}) for c in verb.children)]
        for part in parts:
            if part.i in free and (
                (part.lower_ in negations and part.dep_ in _NEGATING) or (part.dep_ == "aux" and part.lower_ == "cannot")
            ):
                return part
            if part.dep_ in SUBJECTS | {"obj"} and part.i in inside:
                found = [
                    c
                    for c in children(part, {"det", "cc:preconj", "cc"})
                    if c.lower_ in negative | negations and c.i in free and c.i < part.i
                ]
                found += [c for c in children(part, {"advmod"}) if c.lower_ in negations and c.i < part.i and c.i in free]
                found += [part] if part.lower_ in negative and part.i in free else []
                if found:
                    return found[0]
        if head.pos_ in {"NOUN", "ADJ"}:
            bare = next((c for c in children(head, {"det"}) if c.lower_ in negative and c.i in free), None)
            if bare is not None:
                return bare
    return None


def find_boosters(doc: Doc, inside: set[int], near: set[int], root: Token, language: Language) -> Iterator[tuple[int, int]]:
    """Yield the boosters on the cue (``near``) or in the main clause of the content that ``root`` heads.

    An adverb behind a verb of the content tells how something was done (*habló claramente*) and boosts nothing.
    """
    scope = {t.i for head in {root, main_predicate(root, language)} for t in clause_of(head)}
    for start, end, _ in match_phrases(doc, language.hedges.boosters, inside | near | {i for n in near for i in subtree_of(doc, n)}):
        outer = [doc[i] for i in range(start, end) if doc[i].head.i not in range(start, end)]
        on_cue = any(i in near for i in range(start, end))
        manner = end - start == 1 and doc[start].head.pos_ == "VERB" and doc[start].head.i == start - 1 and not on_cue
        if not manner and (on_cue or any(t.head.i in scope or t.i in scope or (t.i in inside and t.head.i not in inside) for t in outer)):
            yield start, end


def subtree_of(doc: Doc, i: int) -> set[int]:
    """Give the tokens below token ``i`` if they are few (an adverbial phrase), else none."""
    tokens = subtree(doc[i])
    return tokens if len(tokens) <= 4 else set()
