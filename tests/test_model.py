"""The data types: spans cut rightly, records go round."""

import pytest

from claims.model import Article, Certainty, Claim, Evidence, Flag, Form, Polarity, Span, SpeakerKind, Stance, Whose, stable_id

TEXT = "Ana Ruiz dijo que podría llover."
CLAIM = Claim(
    article="a",
    content=(Span.of(TEXT, 18, 31),),
    source=Span.of(TEXT, 0, 8),
    cue=Span.of(TEXT, 9, 13),
    speakers=("Ana Ruiz",),
    speaker_kind=SpeakerKind.PERSON,
    form=Form.INDIRECT,
    certainty=Certainty.LOW,
    polarity=Polarity.POSITIVE,
    stance=Stance.NEUTRAL,
    flags=(Flag.PROSPECTIVE,),
    rule="clause",
    evidence=(Evidence(Span.of(TEXT, 18, 24), "modal", "level:1", Whose.HOLDER),),
)


def test_records_go_round() -> None:
    """A claim is the same after it has been a JSON object."""
    assert Claim.from_record(CLAIM.to_record()) == CLAIM


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 99)])
def test_spans_lie_inside(start: int, end: int) -> None:
    """A span that is empty or not inside its text is refused."""
    with pytest.raises(ValueError, match="not inside"):
        Span.of(TEXT, start, end)


def test_ids_are_stable() -> None:
    """An article's id depends on its text alone, and parts of an id do not run together."""
    assert Article("a", TEXT).id == Article("b", TEXT, outlet="x").id
    assert stable_id("ab", "c") != stable_id("a", "bc")
