"""Words and names of two languages."""

import pytest

from claims.track.lexicon import name_likeness, word_likeness


@pytest.mark.parametrize(
    ("spanish", "english"), [("puente", "bridge"), ("turbina", "turbine"), ("acción", "action"), ("demoler", "demolition")]
)
def test_words_meet_their_translations_and_cognates(spanish: str, english: str) -> None:
    """A translation that is listed, or the same stem, makes two words alike."""
    assert word_likeness("es", spanish, "en", english) >= 0.7


@pytest.mark.parametrize(("one", "other"), [("puente", "river"), ("norma", "north"), ("ministro", "mining")])
def test_other_words_do_not_meet(one: str, other: str) -> None:
    """Words that only begin alike are not alike."""
    assert word_likeness("es", one, "en", other) == 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("túnez", "tunisia"),
        ("moscú", "moscow"),
        ("ruiz", "ana ruiz"),
        ("onu", "organización naciones unidas"),
        ("kim jong-un", "kim jong un"),
        ("fuerzas armadas de malta", "armed forces of malta"),
    ],
)
def test_names_meet_in_other_spellings(one: str, other: str) -> None:
    """Places, surnames, initials, hyphens and translated bodies are recognised."""
    assert name_likeness("es", one, "en", other) >= 0.8


@pytest.mark.parametrize(("one", "other"), [("chile", "bolivia"), ("rubén benavídez", "lorena ortiz"), ("narok", "nakuru")])
def test_other_names_stay_apart(one: str, other: str) -> None:
    """Two places, two persons."""
    assert name_likeness("es", one, "es", other) == 0.0


@pytest.mark.parametrize(("language", "one", "other"), [("es", "arrestar", "detener"), ("es", "venta", "vender"), ("en", "flee", "escape")])
def test_synonyms_of_one_language_meet(language: str, one: str, other: str) -> None:
    """Another word for it, or the noun of the verb."""
    assert word_likeness(language, one, language, other) >= 0.7


def test_capitals_and_seats_meet_their_state_and_no_other() -> None:
    """Moscú and el Kremlin are Russia, not Chile."""
    assert name_likeness("es", "moscú", "en", "russia") > 0.65
    assert name_likeness("en", "kremlin", "es", "moscú") > 0.65
    assert name_likeness("en", "moscow", "es", "chile") == 0.0
