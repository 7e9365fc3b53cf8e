"""What a person wants to see, and the one place where that becomes SQL."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from claims.model import Certainty, Form, Polarity
from claims.store.folding import fold


@dataclass(frozen=True, slots=True)
class Filters:
    """Restrictions on claims, all of which must hold; an empty tuple, None and "" restrict nothing.

    ``speakers`` are names, in an article or across articles; ``identities`` are ids of speakers across articles, ``tracks`` of
    tracks. Within a tuple one match is enough. ``since`` and ``until`` are both inclusive, and leave out articles without a
    date. A ``confidence`` above 0 leaves out claims with less of it, and those whose confidence nobody knows.
    Every word of ``search`` must occur in title, speaker, source, cue or content, whatever its case and accents.

    >>> Filters(search="Pactó").where()
    ('contains(folded, ?)', ['pacto'])
    """

    speakers: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()
    tracks: tuple[str, ...] = ()
    certainties: tuple[Certainty, ...] = ()
    polarities: tuple[Polarity, ...] = ()
    forms: tuple[Form, ...] = ()
    outlets: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    search: str = ""
    confidence: float = 0.0

    def without(self, name: str) -> "Filters":
        """Give the same filters without one of the tuples, to count what it could be set to."""
        return replace(self, **{name: ()})  # type: ignore[arg-type]

    def where(self) -> tuple[str, list[Any]]:
        """Give a condition on ``claim_table`` and its parameters."""
        parts: list[str] = []
        values: list[Any] = []
        if self.speakers:
            names = _marks(self.speakers)
            named = f"SELECT claim_id FROM speakers WHERE name IN ({names}) UNION ALL SELECT claim_id FROM said_by WHERE name IN ({names})"  # noqa: S608
            parts.append(f"claim_id IN ({named})")
            values += [*self.speakers, *self.speakers]
        if self.identities:
            parts.append(f"claim_id IN (SELECT claim_id FROM identified WHERE speaker_id IN ({_marks(self.identities)}))")  # noqa: S608
            values += self.identities
        columns = (
            ("track_id", self.tracks),
            ("certainty", self.certainties),
            ("polarity", self.polarities),
            ("form", self.forms),
            ("outlet", self.outlets),
            ("language", self.languages),
        )
        for column, wanted in columns:
            if wanted:
                parts.append(f"{column} IN ({_marks(wanted)})")
                values += [int(value) if isinstance(value, int) else str(value) for value in wanted]
        if self.since is not None:
            parts.append("published >= ?")
            values.append(self.since)
        if self.until is not None:
            parts.append("published <= ?")
            values.append(self.until)
        if self.confidence > 0:
            parts.append("confidence >= ?")
            values.append(self.confidence)
        named, words = has_words("folded", self.search)
        if words:
            parts.append(named)
            values += words
        return " AND ".join(parts) or "true", values


def has_words(column: str, text: str) -> tuple[str, list[str]]:
    """Give a condition that all words of a text stand in a folded column, and its parameters.

    >>> has_words("folded", "Pactó  ayer")
    ('contains(folded, ?) AND contains(folded, ?)', ['pacto', 'ayer'])
    """
    words = fold(text).split()
    return " AND ".join(f"contains({column}, ?)" for _ in words) or "true", words


def _marks(values: tuple[Any, ...]) -> str:
    return ", ".join("?" * len(values))
