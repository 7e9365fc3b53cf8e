"""Find who is said to state what: one function a construction, tried in a fixed order.

Each function takes the reading, a cue and its entry, and gives an Attribution or None. The order is from the most to
the least explicit: *según informó X*, quotations, clauses, interpolated cues, infinitives, judgements, noun phrases.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from spacy.tokens import Token

from claims.extract.attribution import Attribution
from claims.extract.borders import clause_tokens, goes_on
from claims.extract.build import build
from claims.extract.cues import cue_verbs, phrase_end, verb_group
from claims.extract.quoted import Pairing, has_words_after, is_statement, quoted_content
from claims.extract.reading import Reading
from claims.extract.tree import SUBJECTS, child, children, feature, governing_clause, is_finite, is_infinitive, is_passive, subtree
from claims.languages.cues import Cue
from claims.languages.grammar import Grammar
from claims.model import Certainty, Form, Polarity

_DASHES = frozenset({"-", "–", "—", "―", "--"})
_LONGEST_ASIDE = 20
_SUBORDINATE = frozenset({"advcl", "acl", "acl:relcl"})
Rule = Callable[[Reading, Token, Cue], Attribution | None]


def find_attributions(reading: Reading, pairing: Pairing) -> list[Attribution]:
    """Find all attributions of an article, in the order of their cues; a cue makes at most one."""
    found: list[Attribution] = []
    for verb, entry in cue_verbs(reading):
        attribution = next((a for rule in _VERBAL if (a := rule(reading, verb, entry))), None)
        quoted = quoted_content(reading, pairing, verb)
        if quoted is not None:
            attribution = _with_quotes(reading, verb, entry, attribution, quoted)
        if attribution is not None and not _is_left_to_author(reading, verb, attribution) and not _is_event(reading, attribution):
            found.append(_with_next_quote(reading, pairing, attribution))
    return found


def _with_next_quote(reading: Reading, pairing: Pairing, attribution: Attribution) -> Attribution:
    """Add the quotation without a cue that takes a clause further: *Ruiz aclaró que A. «B.»*."""
    end = reading.segment(attribution.cue_head)[1]
    last = attribution.content[-1][1]
    if attribution.rule != "clause" or any(not reading.is_filler(i) for i in range(last, end)):
        return attribution
    following = [n for n in reading.quotes_near(end, end + 4) if reading.quotes[n].start >= end]
    if not following or pairing.owner(following[0]) is not None:
        return attribution
    quote = reading.quotes[following[0]]
    between = [i for i in range(end, quote.start) if not reading.is_filler(i)]
    if between or not is_statement(reading, quote) or has_words_after(reading, quote) or quote.start > end + 2:
        return attribution
    piece = reading.trim(*quote.inner)
    return replace(attribution, content=(*attribution.content, piece), form=Form.MIXED) if piece else attribution


def _with_quotes(reading: Reading, verb: Token, entry: Cue, attribution: Attribution | None, quoted: set[int]) -> Attribution | None:
    """Put the quotations a cue introduces in the place of what the parse gave it, or behind it if that is a clause of its own."""
    if attribution is not None and attribution.rule in {"manner clause", "clause"}:
        parsed = {i for piece in attribution.content for i in range(*piece)}
        first = min(parsed)
        group = verb_group(reading, verb)
        adjoins = all(reading.is_filler(i) for i in range(max((i for i in quoted if i < verb.i), default=verb.i) + 1, group[0]))
        marked = first > verb.i and reading.doc[first - 1].lower_ in reading.language.grammar.complementizers
        states = any(is_finite(reading.doc[i]) for i in quoted if i < verb.i)
        if marked and min(quoted) < verb.i and not (adjoins and states):
            quoted = {i for i in quoted if i >= first}
            if not quoted:
                return attribution
        if first > verb.i and not reading.is_inside_quote(first) and min(quoted) >= first:
            return build(reading, attribution.rule, verb, entry, parsed | quoted)
    return build(reading, "quotation", verb, entry, quoted)


def _is_event(reading: Reading, attribution: Attribution) -> bool:
    """Say whether what "speaks" is an event that the text told before: *lo que subraya*, *which shows*."""
    head = attribution.source_head
    first = attribution.cue_head - 2
    grammar = reading.language.grammar
    if first >= 0 and reading.doc[first].lower_ in grammar.neuters and reading.doc[first + 1].lower_ in grammar.relatives:
        return True
    return head is not None and reading.doc[head].lower_ in reading.language.grammar.neuters


def _is_left_to_author(reading: Reading, verb: Token, attribution: Attribution) -> bool:
    """Say whether an impersonal cue only hedges (*se prevé*, *is believed*): that is the author's own statement."""
    unsure = attribution.entry is not None and attribution.entry.level < Certainty.HIGH
    negated = any(reading.doc[i].lower_ in reading.language.grammar.negations for i in range(*attribution.cue))
    return attribution.source is None and is_passive(verb) and (unsure or negated)


def manner_clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, según informó X* / *As X said, A*: the clause that the cue's clause hangs on."""
    grammar = reading.language.grammar
    marker = next(
        (c for c in verb.children if c.lower_ in grammar.manner_marks and c.dep_ in {"mark", "advmod", "case"} and c.i < verb.i),
        None,
    )
    if marker is None or verb.head == verb or verb.dep_ in {"ccomp", "conj"} or child(verb, {"ccomp"}) is not None:
        return None
    host = governing_clause(verb.head)
    segment = reading.segment(verb.i)
    if all(reading.is_filler(i) for i in range(max(subtree(verb)) + 1, segment[1])):
        while host.dep_ in _SUBORDINATE and governing_clause(host.head).i >= segment[0] and not reading.is_inside_quote(host.i):
            host = governing_clause(host.head)
    inside = subtree(host) if host.dep_ != "ROOT" else set(range(*segment))
    own = subtree(verb)
    content = {i for i in inside - own if segment[0] <= i < segment[1]}
    if host.dep_ != "ROOT":
        content = {i for i in content if i < min(own) or i > max(own)}
    attribution = build(reading, "manner clause", verb, entry, content - {marker.i})
    if attribution is not None and marker.lower_ in grammar.cue_marks:
        return replace(attribution, cue=(marker.i, attribution.cue[1]))
    return attribution


def clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*X dijo que A* / *X said (that) A* / *A, dijo X*: the clause that the cue governs."""
    if "clause" not in entry.takes and not ("quote" in entry.takes and _is_before(reading, verb)):
        return None
    inside = [verb, *reading.doc[verb.i + 1 : phrase_end(reading, verb)]]
    root = next((c for t in inside if (c := child(t, {"ccomp", "csubj", "csubj:pass"})) is not None and c not in inside), None)
    if root is None:
        root = _marked_clause(reading, verb) or _asked_clause(reading, verb, entry)
    if root is None:
        return _after_complementizer(reading, verb, entry)
    if root.i == verb.i or not _is_clause(reading, root) or (root.i < verb.i and _states_behind(verb, entry)):
        return None
    if is_infinitive(root) and not any(True for _ in children(root, {"mark"})) and "infinitive" not in entry.takes:
        return None
    content = clause_tokens(reading, root, verb) | goes_on(reading, root, verb) | _cut_subject(reading, root, verb)
    first = reading.doc[min(content)]
    if first.lower_ in reading.language.grammar.complementizers and first.i + 1 < len(reading.doc) and not is_finite(first.nbor()):
        content -= {first.i}
    return build(reading, "clause", verb, entry, content)


def _cut_subject(reading: Reading, root: Token, verb: Token) -> set[int]:
    """Give the subject that a cue between two commas cuts off its clause: *[The test], the army said, was its biggest yet*."""
    subjects = list(children(verb, {"nsubj"}))
    behind = reading.doc[verb_group(reading, verb)[1]] if verb.i + 1 < len(reading.doc) else verb
    if root.i < verb.i or len(subjects) < 2 or behind.text != "," or child(root, {"nsubj", "nsubj:pass"}) is not None:
        return set()
    first, second = subjects[:2]
    return subtree(first) if first.i < second.i < verb.i and reading.doc[second.left_edge.i - 1].text == "," else set()


def _states_behind(verb: Token, entry: Cue) -> bool:
    """Say whether a cue has its statement behind it, so that a clause before it is another's: *aunque A, señaló las presiones*."""
    things = [c for c in children(verb, {"obj"}) if c.i > verb.i and c.pos_ == "NOUN" and not c.ent_type_]
    return "noun" in entry.takes and bool(things) and any(c.i < verb.i for c in children(verb, {"nsubj"}))


def _is_before(reading: Reading, verb: Token) -> bool:
    root = child(verb, {"ccomp"})
    return root is not None and root.i < verb.i


def _is_clause(reading: Reading, root: Token) -> bool:
    return is_finite(root) or root.pos_ in {"VERB", "AUX"} or child(root, {"cop", "nsubj", "mark"}) is not None


def _asked_clause(reading: Reading, verb: Token, entry: Cue) -> Token | None:
    """Give the indirect question right behind a cue that the parser took for an adverbial: *explained why A*, *se pregunta si A*."""
    asks = reading.language.grammar.interrogatives
    if entry.level > Certainty.UNCOMMITTED and entry.polarity != Polarity.NEGATIVE:
        asks = asks - reading.language.grammar.continuers
    return next((c for c in children(verb, {"advcl", "advmod"}) if c.i > verb.i and _opens_with(c, asks, verb.i + 1)), None)


def _opens_with(clause: Token, words: frozenset[str], at: int) -> bool:
    return min(subtree(clause)) == at and clause.doc[at].lower_ in words and is_finite(clause)


def _marked_clause(reading: Reading, verb: Token) -> Token | None:
    """Give the clause after *que/that* right behind a cue, where the parser hung it somewhere else."""
    grammar = reading.language.grammar
    segment = reading.segment(verb.i)
    for token in reading.doc[verb.i + 1 : min(verb.i + 9, segment[1])]:
        if (
            token.lower_ in grammar.complementizers
            and token.dep_ == "mark"
            and token.head.i > token.i
            and (
                token.head.dep_ in {"acl", "advcl", "ccomp", "xcomp", "csubj", "obj", "obl", "acl:relcl"}
                and token.head.head.i >= verb.i - 1
            )
        ):
            return token.head
        if is_finite(token) or token.text in {",", ";", ":"}:
            return None
    return None


def _after_complementizer(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """Take what follows *que/that* close behind a cue, where the parse sees no clause there at all."""
    start, end = phrase_end(reading, verb), reading.segment(verb.i)[1]
    objects = [c for c in children(verb, {"obj", "xcomp"}) if c.lower_ not in reading.language.grammar.complementizers]
    at_once = start < end and reading.doc[start].lower_ in reading.language.grammar.complementizers and _is_marker(reading.doc[start])
    occupied = start == verb.i + 1 and bool(objects) and not at_once
    start = _behind_insertion(reading, start, end)
    if occupied or not is_finite(verb) or "clause" not in entry.takes:
        return None
    for token in reading.doc[start : min(start + 5, end)]:
        named = token.i > verb.i + 1 and token.nbor(-1).pos_ == "PROPN"
        if token.lower_ in reading.language.grammar.complementizers and _has_own_antecedent(reading, verb, token):
            return None
        if token.lower_ in reading.language.grammar.complementizers and (
            named or not _is_relative(token, verb, reading.language.grammar.frames)
        ):
            stop = next((t.i for t in reading.doc[token.i : end] if t.text in {":", ";"}), end)
            return build(reading, "clause", verb, entry, range(token.i + 1, stop))
        if is_finite(token) or reading.is_filler(token.i):
            return None
    return None


def _is_marker(word: Token) -> bool:
    """Say whether *que/that* is a conjunction here, whatever the parser takes it for: *that* stands before no plural."""
    return word.pos_ == "SCONJ" or "Plur" in feature(word.head, "Number") or word.nbor().pos_ in {"DET", "PROPN", "PRON"}


def _behind_insertion(reading: Reading, start: int, end: int) -> int:
    """Give where a cue's complement may begin: at once, or behind an aside that a comma closes: *negó, en público, que A*."""
    if start < end:
        for token in reading.doc[start + 1 : min(start + _LONGEST_ASIDE, end - 1)]:
            if is_finite(token) or reading.is_inside_quote(token.i):
                return start
            if token.text == "," and token.nbor().lower_ in reading.language.grammar.complementizers:
                return token.i + 1
    return start


def _has_own_antecedent(reading: Reading, verb: Token, marker: Token) -> bool:
    """Say whether *que/that* follows a bare noun that can be no speaker: *reconocemos la fuerza que tenemos*, but *dijo el alcalde que A*."""
    noun = marker.nbor(-1)
    bare = not any(t.pos_ == "ADP" or t.text == "," for t in reading.doc[verb.i + 1 : marker.i])
    return noun.pos_ == "NOUN" and noun.i > verb.i and bare and noun.lemma_.lower() not in reading.language.sources.nouns


def _is_relative(marker: Token, verb: Token, clause_frames: frozenset[str]) -> bool:
    """Say whether *que/that* begins a relative clause on a noun of the verb's adverbial: *avanzó bajo un sol que quema*."""
    clause = marker.head
    return (
        clause.dep_ in {"acl", "acl:relcl", "advcl:relcl"}
        and clause.head.dep_ == "obl"
        and clause.head.head == verb
        and not any(c.lower_ in clause_frames for c in children(clause.head, {"case"}))
        and verb.i < clause.head.i < marker.i
        and marker.dep_ != "mark"
    )


def aside(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*«A - dijo X - B»*: a cue between two dashes, in the middle of what is said."""
    if not entry.takes & {"clause", "quote"} or not is_finite(verb):
        return None
    group = verb_group(reading, verb)
    n = reading.quote_of[verb.i]
    start, end = reading.segment(verb.i) if n is None else reading.quotes[n].inner
    open_dash = next((i for i in range(group[0] - 1, max(group[0] - 7, start), -1) if reading.doc[i].text in _DASHES), None)
    close = next((i for i in range(group[1], min(group[1] + _LONGEST_ASIDE, end)) if reading.doc[i].text in _DASHES), None)
    if open_dash is None or close is None or reading.doc[open_dash].text != reading.doc[close].text:
        return None
    before, after = range(start, open_dash), range(close + 1, end)
    if any(reading.is_filler(i) for i in range(open_dash + 1, group[0])) or not (
        _has_words(reading, before) and _has_words(reading, after)
    ):
        return None
    return build(reading, "interpolated", verb, entry, [*before, *after])


def _has_words(reading: Reading, tokens: Iterable[int]) -> bool:
    return any(not reading.is_filler(i) for i in tokens)


def interpolated(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, dijo X, B* / *A, X said*: the clause that an interpolated cue hangs on."""
    if verb.dep_ != "parataxis" or verb.head == verb or not entry.takes & {"clause", "quote"} or child(verb, {"ccomp", "obj"}) is not None:
        return None
    own = subtree(verb)
    content = subtree(verb.head) - own
    if not content or not _is_clause(reading, verb.head) or not is_finite(verb):
        return None
    before, after = min(own) - 1, max(own) + 1
    doc = reading.doc
    parted = (before >= 0 and reading.is_filler(before)) or (after < len(doc) and reading.is_filler(after))
    return build(reading, "interpolated", verb, entry, content) if parted else None


def between_commas(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*El faro, explicó la farera, se construyó en 1887*: a cue and its subject between the subject and the verb of a statement."""
    doc, (start, end) = reading.doc, reading.segment(verb.i)
    if not entry.takes & {"clause", "quote"} or not is_finite(verb) or reading.is_inside_quote(verb.i):
        return None
    before = next((i for i in range(verb.i, max(verb.i - 9, start), -1) if doc[i].text == ","), None)
    after = next((i for i in range(verb.i + 1, min(verb.i + 9, end)) if doc[i].text == ","), None)
    if before is None or after is None or any(is_finite(t) for t in doc[before + 1 : after] if t != verb):
        return None
    aside = doc[before + 1 : after]
    plain = all(t.pos_ in {"NOUN", "PROPN", "DET", "ADJ", "VERB", "ADV", "ADP", "PUNCT", "AUX"} for t in aside) and doc[
        before + 1
    ].pos_ not in {"ADP", "ADV"}
    named = any(t.pos_ == "PROPN" or t.lemma_.lower() in reading.language.sources.nouns for t in aside)
    states = after + 1 < end and any(is_finite(t) and t.pos_ in {"VERB", "AUX"} for t in doc[after + 1 : min(after + 5, end)])
    subject = not any(is_finite(t) for t in doc[start:before]) and any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in doc[start:before])
    if not (plain and named and states and subject):
        return None
    return build(reading, "interpolated", verb, entry, [*range(start, before), *range(after + 1, end)])


def bare_clause(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Mayor Ruiz said the ferry, which may be sold, carries 300 people*: a clause without *that*, which the parse missed."""
    doc, end = reading.doc, reading.segment(verb.i)[1]
    if verb.lemma_.lower() not in reading.language.grammar.bare_cues or not is_finite(verb) or child(verb, {"ccomp"}) is not None:
        return None
    subject = child(verb, SUBJECTS)
    rest = doc[verb.i + 1 : end]
    if subject is None or subject.i > verb.i or not rest or rest[0].pos_ not in {"DET", "PROPN", "PRON", "NOUN", "ADJ", "NUM"}:
        return None
    if any(reading.is_inside_quote(t.i) or t.lower_ in reading.language.grammar.complementizers for t in rest[:1]):
        return None
    predicates = [t for t in rest if is_finite(t) and t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl:relcl", "advcl"}]
    if not predicates or any(t.text in {":", ";"} for t in rest):
        return None
    return build(reading, "clause", verb, entry, range(verb.i + 1, end))


def trailing(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*A, explicó X.*: a cue after the last comma of its sentence, whatever the parser made of it."""
    start, end = reading.segment(verb.i)
    group = verb_group(reading, verb)
    if not entry.takes & {"clause", "quote"} or not is_finite(verb):
        return None
    named = child(verb, {"obj"})
    if child(verb, {"ccomp", "xcomp"}) is not None or (named is not None and not (named.ent_type_ and named.i > verb.i)):
        return None
    subject = child(verb, {"nsubj"})
    adjoins = subject is not None and not any(t.text == "," for t in reading.doc[subject.i : group[0]])
    first = min(group[0], subject.left_edge.i) if subject is not None and adjoins and child(subject, {"acl:relcl"}) is None else group[0]
    relative = any(c.lower_ in reading.language.grammar.relatives for c in verb.children)
    if first - 1 <= start or reading.doc[first - 1].text != "," or verb.dep_ in {"conj", "advcl"} or relative:
        return None
    group = (first, group[1])
    rest = [t for t in reading.doc[verb.i + 1 : end] if not reading.is_filler(t.i)]
    if len(rest) > 25 or any(is_finite(t) and t.dep_ not in {"acl:relcl", "acl"} for t in rest):
        return None
    content = range(start, group[0] - 1)
    words = [reading.doc[i] for i in content if not reading.is_filler(i)]
    if len(words) < 4 or not any(t.pos_ in {"VERB", "AUX"} for t in words):
        return None
    return build(reading, "trailing", verb, entry, content)


def infinitive(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Afirma haberlo visto* / *claims to have paid*: an infinitive that stands for a statement."""
    root = child(verb, {"xcomp", "ccomp"})
    if "infinitive" not in entry.takes or root is None or not (is_infinitive(root) or root.pos_ in {"VERB", "AUX"}):
        return None
    return build(reading, "infinitive", verb, entry, subtree(root), reported=True)


def imputation(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Acusó a X de Y* / *accused X of Y* / *described X as Y*: what is imputed."""
    if "imputation" not in entry.takes:
        return None
    grammar = reading.language.grammar
    thing = child(verb, {"obj", "iobj", "nsubj:pass", "obl:arg"}) or next((c for c in verb.children if c.lower_ in grammar.relatives), None)
    if thing is None:
        return None
    for part in sorted(verb.subtree, key=lambda t: (t.head == thing, t.i)):
        marker = child(part, {"case", "mark"})
        if part.i > verb.i and marker is not None and marker.lower_ in grammar.as_marks and part.head.i in {verb.i, thing.i}:
            if part.head == thing and thing.pos_ == "NOUN" and thing.lemma_.lower() not in reading.language.sources.nouns:
                continue
            content = subtree(part) - _when(part, grammar)
            content -= {marker.i}
            if marker.lower_ in grammar.judging_marks:
                content |= subtree(thing)
                content |= {i for i in range(min(content), max(content)) if min(content) > verb.i}
            return build(reading, "imputation", verb, entry, content, reported=True)
    predicate = child(verb, {"xcomp"}) or next((c for c in children(verb, {"obj"}) if c != thing), None)
    if predicate is not None:
        judged = subtree(predicate) | subtree(thing)
        if min(judged) > verb.i:
            judged = set(range(min(judged), max(judged) + 1))
        return build(reading, "imputation", verb, entry, judged, reported=True)
    return None


def _when(part: Token, grammar: Grammar) -> set[int]:
    """Give the adverbials of time that hang on a judgement but say when it was passed: *as a failure during a visit*."""
    return {
        i for t in children(part, {"nmod", "obl"}) if any(c.lower_ in grammar.time_marks for c in children(t, {"case"})) for i in subtree(t)
    }


def noun_phrase(reading: Reading, verb: Token, entry: Cue) -> Attribution | None:
    """*Destacaron el apoyo* / *denied the accusation* / *shows Ruiz leading*: a noun phrase that stands for a statement."""
    grammar = reading.language.grammar
    thing = (
        child(verb, {"obj"})
        or next((t for t in children(verb, {"xcomp"}) if t.pos_ == "NOUN" and t.i > verb.i), None)
        or (child(verb, {"nsubj:pass"}) if entry.level >= Certainty.HIGH else None)
    )
    if thing is not None and any(c.lower_ in grammar.personal_marks for c in children(thing, {"case"})):
        return None
    if (
        thing is None
        or any(c.i > verb.i for c in children(verb, {"ccomp"}))
        or (entry.polarity != Polarity.NEGATIVE and any(t.lower_ in grammar.negations for t in verb.children))
    ):
        return None
    predicates = [t for t in [*children(verb, {"xcomp"}), *children(thing, {"acl"})] if t.i > thing.i]
    predicates = [t for t in predicates if t.pos_ in {"VERB", "ADJ"} and not is_infinitive(t)]
    states = "noun" in entry.takes or ("assertion" in entry.takes and thing.lemma_.lower() not in grammar.decisions)
    active = not is_passive(verb)
    seen = [t for t in predicates if active and (t.head == verb or "Ger" in feature(t, "VerbForm") or "Pres" in feature(t, "Tense"))]
    if not states and not ("clause" in entry.takes and seen):
        return None
    if reading.is_inside_quote(verb.i) and "1" in feature(verb, "Person"):
        return None
    if thing.pos_ not in {"NOUN", "PROPN", "VERB", "ADJ"} or (thing.ent_type_ == "PER" and not predicates):
        return None
    content = subtree(thing).union(*(subtree(t) for t in predicates)) - _asides(thing)
    for part in children(verb, {"obl", "advcl", "obl:arg", "xcomp"}):
        marker = child(part, {"case", "mark"})
        start = min(subtree(part))
        includes = reading.doc[start + (reading.doc[start].text == ",")].lower_ in grammar.inclusions
        purpose = part.dep_ == "advcl" and is_infinitive(part) and marker is not None
        if (purpose or includes) and start == max(content) + 1:
            content |= subtree(part)
            continue
        judged = marker is not None and marker.lower_ in grammar.judging_marks and part.i > thing.i
        adjoins = min(subtree(part)) == max(content) + 1 and part.dep_ == "obl" and part.lemma_.lower() not in grammar.outlets
        if judged or (adjoins and part.ent_type_ != "DATE" and part.pos_ == "NOUN" and not _is_time(part)):
            content |= subtree(part)
    return build(reading, "noun phrase", verb, entry, content, reported=True)


def _asides(thing: Token) -> set[int]:
    """Give the relative clauses that only add something about a thing, behind a comma: *the rise, which surprised many*."""
    aside: set[int] = set()
    for clause in (t for t in thing.subtree if t.dep_ in {"acl:relcl", "advcl:relcl"}):
        start = min(subtree(clause))
        if start > 0 and (thing.doc[start].text == "," or thing.doc[start - 1].text == ","):
            aside |= subtree(clause)
    return aside


def _is_time(part: Token) -> bool:
    return any(t.pos_ == "NUM" or t.like_num for t in part.subtree)


_VERBAL: tuple[Rule, ...] = (
    aside,
    manner_clause,
    between_commas,
    clause,
    interpolated,
    trailing,
    infinitive,
    imputation,
    bare_clause,
    noun_phrase,
)
