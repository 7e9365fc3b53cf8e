"""The golden cases: sentences of our own with the claims that the guidelines see in them, one JSON object each.

What the machine gets wrong stands in ``known-failures.json`` as {"case": …, "why": …} and runs as a strict expected
failure: when it comes right, the entry must go.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("cases")
_CASE = {"label", "comment", "text", "claims"}
_CLAIM = {"source", "cue", "content", "certainty", "polarity", "stance", "form", "speakers", "flags"}


@dataclass(frozen=True)
class Case:
    """One text with its expected claims; ``id`` is language/file/label, ``failure`` why it is known to fail, or None."""

    id: str
    language: str
    text: str
    claims: list[dict[str, Any]]
    failure: str | None


def load_cases() -> list[Case]:
    """Read and check all cases; ValueError names file and label of one that is not sound."""
    cases = []
    for folder in sorted(path for path in FOLDER.iterdir() if path.is_dir()):
        known = {row["case"]: row["why"] for row in json.loads((folder / "known-failures.json").read_text(encoding="utf-8"))}
        for path in sorted(folder.glob("*.json")):
            if path.name == "known-failures.json":
                continue
            for row in json.loads(path.read_text(encoding="utf-8")):
                key = f"{folder.name}/{path.stem}/{row['label']}"
                check(key, row)
                cases.append(Case(key, folder.name, row["text"], row["claims"], known.pop(key, None)))
        if known:
            raise ValueError(f"{folder.name}/known-failures.json names cases that there are not: {', '.join(known)}")
    if len({case.id for case in cases}) < len(cases):
        raise ValueError("two cases have the same label")
    return cases


def check(key: str, row: dict[str, Any]) -> None:
    """Check one case: no unknown keys, and every span occurs in the text."""
    if row.keys() != _CASE:
        raise ValueError(f"{key}: keys must be {sorted(_CASE)}")
    for claim in row["claims"]:
        if claim.keys() != _CLAIM:
            raise ValueError(f"{key}: keys of a claim must be {sorted(_CLAIM)}")
        for words in [claim["cue"], *claim["content"], *([claim["source"]] if claim["source"] else [])]:
            if words not in row["text"]:
                raise ValueError(f"{key}: {words!r} does not occur in the text")
