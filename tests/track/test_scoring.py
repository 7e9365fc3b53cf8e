"""What makes two tellings one claim, and what does not."""

import pytest

from claims.track.tracks import build, compare_tellings
from tests.track.told import BORDER, BRIDGE, BRIDGE_EN, DEAD, tell


def test_a_claim_and_its_translation_are_one() -> None:
    """The bridge closes, el puente cierra."""
    assert compare_tellings(tell("a", BRIDGE), tell("b", BRIDGE_EN, "en")).score > 0.5


def test_a_denial_is_in_the_track_of_what_it_denies() -> None:
    """Polarity has no part in the score, and is told."""
    compared = compare_tellings(tell("a", BRIDGE), tell("b", BRIDGE, polarity="negative"))
    assert compared.score > 0.5
    assert compared.contradicts


def test_another_number_of_the_same_is_another_claim() -> None:
    """12 dead are not 41, and about 12 may be 12."""
    twelve, more = tell("a", DEAD.format(12)), tell("b", DEAD.format(41))
    about = tell("c", DEAD.format(12).replace("number:", "about:"))
    assert compare_tellings(twelve, more).score < 0.5 < compare_tellings(twelve, about).score


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BORDER.format("santiago"), BORDER.format("bogotá")),
        (BRIDGE + " | date:2021-*-*", BRIDGE + " | date:2024-*-*"),
        (BRIDGE + " | again:yes", "main:abrir | subj:escuela | noun:escuela | verb:abrir | name:ribera"),
    ],
)
def test_another_actor_year_or_thing_is_another_claim(one: str, other: str) -> None:
    """Who closed it, when, and what is opened decide."""
    assert len(build([tell("a", one), tell("b", other)])) == 2


FAIR = "main:{0} | name:{0} | topic:{0} | topic:feria | topic:alcalde | topic:lumar | topic:gira | topic:mitin | topic:ribera | topic:tema"


def test_two_names_alone_are_no_claim_told_twice() -> None:
    """Ruiz and Ruiz, in two articles on other things months apart."""
    other = "main:ruiz | name:ruiz | topic:ruiz | topic:puerto | topic:multa | topic:barco | topic:grúa | topic:muelle | topic:ancla | topic:red"
    assert len(build([tell("a", FAIR.format("ruiz")), tell("b", other)])) == 2


def test_the_same_of_a_capital_and_of_its_state_is_one_claim() -> None:
    """Moscú closed it, Russia closed it."""
    said = "main:cerrar | subj:{0} | obj:frontera | name:{0} | noun:frontera | verb:cerrar | topic:frontera | topic:{0}"
    assert len(build([tell("a", said.format("moscú")), tell("b", said.format("rusia"))])) == 1


def test_a_comparison_says_what_it_is_made_of() -> None:
    """The strongest reason comes first, and all of them add up to the score with the bias."""
    compared = compare_tellings(tell("a", DEAD.format(12)), tell("b", DEAD.format(41)))
    assert compared.reasons[0][0] == "another number"


def test_the_order_of_two_tellings_does_not_matter() -> None:
    """Comparing is symmetric."""
    a, b = tell("a", BRIDGE), tell("b", BRIDGE_EN, "en")
    assert compare_tellings(a, b) == compare_tellings(b, a)
