"""Quotations and the verbs that introduce them: «A», dijo X / X dijo: «A» / “A,” X said. “B.”."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from claims.extract.cues import cue_verbs, verb_group
from claims.extract.reading import Quote, Reading, is_line_break
from claims.extract.tree import feature, is_finite, subtree

_FAR = 30


@dataclass
class Pairing:
    """Which quotations each cue introduces: indices into ``Reading.quotes`` by the cue's token index, in text order."""

    quotes: dict[int, list[int]] = field(default_factory=dict)
    _owners: dict[int, int] = field(default_factory=dict)

    def owner(self, quote: int) -> int | None:
        """Give the cue that a quotation belongs to."""
        return self._owners.get(quote)

    def give(self, verb: int, quote: int) -> None:
        """Let a cue have a quotation."""
        self.quotes.setdefault(verb, []).append(quote)
        self._owners[quote] = verb


def pair_quotes(reading: Reading) -> Pairing:
    """Give every quotation that has a cue to the nearest one, then the uncued ones that go on to the one before."""
    candidates = []
    for verb, entry in cue_verbs(reading):
        if "quote" in entry.takes and is_finite_or_gerund(verb):
            for n in reading.quotes_near(verb.i - _FAR, verb.i + _FAR + 1):
                quote = reading.quotes[n]
                if verb.i in range(*quote.inner):
                    continue
                distance = _distance_after(reading, verb, quote)
                if distance is None:
                    distance = _distance_before(reading, verb, quote)
                if distance is not None:
                    candidates.append((distance, verb.i, n))
    pairing = Pairing()
    for _, verb_index, n in sorted(candidates):
        if pairing.owner(n) is None:
            pairing.give(verb_index, n)
    _precede(reading, pairing)
    _continue(reading, pairing)
    for quotes in pairing.quotes.values():
        quotes.sort()
    return pairing


def is_finite_or_gerund(verb: Token) -> bool:
    """Say whether a verb can introduce a quotation."""
    return is_finite(verb) or bool({"Ger", "Part", "Inf"} & set(feature(verb, "VerbForm")))


def _distance_after(reading: Reading, verb: Token, quote: Quote) -> int | None:
    """Measure «A», dijo X and “A,” X said: None if something else stands between quotation and cue."""
    if not quote.end <= verb.i < quote.end + _FAR or reading.segment(verb.i) != reading.segment(quote.end - 1):
        return None
    adjoins = all(reading.is_filler(i) for i in range(quote.end, verb.i)) and quote.inner[1] - quote.inner[0] >= 3
    if not (adjoins or is_statement(reading, quote)):
        return None
    if _has_other_content(verb, quote):
        return None
    own = subtree(verb)
    between = [t for t in reading.doc[quote.end : verb.i] if not reading.is_filler(t.i)]
    strange = [t for t in between if t.i not in own]
    if any(is_finite(t) and t.i not in own for t in between) or len(strange) > 6 or any(reading.quote_of[t.i] is not None for t in between):
        return None
    if not any(
        reading.is_filler(i)
        for i in range(quote.end - 2, quote.end + 1)
        if i < len(reading.doc) and reading.doc[i].text in {",", "?", "!", ".", "—", "–", "―"}
    ):
        return None
    return len(between)


def _has_other_content(verb: Token, quote: Quote) -> bool:
    """Say whether a cue has its own object behind it and its subject before it: «A», X señaló las presiones."""
    before = any(c.dep_ == "nsubj" and quote.end <= c.i < verb.i for c in verb.children)
    behind = any(c.dep_ in {"obj", "ccomp"} and c.i > verb.i and c.pos_ in {"NOUN", "VERB"} and not c.ent_type_ for c in verb.children)
    recipient = any(c.dep_ == "iobj" for c in verb.children)
    return before and behind and not recipient and not any(c.dep_ == "obj" and _is_addressee(c) for c in verb.children)


def _is_addressee(thing: Token) -> bool:
    """Say whether an object may be who was spoken to: a bare plural (*told reporters*)."""
    return thing.n_lefts == 0 and "Plur" in feature(thing, "Number")


def _distance_before(reading: Reading, verb: Token, quote: Quote) -> int | None:
    """Measure X dijo: «A» and X said, “A”: None if something else stands between cue and quotation."""
    if not verb.i < quote.start <= verb.i + _FAR or reading.segment(verb.i) != reading.segment(quote.start):
        return None
    own = subtree(verb)
    between = [t for t in reading.doc[verb.i + 1 : quote.start] if not t.is_space]
    last = between[-1].text if between else ""
    opens = last in {":", ","} or last.lower() in reading.language.grammar.complementizers or not between
    colon = last == ":"
    if any(is_finite(t) and t.pos_ in {"VERB", "AUX"} and t.i not in own for t in between) and not colon:
        return None
    if not opens and not all(t.i in own for t in between):
        return None
    if any(reading.is_inside_quote(t.i) for t in between) or not (
        colon or is_statement(reading, quote) or _is_uttered(reading, quote, last)
    ):
        return None
    if any(t.lemma_.lower() in reading.language.cues.verbs and is_finite(t) for t in between):
        return None
    return len(between) + (0 if colon else 3)


def is_statement(reading: Reading, quote: Quote) -> bool:
    """Say whether what is quoted may be a proposition rather than single words."""
    words = [t for t in reading.doc[quote.inner[0] : quote.inner[1]] if not reading.is_filler(t.i)]
    return any(is_finite(t) for t in words) or len(words) >= 10


def _is_uttered(reading: Reading, quote: Quote, before: str) -> bool:
    """Say whether a fragment is a whole utterance: *Ruiz said, “Not going into that.”*."""
    start, end = quote.inner
    return before == "," and end - start >= 3 and reading.doc[start].text[:1].isupper() and reading.doc[end - 1].text in {".", "!"}


def _precede(reading: Reading, pairing: Pairing) -> None:
    """Give the beginning of a quotation that its cue interrupts to the same cue: «El pacto», dijo X, «es defensivo»."""
    for verb, numbers in pairing.quotes.items():
        n = min(numbers) - 1
        if n < 0 or pairing.owner(n) is not None or reading.quotes[n + 1].start < verb:
            continue
        quote = reading.quotes[n]
        near = quote.end <= verb < quote.end + _FAR and reading.segment(verb) == reading.segment(quote.end - 1)
        words = [t for t in reading.doc[quote.end : verb] if not reading.is_filler(t.i)]
        relative = any(t.lower_ in reading.language.grammar.relatives for t in words)
        if near and len(words) <= 6 and not relative and not any(is_finite(t) for t in words) and _begins(reading, quote):
            pairing.give(verb, n)


def _begins(reading: Reading, quote: Quote) -> bool:
    """Say whether a quotation begins its sentence, or is long enough to be the beginning of what is said."""
    start = reading.segment(quote.start)[0]
    before = [i for i in range(start, quote.start) if not reading.is_filler(i)]
    return not before or is_statement(reading, quote)


def _continue(reading: Reading, pairing: Pairing) -> None:
    """Give a quotation without a cue to the cue of the one before, if only the reporting clause stands between."""
    for n in range(1, len(reading.quotes)):
        owner = pairing.owner(n - 1)
        if owner is None or pairing.owner(n) is not None:
            continue
        previous, quote = reading.quotes[n - 1], reading.quotes[n]
        between = reading.doc[previous.end : quote.start]
        own = subtree(reading.doc[owner])
        words = [t for t in between if not reading.is_filler(t.i)]
        foreign = [t for t in words if t.i not in own and reading.segment(t.i) != reading.segment(owner)]
        breaks = sum(is_line_break(t) for t in between)
        alone = not has_words_after(reading, quote)
        if (
            not foreign
            and len(words) < _FAR
            and alone
            and breaks <= 1
            and is_statement(reading, quote)
            and (breaks == 0 or not words or owner < quote.start)
        ):
            pairing.give(owner, n)


def has_words_after(reading: Reading, quote: Quote) -> bool:
    """Say whether a quotation's segment goes on behind it."""
    end = reading.segment(quote.end - 1)[1]
    return any(not reading.is_filler(i) for i in range(quote.end, end))


def quoted_content(reading: Reading, pairing: Pairing, verb: Token) -> set[int] | None:
    """Give the tokens of all quotations that a cue introduces, and of the words that lead into the first one."""
    numbers = pairing.quotes.get(verb.i)
    if not numbers:
        return None
    content: set[int] = set()
    for n in numbers:
        content |= set(range(*reading.quotes[n].inner))
    first = reading.quotes[numbers[0]]
    if first.end <= verb.i:
        content |= _lead_in(reading, first, verb)
        group = verb_group(reading, verb)
        content |= {i for n in numbers for i in range(first.start, group[0]) if i < reading.quotes[n].start < group[0]}
    else:
        content |= _lead_on(reading, first, verb)
    return content


def _lead_on(reading: Reading, quote: Quote, verb: Token) -> set[int]:
    """Give the words between a cue and a quotation that begin the same statement: *said it was “a mistake”*, *dijo que es «un error»*."""
    grammar = reading.language.grammar
    for token in reading.doc[verb_group(reading, verb)[1] : quote.start]:
        named = token.nbor(-1).pos_ == "PROPN"  # *dijo a Efe que A*: names take no relative clause without a comma
        if token.lower_ in grammar.relatives and token.dep_ != "mark" and not named:
            return set()
        if token.lower_ in grammar.complementizers:
            return set(range(token.i + 1, quote.end))
        if (
            "Nom" in feature(token, "Case")
            and token.i < quote.start - 1
            and any(is_finite(t) for t in reading.doc[token.i + 1 : token.i + 4])
        ):
            return set(range(token.i, quote.end))
        if is_finite(token):
            return set()
    return set()


def _lead_in(reading: Reading, quote: Quote, verb: Token) -> set[int]:
    """Give the words before a quotation that are the beginning of the same statement: *This is “the same”, he said*."""
    start = reading.segment(quote.start)[0]
    words = [t for t in reading.doc[start : quote.start] if not reading.is_filler(t.i)]
    if not words or any(t.lemma_.lower() in reading.language.cues.verbs and is_finite(t) for t in words):
        return set()
    if reading.doc[quote.start - 1].text == ":" or any(t.i in subtree(verb) and t.dep_ in {"nsubj"} for t in words if t.head == verb):
        return set()
    starts_low = reading.doc[quote.inner[0]].text[:1].islower()
    return set(range(start, quote.end)) if starts_low or any(is_finite(t) for t in words) else set()
