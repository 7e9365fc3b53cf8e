"""What goes from one package to the next: articles, claims, and the words of the field. Standard library only."""

import hashlib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from typing import Any


class ClaimsError(Exception):
    """A problem told in one sentence to the person who can mend it: what came, what is allowed, what to do."""


class Certainty(IntEnum):
    """How sure the holder is said to be that the content holds (Rubin's five levels)."""

    UNCOMMITTED = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3
    ABSOLUTE = 4


class Polarity(StrEnum):
    """Whether the content is said to hold; ``unknown`` only at certainty 0."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """The author's own attitude, shown by the cue."""

    ENDORSES = "endorses"
    NEUTRAL = "neutral"
    DISTANCES = "distances"
    REJECTS = "rejects"


class Form(StrEnum):
    """How the content is given: quoted, partly quoted, as a clause, as a noun phrase, or by the author alone."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"
    REPORTED = "reported"
    AUTHOR = "author"


class SpeakerKind(StrEnum):
    """What the source is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    DOCUMENT = "document"
    UNNAMED = "unnamed"
    AUTHOR = "author"
    NOBODY = "nobody"


class Flag(StrEnum):
    """What else a reader should know of a claim."""

    PROSPECTIVE = "prospective"
    DEONTIC = "deontic"
    CONDITION = "condition"
    QUESTION = "question"
    RUMOR = "rumor"
    UNNAMED_SOURCE = "unnamed_source"


class Whose(StrEnum):
    """Whose commitment a piece of evidence speaks of."""

    HOLDER = "holder"
    AUTHOR = "author"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``text[start:end]`` of ``Article.text``, and what stands there.

    >>> Span.of("Según Tass, llueve.", 6, 10)
    Span(start=6, end=10, text='Tass')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut ``text[start:end]``; ValueError if that is empty or not inside the text."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"a span {start}:{end} is not inside a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def to_record(self) -> dict[str, Any]:
        """Give the span as a JSON object."""
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Span":
        """Read what ``to_record`` gave."""
        return cls(int(record["start"]), int(record["end"]), str(record["text"]))


@dataclass(frozen=True, slots=True)
class Article:
    """One text to be read, as it will be shown: every offset of a claim counts the characters of ``text``.

    ``name`` is the file's name without extension, or what else identifies the text to a person. ``language`` is a
    folder of ``claims/languages`` ("es"); None means that nobody has said it. Other fields are None where unknown.

    >>> Article(name="a", text="Llueve.").id == Article(name="b", text="Llueve.").id
    True
    """

    name: str
    text: str
    language: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    author: str | None = None
    url: str | None = None

    @property
    def id(self) -> str:
        """Identify the article by its text: 16 hexadecimal digits, the same wherever it came from."""
        return stable_id(self.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that decided a claim's certainty, polarity, stance or flags.

    ``kind`` is what they are (cue, verb, modal, adverb, adjective, noun, mood, negation, question, condition);
    ``effect`` is what they do: ``level:1``, ``polarity:negative``, ``stance:distances``, ``flag:rumor``.
    """

    span: Span
    kind: str
    effect: str
    whose: Whose = Whose.HOLDER

    def to_record(self) -> dict[str, Any]:
        """Give the evidence as a JSON object."""
        return {**self.span.to_record(), "kind": self.kind, "effect": self.effect, "whose": str(self.whose)}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Evidence":
        """Read what ``to_record`` gave."""
        return cls(Span.from_record(record), record["kind"], record["effect"], Whose(record["whose"]))


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that a text attributes to somebody.

    ``article`` is the article's name. ``source`` is None when the text leaves it unexpressed, ``cue`` is None when
    nothing but quotation marks attributes. ``content`` has a span for each piece that the cue leaves whole.
    ``relays`` go outward, from the holder to the author. ``speakers`` is empty for nobody and for the author.
    ``rule`` names the construction that found the claim, ``evidence`` the words that decided how sure it is.
    ``confidence`` is the chance that the attribution is right, 0.0 to 1.0; None for the author's own statements and
    where nothing was learned. ``probability`` is the chance that the holder gives the content, in percent: a number in the
    text, or what readers in a poll took the words to mean; None where the words give none. ``terms`` is what the content is compared by with those of other
    articles ("verb:cerrar", "name:ana ruiz", "number:300 heridos"); empty where nobody computed it, and no part of the record. Nor are ``carriers``, the names of the relays in their order.
    """

    article: str
    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    relays: tuple[Span, ...] = ()
    speakers: tuple[str, ...] = ()
    speaker_kind: SpeakerKind = SpeakerKind.NOBODY
    form: Form = Form.INDIRECT
    certainty: Certainty = Certainty.HIGH
    polarity: Polarity = Polarity.POSITIVE
    stance: Stance = Stance.NEUTRAL
    flags: tuple[Flag, ...] = ()
    rule: str = ""
    evidence: tuple[Evidence, ...] = field(default=())
    confidence: float | None = None
    probability: float | None = None
    terms: tuple[str, ...] = field(default=(), compare=False, repr=False)
    carriers: tuple[str, ...] = field(default=(), compare=False)

    @property
    def start(self) -> int:
        """Where the claim's first word stands, in characters."""
        return min(span.start for span in (*self.content, self.cue, self.source) if span)

    @property
    def statement(self) -> str:
        """The content as one line; ``[…]`` stands where the text says something else in between."""
        return " […] ".join(span.text for span in self.content)

    def to_record(self) -> dict[str, Any]:
        """Give the claim as one JSON object, in the order of the annotation guidelines."""
        return {
            "article": self.article,
            "source": self.source.to_record() if self.source else None,
            "cue": self.cue.to_record() if self.cue else None,
            "content": [span.to_record() for span in self.content],
            "relays": [span.to_record() for span in self.relays],
            "speakers": list(self.speakers),
            "speaker_kind": str(self.speaker_kind),
            "form": str(self.form),
            "certainty": int(self.certainty),
            "polarity": str(self.polarity),
            "stance": str(self.stance),
            "flags": [str(flag) for flag in self.flags],
            "rule": self.rule,
            "evidence": [item.to_record() for item in self.evidence],
            "confidence": self.confidence,
            "probability": self.probability,
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Claim":
        """Read what ``to_record`` gave; ``rule`` and ``evidence`` may be missing (gold annotation has none)."""
        return cls(
            article=record["article"],
            source=Span.from_record(record["source"]) if record["source"] else None,
            cue=Span.from_record(record["cue"]) if record["cue"] else None,
            content=tuple(map(Span.from_record, record["content"])),
            relays=tuple(map(Span.from_record, record["relays"])),
            speakers=tuple(record["speakers"]),
            speaker_kind=SpeakerKind(record["speaker_kind"]),
            form=Form(record["form"]),
            certainty=Certainty(record["certainty"]),
            polarity=Polarity(record["polarity"]),
            stance=Stance(record["stance"]),
            flags=tuple(map(Flag, record["flags"])),
            rule=record.get("rule", ""),
            evidence=tuple(map(Evidence.from_record, record.get("evidence", ()))),
            confidence=record.get("confidence"),
            probability=record.get("probability"),
        )


def unaccented(text: str) -> str:
    """Write a text in folded case without accents or other combining marks, which all comparing and searching begins with.

    >>> unaccented("Vladímir ÑANDÚ")
    'vladimir nandu'
    """
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def stable_id(*parts: object) -> str:
    """Hash what identifies a row to 16 hexadecimal digits, the same on every machine.

    >>> stable_id("Llueve.")
    '1b133772d038662d'
    """
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
