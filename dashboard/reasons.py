"""Why a claim has its certainty, in the reader's words, made from its evidence."""

from claims.model import Claim, Evidence, Flag, Polarity, Stance, Whose
from dashboard.words import Words, level_name


def reason(claim: Claim, t: Words) -> str:
    """Say which words made a claim as sure as it is: *low: «podría» in what was said*."""
    deciding = [e for e in claim.evidence if e.effect == f"level:{int(claim.certainty)}"]
    name = level_name(t, claim.certainty)
    if not deciding:
        return f"{name}: {t['reason_plain']}"
    parts = [f"{_quoted(group)} {t[place]}" for place, group in _by_place(deciding).items()]
    return f"{name}: {', '.join(parts)}"


def _by_place(evidence: list[Evidence]) -> dict[str, list[Evidence]]:
    places: dict[str, list[Evidence]] = {}
    for item in evidence:
        on_cue = item.kind == "cue" or item.whose == Whose.AUTHOR
        places.setdefault("reason_in_cue" if on_cue else "reason_in_content", []).append(item)
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
