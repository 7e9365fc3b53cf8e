"""Marked text: escaped, whole, overlapping marks and all."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from claims.model import Claim, Span
from dashboard.highlight import Mark, passage, to_html

texts = st.text(alphabet="ab <>&\"'«é", min_size=1, max_size=40)
marks = st.lists(
    st.builds(Mark, start=st.integers(0, 30), end=st.integers(1, 40), role=st.sampled_from(["cue", "content", "evidence"])).filter(
        lambda m: m.start < m.end
    ),
    max_size=4,
)


@given(texts, marks)
def test_nothing_is_lost_and_nothing_is_markup(text: str, found: list[Mark]) -> None:
    """Without its tags the HTML is the text, and the only tags are ours."""
    shown = to_html(text, found)
    assert html.unescape(re.sub(r"</?(?:p|span)(?: class=\"[a-z ]+\")?>", "", shown)) == text


def test_overlaps_carry_both_roles() -> None:
    """Where two marks overlap the words carry both roles."""
    assert to_html("abc", [Mark(0, 2, "content"), Mark(1, 3, "cue")]) == (
        '<p><span class="content">a</span><span class="content cue">b</span><span class="cue">c</span></p>'
    )


def test_controls_are_shown() -> None:
    """Characters that turn or hide text are made visible."""
    assert "\u202e" not in to_html("a\u202eb\x00", [])


@given(st.integers(0, 3000), st.integers(1, 200))
def test_a_passage_holds_its_claim(start: int, size: int) -> None:
    """The stretch around a claim holds all of its words and lies inside the text."""
    text = ("palabra " * 60 + "\n\n") * 8
    claim = Claim("a", (Span.of(text, start, start + size),))
    first, last = passage(text, claim)
    assert 0 <= first <= start
    assert start + size <= last <= len(text)
