"""``terms.toml``: the words that numbers and dates are written with, and those that say too little to compare statements by."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from claims.languages.wordlist import WordListError, read_toml

_TABLES = ("numbers", "scales", "amounts", "multiples", "months", "weekdays", "years")
_LISTS = frozenset(
    {"decimal", "percent", "percent_nouns", "ratio", "since", "again", "links", "of", "about", "light", "vague", "anaphors", "existential"}
)


@dataclass(frozen=True, slots=True)
class TermWords:
    """What the terms of a statement are computed with; all words in lower case.

    ``numbers`` are the words for figures, ``scales`` those that multiply what stands before, ``amounts`` nouns that are
    a number (*docena*), ``multiples`` lemmas that multiply (*doblar*); ``months`` and ``weekdays`` count from 1;
    ``years`` are phrases, by how many years they are from the article's; ``units`` give a unit as so many of another.
    Of ``lists``, ``light`` and ``vague`` are lemmas of verbs and of others that say too little, ``anaphors`` nouns that stand for a
    statement made before, ``about`` the phrases that round a number, ``percent`` and ``ratio`` how a share is written,
    ``existential`` verbs without anybody who acts, ``since`` what makes a year the beginning of a time, ``again`` what says that there is one more of a kind.
    ``lemmas`` gives the lemma of a verb's form, for the verbs of the bilingual lexicon: the pipeline guesses at irregular ones.
    """

    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    amounts: Mapping[str, float]
    multiples: Mapping[str, float]
    months: Mapping[str, float]
    weekdays: Mapping[str, float]
    years: Mapping[str, float]
    units: Mapping[str, tuple[float, str]]
    lists: Mapping[str, frozenset[str]]
    lemmas: Mapping[str, str]


def read_lemmas(path: Path) -> Mapping[str, str]:
    """Read a ``lemmas.tsv``, a lemma and its forms a line, as a table from form to lemma; a form of two lemmas is nobody's.

    Raises WordListError for a line that is none such.
    """
    found: dict[str, str | None] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        lemma, _, forms = line.partition("\t")
        if not lemma or not forms:
            raise WordListError(f"{path}, line {number}: give a lemma, a tab and its forms, not {line!r}.")
        for form in forms.split():
            found[form] = lemma if form not in found else None
    return {form: lemma for form, lemma in found.items() if lemma is not None}


def read_term_words(path: Path) -> TermWords:
    """Read and check a ``terms.toml`` and the ``lemmas.tsv`` beside it; WordListError names file and key."""
    table = read_toml(path, frozenset({*_TABLES, "units", "lists"}))
    for name in _TABLES:
        for word, value in table[name].items():
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise WordListError(f"{path}: [{name}] {word} must be a number, not {value!r}.")
    if wrong := table["lists"].keys() ^ _LISTS:
        raise WordListError(f"{path}: [lists] must have exactly {', '.join(sorted(_LISTS))}; check {', '.join(sorted(wrong))}.")
    for name, words in table["lists"].items():
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            raise WordListError(f"{path}: {name} must be a list of words, not {words!r}.")
        if len(set(words)) < len(words):
            raise WordListError(f"{path}: {name} holds a word twice.")
    units = {word: _unit(path, word, value) for word, value in table["units"].items()}
    lists = {name: frozenset(words) for name, words in table["lists"].items()}
    lemmas = read_lemmas(path.with_name("lemmas.tsv"))
    return TermWords(units=units, lists=lists, lemmas=lemmas, **{name: table[name] for name in _TABLES})


def _unit(path: Path, word: str, value: object) -> tuple[float, str]:
    """Read ``"10 año"``."""
    number, _, unit = str(value).partition(" ")
    if not number.isdigit() or not unit:
        raise WordListError(f"{path}: [units] {word} must be a number and a unit, as in '10 year', not {value!r}.")
    return float(number), unit
