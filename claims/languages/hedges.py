"""``hedges.toml``: the words that say how sure somebody is, and what each does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from claims.languages.wordlist import WordListError, check_choice, check_entry, read_toml
from claims.model import Certainty, Polarity, Stance

KINDS = frozenset({"adverb", "adjective", "noun", "verb", "modal", "negation", "impersonal"})
READINGS = frozenset({"epistemic", "possible", "duty", "stative", "perfect", "conditional", "ability", "effect"})
_HEDGE: Mapping[str, type] = {
    "level": int,
    "polarity": str,
    "stance": str,
    "nobody": bool,
    "reading": str,
    "probability": float,
    "prospective": bool,
    "example": str,
}
_CUE: Mapping[str, type] = {"level": int, "polarity": str, "example": str}
_LISTS = frozenset(
    {
        "negations",
        "negative_subjects",
        "questions",
        "conditions",
        "future",
        "future_phrases",
        "future_times",
        "present_times",
        "rumor_auxiliaries",
        "stative",
        "perfects",
        "lies",
        "conjecture_marks",
        "ages",
        "effects",
        "unwilled",
        "ongoing",
        "unreal",
        "general",
        "existentials",
        "chances",
        "percents",
        "only",
    }
)


@dataclass(frozen=True, slots=True)
class Hedge:
    """One entry: the words it is known by (lemmas for verbs, words otherwise), its kind and what it does.

    ``level`` is the certainty it lowers to (4: it raises), ``nobody`` says that it leaves the evidence to nobody
    (*al parecer*), ``reading`` when a modal is this hedge: always ("epistemic"), unless negated ("possible"), never but as a
    norm ("duty"), before a stative verb, before a perfect, in the conditional. ``probability`` is what readers take the words
    to mean, in percent, None where no poll asked; ``prospective`` says that they speak of the future.
    """

    words: tuple[str, ...]
    kind: str
    level: Certainty
    polarity: Polarity
    stance: Stance
    nobody: bool
    reading: str
    probability: float | None = None
    prospective: bool = False


class Phrases(dict[tuple[str, ...], Hedge]):
    """Entries by their words, which are found in a text by the first of them."""

    @cached_property
    def by_first(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """Sort the entries by their first word."""
        table: dict[str, tuple[tuple[str, ...], ...]] = {}
        for words in self:
            table[words[0]] = (*table.get(words[0], ()), words)
        return table


@dataclass(frozen=True, slots=True)
class Hedges:
    """All hedges of a language, and the closed lists that certainty is decided with.

    Of the lists ``conditions``, ``future_phrases``, ``future_times``, ``present_times`` and ``percents`` may hold several words.
    ``existentials`` are verbs that a noun such as *possibility* needs to grade a clause, ``chances`` nouns that a percentage
    counts, ``conjecture_marks`` what makes a modal of duty one of conjecture (*deber de*), ``effects`` what a thing can do
    (*can cause*), ``unwilled`` what nobody does by duty (*should last*), ``ongoing`` auxiliaries whose conditional before a
    gerund is a rumour (*estaría negociando*), ``unreal`` what is no future after a present cue (*says it would*), ``general``
    what says that something is mostly or sometimes so, by which no author hedges, ``only`` what takes the force of a
    negation (*no solo*).
    """

    phrases: Phrases
    boosters: Phrases
    modals: Mapping[str, Hedge]
    verbs: Mapping[str, Hedge]
    adjectives: Mapping[str, Hedge]
    nouns: Mapping[str, Hedge]
    impersonal: Phrases
    on_cue: Phrases
    negated_cues: Mapping[str, tuple[Certainty, Polarity]]
    numbers: Mapping[str, int]
    lists: Mapping[str, frozenset[str]]


def read_hedges(path: Path) -> Hedges:
    """Read and check a ``hedges.toml``; WordListError names file and key."""
    sections = frozenset(
        {"adverb", "booster", "modal", "verb", "adjective", "noun", "impersonal", "on_cue", "negated_cue", "numbers", "lists"}
    )
    table = read_toml(path, sections)

    def section(name: str) -> dict[str, Hedge]:
        return {words: _read_hedge(path, name, words, entry) for words, entry in table[name].items()}

    return Hedges(
        phrases=Phrases({hedge.words: hedge for hedge in section("adverb").values()}),
        boosters=Phrases({hedge.words: hedge for hedge in section("booster").values()}),
        modals=section("modal"),
        verbs=section("verb"),
        adjectives=section("adjective"),
        nouns=section("noun"),
        impersonal=Phrases({hedge.words: hedge for hedge in section("impersonal").values()}),
        on_cue=Phrases({hedge.words: hedge for hedge in section("on_cue").values()}),
        negated_cues={words: _read_negated(path, words, entry) for words, entry in table["negated_cue"].items()},
        numbers=_read_numbers(path, table["numbers"]),
        lists=_read_lists(path, table["lists"]),
    )


def _read_hedge(path: Path, section: str, words: str, entry: Any) -> Hedge:
    key = f"[{section}] {words}"
    checked = check_entry(path, key, entry, _HEDGE, required=frozenset({"level", "example"}))
    check_choice(path, key, "reading", checked.get("reading", "epistemic"), READINGS)
    try:
        return Hedge(
            words=tuple(words.split()),
            kind="adverb" if section in {"booster", "on_cue"} else section,
            level=Certainty(checked["level"]),
            polarity=Polarity(checked.get("polarity", "positive")),
            stance=Stance(checked.get("stance", "neutral")),
            nobody=checked.get("nobody", False),
            reading=checked.get("reading", "epistemic"),
            probability=checked.get("probability"),
            prospective=checked.get("prospective", False),
        )
    except ValueError as error:
        raise WordListError(f"{path}: {key}: {error}.") from None


def _read_negated(path: Path, words: str, entry: Any) -> tuple[Certainty, Polarity]:
    checked = check_entry(path, f"[negated_cue] {words}", entry, _CUE, required=frozenset({"level", "polarity", "example"}))
    try:
        return Certainty(checked["level"]), Polarity(checked["polarity"])
    except ValueError as error:
        raise WordListError(f"{path}: [negated_cue] {words}: {error}.") from None


def _read_numbers(path: Path, numbers: Mapping[str, Any]) -> dict[str, int]:
    for word, value in numbers.items():
        if type(value) is not int or not 0 <= value <= 100:
            raise WordListError(f"{path}: [numbers] {word} must be a whole number from 0 to 100, not {value!r}.")
    return dict(numbers)


def _read_lists(path: Path, lists: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    if wrong := lists.keys() ^ _LISTS:
        raise WordListError(f"{path}: [lists] must have exactly {', '.join(sorted(_LISTS))}; check {', '.join(sorted(wrong))}.")
    for name, words in lists.items():
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words) or len(set(words)) < len(words):
            raise WordListError(f"{path}: {name} must be a list of different words, not {words!r}.")
    return {name: frozenset(words) for name, words in lists.items()}
