"""Which verbs of a text attribute something, and the words that belong to such a cue."""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from claims.extract.attribution import Tokens
from claims.extract.reading import Reading
from claims.extract.tree import child, children, feature, is_infinitive
from claims.languages import Language
from claims.languages.cues import Cue
from claims.model import Certainty

_AUXILIARY = frozenset({"aux", "aux:pass", "cop"})


def cue_verbs(reading: Reading) -> Iterator[tuple[Token, Cue]]:
    """Yield each verb that may be a cue here, with its entry.

    A verb of speech that is not said to have happened (an order, a wish, a condition, a bare infinitive) is no cue,
    and neither is the first person, which hedges: *creo que*, *I think*.
    """
    for token in reading.doc:
        entry = find_entry(reading, token)
        if entry is None or token.pos_ not in {"VERB", "AUX"} or _is_attributive(reading, token) or not is_said(reading, token):
            continue
        if not hedges_itself(reading, token, entry):
            yield token, entry


def _is_attributive(reading: Reading, verb: Token) -> bool:
    """Say whether a participle is an adjective: *the disclosed sum*, but not *“A,” said jurist Ruiz*."""
    return verb.dep_ == "amod" and (verb.i == 0 or not reading.is_filler(verb.i - 1))


def find_entry(reading: Reading, verb: Token) -> Cue | None:
    """Give a verb's entry: that of the longest phrase it begins here (*dar a conocer*), or its own."""
    phrase = _find_phrase(reading, verb)
    if phrase:
        return phrase[0]
    entry = reading.language.cues.verbs.get(verb.lemma_.lower())
    behind = reading.doc[verb.i + 1].lower_ if verb.i + 1 < len(reading.doc) else ""
    return None if entry is None or behind in entry.unless else entry


def phrase_end(reading: Reading, verb: Token) -> int:
    """Give where a verb's phrase ends: after itself, or after the words that make one cue with it."""
    phrase = _find_phrase(reading, verb)
    return phrase[1] if phrase else verb.i + 1


def _find_phrase(reading: Reading, verb: Token) -> tuple[Cue, int] | None:
    for words, entry in _phrases(reading.language).get(verb.lemma_.lower(), ()):
        for skipped in (0, 1):
            start = verb.i + 1 + skipped
            between = reading.doc[verb.i + 1 : start]
            if all(t.pos_ == "ADV" for t in between) and words == tuple(t.lower_ for t in reading.doc[start : start + len(words)]):
                return entry, start + len(words)
    return None


@cache
def _phrases(language: Language) -> dict[str, list[tuple[tuple[str, ...], Cue]]]:
    """Sort the verbs of several words by their first one, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
    for words, entry in sorted(language.cues.verbs.items(), key=lambda item: -len(item[0])):
        first, *rest = words.split()
        if rest:
            table.setdefault(first, []).append((tuple(rest), entry))
    return table


def is_said(reading: Reading, verb: Token) -> bool:
    """Say whether the act of speech is told as a fact."""
    grammar = reading.language.grammar
    if "Imp" in feature(verb, "Mood") or "Sub" in feature(verb, "Mood"):
        return False
    if any(c.lower_ in grammar.conditionals for c in children(verb, {"mark"})) and verb.dep_ == "advcl":
        return False
    if any(c.lemma_.lower() in grammar.modals for c in children(verb, {"aux"})) or is_asked(reading, verb) or _lacks_part(reading, verb):
        return False
    if not is_infinitive(verb):
        return True
    if verb.dep_ == "conj":
        return is_said(reading, verb.head) and not is_infinitive(verb.head)
    if any(c.lower_ in grammar.infinitive_marks for c in children(verb, {"mark", "case"})):
        return verb.dep_ != "xcomp" or verb.head.lemma_.lower() in grammar.aspectuals
    if verb.head.lower_ in grammar.infinitive_marks and verb.head.pos_ == "ADV":
        return True
    if any(c.lemma_.lower() in grammar.aspectuals for c in children(verb, {"aux"})):
        return True
    above = verb.head.lemma_.lower()
    caused = above in grammar.causatives and child(verb.head, {"obj", "iobj", "obl:arg"}) is not None
    return verb.dep_ in {"xcomp", "advcl", "obl:arg", "ccomp"} and (above in grammar.aspectuals or caused)


def _lacks_part(reading: Reading, verb: Token) -> bool:
    """Say whether what is stated lacks the part that a word before the cue stands for: *what the mayor says the plan would do*."""
    asks = reading.language.grammar.interrogatives
    whole = child(verb, {"ccomp"})
    if whole is None or whole.i < verb.i or child(whole, {"mark"}) is not None:
        return False
    fronted = verb.dep_ == "acl:relcl" and verb.head.lower_ in asks and verb.head.i < verb.i
    return fronted or any(c.lower_ in asks and c.i < verb.i and c.dep_ in {"advmod", "obj"} for c in verb.children)


def is_asked(reading: Reading, verb: Token) -> bool:
    """Say whether a verb stands in a question: *¿Cree usted que…?*."""
    end = min(verb.sent.end, reading.segment(verb.i)[1])
    mark = next((t.text for t in reading.doc[verb.i : end] if t.text in {".", "?", "!", ";"} or t.is_space), "")
    return mark == "?" and reading.is_inside_quote(verb.i)


def hedges_itself(reading: Reading, verb: Token, entry: Cue) -> bool:
    """Say whether a verb in the first person only hedges what its speaker says: *creo que*, *we think*, *I say*."""
    parts = [verb, *children(verb, {"aux"}), *children(verb, {"nsubj"})]
    first = [p for p in parts if "1" in feature(p, "Person") and p.pos_ in {"VERB", "AUX", "PRON"}]
    singular = any("Sing" in feature(p, "Number") for p in first)
    known = verb.lemma_.lower() in reading.language.grammar.perceptions and reading.is_inside_quote(verb.i)
    return singular or (bool(first) and (entry.level < Certainty.HIGH or known))


def verb_group(reading: Reading, verb: Token) -> Tokens:
    """Give the words of a verbal cue: auxiliaries, clitics, negation, what stands between them, and a particle."""
    grammar = reading.language.grammar
    start = verb.i
    for part in verb.children:
        auxiliary = part.dep_ in _AUXILIARY or (part.dep_ == "advmod" and part.lower_ in grammar.negations)
        clitic = part.lower_ in grammar.clitics and part.pos_ == "PRON"
        if part.i < verb.i and (auxiliary or clitic) and _is_close(reading, part.i, verb.i):
            start = min(start, part.i)
    while start > 0 and _belongs_left(reading, start - 1):
        start -= 1
    end = phrase_end(reading, verb)
    particle = child(verb, {"compound:prt"})
    if particle is not None and particle.i == end:
        end += 1
    return (start, end)


def _is_close(reading: Reading, first: int, verb: int) -> bool:
    between = reading.doc[first:verb]
    return len(between) <= 4 and all(t.pos_ in {"AUX", "ADV", "PRON", "PART"} for t in between)


def _belongs_left(reading: Reading, i: int) -> bool:
    token = reading.doc[i]
    grammar = reading.language.grammar
    return token.lower_ in grammar.negations or (token.lower_ in grammar.clitics and token.pos_ == "PRON")
