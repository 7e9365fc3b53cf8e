"""Word lists: both languages load, examples hold their words, errors name file and key."""

import tomllib
from pathlib import Path

import pytest

from claims import languages
from claims.languages.cues import read_cues
from claims.languages.factuality import read_factuality
from claims.languages.forms import read_forms, verbs_of
from claims.languages.grammar import read_grammar
from claims.languages.hedges import read_hedges
from claims.languages.sources import read_sources
from claims.languages.wordlist import WordListError
from claims.model import ClaimsError

GOOD = '[verb]\ndecir = { level = 3, example = "Dijo que no." }\n[adjective]\nseguro = { level = 4, example = "Está seguro de que no." }\n[noun]\nidea = { level = 2, example = "La idea de que no." }\n[according]\n"según" = { level = 3, example = "Según Ana, no." }\n'
BROKEN = [
    (GOOD.replace('level = 3, example = "Dijo', 'level = 9, example = "Dijo'), "decir"),
    (GOOD.replace("[noun]", "[nouns]"), "nouns"),
    (GOOD.replace('example = "Dijo que no."', 'examples = "Dijo que no."'), "examples"),
    (GOOD.replace('example = "Dijo que no."', 'example = ""'), "example"),
    (GOOD.replace('level = 3, example = "Dijo', 'level = 3, takes = "clauses", example = "Dijo'), "clauses"),
    (GOOD + '[verb]\ndecir = { level = 3, example = "Dijo." }\n', "TOML"),
    ("[verb]\n[adjective]\n[noun]\n[according]\n", "empty"),
    (GOOD.split("[according]", maxsplit=1)[0], "according"),
]


@pytest.mark.parametrize(("text", "named"), BROKEN)
def test_errors_name_file_and_key(tmp_path: Path, text: str, named: str) -> None:
    """What is wrong in a word list is told with the file and the key."""
    path = tmp_path / "cues.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WordListError, match=named) as caught:
        read_cues(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("read", [read_cues, read_factuality, read_grammar, read_hedges, read_sources])
def test_a_missing_file_is_told(tmp_path: Path, read) -> None:
    """A language without one of its files says which."""
    with pytest.raises(WordListError, match="missing"):
        read(tmp_path / "xx.toml")


@pytest.mark.parametrize("code", languages.codes())
def test_languages_load(code: str) -> None:
    """Each language has all its lists, and as many kinds of hedge as the other."""
    language = languages.load(code)
    assert len(language.cues.verbs) > 100
    assert len(language.hedges.phrases) >= 12
    assert language.sources.countries
    assert (language.pipeline / "README.md").exists()


@pytest.mark.parametrize("code", languages.codes())
def test_every_entry_has_its_own_example(code: str) -> None:
    """Examples are sentences, and no two verbs share one."""
    table = tomllib.loads((languages.FOLDER / code / "cues.toml").read_text(encoding="utf-8"))
    examples = [entry["example"] for entry in table["verb"].values()]
    assert all(example.endswith(".") for example in examples)


@pytest.mark.parametrize("code", languages.codes())
def test_words_that_govern_events_are_listed(code: str) -> None:
    """Each language lists verbs, nouns, adjectives and conjunctions that decide on events, each with its own sentence."""
    words = languages.load(code).factuality
    assert len(words.verbs) > 60
    assert len(words.nouns) > 20
    assert len(words.marks) > 15
    table = tomllib.loads((languages.FOLDER / code / "factuality.toml").read_text(encoding="utf-8"))
    examples = [entry["example"] for section in ("verb", "noun", "adjective", "mark") for entry in table[section].values()]
    assert all(example.endswith(".") for example in examples)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('affirmed = "maybe"', "allowed are true"),
        ('affirmed = "true", tense = "past"', "unknown field 'tense'"),
        ('denied = "open"', "lacks"),
    ],
)
def test_a_wrong_entry_on_events_is_told(tmp_path: Path, wrong: str, named: str) -> None:
    """An effect that there is not, an unknown field, a missing one: told with the file and the key."""
    path = tmp_path / "factuality.toml"
    text = (languages.FOLDER / "en" / "factuality.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('manage = { affirmed = "true", denied = "false"', f"manage = {{ {wrong}"), encoding="utf-8")
    with pytest.raises(WordListError, match=named) as caught:
        read_factuality(path)
    assert "manage" in str(caught.value)


def test_an_unknown_language_is_told() -> None:
    """A language that has no folder is refused with the list of those there are."""
    with pytest.raises(ClaimsError, match="en, es"):
        languages.load("fi")


@pytest.mark.parametrize("code", languages.codes())
def test_every_listed_verb_has_its_forms(code: str) -> None:
    """After a change of the lists, `python -m claims forms` must run again."""
    language = languages.load(code)
    assert verbs_of(language.cues, language.hedges, language.grammar) == set(language.forms.values())


def test_a_form_of_two_verbs_is_left_to_the_lemmatizer(tmp_path: Path) -> None:
    """Only a form that one listed verb has is certain."""
    path = tmp_path / "forms.toml"
    path.write_text('[forms]\nver = "ve vio"\nir = "ve voy"\n', encoding="utf-8")
    assert read_forms(path) == {"vio": "ver", "voy": "ir"}
    path.write_text("[forms]\nver = 3\n", encoding="utf-8")
    with pytest.raises(WordListError, match="ver must be a line of forms"):
        read_forms(path)
