"""The source phrase of a cue, and through whom a statement was relayed."""

from spacy.tokens import Token

from claims.extract.attribution import Tokens
from claims.extract.names import is_given
from claims.extract.reading import Reading
from claims.extract.tree import RELATIVE_CLAUSES, SUBJECTS, child, children, feature, is_finite, own_subject, subtree
from claims.model import SpeakerKind

_LEFT_OUT = frozenset({"acl:relcl", "advcl:relcl", "advcl", "parataxis", "ccomp", "punct", "csubj", "cop", "aux", "mark"})
_LONGEST_CLAUSE, _LONGEST_PARTICIPLE = 5, 12


def find_source(reading: Reading, verb: Token, taken: frozenset[int] = frozenset()) -> Token | None:
    """Give the head of the phrase that names a verbal cue's source, or None where the text leaves it unexpressed.

    ``taken`` are tokens of the content, which cannot be the source. A subject is looked for at the verb, then at the
    verb it is coordinated with, then at the clause that a gerund or participle hangs on; a relative pronoun gives its
    antecedent; a passive gives its agent only.
    """
    grammar = reading.language.grammar
    if _is_passive(reading, verb) or is_bare_participle(verb):
        return _agent(reading, verb)
    subject = next((part for part in children(verb, SUBJECTS) if part.i not in taken and not part.is_space), None)
    if subject is None:
        subject = _inverted_subject(reading, verb, taken) or _name_before(reading, verb, taken)
    if subject is not None:
        if subject.lower_ in grammar.relatives and subject.pos_ != "NOUN":
            if child(subject, {"case"}) is not None:
                return None
            if verb.dep_ in RELATIVE_CLAUSES and verb.head.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}:
                return verb.head
            return _antecedent(reading, subject)
        if subject.lower_ in grammar.impersonals and subject.dep_ != "nsubj":
            return None
        return subject
    if "Ger" in feature(verb, "VerbForm") or "Part" in feature(verb, "VerbForm"):
        start = absolute_start(reading, verb)
        if start is not None:
            return reading.doc[start + 1 : verb.i].root
    voice = _voice(reading, verb)
    if voice is not None and voice.i not in taken:
        return voice
    if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and verb.head.head.lemma_.lower() in reading.language.cues.verbs:
        if child(verb, {"ccomp"}) is not None and not any(c.lower_ in grammar.complementizers for c in children(verb, {"mark"})):
            return find_source(reading, verb.head.head, taken)
    if verb.dep_ == "conj" and verb.head != verb and verb.head.pos_ in {"VERB", "AUX"}:
        above = find_source(reading, verb.head, taken)
        return above if above is None or _shares(verb, above) else None
    if verb.dep_ in RELATIVE_CLAUSES and not is_finite(verb) and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return verb.head
    if verb.dep_ == "acl:relcl" and any(c.lower_ in grammar.relatives for c in verb.children):
        return None if any(_is_relative_object(reading, c) for c in verb.children) else verb.head
    if verb.dep_ in {"advcl", "xcomp", "obl:arg"} and verb.head.lemma_.lower() in grammar.causatives:
        return child(verb.head, {"obj", "iobj", "obl:arg"})
    if verb.dep_ in {"advcl", "xcomp", "acl"} and not is_finite(verb) and verb.head != verb:
        above = own_subject(verb.head)
        if above is not None and above.lower_ not in grammar.relatives:
            return above
        return find_source(reading, verb.head, taken) if verb.head.pos_ == "VERB" else None
    return None


def _is_relative_object(reading: Reading, part: Token) -> bool:
    """Say whether a relative pronoun is not the subject: *a quien acusó*, *whom he blamed*."""
    return part.lower_ in reading.language.grammar.relatives and (part.dep_ == "obj" or child(part, {"case"}) is not None)


def _antecedent(reading: Reading, pronoun: Token) -> Token | None:
    """Give the head of the noun phrase right before a relative pronoun that the parser tied to nothing: *Ana Ruiz, quien dijo*."""
    i = pronoun.i - 1
    while i >= 0 and reading.doc[i].is_punct:
        i -= 1
    token = reading.doc[max(i, 0)]
    if token.pos_ not in {"NOUN", "PROPN"} or reading.segment(token.i) != reading.segment(pronoun.i):
        return None
    while token.dep_ in {"flat", "appos", "nmod", "compound", "amod"} and token.head.i < pronoun.i and token.head.pos_ in {"NOUN", "PROPN"}:
        token = token.head
    return token


def _is_passive(reading: Reading, verb: Token) -> bool:
    """Say whether a cue is passive, or impersonal with *se*; the clitic of *se quejó* and *le dijo* is neither."""
    if child(verb, {"aux:pass", "expl:pass", "expl:impers"}) is not None:
        return child(verb, {"nsubj"}) is None or child(verb, {"aux:pass"}) is not None
    return child(verb, {"nsubj:pass"}) is not None and child(verb, {"nsubj"}) is None


def is_bare_participle(verb: Token) -> bool:
    """Say whether a verb is a past participle on a noun, which suffers what it tells: *el edil, acusado de cobrar*."""
    past = "Part" in feature(verb, "VerbForm") and "Pres" not in feature(verb, "Tense")
    return past and verb.dep_ == "acl" and child(verb, SUBJECTS | {"aux"}) is None


def verb_start(verb: Token) -> int:
    """Give where a verb begins, its auxiliaries, clitics and negation with it."""
    parts = (t.i for t in verb.children if t.i < verb.i and t.dep_ in {"aux", "obj", "iobj", "expl:pv", "advmod"} and t.pos_ != "NOUN")
    return min([verb.i, *parts])


def _agent(reading: Reading, verb: Token) -> Token | None:
    for phrase in children(verb, {"obl:agent", "obl"}):
        marker = child(phrase, {"case"})
        if phrase.dep_ == "obl:agent" or (marker is not None and marker.lower_ in reading.language.grammar.agents):
            if phrase.ent_type_ in {"PER", "ORG", "LOC"} or phrase.dep_ == "obl:agent":
                return phrase
    return None


def absolute_start(reading: Reading, verb: Token) -> int | None:
    """Give where an absolute clause begins: the preposition of *con X elogiando Y* / *with X saying Y*; None without one."""
    for i in range(verb.i - 1, max(verb.i - 6, 0), -1):
        token = reading.doc[i]
        if token.lower_ in reading.language.grammar.absolutes and token.pos_ in {"ADP", "SCONJ"} and i < verb.i - 1:
            return i
        if token.pos_ not in {"NOUN", "PROPN", "DET", "ADJ", "PRON", "ADP"}:
            return None
    return None


def _voice(reading: Reading, verb: Token) -> Token | None:
    """Give the body that plural voices speak from: *sostienen desde la OMS*, *en el Gobierno creen*."""
    for phrase in children(verb, {"obl", "obl:arg", "nmod"}):
        marker = child(phrase, {"case"})
        if marker is not None and marker.lower_ in reading.language.grammar.voices and phrase.pos_ == "PROPN":
            return phrase
        fronted = phrase.right_edge.i == verb_start(verb) - 1 and "Plur" in feature(verb, "Number")
        body = phrase.ent_type_ in {"ORG", "LOC"} or reading.language.sources.nouns.get(phrase.lemma_.lower()) == SpeakerKind.ORGANIZATION
        if marker is not None and marker.lower_ in reading.language.grammar.seats and fronted and body:
            return phrase
    return None


def _inverted_subject(reading: Reading, verb: Token, taken: frozenset[int]) -> Token | None:
    """Give the noun phrase right after an inverted verb (*dijo Ruiz*, *said Ruiz*) that the parser took for its object."""
    for phrase in children(verb, {"obl", "obl:arg"}):
        start = _behind_addressee(reading, phrase.left_edge.i, phrase.right_edge.i + 1)
        if start > phrase.left_edge.i > verb.i and start not in taken and _follows_content(reading, verb, taken):
            return reading.doc[start]
    listener = _behind_listener(reading, verb) if _follows_content(reading, verb, taken) else None
    if listener is not None and listener.i not in taken:
        return listener
    for phrase in children(verb, {"obj", "obl:arg", "flat", "appos", "nmod", "vocative", "dep"}):
        bare = child(phrase, {"case"}) is None
        near = 0 < phrase.i - verb.i <= 6 and not any(reading.is_filler(i) for i in range(verb.i + 1, phrase.i))
        partitive = phrase.pos_ in {"PRON", "NUM"} and child(phrase, {"nmod"}) is not None
        named = partitive or phrase.pos_ in {"PROPN", "NOUN"}
        if bare and near and phrase.i not in taken and named and _follows_content(reading, verb, taken):
            if partitive:
                return phrase
            if phrase.ent_type_ in {"DATE"} or not (phrase.ent_type_ or phrase.pos_ == "NOUN"):
                continue
            return phrase
    return _late_subject(reading, verb) if _follows_content(reading, verb, taken) and not _has_object(verb) else None


def _behind_listener(reading: Reading, verb: Token) -> Token | None:
    """Give the person named right behind the outlet that was spoken to, whom the parser took for its apposition: *dijo a Efe Ana Ruiz*."""
    doc = reading.doc
    for token in doc[verb.i + 1 : min(verb.i + 12, reading.segment(verb.i)[1])]:
        if reading.is_filler(token.i) or is_finite(token) or reading.is_inside_quote(token.i):
            return None
        behind = token.pos_ == "PROPN" and doc[token.i - 1].pos_ == "PROPN" and token.ent_type_ in {"PER", "PERSON", "ORG", ""}
        outlet = next((t for t in reversed(doc[verb.i + 1 : token.i]) if t.pos_ != "PROPN"), None)
        if behind and token.dep_ == "appos" and outlet is not None and outlet.pos_ == "ADP":
            return token
    return None


def _name_before(reading: Reading, verb: Token, taken: frozenset[int]) -> Token | None:
    """Give the name that begins a sentence right before its finite verb, whatever the parser took it for: *Nora Deeds denied it*."""
    doc, start = reading.doc, reading.segment(verb.i)[0]
    last = verb.i - 1
    while last > start and doc[last].pos_ in {"ADV", "AUX"} and doc[last].head == verb and not doc[last].text[:1].isupper():
        last -= 1
    first = last
    while first > start and doc[first - 1].pos_ == "PROPN":
        first -= 1
    opens = all(reading.is_filler(i) for i in range(start, first))
    name = is_finite(verb) and doc[last].pos_ == "PROPN" and last >= start and opens and last not in taken and last != verb.i
    return doc[last] if name and doc[last].text[:1].isupper() else None


def _has_object(verb: Token) -> bool:
    return any(part.i > verb.i for part in children(verb, {"obj", "ccomp"}))


def _late_subject(reading: Reading, verb: Token) -> Token | None:
    """Give the name that ends a reporting clause behind an adverbial: *reclamó durante la marcha Lilian, la tía de Cristina*."""
    for token in reading.doc[verb.i + 1 : reading.segment(verb.i)[1]]:
        if is_finite(token) or reading.is_inside_quote(token.i) or token.text in {":", ";"}:
            return None
        bare = reading.doc[token.i - 1].pos_ not in {"ADP", "DET", "ADJ", "CCONJ", "PROPN"}
        begins = token.ent_iob_ == "B" and token.ent_type_ in {"PER", "ORG"}
        if bare and (begins or (token.pos_ == "PROPN" and token.dep_ == "appos")) and token.i - verb.i <= 12:
            return token
    return None


def _follows_content(reading: Reading, verb: Token, taken: frozenset[int]) -> bool:
    return bool(taken) and min(taken) < verb.i


def _shares(verb: Token, subject: Token) -> bool:
    """Say whether a coordinated verb can have this subject: numbers must not contradict each other."""
    mine, its = feature(verb, "Number"), feature(subject, "Number")
    has_conjunct = child(subject, {"conj"}) is not None
    return has_conjunct or not mine or not its or mine == its


def source_span(reading: Reading, head: Token, limits: Tokens) -> Tokens:
    """Give the noun phrase around a source's head: titles and appositions in, relative clauses and the cue out."""
    if head.lower_ in reading.language.grammar.relatives | reading.language.grammar.possessives:
        return (head.i, head.i + 1)
    kept = {head.i}
    for part in head.children:
        if part.dep_ in _LEFT_OUT or (part.dep_ == "case" and part.i < head.i):
            continue
        inside = subtree(part)
        longest = _LONGEST_PARTICIPLE if _is_participle(part) and reading.doc[min(inside) - 1].text != "," else _LONGEST_CLAUSE
        if part.dep_ in {"acl", "conj"} and (part.pos_ == "VERB" or is_finite(part)) and len(inside) > longest:
            continue
        if part.dep_ == "nmod" and _is_own_occasion(reading, part):
            continue
        if part.dep_ == "cc" and not _has_nominal_conjunct(head):
            continue
        kept |= inside - _relative_clauses(part)
    kept = {i for i in kept if limits[0] <= i < limits[1]}
    start = end = head.i
    while start - 1 in kept or (start - 2 in kept and reading.is_filler(start - 1)):
        start -= 1
    while end + 1 in kept or (end + 2 in kept and reading.is_filler(end + 1)) or _closes_bracket(reading, start, end + 1):
        end += 1
    start, end = _whole_name(reading, head, start, end, limits)
    start = _with_bearer(reading, head, start, limits)
    return _strip(reading, _behind_addressee(reading, start, end + 1), end + 1)


def _behind_addressee(reading: Reading, start: int, end: int) -> int:
    """Give where a source begins that the parser joined to the outlet somebody spoke to: *a El País [Ana Ruiz]*."""
    first = start + 1 if reading.doc[start].pos_ == "ADP" else start
    for stop in range(end - 2, first, -1):
        if reading.doc[first:stop].text.casefold() in reading.language.sources.names and reading.doc[stop].pos_ == "PROPN":
            return stop
    return start


def _is_participle(part: Token) -> bool:
    return part.dep_ == "acl" and "Part" in feature(part, "VerbForm") and child(part, SUBJECTS) is None


def _is_own_occasion(reading: Reading, part: Token) -> bool:
    """Say whether a phrase tells on which occasion somebody spoke: *el ministro, en su primera intervención*."""
    grammar = reading.language.grammar
    links = {c.lower_ for c in children(part, {"case"})}
    own = any(c.lower_ in grammar.possessives for c in children(part, {"det", "nmod:poss"}))
    return own and bool(links) and not links & grammar.noun_links


def _whole_name(reading: Reading, head: Token, start: int, end: int, limits: Tokens) -> Tokens:
    """Add the rest of a name that the parser cut off: *[Minister Anne] Torres*, *la rectora [Olga Ruiz]*."""
    doc = reading.doc
    if head.pos_ == "PROPN" and start == head.i and not is_given(head.text):
        while start - 1 >= limits[0] and doc[start - 1].pos_ == "PROPN" and child(doc[start - 1], {"case"}) is None:
            start -= 1
    if head.pos_ in {"NOUN", "PROPN"} and end == head.i:
        while end + 1 < limits[1] and (doc[end + 1].pos_ == "PROPN" or _joins_name(doc[end + 1])):
            end += 1
    return start, end


def _with_bearer(reading: Reading, role: Token, start: int, limits: Tokens) -> int:
    """Give where a source begins whose bearer's name the parser hung elsewhere: *[Jean Petit], the minister of France*."""
    doc, sources = reading.doc, reading.language.sources
    comma = start - 1
    if role.pos_ != "NOUN" or sources.nouns.get(role.lemma_.lower()) != SpeakerKind.PERSON or comma <= limits[0] or doc[comma].text != ",":
        return start
    first = comma
    while first - 1 >= limits[0] and (doc[first - 1].pos_ == "PROPN" or (doc[first - 1].text == "-" and doc[first - 2].pos_ == "PROPN")):
        first -= 1
    opens = all(reading.is_filler(i) for i in range(limits[0], first))
    return first if opens and comma - first >= 1 else start


def _joins_name(hyphen: Token) -> bool:
    """Say whether a hyphen stands inside a name: *Jo-Renee*."""
    inside = hyphen.text == "-" and 0 < hyphen.i < len(hyphen.doc) - 1 and not hyphen.whitespace_ and not hyphen.nbor(-1).whitespace_
    return inside and hyphen.nbor().pos_ == "PROPN" and hyphen.nbor(-1).pos_ == "PROPN"


def _has_nominal_conjunct(head: Token) -> bool:
    return any(c.pos_ in {"NOUN", "PROPN", "PRON"} for c in children(head, {"conj"}))


def _relative_clauses(part: Token) -> set[int]:
    """Give the tokens of long relative clauses below a part of the phrase."""
    cut: set[int] = set()
    for token in part.subtree:
        if token.dep_ in {"acl:relcl", "advcl", "parataxis", "ccomp"}:
            cut |= subtree(token)
    return cut


def _closes_bracket(reading: Reading, start: int, at: int) -> bool:
    doc = reading.doc
    return at < len(doc) and doc[at].text == ")" and any(doc[i].text == "(" for i in range(start, at))


def _strip(reading: Reading, start: int, end: int) -> Tokens:
    doc = reading.doc
    while end - start > 1 and (reading.is_filler(start) or (doc[start].pos_ == "ADV" and doc[start + 1].text == ",")):
        start += 1
    while (
        end - start > 1
        and reading.is_filler(end - 1)
        and not (doc[end - 1].text == ")" and any(doc[i].text == "(" for i in range(start, end)))
    ):
        end -= 1
    return (start, end)


def find_relays(reading: Reading, verb: Token, content: set[int]) -> tuple[Tokens, ...]:
    """Find who carried a statement: *como recogió Tass*, *in an editorial published in Rodong*."""
    grammar = reading.language.grammar
    segment = reading.segment(verb.i)
    found: list[Tokens] = []
    for token in reading.doc[segment[0] : segment[1]]:
        if token.lemma_.lower() in grammar.carriers and token.i != verb.i and token.pos_ == "VERB":
            marker = next((c for c in token.children if c.lower_ in grammar.manner_marks), None)
            subject = own_subject(token) or child(token, {"obj"})
            if marker is not None and marker.i < token.i and subject is not None and subject.dep_ in SUBJECTS | {"obj"}:
                found.append(source_span(reading, subject, segment))
        elif token.lemma_.lower() in grammar.outlets and token.head.i == verb.i and token.dep_ in {"obl", "obl:arg", "nmod"}:
            marker = child(token, {"case"})
            if marker is not None and marker.lower_ in grammar.outlet_marks:
                found.append(_whole_phrase(reading, token, content))
    return tuple(found)


def _whole_phrase(reading: Reading, head: Token, content: set[int]) -> Tokens:
    marker = child(head, {"case"})
    inside = sorted(i for i in subtree(head) - content if marker is None or i > marker.i)
    return _strip(reading, inside[0], inside[-1] + 1) if inside else (head.i, head.i + 1)
