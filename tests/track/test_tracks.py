"""Tracks, one article at a time."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import ClaimsError
from claims.track.telling import Telling
from claims.track.tracks import Decision, MemoryShelf, add, build, join, regroup, remove
from tests.track.told import BORDER, BRIDGE, BRIDGE_EN, DEAD, tell

POOL = [
    tell("a", BRIDGE, day=1),
    tell("b", BRIDGE, day=3, polarity="negative"),
    tell("c", BRIDGE_EN, "en", day=2),
    tell("d", DEAD.format(12)),
    tell("e", DEAD.format(41)),
    tell("f", DEAD.format(12).replace("number:", "about:"), day=None),
    tell("g", BORDER.format("santiago")),
    tell("h", BORDER.format("bogotá")),
    tell("i", "main:cerrar | subj:escuela | noun:escuela | verb:cerrar | name:ribera | topic:ribera"),
]
PAIRS = st.lists(st.tuples(st.sampled_from("abcdefghi"), st.sampled_from("abcdefghi")).filter(lambda p: p[0] != p[1]), max_size=3)


def groups(tellings: list[Telling], decisions: list[Decision]) -> list[tuple[str, ...]]:
    """Add tellings one by one, and give the groups that stand at the end."""
    shelf, where = MemoryShelf(), {}
    for telling in tellings:
        for group in add(shelf, [telling], decisions):
            where.update(dict.fromkeys(group, group))
    return join(sorted(set(where.values())), decisions)


@settings(max_examples=60, deadline=None)
@given(st.permutations(POOL), PAIRS, st.sampled_from(["join", "split"]))
def test_any_order_gives_the_same_tracks(order: list[Telling], pairs: list[tuple[str, str]], kind: str) -> None:
    """One article at a time, in any order and under any decisions, is the same as all at once."""
    decisions = [Decision(kind, first, second) for first, second in pairs]
    rebuilt = [tuple(sorted(t.id for t in track.tellings)) for track in build(POOL, decisions)]
    assert groups(order, decisions) == sorted(rebuilt)


def test_one_claim_told_in_two_languages_is_one_track() -> None:
    """Affirmed, denied and translated: one track, its first telling first, an affirmation its sentence."""
    [track] = build(POOL[:3])
    assert [telling.id for telling in track.tellings] == ["a", "c", "b"]
    assert track.sentence in {BRIDGE, BRIDGE_EN}


def test_a_track_keeps_its_id_when_it_is_told_again() -> None:
    """What comes later changes nothing."""
    assert build(POOL[:1])[0].id == build(POOL[:3])[0].id


def test_an_article_that_goes_leaves_what_was_before() -> None:
    """Removing an article undoes adding it."""
    shelf = MemoryShelf()
    for telling in POOL[:3]:
        add(shelf, [telling])
    assert remove(shelf, POOL[1].article) == [("a", "c")]
    assert sorted(shelf.tellings) == ["a", "c"]


def test_a_split_is_respected_by_what_comes_later() -> None:
    """Two tellings that somebody split never meet again, even through a third."""
    split = [Decision("split", "a", "b")]
    assert all(not {"a", "b"} <= set(group) for group in groups(POOL[:3], split))


def test_a_split_takes_effect_when_it_is_made() -> None:
    """Grouping again what is connected applies it."""
    shelf = MemoryShelf()
    for telling in POOL[:2]:
        add(shelf, [telling])
    assert regroup(shelf, ["a"], [Decision("split", "a", "b")]) == [("a",), ("b",)]


def test_a_join_puts_two_tracks_together() -> None:
    """All tellings of both."""
    assert ("d", "e", "f") in groups(POOL[3:6], [Decision("join", "d", "e")])


@pytest.mark.parametrize(("kind", "first", "second"), [("merge", "a", "b"), ("join", "a", "a")])
def test_a_decision_that_makes_no_sense_is_refused(kind: str, first: str, second: str) -> None:
    """The error says what is allowed."""
    with pytest.raises(ClaimsError):
        Decision(kind, first, second)
