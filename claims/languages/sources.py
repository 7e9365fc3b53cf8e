"""``sources.toml``: the words that say what kind of source a phrase names, and countries from CLDR."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel import Locale

from claims.languages.wordlist import WordListError, read_toml
from claims.model import SpeakerKind

_SECTIONS = frozenset({"nouns", "names", "words", "offices"})
_NOUNS = frozenset({"person", "organization", "place", "document", "unnamed"})
_WORDS = frozenset(
    {
        "articles",
        "titles",
        "emphasis",
        "both",
        "singular_pronouns",
        "plural_pronouns",
        "thing_pronouns",
        "feminine",
        "masculine",
        "joins",
    }
)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a language's words say of a source.

    ``nouns`` gives the kind of a head noun's lemma, ``names`` that of a folded proper name, ``countries`` are folded
    names of states; ``words`` are the closed lists; ``offices`` gives, for a noun, all nouns that name the same office.
    """

    nouns: Mapping[str, SpeakerKind]
    names: Mapping[str, SpeakerKind]
    countries: frozenset[str]
    words: Mapping[str, frozenset[str]]
    offices: Mapping[str, frozenset[str]]


def read_sources(path: Path) -> Sources:
    """Read and check a ``sources.toml``; the folder's name is the language. WordListError names file and key."""
    table = read_toml(path, _SECTIONS)
    nouns: dict[str, SpeakerKind] = {}
    names: dict[str, SpeakerKind] = {}
    for section, allowed, target in (("nouns", _NOUNS, nouns), ("names", _NOUNS, names)):
        for kind, words in table[section].items():
            if kind not in allowed:
                raise WordListError(f"{path}: unknown kind {kind!r} in [{section}]; allowed are {', '.join(sorted(allowed))}.")
            for word in _list(path, f"[{section}] {kind}", words):
                if target.setdefault(word, SpeakerKind(kind)) != kind:
                    raise WordListError(f"{path}: {word!r} stands in two kinds of [{section}].")
    if wrong := table["words"].keys() ^ _WORDS:
        raise WordListError(f"{path}: [words] must have exactly {', '.join(sorted(_WORDS))}; check {', '.join(sorted(wrong))}.")
    words = {name: frozenset(_list(path, f"[words] {name}", entries)) for name, entries in table["words"].items()}
    offices: dict[str, frozenset[str]] = {}
    for name, entries in table["offices"].items():
        group = frozenset({name, *_list(path, f"[offices] {name}", entries)})
        if unknown := sorted(word for word in group if nouns.get(word) != SpeakerKind.PERSON):
            raise WordListError(
                f"{path}: [offices] {name} has {', '.join(unknown)}, which [nouns] does not list as a person; add it there."
            )
        for word in group:
            offices[word] = offices.get(word, frozenset()) | group
    return Sources(nouns=nouns, names=names, countries=_countries(path.parent.name), words=words, offices=offices)


def _list(path: Path, key: str, words: object) -> list[str]:
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        raise WordListError(f"{path}: {key} must be a list of words, not {words!r}.")
    if len(set(words)) < len(words):
        raise WordListError(f"{path}: {key} holds a word twice.")
    return words


def _countries(code: str) -> frozenset[str]:
    """Give the folded names of all states and territories in a language, as CLDR has them."""
    territories = Locale(code).territories
    return frozenset(name.casefold() for key, name in territories.items() if len(key) == 2 and key.isalpha())
