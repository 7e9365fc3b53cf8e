"""Pairs drawn out of tracks for a person to judge."""

from datetime import date
from pathlib import Path

import pytest

from claims.measure.track_sample import draw_pairs, list_drawn, read_texts
from claims.model import ClaimsError
from claims.track.tracks import Track
from tests.track.told import BRIDGE, tell


def test_articles_come_from_text_files_and_json_lines(tmp_path: Path) -> None:
    """A day in a name is the day of publication; of JSON lines at most so many are drawn."""
    (tmp_path / "faro_2024-06-03_puente.txt").write_text("El puente cierra.", encoding="utf-8")
    assert [(a.name, a.published) for a in read_texts(tmp_path, 5, 1)] == [("faro_2024-06-03_puente", date(2024, 6, 3))]
    lines = tmp_path / "news.jsonl"
    lines.write_text('{"id": "a", "text": "Llueve."}\n{"id": "b", "text": "Nieva."}\n', encoding="utf-8")
    assert len(read_texts(lines, 1, 1)) == 1
    with pytest.raises(ClaimsError, match="neither a folder nor a file"):
        read_texts(tmp_path / "nothing.jsonl", 1, 1)


def test_pairs_are_of_two_articles_and_the_same_for_a_seed() -> None:
    """Two tellings of one article are no pair; four lines say what was drawn and why."""
    track = Track.of([tell(name, BRIDGE) for name in "abc"])
    pairs = draw_pairs([track], 2, seed=7)
    assert pairs == draw_pairs([track], 2, seed=7)
    assert all(first.article != second.article for first, second in pairs)
    assert len(list(list_drawn(pairs))) == 8
