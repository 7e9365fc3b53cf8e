"""Scoring the tracks of stories."""

import json
from datetime import date
from pathlib import Path

import pytest

from claims.measure import compare
from claims.measure.stories import Statement, is_stories, read_stories
from claims.measure.story_tracks import ACROSS, WITHIN, Found, count_pairs, count_sequences
from claims.model import Certainty, ClaimsError, Polarity
from tests.track.told import BRIDGE, tell

STORY = {
    "story": "lumar",
    "speakers": {"Ana Ruiz": {"kind": "person", "aliases": []}},
    "articles": [
        {
            "name": "lumar-1", "outlet": "El Faro", "date": "2024-06-01", "language": "es", "title": "El puente de Lumar",
            "text": "La alcaldesa Ana Ruiz dijo que el puente de Lumar podría cerrar.",
            "claims": [{"content": "el puente de Lumar podría cerrar", "speakers": ["Ana Ruiz"], "track": "close", "certainty": 1, "polarity": "positive"}],
        },
        {
            "name": "lumar-2", "outlet": "The Mole", "date": None, "language": "en", "title": "Lumar bridge",
            "text": "The Lumar bridge will close, mayor Ana Ruiz said.",
            "claims": [{"content": "The Lumar bridge will close", "speakers": ["Ana Ruiz"], "track": "close", "certainty": 3, "polarity": "positive"}],
        },
    ]
}  # fmt: skip


def item(track: str, found: str | None, language: str = "es", level: int = 3) -> Found:
    """Make a gold claim of certainty 3 that was found in a track and with a level, or not at all (None)."""
    telling = tell("a", BRIDGE, certainty=level) if found else None
    return Found(
        "lumar", language, date(2024, 6, 1), Statement(frozenset(), "", (), track, Certainty.HIGH, Polarity.POSITIVE), telling, found
    )


def test_pairs_are_counted_within_and_between_languages() -> None:
    """Two right, one wrong, one missed."""
    counts = count_pairs([item("a", "1"), item("a", "1"), item("b", "1", "en"), item("a", None)])
    assert (counts[WITHIN].right, counts[WITHIN].predicted, counts[WITHIN].gold) == (1, 1, 1)
    assert (counts[ACROSS].right, counts[ACROSS].predicted) == (0, 2)
    assert count_pairs([item("a", "1"), item("a", None)], missed=True)[WITHIN].gold == 1


def test_a_sequence_is_right_when_all_of_it_is() -> None:
    """One wrong level, or a telling in another track, spoils it."""
    good = count_sequences([item("a", "1"), item("a", "1")])
    wrong_level = count_sequences([item("a", "1"), item("a", "1", level=1)])
    parted = count_sequences([item("a", "1"), item("a", "2")])
    name = "certainty sequences, whole, told twice or more"
    assert (good[name], wrong_level[name], parted[name]) == ((1, 1), (0, 1), (0, 1))


def test_a_folder_of_stories_is_scored(tmp_path: Path) -> None:
    """It is recognised by what is in it, and read from text to tracks."""
    (tmp_path / "lumar.json").write_text(json.dumps(STORY), encoding="utf-8")
    assert is_stories(tmp_path)
    assert any("tracks between languages" in line and "R 1.000" in line for line in compare(tmp_path, errors=True))


def test_a_file_that_is_no_story_is_named(tmp_path: Path) -> None:
    """The error names it."""
    (tmp_path / "odd.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ClaimsError, match=r"odd\.json"):
        read_stories(tmp_path)
