"""The terms of a claim, from text."""

from datetime import date

import pytest

from claims.extract import extract
from claims.model import Article


def terms(text: str, language: str) -> set[str]:
    """Give the terms of the last claim of a text."""
    return set(extract(Article("a", text, language=language, published=date(2024, 6, 3)))[-1].terms)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("es", "La alcaldesa dijo que el puente cerrará en enero de 2025.", {"main:cerrar", "noun:puente", "date:2025-01-*"}),
        ("en", "The mayor said that about 1,200 workers left Lumar in the 2023 season.", {"about:1200 worker", "date:2023-*-*"}),
        ("es", "El sindicato dijo que ocho de cada diez obreros pararon.", {"number:80 %"}),
        ("en", "The union said that one hundred and twelve workers were hurt.", {"number:112 worker"}),
        ("es", "La empresa dijo que vendió cinco barcos, no tres.", {"number:5 barco"}),
        ("en", "Ana Ruiz said that the prices have doubled since 2021.", {"number:2 ×", "since:2021"}),
        ("en", "Ana Ruiz said that she would sell the mill last year.", {"who:ana ruiz", "date:2023-*-*"}),
        ("es", "Ana Ruiz negó que vaya a dimitir.", {"main:dimitir", "self:ana ruiz"}),
        ("en", "The union said that the company was going to close the mill.", {"main:close", "subj:company", "obj:mill"}),
    ],
)
def test_terms_hold_what_a_content_is_compared_by(language: str, text: str, expected: set[str]) -> None:
    """Predicate, nouns, numbers, dates and whom a pronoun or nothing stands for."""
    assert expected <= terms(text, language)


def test_nobody_acts_where_something_only_exists() -> None:
    """No habrá multa does not say that the speaker fines."""
    assert not any(term.startswith("self:") for term in terms("Ana Ruiz aseguró que no habrá multa.", "es"))


def test_a_number_that_is_denied_is_not_a_number_of_the_claim() -> None:
    """Five, not three."""
    assert not any(term.startswith("number:3") for term in terms("La empresa dijo que vendió cinco barcos, no tres.", "es"))


def test_an_accusation_has_the_terms_of_what_it_stands_for() -> None:
    """The minister rejected the accusation that was told before."""
    found = terms("Ana Ruiz dijo que el ministro cobró sobornos. El ministro Juan Pérez rechazó la acusación.", "es")
    assert {"as:earlier", "verb:cobrar"} <= found


def test_terms_are_no_part_of_a_record() -> None:
    """What extract prints is what it was."""
    [claim] = extract(Article("a", "Según la alcaldía, el puente es seguro.", language="es"))
    assert claim.terms
    assert "terms" not in claim.to_record()
