"""Events of our own sentences: what happened, what did not, what is left open."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from claims.extract.certainty import Grade
from claims.extract.events import grade_events
from claims.model import Article, Certainty, ClaimsError, Flag, Polarity

FOLDER = Path(__file__).parents[1] / "events"
LANGUAGES = ("es", "en")


def grade(language: str, text: str, event: str) -> Grade:
    """Grade the first word of a text that is the event's."""
    found_at = re.search(rf"\b{event}\b", text)
    assert found_at is not None
    [found] = grade_events(Article("event", text, language=language), [found_at.start()])
    return found


def outcome(found: Grade) -> str:
    """Say in words what a grade amounts to."""
    if found.certainty < Certainty.HIGH or found.flags:
        return "open"
    return "did not happen" if found.polarity == Polarity.NEGATIVE else "happened"


def sentences(language: str) -> list[dict[str, str]]:
    """Read the events of a language: one of each kind, and those of sentences as in the news."""
    return [row for path in sorted(FOLDER.glob(f"{language}*.json")) for row in json.loads(path.read_text(encoding="utf-8"))]


def parameters() -> Iterator[Any]:
    """List the sentences; those that are known to come out wrong are strict expected failures."""
    for language in LANGUAGES:
        for row in sentences(language):
            marks = [pytest.mark.xfail(reason=row["fails"], strict=True)] if "fails" in row else []
            yield pytest.param(language, row, id=f"{language}/{row['label']}", marks=marks)


@pytest.mark.parametrize(("language", "row"), list(parameters()))
def test_event(language: str, row: dict[str, str]) -> None:
    """An event happened, did not, or is open, as its sentence has it."""
    assert outcome(grade(language, row["text"], row["event"])) == row["outcome"]


def test_evidence_names_the_words_that_decided() -> None:
    """A grade says which words made it."""
    found = grade("es", "Los buzos no lograron abrir la compuerta.", "abrir")
    assert [(item.span.text, item.effect) for item in found.evidence] == [("lograron", "polarity:negative")]
    found = grade("en", "The bridge will not open.", "open")
    assert {item.span.text for item in found.evidence} == {"will", "not"}
    assert found.flags == (Flag.PROSPECTIVE,)


def test_both_languages_have_as_many_kinds_of_event() -> None:
    """English is no less tested than Spanish: at least forty sentences each, no more than one in ten a known failure."""
    for language in LANGUAGES:
        rows = sentences(language)
        assert len(rows) >= 40
        assert sum("fails" in row for row in rows) <= len(rows) / 10


def test_a_place_without_a_word_is_told() -> None:
    """An offset that holds no word is refused with the text's name."""
    with pytest.raises(ClaimsError, match="No word stands at character 99"):
        grade_events(Article("a", "Llueve.", language="es"), [99])
