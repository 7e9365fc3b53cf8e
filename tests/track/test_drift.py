"""How certainty drifts."""

from claims.model import Evidence, Span
from claims.track.drift import drift_of, rises
from claims.track.tracks import Track
from tests.track.told import BRIDGE, tell

MAY = Evidence(Span(3, 8, "podría"), "modal", "level:1")


def test_a_rise_names_the_hedge_that_vanished() -> None:
    """From possible to firm, and which word went."""
    track = Track.of(
        [
            tell("b", BRIDGE, day=2, outlet="La Voz"),
            tell("a", BRIDGE, day=1, certainty=1, evidence=(MAY,), outlet="El Faro"),
        ]
    )
    drift = drift_of(track)
    assert (drift.first_certainty, drift.last_certainty, drift.outlets) == (1, 3, ("El Faro", "La Voz"))
    assert drift.rise is not None
    assert (drift.rise.levels, drift.rise.vanished) == (2, ("podría",))


def test_undated_tellings_are_shown_and_left_out_of_the_order() -> None:
    """They come last, are counted, and nothing rises to them."""
    drift = drift_of(Track.of([tell("a", BRIDGE, day=None), tell("b", BRIDGE, certainty=1)]))
    assert (drift.tellings, drift.undated, drift.last_certainty, drift.rise) == (2, 1, 1, None)


def test_a_track_without_any_date_has_no_first_and_last() -> None:
    """Nothing is known of its time."""
    drift = drift_of(Track.of([tell("a", BRIDGE, day=None)]))
    assert (drift.first_seen, drift.first_certainty) == (None, None)


def test_a_denial_is_a_contradiction_and_no_rise() -> None:
    """Being denied firmly does not make a possible claim firm."""
    track = Track.of([tell("a", BRIDGE, day=1, certainty=1), tell("b", BRIDGE, day=2, polarity="negative")])
    assert drift_of(track).contradicted
    assert rises(track.tellings) == []


def test_two_tellings_of_a_day_do_not_follow_each_other() -> None:
    """Nobody knows which was first."""
    assert rises([tell("a", BRIDGE, certainty=1), tell("b", BRIDGE)]) == []
