"""The names of a document: which words make one, what kind of thing bears it, and which names are the same one."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc, Span, Token

from claims.extract.tree import children
from claims.languages import Language
from claims.languages.given import given_names
from claims.model import SpeakerKind, unaccented

_KINDS = {
    "PER": SpeakerKind.PERSON,
    "PERSON": SpeakerKind.PERSON,
    "ORG": SpeakerKind.ORGANIZATION,
    "LOC": SpeakerKind.PLACE,
    "GPE": SpeakerKind.PLACE,
}


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """Fold a name: lower case, no accents, one kind of apostrophe, single spaces.

    >>> fold("Vladímir  PUTIN")
    'vladimir putin'
    """
    return " ".join(unaccented(name.replace("’", "'")).split())


def is_given(word: str) -> bool:
    """Say whether a word is a listed first name.

    >>> is_given("Nora"), is_given("Ruiz")
    (True, False)
    """
    return word[:1].isupper() and fold(word) in given_names()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens ``start:end``, as written without titles, and its kind as far as the words tell."""

    start: int
    end: int
    name: str
    kind: SpeakerKind | None


MEMORY = 3000  # tokens that a reader looks back


def _is_drawn_from(short: str, initials: str) -> bool:
    """Say whether a short name takes up the initials of a long one in order: *Conred*, *CNRD*."""
    letters = iter(fold(short))
    return len(initials) > 2 and sum(any(letter == mine for mine in letters) for letter in fold(initials)) >= len(initials) - 1


_LINKS = frozenset({"to", "a", "del"})
_PERSON_OR_NONE = {"", "PER", "PERSON"}


class Names:
    """All names of a document, in text order."""

    def __init__(self, doc: Doc, language: Language) -> None:
        self.doc = doc
        self.language = language
        self.mentions = [m for start, end in self._runs() if (m := self._mention(start, end))]
        self.by_token = {i: m for m in self.mentions for i in range(m.start, m.end)}
        self._starts = [m.start for m in self.mentions]
        self._with_word: dict[str, dict[tuple[str, SpeakerKind | None], int]] = {}
        self._with_initials: dict[str, str] = {}
        for m in self.mentions:
            for word in fold(m.name).split():
                alike = self._with_word.setdefault(word, {})
                alike[m.name, m.kind] = alike.get((m.name, m.kind), 0) + 1
            self._with_initials.setdefault("".join(word[0] for word in m.name.split()), m.name)
        self._fullest: dict[tuple[str, SpeakerKind | None], tuple[str, SpeakerKind | None]] = {}
        self.acronyms = self._acronyms()

    def _runs(self) -> list[tuple[int, int]]:
        """Give the token ranges of names: entities, and other runs of proper nouns with the small words that join them."""
        spelled = [run for at in range(2, len(self.doc)) if (run := self._spelled_before(at))]
        taken = {i for a, b in spelled for i in range(a, b)}
        runs = spelled + [
            (e.start, self._end_of_person(e)) for e in self.doc.ents if e.label_ in {*_KINDS, "MISC"} and e.start not in taken
        ]
        used = {i for a, b in runs for i in range(a, b)}
        i = 0
        while i < len(self.doc):
            if i not in used and self.doc[i].pos_ == "PROPN" and self.doc[i].text[:1].isupper():
                end = i + 1
                while end < len(self.doc) and end not in used and self.doc[end].pos_ == "PROPN":
                    end += 1
                runs.append((i, end))
                i = end
            else:
                i += 1
        return [part for run in self._joined(sorted(runs)) for part in self._parted(*run)]

    def _spelled_before(self, at: int) -> tuple[int, int] | None:
        """Give the name whose initials stand in brackets behind it: *[Alliance to Reclaim Our Schools] (AROS)*."""
        short = self.doc[at].text
        if self.doc[at - 1].text != "(" or not (short.isupper() and short.isalpha() and 2 <= len(short) <= 8):
            return None
        initials = ""
        for i in range(at - 2, max(at - 14, -1), -1):
            token = self.doc[i]
            if (
                token.is_punct
                or token.is_space
                or not (token.text[:1].isupper() or token.lower_ in self.language.sources.words["joins"] | _LINKS)
            ):
                return None
            initials = token.text[0] + initials if token.text[:1].isupper() else initials
            if initials == short:
                return (i, at - 1)
        return None

    def _end_of_person(self, name: Span) -> int:
        """Give where a person's name ends: before an article that no preposition brings in."""
        articles = self.language.sources.words["articles"]
        cuts = (
            t.i
            for t in name[1:]
            if name.label_ in _PERSON_OR_NONE and t.lower_ in articles and t.text == t.lower_ and t.nbor(-1).pos_ != "ADP"
        )
        return next(cuts, name.end)

    def _parted(self, start: int, end: int) -> list[tuple[int, int]]:
        """Part a body that is listed from the person named right behind it: *declaró a [El País] [Ana Ruiz]*."""
        for stop in range(end - 2, start, -1):
            behind = self.doc[stop:end]
            spoken_to = start > 0 and self.doc[start - 1].pos_ == "ADP" and is_given(self.doc[stop].text) and len(behind) > 1
            body = spoken_to or self.kind_of_name(self.doc[start:stop].text) == SpeakerKind.ORGANIZATION
            if body and not is_given(self.doc[stop - 1].text) and all(t.pos_ == "PROPN" and t.text[:1].isupper() for t in behind):
                return [(start, stop), (stop, end)]
        return [(start, end)]

    def _joined(self, runs: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Join a person's name that the tagger cut in two: *Kim* + *Jong Un*."""
        joined: list[tuple[int, int]] = []
        sources = self.language.sources
        for start, end in runs:
            before = self.doc[joined[-1][0] : joined[-1][1]] if joined else None
            if (
                before is not None
                and (joined[-1][1] == start or self._is_hyphen(joined[-1][1], start))
                and self.doc[start].ent_type_ in _PERSON_OR_NONE
                and before[-1].ent_type_ in _PERSON_OR_NONE
                and before[-1].lower_ not in sources.words["articles"]
                and before[-1].lower_ not in sources.words["titles"]
                and before[-1].lower_ not in sources.nouns
            ):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def _is_hyphen(self, at: int, start: int) -> bool:
        return start == at + 1 and self.doc[at].text == "-" and not self.doc[at - 1].whitespace_ and not self.doc[at].whitespace_

    def _mention(self, start: int, end: int) -> Mention | None:
        words = self.language.sources.words
        known = self.kind_of_name(self.doc[start:end].text)
        if known is not None:
            return Mention(start, end, " ".join(self.doc[start:end].text.split()), known)
        numerals = [i for i in range(start, end) if self.doc[i].like_num]
        if numerals and self.doc[start].like_num and numerals[-1] + 1 < end:
            start = numerals[-1] + 1
        while start < end and (self.doc[start].lower_ in words["articles"] | words["titles"] and self._is_removable(start, end)):
            start += 1
        while end > start and (self.doc[end - 1].lower_ in {"'s", "’s"} or self.doc[end - 1].is_punct):
            end -= 1
        bearer = self._after_titles(start, end)
        titled, start = bearer > start, bearer
        if start >= end:
            return None
        name = self.doc[start:end].text
        if not any(c.isalpha() for c in name):
            return None
        return Mention(start, end, " ".join(name.split()), SpeakerKind.PERSON if titled else self._kind(name, start, end))

    def _after_titles(self, start: int, end: int) -> int:
        """Give where a person's name begins after the offices that stand before it: *Supreme Court Justice [Ana Ruiz]*."""
        sources = self.language.sources
        for i in range(end - 2, start - 1, -1):
            word = self.doc[i].lower_
            title = word in sources.words["titles"] or sources.nouns.get(word) == SpeakerKind.PERSON
            behind = self.doc[i + 1 : end]
            person = all(t.ent_type_ in _PERSON_OR_NONE for t in behind) or (start < i and len(behind) > 1)
            if title and person and all(t.pos_ == "PROPN" for t in behind):
                return i + 1
        return start

    def _is_removable(self, start: int, end: int) -> bool:
        return end - start > 1 and (
            self.doc[start].ent_type_ not in {"ORG", "LOC"} or self.doc[start].lower_ in self.language.sources.words["articles"]
        )

    def _kind(self, name: str, start: int, end: int) -> SpeakerKind | None:
        known = self.kind_of_name(name)
        if known is not None:
            return known
        head = self.doc[start].lemma_.lower()
        first = self.language.sources.nouns.get(head) or self.language.sources.nouns.get(self.doc[start].lower_)
        if first == SpeakerKind.ORGANIZATION and end - start > 1:
            return first
        labels = {t.ent_type_ for t in self.doc[start:end]} - {""}
        if (
            end - start > 1
            and is_given(self.doc[start].text)
            and (self.doc[start].ent_iob_ != "B" or "ORG" not in labels)
            and self.doc[start + 1].pos_ == "PROPN"
        ):
            return SpeakerKind.PERSON
        return next((_KINDS[label] for label in sorted(labels) if label in _KINDS), None)

    def kind_of_name(self, name: str) -> SpeakerKind | None:
        """Give the kind of a name that the word lists know."""
        sources = self.language.sources
        if name.casefold() in sources.names:
            return sources.names[name.casefold()]
        return SpeakerKind.PLACE if name.casefold() in sources.countries else None

    def _acronyms(self) -> dict[str, str]:
        """Map acronyms to the names they stand behind in brackets: *Organización Mundial de la Salud (OMS)*."""
        found = {}
        for mention in self.mentions:
            if mention.start >= 2 and self.doc[mention.start - 1].text == "(" and len(mention.name.split()) == 1:
                before = self.by_token.get(mention.start - 2)
                if before is not None:
                    start = before.start
                    joins = self.language.sources.words["joins"]
                    while (
                        start >= 2
                        and self.doc[start - 1].lower_ in joins
                        and (start - 2 in self.by_token or self.doc[start - 2].lower_ in joins)
                    ):
                        previous = self.by_token.get(start - 2)
                        start = previous.start if previous else start - 1
                    initials = "".join(t.text[0] for t in self.doc[start : before.end] if t.text[:1].isupper())
                    name = self.doc[start : before.end].text
                    short = initials[:1] == mention.name[:1] and (mention.name.isupper() or _is_drawn_from(mention.name, initials))
                    if short and len(name.split()) > 1:
                        found[fold(mention.name)] = name
        return found

    def between(self, start: int, end: int) -> list[Mention]:
        """Give the mentions that begin in a range of tokens."""
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def count(self, name: str) -> int:
        """Count the mentions that hold all words of a name."""
        words = fold(name).split()
        alike = self._with_word.get(words[-1], {}) if words else {}
        return sum(number for (other, _), number in alike.items() if set(words) <= set(fold(other).split()))

    def fullest(self, name: str, kind: SpeakerKind | None) -> tuple[str, SpeakerKind | None]:
        """Give the fullest form of a name that the document has, and its kind: *Putin* -> *Vladímir Putin*."""
        if (name, kind) not in self._fullest:
            self._fullest[name, kind] = self._find_fullest(name, kind)
        return self._fullest[name, kind]

    def _find_fullest(self, name: str, kind: SpeakerKind | None) -> tuple[str, SpeakerKind | None]:
        folded = fold(name)
        if folded in self.acronyms:
            return self.acronyms[folded], SpeakerKind.ORGANIZATION
        spelled = self._spelled_out(name)
        if spelled is not None:
            return spelled, SpeakerKind.ORGANIZATION
        if kind in {SpeakerKind.PLACE, SpeakerKind.ORGANIZATION} and self.kind_of_name(name) is not None:
            return name, kind
        words = folded.split()
        best, best_kind = name, kind
        for other, other_kind in self._with_word.get(words[0], {}) if words else ():
            theirs = fold(other).split()
            if len(theirs) > len(fold(best).split()) and len(theirs) <= 5 and self._extends(words, theirs, kind, other_kind):
                best, best_kind = other, other_kind or best_kind
        return best, best_kind

    def _spelled_out(self, name: str) -> str | None:
        """Give the name whose initials an acronym is: *IMF*, *International Monetary Fund*."""
        if not (name.isupper() and name.isalpha() and 2 <= len(name) <= 6):
            return None
        return self._with_initials.get(name)

    def _extends(self, words: list[str], theirs: list[str], kind: SpeakerKind | None, other: SpeakerKind | None) -> bool:
        if SpeakerKind.PERSON in (kind, other):
            surname = theirs[-len(words) :] == words or (len(theirs) > 2 and theirs[1 : 1 + len(words)] == words)
            first = theirs[: len(words)] == words and len(words) >= 1 and other == SpeakerKind.PERSON
            return (surname or first) and other in {SpeakerKind.PERSON, None, kind}
        if kind is None and other is None:
            return len(theirs) > 1 and theirs[-len(words) :] == words
        return False

    def protagonist(self, before: int) -> str | None:
        """Give the person named most often before a token, if named at least twice and more than anybody else."""
        counts: dict[str, int] = {}
        for mention in self.between(before - MEMORY, before):
            if mention.end <= before and mention.kind == SpeakerKind.PERSON:
                name = self.fullest(mention.name, SpeakerKind.PERSON)[0]
                counts[name] = counts.get(name, 0) + 1
        ranked = sorted(counts.values(), reverse=True)
        if not ranked or ranked[0] < 2 or ranked[1:2] == ranked[:1]:
            return None
        return max(counts, key=lambda name: counts[name])

    def body_called(self, noun: str, before: int) -> str | None:
        """Give the body whose name begins or ends with a noun, the last one before a token: *the fund*, *el banco*."""
        for mention in reversed(self.between(before - MEMORY, before)):
            words = fold(mention.name).split()
            known = mention.kind in {SpeakerKind.ORGANIZATION, None} and len(words) > 1
            if mention.end <= before and known and fold(noun) in {words[0], words[-1]}:
                return self.fullest(mention.name, SpeakerKind.ORGANIZATION)[0]
        return None

    def majority_kind(self, name: str) -> SpeakerKind | None:
        """Give the kind that most mentions of a name have, whole or by surname."""
        words = set(fold(name).split())
        votes: dict[SpeakerKind, int] = {}
        seen: set[tuple[str, SpeakerKind | None]] = set()
        for word in words:
            for (other, kind), number in self._with_word.get(word, {}).items():
                if kind is not None and (other, kind) not in seen and set(fold(other).split()) <= words:
                    votes[kind] = votes.get(kind, 0) + number
                    seen.add((other, kind))
        return max(votes, key=lambda kind: votes[kind], default=None)

    def roles(self) -> dict[str, list[tuple[int, str]]]:
        """Map role nouns to the persons who bear them: *el portavoz, Ana Ruiz*; (where, name) in text order."""
        found: dict[str, list[tuple[int, str]]] = {}
        for token in self.doc:
            lemma = token.lemma_.lower()
            if self.language.sources.nouns.get(lemma) != SpeakerKind.PERSON:
                continue
            for other in [*children(token, {"appos", "flat", "nmod", "nsubj"}), token.head]:
                related = other != token and (other != token.head or token.dep_ in {"appos", "compound", "nmod:desc", "flat", "nmod"})
                mention = self.by_token.get(other.i)
                bare = not any(c.dep_ == "case" for c in other.children) if other != token.head else True
                if related and bare and mention is not None and mention.kind in {SpeakerKind.PERSON, None}:
                    found.setdefault(lemma, []).append((token.i, mention.name))
            if lemma not in found or found[lemma][-1][0] != token.i:
                mention = self._beside(token)
                if mention is not None:
                    found.setdefault(lemma, []).append((token.i, mention.name))
        return found

    def _beside(self, role: Token) -> Mention | None:
        """Give the person whom a comma sets beside a role, whatever the parse: *Ana Ruiz, ministra de Salud* / *la ministra del ramo, Ana Ruiz*."""
        doc = self.doc
        if role.i > 1 and doc[role.i - 1].text == ",":
            before = self.by_token.get(role.i - 2)
            if before is not None and before.kind == SpeakerKind.PERSON:
                return before
        for token in doc[role.i + 1 : role.i + 8]:
            if token.text == ",":
                after = self.by_token.get(min(token.i + 1, len(doc) - 1))
                return after if after is not None and after.start == token.i + 1 and after.kind == SpeakerKind.PERSON else None
            if token.pos_ in {"VERB", "AUX", "PUNCT", "SPACE"}:
                return None
        return None

    def head_mention(self, token: Token) -> Mention | None:
        """Give the name that a token belongs to."""
        return self.by_token.get(token.i)
