"""What a noun phrase says of a speaker by itself: its kind, its name, its apposition, its own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from claims.extract.attribution import Tokens
from claims.extract.names import Mention, Names
from claims.extract.reading import Reading
from claims.extract.tree import children, feature
from claims.languages.given import GENDERS
from claims.model import SpeakerKind


@dataclass(frozen=True)
class Speaker:
    """The names a source resolves to, and what it is."""

    names: tuple[str, ...]
    kind: SpeakerKind


class NounPhrases:
    """The noun phrases of one document, read without what was said before."""

    def __init__(self, reading: Reading, names: Names) -> None:
        self.doc, self.language, self.names = reading.doc, reading.language, names
        self.words = reading.language.sources.words

    def gender(self, head: Token) -> str | None:
        """Give the gender of the person whom a pronoun or a role means, None where the word does not tell."""
        for gender in sorted(GENDERS):
            if head.lower_ in self.words[gender]:
                return gender
        marks = {mark for t in [head, *children(head, {"det"})] for mark in feature(t, "Gender")} if head.pos_ == "NOUN" else set()
        return {"Fem": "feminine", "Masc": "masculine"}[marks.pop()] if len(marks) == 1 and marks <= {"Fem", "Masc"} else None

    def is_one_person(self, parts: Sequence[Token]) -> bool:
        """Say whether several roles behind one name or article are one person's: *the former first lady and senator*."""
        mention = self.names.head_mention(parts[0])
        named = mention is not None and mention.kind == SpeakerKind.PERSON
        roles = all(part.pos_ == "NOUN" and self.kind(part) == SpeakerKind.PERSON for part in parts[named:])
        single = all("Plur" not in feature(part, "Number") for part in parts)
        return len(parts) > 1 and roles and single and not any(True for part in parts[1:] for _ in children(part, {"det"}))

    def conjuncts(self, head: Token) -> list[Token]:
        """Give the nouns coordinated with a noun, in text order, itself left out."""
        parts = self._chain(head)
        return parts if any(t.dep_ == "cc" for part in parts for t in part.children) else []

    def _chain(self, head: Token) -> list[Token]:
        parts = (part for part in children(head, {"conj"}) if part.pos_ in {"NOUN", "PROPN", "PRON"})
        return [t for part in parts for t in (part, *self._chain(part))]

    def part_span(self, part: Token, parts: Sequence[Token], span: Tokens) -> Tokens:
        """Give the tokens of one of the coordinated ``parts`` of a phrase."""
        later = [t.i for t in parts if t.i > part.i]
        start = span[0] if part == parts[0] else min(t.i for t in part.subtree if t.dep_ not in {"cc", "punct"})
        end = min([*(min(t.i for t in self.doc[i].subtree) for i in later), span[1]])
        end = min([t.i for t in self.doc[part.i : end] if t.dep_ == "cc" and t.i > part.i] + [end])
        return (max(start, span[0]), max(end, part.i + 1))

    def name_before(self, head: Token) -> Mention | None:
        """Give the body that a common noun only says the kind of: *the Gannett newspaper chain*."""
        mentions = [m for part in children(head, {"compound"}) if (m := self.names.head_mention(part)) and part.i < head.i]
        return next((m for m in mentions if m.kind == SpeakerKind.ORGANIZATION and self.is_definite(head)), None)

    def kind(self, head: Token) -> SpeakerKind | None:
        """Give what a common noun says its bearer is, None for a noun that is in no list."""
        return next((self.language.sources.nouns[form] for form in self.common_forms(head) if form in self.language.sources.nouns), None)

    def common_forms(self, head: Token) -> tuple[str, ...]:
        """Give the lemmas that a word may have as a common noun, a capital at the start of a sentence or not."""
        lower = head.lower_
        return (head.lemma_.lower(), lower, lower.removesuffix("s"), lower.removesuffix("es"))

    def is_definite(self, head: Token) -> bool:
        """Say whether a noun is singular and has a definite article."""
        return any("Def" in feature(t, "Definite") for t in children(head, {"det"})) and "Plur" not in feature(head, "Number")

    def named(self, mention: Mention, span: Tokens) -> Speaker:
        """Resolve a name to the fullest name of its bearer in the document."""
        kind = mention.kind
        name = mention.name
        if kind in {SpeakerKind.ORGANIZATION, None} and self.names.kind_of_name(name) is None:
            name = self._long_name(mention, span)
        majority = self.names.majority_kind(name)
        if kind not in {SpeakerKind.PLACE} and majority is not None and self.names.kind_of_name(name) is None:
            kind = majority if kind != SpeakerKind.ORGANIZATION or len(name.split()) <= 2 else kind
        full, full_kind = self.names.fullest(name, kind)
        return Speaker((full,), full_kind or kind or SpeakerKind.PERSON)

    def _long_name(self, mention: Mention, span: Tokens) -> str:
        """Join what belongs to the name of a body: *Organización Mundial de la Salud*."""
        end = mention.end
        joins = self.words["joins"]
        while end < span[1]:
            stop = end
            while stop < span[1] and self.doc[stop].lower_ in joins:
                stop += 1
            if stop == end or stop >= span[1] or not self.doc[stop].text[:1].isupper():
                break
            end = stop + 1
            while end < span[1] and self.doc[end].pos_ == "PROPN":
                end += 1
        return self.doc[mention.start : end].text

    def apposed(self, head: Token, span: Tokens) -> Mention | None:
        """Give the name in apposition to a noun, or the one it is the title of."""
        apposed = []
        for part in head.children:
            if part.dep_ in {"appos", "flat", "compound", "nmod", "nmod:desc"} and span[0] <= part.i < span[1]:
                mention = self.names.head_mention(part)
                bare = not any(c.dep_ == "case" for c in part.children)
                if mention is not None and bare and (part.dep_ in {"appos", "flat"} or part.i > head.i):
                    apposed.append(mention)
        if apposed:
            person = self.kind(head) == SpeakerKind.PERSON
            return next((m for m in apposed if person and m.kind == SpeakerKind.PERSON), apposed[0])
        inner = [m for m in self.names.between(max(span[0], head.i + 1), span[1]) if m.end <= span[1]]
        if self.kind(head) == SpeakerKind.PERSON:
            persons = [m for m in inner if m.kind == SpeakerKind.PERSON and self.doc[m.start - 1].pos_ not in {"ADP", "PART"}]
            if persons and persons[0].end - persons[0].start > 1 and self.doc[persons[0].start - 1].pos_ != "CCONJ":
                return persons[0]
        if inner and inner[0].start == head.i + 1 and inner[0].kind != SpeakerKind.PLACE:
            return inner[0]
        last = inner[-1] if inner else None
        if last is not None and last.kind == SpeakerKind.PERSON and self.doc[last.start - 1].text == ",":
            return last
        return None

    def words_of(self, head: Token, span: Tokens, complements: int | None = None) -> str:
        """Give a phrase's own words: no article, no emphasis, nothing after a comma or a relative clause.

        Of the phrases that a preposition joins to it only the first ``complements`` are kept (None: all).
        """
        start, end = span
        skip = self.words["articles"] | self.words["emphasis"]
        while start < head.i and (self.doc[start].lower_ in skip or self.doc[start].pos_ in {"CCONJ", "PUNCT", "SPACE"}):
            start += 1
        for i in range(head.i + 1, end):
            if (self.doc[i].is_punct and self.doc[i].text not in {"-", "/"}) or self.doc[i].dep_ in {"acl:relcl"}:
                end = i
                break
        if complements is not None:
            joins = [i for i in range(head.i + 1, end) if self.doc[i].pos_ == "ADP" and self.doc[i - 1].pos_ != "ADP"]
            end = min([end, *joins[complements:]])
        return self.doc[start : max(end, head.i + 1)].text

    def can_speak(self, token: Token) -> bool:
        """Say whether a subject is a person or body that could be the speaker of the next statement."""
        mention = self.names.head_mention(token)
        kind = self.language.sources.nouns.get(token.lemma_.lower())
        if mention is not None and mention.kind in {SpeakerKind.PERSON, SpeakerKind.ORGANIZATION}:
            return True
        if mention is not None and mention.kind is None and mention.end - mention.start > 1:
            return True
        return kind == SpeakerKind.PERSON and token.pos_ == "NOUN"
