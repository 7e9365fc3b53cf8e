"""``factuality.toml``: what a word makes of the event that it governs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from claims.languages.wordlist import WordListError, check_entry, read_toml

_SECTIONS = frozenset({"verb", "noun", "adjective", "mark", "endings", "subjunctives", "lists"})
_SIGNATURE: Mapping[str, type] = {"affirmed": str, "denied": str, "forms": str, "itself": bool, "example": str}
_MARK: Mapping[str, type] = {"infinitive": str, "indicative": str, "subjunctive": str, "noun": str, "example": str}

_ENDINGS = frozenset({"future", "conditional", "subjunctive", "indicative"})
_LISTS = frozenset({"asking", "not_denying", "scheduled", "nearly", "occurrences", "unreal", "not_future", "not_subjunctive"})


class Effect(StrEnum):
    """What becomes of an event: it did happen, did not, may have; or it did if the word stands in a perfective past."""

    TRUE = "true"
    FALSE = "false"
    OPEN = "open"
    ACTUAL = "actual"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a verb, noun or adjective implies of its complement when it is affirmed, and when it is denied (Nairn et al. 2006).

    ``forms`` are the forms of a complement that it speaks of, "noun" among them (empty: all); ``itself`` says that a modal is
    as open as what it governs.
    """

    affirmed: Effect
    denied: Effect
    forms: frozenset[str] = frozenset()
    itself: bool = False

    @property
    def is_factive(self) -> bool:
        """Whether the complement is presupposed however the word stands."""
        return self.affirmed == self.denied == Effect.TRUE


@dataclass(frozen=True, slots=True)
class Opening:
    """What words make of the event of a clause that they open, by the form of its verb, or of a noun that they stand before."""

    infinitive: Effect
    indicative: Effect
    subjunctive: Effect
    noun: Effect


@dataclass(frozen=True, slots=True)
class Factuality:
    """All words of a language that decide on the events they govern.

    ``verbs`` and ``adjectives`` are lemmas, some with the preposition that goes with them (*dejar de*); ``marks`` are the words
    that open a clause, one or several. ``endings`` are those of a verb that show its tense or mood by themselves, by "future",
    "conditional", "subjunctive" or "indicative", ``subjunctives`` those that do so together with the ending of the lemma.
    Of the lists ``asking`` are the words of a question that takes its event for granted (*who*), ``not_denying`` phrases with
    a negation that denies nothing (*no obstante*), ``scheduled`` times that make a present a future, ``nearly`` adverbs that deny
    what they stand before (*almost*), ``occurrences`` verbs whose denial denies what their argument names (*no hubo acuerdo*),
    ``unreal`` adjectives of what is yet to come; ``not_future`` and ``not_subjunctive`` are exceptions to the endings.
    """

    verbs: Mapping[str, Signature]
    nouns: Mapping[str, Signature]
    adjectives: Mapping[str, Signature]
    marks: Mapping[tuple[str, ...], Opening]
    endings: Mapping[str, tuple[str, ...]]
    subjunctives: Mapping[str, tuple[str, ...]]
    lists: Mapping[str, frozenset[str]]


def read_factuality(path: Path) -> Factuality:
    """Read and check a ``factuality.toml``; WordListError names file and key."""
    table = read_toml(path, _SECTIONS)

    def signatures(section: str) -> dict[str, Signature]:
        return {words: _read_signature(path, f"[{section}] {words}", entry) for words, entry in table[section].items()}

    return Factuality(
        verbs=signatures("verb"),
        nouns=signatures("noun"),
        adjectives=signatures("adjective"),
        marks={tuple(words.split()): _read_opening(path, f"[mark] {words}", entry) for words, entry in table["mark"].items()},
        endings=_read_lists(path, "endings", table["endings"], _ENDINGS),
        subjunctives=_read_lists(path, "subjunctives", table["subjunctives"]),
        lists={name: frozenset(words) for name, words in _read_lists(path, "lists", table["lists"], _LISTS).items()},
    )


def _read_signature(path: Path, key: str, entry: object) -> Signature:
    checked = check_entry(path, key, entry, _SIGNATURE, required=frozenset({"affirmed", "example"}))
    return Signature(
        affirmed=_effect(path, key, "affirmed", checked["affirmed"]),
        denied=_effect(path, key, "denied", checked.get("denied", Effect.OPEN)),
        forms=frozenset(checked.get("forms", "").split()),
        itself=checked.get("itself", False),
    )


def _read_opening(path: Path, key: str, entry: object) -> Opening:
    checked = check_entry(path, key, entry, _MARK, required=frozenset({"example"}))
    usual = {"infinitive": "open", "indicative": "true", "subjunctive": "open", "noun": "true"}
    return Opening(*(_effect(path, key, name, checked.get(name, value)) for name, value in usual.items()))


def _read_lists(path: Path, section: str, lists: Mapping[str, object], names: frozenset[str] | None = None) -> dict[str, tuple[str, ...]]:
    if names is not None and (wrong := lists.keys() ^ names):
        raise WordListError(f"{path}: [{section}] must have exactly {', '.join(sorted(names))}; check {', '.join(sorted(wrong))}.")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words) or len(set(words)) < len(words):
            raise WordListError(f"{path}: [{section}] {name} must be a list of different words, not {words!r}.")
    return {name: tuple(words) for name, words in lists.items() if isinstance(words, list)}


def _effect(path: Path, key: str, name: str, value: str) -> Effect:
    try:
        return Effect(value)
    except ValueError:
        raise WordListError(f"{path}: {name!r} of {key} is {value!r}; allowed are {', '.join(Effect)}.") from None
