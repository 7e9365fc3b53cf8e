"""``cues.toml``: the words that attribute, and how far each commits its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.languages.wordlist import WordListError, check_choice, check_entry, read_toml
from claims.model import Certainty, Polarity, Stance

SECTIONS = frozenset({"verb", "adjective", "noun", "according"})
TAKES = frozenset({"clause", "quote", "noun", "infinitive", "imputation", "assertion"})
_FIELDS: Mapping[str, type] = {"level": int, "polarity": str, "stance": str, "takes": str, "unless": str, "example": str}


@dataclass(frozen=True, slots=True)
class Cue:
    """One entry of ``cues.toml``.

    ``words`` is a verb's, adjective's or noun's lemma, or a preposition's words in lower case. ``level`` is the ceiling it sets.
    ``takes`` says what may be its content: a "clause", a "quote", a "noun" phrase, an "infinitive", an
    "imputation" (*acusar a X de Y*: Y), or an "assertion", a noun
    phrase that is denied if its noun is a cue too (*rechazó las acusaciones*), and judged otherwise (*rechazó el silencio*).
    ``unless`` are words right behind a verb that make it another one: *contó que nevaba*, but *cuenta con socios*.
    """

    words: str
    kind: str
    level: Certainty
    polarity: Polarity
    stance: Stance
    takes: frozenset[str]
    example: str
    unless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cues:
    """All cues of a language: verbs, adjectives and nouns by lemma, prepositions by their words."""

    verbs: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    nouns: Mapping[str, Cue]
    according: Mapping[tuple[str, ...], Cue]


def read_cues(path: Path) -> Cues:
    """Read and check a ``cues.toml``; WordListError names file and key."""
    table = read_toml(path, SECTIONS)
    found = {
        section: {words: _read_cue(path, section, words, entry) for words, entry in entries.items()} for section, entries in table.items()
    }
    return Cues(
        verbs=found["verb"],
        adjectives=found["adjective"],
        nouns=found["noun"],
        according={tuple(words.split()): cue for words, cue in found["according"].items()},
    )


def _read_cue(path: Path, section: str, words: str, entry: object) -> Cue:
    key = f"[{section}] {words}"
    checked = check_entry(path, key, entry, _FIELDS, required=frozenset({"level", "example"}))
    takes = frozenset(str(checked.get("takes", "clause quote")).split())
    for kind in takes:
        check_choice(path, key, "takes", kind, TAKES)
    try:
        return Cue(
            words=words,
            kind=section,
            level=Certainty(checked["level"]),
            polarity=Polarity(checked.get("polarity", "positive")),
            stance=Stance(checked.get("stance", "neutral")),
            takes=takes,
            example=checked["example"],
            unless=frozenset(str(checked.get("unless", "")).split()),
        )
    except ValueError as error:
        raise WordListError(f"{path}: {key}: {error}.") from None
