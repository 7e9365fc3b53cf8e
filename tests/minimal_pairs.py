"""Minimal pairs: two sentences of our own that differ in a word, and how sure each of them is.

``tests/pairs/<language>/<family>.json`` holds objects {"label", "comment", "halves": [{"text", "certainty", "polarity",
"stance", "flags", "probability", "evidence"}, …]}. They were written by the guidelines, before the rules that grade them were
run on them, but for some of ``signals.json``, which the README counts. ``evidence`` are the words that decided; a found span
answers to one if they share a character. What is graded wrong is listed in ``known-failures.json`` by
language/family/label/half and runs as a strict expected failure. Pairs of ``signals.json`` name the "signal" they are for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from claims.extract import extract
from claims.model import Article, Certainty, Claim

FOLDER = Path(__file__).with_name("pairs")
_HALF = {"text", "certainty", "polarity", "stance", "flags", "probability", "evidence"}


@dataclass(frozen=True)
class Half:
    """One sentence of a pair with the grade that it should get; ``id`` is language/family/label/number, from 1 on."""

    id: str
    language: str
    expected: dict[str, Any]
    is_known_failure: bool


def load_halves() -> Iterator[Half]:
    """Read all pairs; ValueError names a pair that is not sound."""
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        known = set(json.loads((folder / "known-failures.json").read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json")):
            if path.name == "known-failures.json":
                continue
            for row in json.loads(path.read_text(encoding="utf-8")):
                for number, half in enumerate(row["halves"], start=1):
                    key = f"{folder.name}/{path.stem}/{row['label']}/{number}"
                    if half.keys() != _HALF or any(words not in half["text"] for words in half["evidence"]):
                        raise ValueError(f"{key}: a half has the keys {sorted(_HALF)}, and its evidence stands in its text")
                    yield Half(key, folder.name, half, key in known)
                    known.discard(key)
        if known:
            raise ValueError(f"{folder.name}/known-failures.json names halves that there are not: {', '.join(sorted(known))}")


def mistakes(half: Half) -> list[str]:
    """Say what is graded otherwise than expected; an empty list if all is right."""
    found = extract(Article("pair", half.expected["text"], language=half.language))
    if len(found) != 1:
        return [f"{len(found)} claims in place of one"]
    return [*_fields(found[0], half.expected), *_evidence(found[0], half.expected)]


def _fields(claim: Claim, expected: dict[str, Any]) -> Iterator[str]:
    seen = {
        "certainty": int(claim.certainty),
        "polarity": str(claim.polarity),
        "stance": str(claim.stance),
        "flags": sorted(map(str, claim.flags)),
        "probability": claim.probability,
    }
    yield from (f"{name} {value} in place of {expected[name]}" for name, value in seen.items() if value != expected[name])


def _evidence(claim: Claim, expected: dict[str, Any]) -> Iterator[str]:
    text = expected["text"]
    if claim.certainty != Certainty.HIGH and not any(item.effect == f"level:{int(claim.certainty)}" for item in claim.evidence):
        yield f"no words for level {int(claim.certainty)}"
    wanted = {words: {i for at in _places(text, words) for i in range(at, at + len(words))} for words in expected["evidence"]}
    found = {item.span: set(range(item.span.start, item.span.end)) for item in claim.evidence}
    yield from (f"no evidence in «{words}»" for words, where in wanted.items() if not any(where & own for own in found.values()))
    yield from (f"evidence in «{span.text}»" for span, own in found.items() if not any(own & where for where in wanted.values()))


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
