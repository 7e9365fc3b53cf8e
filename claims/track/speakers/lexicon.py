"""``names/words.toml`` and ``names/bodies.toml``: what the words of roles and bodies mean in either language."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from claims.model import ClaimsError
from claims.track.speakers.folding import NAMES, fold, stem, words

KINDS = ("roles", "bodies", "companies", "topics")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a word means.

    ``concepts`` gives the concept of (language, stem), and of (language, "=word") for the word as the list has it, ``kinds`` whether a concept is a role, a body, a company or a
    topic, ``phrases`` the concepts of several words together, ``lists`` the closed lists of folded words.
    """

    concepts: Mapping[tuple[str, str], str]
    kinds: Mapping[str, str]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    lists: Mapping[str, frozenset[str]]

    def concept(self, word: str, language: str) -> str | None:
        """Give the concept that a folded word names in a language, or else in the other; None for a word in no list.

        >>> lexicon().concept("ministras", "es"), lexicon().concept("Narok", "en")
        ('minister', None)
        """
        keys = (language, f"={word}"), ("", word), (language, stem(word))
        found = next((concept for key in keys if (concept := self.concepts.get(key))), None)
        if found is None and word.startswith("ex") and len(word) > 5:
            found = self.concepts.get((language, stem(word[2:])))
        return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read and check the word list; ClaimsError names file and key."""
    path = NAMES / "words.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if wrong := table.keys() ^ {*KINDS, "words", "phrases"}:
        raise ClaimsError(f"{path}: the sections must be {', '.join(KINDS)}, words and phrases; check {', '.join(sorted(wrong))}.")
    concepts: dict[tuple[str, str], str] = {}
    kinds: dict[str, str] = {}
    for kind in KINDS:
        for concept, entry in table[kind].items():
            if kinds.setdefault(concept, kind) != kind or not isinstance(entry, dict) or not entry:
                raise ClaimsError(f"{path}: {concept!r} in [{kind}] must be one table of languages, and stand in one section only.")
            _add(concepts, concept, entry)
    phrases = {words(phrase): tuple(meant) for phrase, meant in table["phrases"].items()}
    for meant in phrases.values():
        for concept in meant:
            kinds.setdefault(concept, "roles" if concept.endswith(("_minister", "_executive", "_mayor", "_of_staff")) else "topics")
    lists = {name: frozenset(map(fold, entries)) for name, entries in table["words"].items()}
    return Lexicon(concepts, kinds, phrases, lists)


def _add(concepts: dict[tuple[str, str], str], concept: str, entry: Mapping[str, Any]) -> None:
    for language, forms in entry.items():
        for form in forms:
            parts = words(form)
            if len(parts) == 1 or "_" not in form:
                for key in ((language, f"={''.join(parts)}"), (language, stem("".join(parts))), ("", "".join(parts))):
                    concepts.setdefault(key, concept)


@lru_cache(maxsize=1)
def known_bodies() -> dict[tuple[str, ...], str]:
    """Give the canonical name of each body in the table, by the words of each of its names.

    >>> known_bodies()[words("Organización Mundial de la Salud")]
    'World Health Organization'
    """
    path = NAMES / "bodies.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8"))["bodies"]
    found: dict[tuple[str, ...], str] = {}
    for name, aliases in table.items():
        for alias in (name, *aliases):
            if found.setdefault(words(alias), name) != name:
                raise ClaimsError(f"{path}: {alias!r} names two bodies.")
    return found
