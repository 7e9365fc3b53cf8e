"""Why a claim has its certainty, in the reader's words, made from its evidence.

The reader's language is that of the page or command, not the article's: ``en.toml`` and ``es.toml`` here hold the words.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claims.model import Certainty, Claim, ClaimsError, Evidence, Flag, Form, Polarity, Stance, Whose

Words = Mapping[str, str]
FOLDER = Path(__file__).parent


@cache
def load(reader: str) -> Words:
    """Load the words for readers of a language: ``{"level_low": "low", …}``; ClaimsError for one that has none."""
    path = FOLDER / f"{reader}.toml"
    if not path.exists():
        known = ", ".join(sorted(p.stem for p in FOLDER.glob("*.toml")))
        raise ClaimsError(f"There are no words for readers of {reader!r}: choose one of {known}.")
    table: Words = tomllib.loads(path.read_text(encoding="utf-8"))
    return table


def level_name(t: Words, level: int) -> str:
    """Name a certainty level.

    >>> level_name(load("es"), 1)
    'posible'
    """
    return t[f"level_{Certainty(level).name.lower()}"]


def reason(claim: Claim, t: Words) -> str:
    """Say in one sentence which words made a claim as sure as it is: *low: «podría» in what Ana Ruiz says*."""
    deciding = [e for e in claim.evidence if e.effect == f"level:{int(claim.certainty)}"]
    name = level_name(t, claim.certainty)
    if not deciding:
        return f"{name}: {t['reason_plain']}"
    parts = [f"{_quoted(group)} {place}" for place, group in _by_place(deciding, claim, t).items()]
    return f"{name}: {', '.join(parts)}"


def _by_place(evidence: list[Evidence], claim: Claim, t: Words) -> dict[str, list[Evidence]]:
    holder = " · ".join(claim.speakers)
    said = t["reason_in_content_of"].format(holder=holder) if holder and claim.form != Form.AUTHOR else t["reason_in_content"]
    places: dict[str, list[Evidence]] = {}
    for item in evidence:
        on_cue = item.kind == "cue" or item.whose == Whose.AUTHOR
        places.setdefault(t["reason_in_cue"] if on_cue else said, []).append(item)
    return places


def _quoted(evidence: list[Evidence]) -> str:
    return ", ".join(dict.fromkeys(f"«{item.span.text}»" for item in evidence))


def notes(claim: Claim, t: Words) -> list[str]:
    """Say what else the words show: denial, the author's stance, flags."""
    found = []
    if claim.polarity == Polarity.NEGATIVE:
        found.append(_note(t["polarity_negative"], claim, "polarity:negative"))
    if claim.stance != Stance.NEUTRAL:
        found.append(_note(t[f"stance_{claim.stance}"], claim, f"stance:{claim.stance}"))
    found += [_note(t[f"flag_{flag}"], claim, f"flag:{flag}") for flag in claim.flags if flag in set(Flag)]
    return found


def _note(label: str, claim: Claim, effect: str) -> str:
    words = [e for e in claim.evidence if e.effect == effect]
    return f"{label}: {_quoted(words)}" if words else label
