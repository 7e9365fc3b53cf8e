"""The minimal pairs of certainty, run through the whole pipeline."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.minimal_pairs import Half, load_halves, mistakes


def parameters() -> Iterator[Any]:
    """Mark the known failures as strict expected ones."""
    for half in load_halves():
        marks = [pytest.mark.xfail(reason="known failure", strict=True)] if half.is_known_failure else []
        yield pytest.param(half, id=half.id, marks=marks)


@pytest.mark.parametrize("half", list(parameters()))
def test_half(half: Half) -> None:
    """A sentence has the level, polarity, stance, flags, probability and evidence that the guidelines see in it."""
    assert mistakes(half) == []


@pytest.mark.parametrize("language", ["es", "en"])
def test_enough_pairs_are_right(language: str) -> None:
    """There are at least 150 pairs in each language, and no more than one half in ten is a known failure."""
    halves = [half for half in load_halves() if half.language == language]
    assert len(halves) >= 300
    assert sum(half.is_known_failure for half in halves) <= len(halves) / 10
