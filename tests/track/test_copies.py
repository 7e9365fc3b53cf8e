"""Two texts are copies of one dispatch, or they are not: the two alone decide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.track import copies
from claims.track.copies import SIZE, likeness, sketch
from tests.track.printed import Pair, read_pairs

words = st.lists(st.sampled_from([f"{a}{b}" for a in "bcdfglmn" for b in ("a", "é", "ION")]), max_size=300).map(" ".join)


@pytest.mark.parametrize("pair", read_pairs(), ids=lambda pair: pair.label)
def test_wire_copy(pair: Pair) -> None:
    """Another headline, a cut, a rewritten paragraph leave copies; other words, other numbers, a common ending or background make none."""
    assert likeness(sketch(pair.first), sketch(pair.second)).copies == pair.copies


@given(words, words)
def test_neither_of_two_comes_first(one: str, other: str) -> None:
    """Likeness is the same both ways round, resemblance never above containment, and both are shares."""
    found = likeness(sketch(one), sketch(other))
    assert found == likeness(sketch(other), sketch(one))
    assert 0 <= found.resemblance <= found.containment <= 1


@given(words)
def test_a_text_is_wholly_like_itself(text: str) -> None:
    """However it is set: in capitals, in lines, with other punctuation."""
    found = likeness(sketch(text), sketch(f"«{text.upper()}»…".replace(" ", ",\n")))
    assert (found.resemblance, found.containment) == ((1, 1) if text else (0, 0))


@given(words, words)
def test_a_sketch_is_bounded_and_in_order(one: str, other: str) -> None:
    """It has no more than its size, ascending, and what it keeps of a text it keeps or has smaller of a longer one."""
    short, long = sketch(one), sketch(f"{one} {other}")
    assert len(long) <= SIZE
    assert (np.diff(long.astype(np.int64)) > 0).all()
    if len(one.split()) >= copies.WIDTH and len(long) == SIZE:
        assert set(short[short <= long[-1]]) <= set(long)


def test_estimates_are_near_the_truth(monkeypatch: pytest.MonkeyPatch) -> None:
    """On every pair of wire copy the sketch comes within a tenth of what all shingles say, and within a hundredth on average."""
    pairs = [(pair.first, pair.second) for pair in read_pairs()]
    guessed = [likeness(sketch(a), sketch(b)) for a, b in pairs]
    monkeypatch.setattr(copies, "SIZE", 10**6)
    true = [likeness(sketch(a), sketch(b)) for a, b in pairs]
    errors = np.array([(g.resemblance - t.resemblance, g.containment - t.containment) for g, t in zip(guessed, true, strict=True)])
    assert abs(errors).max() < 0.1
    assert (abs(errors.mean(axis=0)) < 0.01).all()


def test_a_short_text_is_found_in_a_long_one() -> None:
    """A brief of a hundred words is contained in a page of three thousand, and that page is no copy of another."""
    brief, page, other = (" ".join(f"{name}{n * n % 997}" for n in range(size)) for name, size in (("a", 100), ("b", 3000), ("c", 3000)))
    found = likeness(sketch(brief), sketch(f"{page} {brief} {other}"))
    assert found.containment == 1
    assert not likeness(sketch(f"{page} {brief}"), sketch(f"{other} {brief}")).copies


def test_a_slogan_makes_no_copies() -> None:
    """Texts of a dozen words share too little to say so."""
    slogan = "hoy no hay noticias que contar desde el puerto de Lumar"
    assert not likeness(sketch(slogan), sketch(f"{slogan} hoy")).copies


def test_text_of_any_kind_is_taken() -> None:
    """NULs, half surrogate pairs and scripts without blanks do no harm."""
    assert len(sketch("\x00\ud800 \u202e 橋は安全だ。")) == 1
