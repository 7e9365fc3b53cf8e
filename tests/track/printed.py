"""Pairs of wire copy: dispatches, and what became of them elsewhere."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts, what was done between them, and whether they are copies."""

    label: str
    first: str
    second: str
    copies: bool


@cache
def read_pairs() -> tuple[Pair, ...]:
    """Read all pairs; a number in the second text stands for the first one's paragraph."""
    data = json.loads(Path(__file__).with_name("copies.json").read_text(encoding="utf-8"))
    found = []
    for n, pair in enumerate(data["pairs"]):
        first = data["dispatches"][pair["first"]] if isinstance(pair["first"], str) else pair["first"]
        second = [first[part] if isinstance(part, int) else part for part in pair["second"]]
        found.append(Pair(f"{n} {pair['label']}", "\n\n".join(first), "\n\n".join(second), pair["copies"]))
    return tuple(found)
