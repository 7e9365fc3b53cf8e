"""The table of signals that the guidelines' grades come from: each of its rows has a minimal pair."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.minimal_pairs import FOLDER

TABLE = Path(__file__).parents[3] / "shared" / "signals.tsv"


def paired(language: str) -> set[str]:
    """Give the signals that the pairs of a language name."""
    return {row["signal"] for row in json.loads((FOLDER / language / "signals.json").read_text(encoding="utf-8"))}


def listed() -> Iterator[tuple[str, str]]:
    """Give language and name of each signal of the table."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["lang"], row["signal"]


@pytest.mark.skipif(not TABLE.exists(), reason="the table of signals is not part of this repository")
def test_every_signal_has_a_pair() -> None:
    """No signal of the table is forgotten, and no pair names one that it has not."""
    signals = set(listed())
    named = {(language, signal) for language in ("es", "en") for signal in paired(language)}
    assert signals - named == set()
    assert named - signals == set()


@pytest.mark.parametrize(("language", "least"), [("es", 97), ("en", 84)])
def test_signals_are_many(language: str, least: int) -> None:
    """The pairs hold as many signals as the table had when they were written."""
    assert len(paired(language)) >= least
