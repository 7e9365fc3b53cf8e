"""The terms of a claim: what its content is compared by with those of other articles.

A term is ``kind:value``. ``noun verb adj`` hold lemmas, ``name`` a folded name in its fullest form, ``number`` and
``about`` a value with what it counts, ``date`` a day with ``*`` for what the text leaves out. ``main`` is the lemma of the main
predicate, ``subj`` and ``obj`` are who acts and what is acted on there, a passive turned round. ``who`` are names that a pronoun, a
role or an unexpressed subject of the content stands for. ``again`` says that the content is of one more thing of a kind. ``topic`` are words and names of the title and the lead, which the article may take for
granted. ``as`` stands before terms that are those of an earlier statement: *rejected the accusation*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from claims.extract.attribution import Attribution
from claims.extract.names import fold
from claims.extract.quantities import find_dates, find_quantities
from claims.extract.reading import Reading
from claims.extract.speakers import Resolver
from claims.extract.tree import children, feature, own_subject
from claims.model import Article, Claim, Form, SpeakerKind

_WORD_KINDS = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj", "PROPN": "noun"}
_LEAD = 60
_TOPICS = 24
_STEM = 5

Found = tuple[Reading, Attribution, Claim]


def add_terms(article: Article, found: Sequence[Found]) -> list[Found]:
    """Give each claim of an article its terms; the claims stand in text order."""
    if not found:
        return []
    writer = _Writer(article, found[0][0])
    result: list[Found] = []
    for reading, attribution, claim in found:
        terms = writer.terms(attribution, claim)
        if writer.stands_for_another(attribution):
            earlier = next((c for _, _, c in reversed(result) if not set(c.speakers) & set(claim.speakers)), None)
            if earlier is not None and not writer.misses_between(earlier, claim):
                terms = ("as:earlier", *(t for t in earlier.terms if t != "as:earlier"))
        result.append((reading, attribution, replace(claim, terms=terms)))
    return result


class _Writer:
    """What the terms of one article's claims are written with."""

    def __init__(self, article: Article, reading: Reading) -> None:
        self.article, self.reading = article, reading
        self.doc: Doc = reading.doc
        self.language = reading.language
        self.words = reading.language.terms
        self.resolver = Resolver(reading)
        self.names = self.resolver.names
        self.known = {self._name(m.name, m.kind) for m in self.names.mentions}
        self.topics = self._topics()

    def terms(self, attribution: Attribution, claim: Claim) -> tuple[str, ...]:
        """Give a claim's terms, each once: those of its predication first, its topics last."""
        inside = [i for start, end in attribution.content for i in range(start, end)]
        root, above = self._main(self.doc[attribution.content_root], set(inside))
        found = [*self._predication(root, above, set(inside)), *self._amounts(inside), *self._words(inside)]
        found += self._stood_for(inside, (above or [root])[0], claim)
        if any(self._lemma(self.doc[i]) in self.words.lists["again"] for i in inside):
            found.append("again:yes")
        return tuple(dict.fromkeys([*found, *self.topics]))

    def stands_for_another(self, attribution: Attribution) -> bool:
        """Say whether a content is nothing but a noun for a statement made before: *the accusation*."""
        words = [self.doc[i] for start, end in attribution.content for i in range(start, end) if not self.reading.is_filler(i)]
        nouns = [t for t in words if t.pos_ in {"NOUN", "PROPN", "NUM"}]
        named = any(t.lemma_.lower() in self.words.lists["anaphors"] for t in nouns)
        bare = len(nouns) == 1 and len(words) <= 3 and not any(t.pos_ == "VERB" for t in words)
        return attribution.form == Form.REPORTED and named and bare

    def misses_between(self, earlier: Claim, claim: Claim) -> bool:
        """Say whether what *the suspicion* stands for is a statement that was not found: somebody *suspects* in between."""
        noun = max(claim.content[0].text.split(), key=len).casefold()[:_STEM]
        start = max(span.end for span in earlier.content)
        if earlier.cue is not None and earlier.cue.text.casefold().startswith(noun):
            return False
        return any(word.startswith(noun) for word in self.doc.text[start : claim.start].casefold().split())

    def _main(self, root: Token, inside: set[int]) -> tuple[Token, list[Token]]:
        """Go down from a verb that says little to what says it: *va a cerrar*, *is going to close*; *hizo una oferta*, *made an offer*.

        Given with the verbs passed on the way, whose subject is its own.
        """
        above: list[Token] = []
        for _ in range(3):
            light = self._lemma(root) in self.words.lists["light"]
            below = [c for c in children(root, {"xcomp", "ccomp", "obj"}) if c.i in inside and c.pos_ in {"VERB", "ADJ"}]
            below = below or [
                c for c in children(root, {"obj"}) if c.i in inside and c.pos_ == "NOUN" and self.names.head_mention(c) is None
            ]
            if not light or not below:
                break
            above.append(root)
            root = below[0]
        return root, above

    def _predication(self, root: Token, above: Sequence[Token], inside: set[int]) -> Iterator[str]:
        yield f"main:{self._lemma(root)}"
        passive = any(True for _ in children(root, {"aux:pass", "expl:pass"}))
        for part in (*root.children, *(c for verb in above for c in verb.children if c.dep_.startswith("nsubj"))):
            if part.i not in inside or part.pos_ not in {"NOUN", "PROPN", "VERB"}:
                continue
            if part.dep_ in {"nsubj:pass", "obj"} or (part.dep_ == "nsubj" and passive):
                yield f"obj:{self._value(part)}"
            elif part.dep_ in {"nsubj", "obl:agent"}:
                yield f"subj:{self._value(part)}"

    def _value(self, token: Token) -> str:
        mention = self.names.head_mention(token)
        return self._name(mention.name, mention.kind) if mention is not None else self._lemma(token)

    def _name(self, name: str, kind: SpeakerKind | None) -> str:
        return fold(self.names.fullest(name, kind)[0])

    def _amounts(self, inside: Sequence[int]) -> Iterator[str]:
        self._used = set[int]()
        for day, tokens in find_dates(self.doc, inside, self.language, self.article.published):
            kind, _, rest = day.partition(" ")
            yield f"{kind}:{rest}" if rest else f"date:{day}"
            self._used |= set(tokens)
        for quantity in find_quantities(self.doc, inside, self.language):
            yield quantity.term
            self._used |= quantity.tokens if quantity.unit != "×" else set()

    def _words(self, inside: Sequence[int]) -> Iterator[str]:
        for i in inside:
            token = self.doc[i]
            mention = self.names.head_mention(token)
            if i in self._used or self.reading.is_filler(i):
                continue
            named = mention is not None and (token.pos_ in {"PROPN", "NOUN"} or mention.end - mention.start > 1)
            if mention is not None and named and token.text[:1].isupper():
                if i == max(mention.start, inside[0]):
                    yield f"name:{self._name(mention.name, mention.kind)}"
                continue
            yield from self._word(token)

    def _word(self, token: Token) -> Iterator[str]:
        kind, lemma = _WORD_KINDS.get(token.pos_), self._lemma(token)
        lists = self.words.lists
        if kind is None or len(lemma) < 2 or not any(c.isalpha() for c in lemma):
            return
        if lemma in (lists["light"] if kind == "verb" else lists["vague"]):
            return
        yield f"{kind}:{lemma}"

    def _stood_for(self, inside: Sequence[int], root: Token, claim: Claim) -> Iterator[str]:
        """Give the names that the content means without writing them: its speaker's, where it speaks of itself, and those of roles."""
        subject = own_subject(root) or own_subject(self.doc[root.head.i] if root.head.i in set(inside) else root)
        unsaid = "Prs" in feature(subject, "PronType") if subject is not None else not self._has_no_subject(root)
        pronoun = any(self.doc[i].pos_ in {"PRON", "DET"} and "Prs" in feature(self.doc[i], "PronType") for i in inside)
        if unsaid or pronoun:
            for name in claim.speakers if claim.form != Form.AUTHOR else ():
                yield f"who:{fold(name)}"
                if unsaid:
                    yield f"self:{fold(name)}"
        nouns = self.language.sources.nouns
        for i in inside:
            token = self.doc[i]
            role = nouns.get(self._lemma(token)) in {SpeakerKind.PERSON, SpeakerKind.ORGANIZATION, SpeakerKind.PLACE}
            if token.pos_ == "NOUN" and role and self.resolver.phrases.is_definite(token):
                for name in map(fold, self.resolver.bearer(token)):
                    if name in self.known:
                        yield f"who:{name}"
                        if token == subject:
                            yield f"self:{name}"

    def _has_no_subject(self, root: Token) -> bool:
        """Say whether nobody acts: *no habrá multa*, or a bare noun phrase."""
        noun = root.pos_ == "NOUN" and not any(True for _ in children(root, {"cop"}))
        return noun or self._lemma(root) in self.words.lists["existential"]

    def _lemma(self, token: Token) -> str:
        known = self.words.lemmas.get(token.lower_) if token.pos_ == "VERB" else None
        return known or " ".join(token.lemma_.lower().split())

    def _topics(self) -> list[str]:
        """Give the words of the title and of the lead, and the names there, as the article's other claims may leave them out."""
        title = {fold(word.strip(".,;:!?¿¡«»“”\"'()")) for word in (self.article.title or "").split()}
        found: list[str] = []
        for token in self.doc:
            if token.i < _LEAD or fold(token.text) in title:
                found += [f"topic:{term}" for term in self._words_of_topic(token)]
        return list(dict.fromkeys(found))[:_TOPICS]

    def _words_of_topic(self, token: Token) -> Iterator[str]:
        mention = self.names.head_mention(token)
        if mention is not None and token.text[:1].isupper():
            yield self._name(mention.name, mention.kind)
        elif token.pos_ == "NOUN":
            yield from (term.partition(":")[2] for term in self._word(token))
