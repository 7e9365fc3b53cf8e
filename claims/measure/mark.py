"""What is compared: an attribution as a gold file or the extractor marks it, in characters of its document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from claims.model import Claim, Form

Offsets = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """One attribution. Each role holds half-open character offsets, in text order; an empty one is unexpressed.

    ``claim`` is the whole record where the annotation has one (None for corpora that mark spans alone); ``kind`` names
    the construction, as the corpus or our rules call it, for recall by construction ("" where nobody says).
    """

    content: tuple[Offsets, ...]
    source: tuple[Offsets, ...] = ()
    cue: tuple[Offsets, ...] = ()
    claim: Claim | None = None
    kind: str = ""

    @classmethod
    def of(cls, claim: Claim) -> "Mark":
        """Mark what a claim marks."""
        return cls(
            content=tuple((span.start, span.end) for span in claim.content),
            source=((claim.source.start, claim.source.end),) if claim.source else (),
            cue=((claim.cue.start, claim.cue.end),) if claim.cue else (),
            claim=claim,
            kind=claim.rule,
        )

    @property
    def is_author(self) -> bool:
        """Whether this is the author's own statement: those are scored apart."""
        return self.claim is not None and self.claim.form == Form.AUTHOR


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold marks.

    ``unsure`` are marks that the annotation itself does not stand for: finding them is neither right nor wrong.
    ``rules`` names the constructions that the annotation knows, as our rules call them (None: all): what is found by
    others and is not in gold is neither right nor wrong. ``scope`` names what the annotation counts as an attribution:
    "claims" (our guidelines) or "polnear" (wider).
    """

    name: str
    text: str
    language: str
    gold: tuple[Mark, ...]
    unsure: tuple[Mark, ...] = ()
    rules: frozenset[str] | None = None
    scope: str = "claims"


def characters(offsets: Iterable[Offsets]) -> set[int]:
    """Spell out offsets as the set of characters they cover.

    >>> sorted(characters([(1, 3), (5, 6)]))
    [1, 2, 5]
    """
    return {i for start, end in offsets for i in range(start, end)}


def to_offsets(spans: Iterable[Iterable[int]] | None) -> tuple[Offsets, ...]:
    """Read ``[[start, end], …]`` as JSON gives it; () for None."""
    return tuple((start, end) for start, end in spans or ())


def to_mark(record: Mapping[str, Any]) -> Mark:
    """Read a claim's record (section 7 of the guidelines)."""
    return Mark.of(Claim.from_record(record))
