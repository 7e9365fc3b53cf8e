"""Attributions without a verb: *según X*, *in X's view*, *la afirmación de que A*, *X: A*."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.borders import clause_tokens
from claims.extract.build import complete_quotes, content_root, form_of
from claims.extract.reading import Reading
from claims.extract.sources import source_span
from claims.extract.tree import child, children, governing_clause, is_finite, is_infinitive, subtree
from claims.languages import Language
from claims.languages.cues import Cue
from claims.model import Certainty, Form, SpeakerKind

_PUNCTUATED = frozenset({",", ":", ";", "(", "—", "–", "-"})


def find_phrases(reading: Reading) -> list[Attribution]:
    """Find all attributions that no verb makes, in the order of their cues."""
    found = [*_according(reading), *_nouns(reading)]
    return sorted(found, key=lambda attribution: attribution.cue)


def _according(reading: Reading) -> Iterator[Attribution]:
    i = 0
    while i < len(reading.doc):
        match = _longest(reading, i)
        if match is None:
            i += 1
            continue
        entry, cue, possessive = match
        attribution = _according_phrase(reading, entry, cue, possessive)
        if attribution is not None:
            yield attribution
        i = cue[1]


@cache
def _by_first_word(language: Language) -> defaultdict[str, list[tuple[tuple[str, ...], Cue]]]:
    """Sort the prepositions by what they may begin with."""
    table: defaultdict[str, list[tuple[tuple[str, ...], Cue]]] = defaultdict(list)
    for words, entry in language.cues.according.items():
        table[words[0]].append((words, entry))
        if words[0] in language.grammar.contracted:
            table[words[0] + "l"].append((words, entry))
    return table


def _longest(reading: Reading, start: int) -> tuple[Cue, Tokens, int | None] | None:
    """Match the longest entry at a token: the entry, the cue, and where its possessive stands (``*``), if it has one."""
    best: tuple[Cue, Tokens, int | None] | None = None
    for words, entry in _by_first_word(reading.language)[reading.doc[start].lower_]:
        end = start + len(words)
        if end < len(reading.doc) and reading.doc[end].lower_ in entry.unless:
            continue
        if end > len(reading.doc) or (best is not None and end <= best[1][1]):
            continue
        possessive = None
        for word, token in zip(words, reading.doc[start:end], strict=True):
            if word == "*" and token.lower_ in reading.language.grammar.possessives:
                possessive = token.i
            elif word != token.lower_ and not (word in reading.language.grammar.contracted and token.lower_ == word + "l"):
                break
        else:
            best = (entry, (start, end), possessive)
    return best


def _according_phrase(reading: Reading, entry: Cue, cue: Tokens, possessive: int | None) -> Attribution | None:
    """*Según X, A* / *A, según X* / *A, según X, B*: X is the source, the clause around it the content."""
    doc = reading.doc
    segment = reading.segment(cue[0])
    if possessive is not None:
        head, phrase = doc[possessive], cue
    else:
        found = _source_head(reading, cue, segment)
        if found is None:
            return None
        head = found
        end = min([i for i in range(cue[1], segment[1]) if _starts_clause(reading, head, i)] or [segment[1]])
        stop = max([source_span(reading, head, (cue[1], end))[1], *(i + 1 for i in subtree(head) if i < end)])
        phrase = (cue[0], stop)
    if (
        entry.level < Certainty.HIGH
        and possessive is None
        and len(entry.words.split()) == 1
        and not _is_opinion_holder(reading, head, cue, phrase)
    ):
        return None
    content = complete_quotes(reading, _around(reading, phrase, segment, head), phrase) - set(range(*phrase))
    pieces = reading.pieces(content)
    if not pieces or not any(doc[i].pos_ in {"VERB", "AUX"} for a, b in pieces for i in range(a, b)):
        return None
    source = (head.i, head.i + 1) if possessive is not None else (max(cue[1], phrase[0]), phrase[1])
    if possessive is None:
        source = source_span(reading, head, (cue[1], phrase[1]))
    return Attribution(
        rule="according to" if entry.level == Certainty.HIGH else "opinion",
        cue=cue,
        cue_head=cue[0],
        entry=entry,
        content=pieces,
        content_root=content_root(reading, pieces),
        form=form_of(reading, pieces),
        source=source,
        source_head=head.i,
    )


def _source_head(reading: Reading, cue: Tokens, segment: Tokens) -> Token | None:
    """Give the head of the noun phrase after a preposition; None before a clause (*según avanza la obra*)."""
    doc = reading.doc
    for token in doc[cue[1] : min(cue[1] + 12, segment[1])]:
        if token.lower_ in reading.language.grammar.impersonals:
            return None
        if is_finite(token) and token.pos_ in {"VERB", "AUX"}:
            return None
        if token.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
            head = token
            while (
                head.head.i > head.i
                and head.head.i < segment[1]
                and head.dep_ in {"compound", "flat", "nmod", "nummod", "det", "amod", "nmod:poss"}
                and head.head.pos_ in {"NOUN", "PROPN"}
                and not any(t.text == "," for t in doc[head.i : head.head.i])
            ):
                head = head.head
            if child(head, {"mark"}) is not None or (
                head.dep_ == "nsubj" and head.head.i < segment[1] and _is_manner_verb(reading, head.head, cue)
            ):
                return None
            return head
    return None


def _is_manner_verb(reading: Reading, verb: Token, cue: Tokens) -> bool:
    return any(c.i in range(*cue) for c in verb.children)


def _starts_clause(reading: Reading, head: Token, i: int) -> bool:
    """Say whether the phrase must end before a token: at a finite verb, or at a comma that no apposition follows."""
    token = reading.doc[i]
    if i <= head.i:
        return False
    if is_finite(token) and token.pos_ in {"VERB", "AUX"} and not any(a.dep_ == "acl:relcl" for a in [token, *token.ancestors]):
        return True
    if token.text != ",":
        return False
    following = {t.i for part in children(head, {"appos", "conj"}) for t in part.subtree} if i + 1 < len(reading.doc) else set()
    return i + 1 not in following


def _is_opinion_holder(reading: Reading, head: Token, cue: Tokens, phrase: Tokens) -> bool:
    """Say whether *para X* is an opinion: X is a person or body, set off by a comma at the head of its sentence."""
    doc = reading.doc
    first = cue[0] == reading.segment(cue[0])[0] or reading.is_filler(cue[0] - 1)
    ended = any(doc[i].text == "," for i in range(phrase[1] - 1, min(phrase[1] + 1, len(doc))))
    sources = reading.language.sources
    body = sources.nouns.get(head.lemma_.lower()) in {SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.UNNAMED}
    return first and ended and (head.ent_type_ in {"PER", "ORG"} or (body and child(head, {"det"}) is not None))


def _around(reading: Reading, phrase: Tokens, segment: Tokens, head: Token) -> set[int]:
    """Give the tokens of the clause that a phrase comments on, without the phrase."""
    doc = reading.doc
    quotation = _quotation_behind(reading, phrase)
    if quotation is not None:
        return quotation
    whole = set(range(*segment)) - set(range(*phrase))
    opens = all(reading.is_filler(i) or doc[i].pos_ in {"CCONJ", "ADV"} for i in range(segment[0], phrase[0]))
    closes = all(reading.is_filler(i) for i in range(phrase[1], segment[1]))
    if opens:
        return {i for i in whole if i >= phrase[1]}
    host = governing_clause(head.head if head.head.i not in range(*phrase) else doc[phrase[0]].head)
    if host.i in range(*phrase):
        return whole
    if (
        closes
        and host.dep_ in {"ROOT", "advcl", "acl", "acl:relcl", "csubj", "csubj:pass", "ccomp"}
        and not _is_said(reading, host)
        and doc[phrase[0] - 1].text in _PUNCTUATED
    ):
        return whole
    if host.dep_ == "ROOT":
        return whole
    clause = clause_tokens(reading, host, host) - set(range(*phrase))
    marker = child(host, {"mark"})
    if host.dep_ == "acl:relcl":
        clause -= {t.i for t in host.children if t.lower_ in reading.language.grammar.relatives}
    return clause - ({marker.i} if marker is not None else set())


def _is_said(reading: Reading, host: Token) -> bool:
    """Say whether a clause is what another cue states, so that the phrase may comment on it alone."""
    return host.dep_ == "ccomp" and host.head.lemma_.lower() in reading.language.cues.verbs


def _quotation_behind(reading: Reading, phrase: Tokens) -> set[int] | None:
    """Give the quotation right behind a phrase that follows a conjunction: *al punto que, según X, «A»*."""
    before = next((t for t in reversed(reading.doc[max(phrase[0] - 2, 0) : phrase[0]]) if not reading.is_filler(t.i)), None)
    start = next((i for i in range(phrase[1] - 1, min(phrase[1] + 2, len(reading.doc))) if reading.quote_of[i] is not None), None)
    if before is None or before.lower_ not in reading.language.grammar.complementizers or start is None:
        return None
    return set(range(*reading.quotes[reading.quote_of[start] or 0].inner))


def _nouns(reading: Reading) -> Iterator[Attribution]:
    """*La afirmación de que A* / *the claim that A* / *las denuncias de fraude*: a noun and what it states."""
    for token in reading.doc:
        entry = reading.language.cues.nouns.get(token.lemma_.lower())
        if entry is not None and token.pos_ == "NOUN":
            attribution = _noun_clause(reading, token, entry) or _noun_phrase(reading, token, entry)
            if attribution is not None:
                yield attribution


def _noun_clause(reading: Reading, noun: Token, entry: Cue) -> Attribution | None:
    grammar = reading.language.grammar
    labels = {"acl", "ccomp", "acl:relcl", "advcl"}
    below = (t for t in noun.subtree if t.dep_ in labels and t.head != noun and t.head.pos_ in {"NOUN", "PROPN"})
    for root in [*children(noun, labels), *below]:
        markers = [c for c in children(root, {"mark"}) if c.lower_ in grammar.complementizers and _is_linked(reading, c)]
        if markers and is_finite(root) and root.i > noun.i:
            return _of_noun(reading, noun, entry, {i for i in subtree(root) if i > markers[0].i})
    return None


def _is_linked(reading: Reading, marker: Token) -> bool:
    """Say whether a conjunction can open the clause of a noun: *la idea de que*, but *la idea que* is relative."""
    links = reading.language.grammar.noun_links
    return marker.lower_ in links or (marker.i > 0 and reading.doc[marker.i - 1].lower_ in links)


def _noun_phrase(reading: Reading, noun: Token, entry: Cue) -> Attribution | None:
    if "noun" not in entry.takes:
        return None
    for thing in children(noun, {"nmod"}):
        marker = child(thing, {"case"})
        bare = child(thing, {"det"}) is None
        if marker is not None and marker.lower_ in reading.language.grammar.of_marks and bare and thing.pos_ == "NOUN" and thing.i > noun.i:
            return _of_noun(reading, noun, entry, subtree(thing) - {marker.i}, reported=True)
    for act in children(noun, {"acl", "advcl", "nmod"}):
        marker = child(act, {"mark", "case"})
        if is_infinitive(act) and marker is not None and marker.lower_ in reading.language.grammar.of_marks and act.i > noun.i:
            return _of_noun(reading, noun, entry, subtree(act) - {marker.i}, reported=True)
    return None


def _of_noun(reading: Reading, noun: Token, entry: Cue, content: set[int], *, reported: bool = False) -> Attribution | None:
    pieces = reading.pieces(content)
    if not pieces:
        return None
    holder = next((c for c in children(noun, {"nmod:poss", "nmod", "det"}) if _is_holder(reading, c) and c.i not in content), None)
    if holder is None and noun.dep_ == "obj" and noun.head.lemma_.lower() in reading.language.grammar.light_verbs:
        holder = child(noun.head, {"nsubj"})
    return Attribution(
        rule="noun cue",
        cue=(noun.i, noun.i + 1),
        cue_head=noun.i,
        entry=entry,
        content=pieces,
        content_root=content_root(reading, pieces),
        form=Form.REPORTED if reported else form_of(reading, pieces),
        source=source_span(reading, holder, reading.segment(noun.i)) if holder is not None else None,
        source_head=holder.i if holder is not None else None,
    )


def _is_holder(reading: Reading, token: Token) -> bool:
    if token.dep_ == "det":
        return token.lower_ in reading.language.grammar.possessives
    if token.dep_ == "nmod:poss":
        return True
    marker = child(token, {"case"})
    return marker is not None and marker.lower_ in reading.language.grammar.of_marks and child(token, {"mark"}) is None
