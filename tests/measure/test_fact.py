"""FACT: reading its files, leaving out what leaked, mapping grades to its classes, and the report."""

from pathlib import Path

import pytest

from claims.extract.certainty import Grade
from claims.measure import compare
from claims.measure.fact import Event, count_events, is_fact, macro, read_fact, to_label, without_leaks
from claims.model import Certainty, ClaimsError, Flag, Polarity, Stance

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "es"
TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<textdata>
<text id="a">
El tren no <event factuality="CF">llegó</event> a Lumar.
La alcaldesa <event factuality="F" id="1">quiere</event> <event factuality="u">cerrar</event> la mina.
</text>
</textdata>
"""


def write(path: Path, text: str) -> Path:
    """Write a file and give it back."""
    path.write_text(text, encoding="utf-8")
    return path


def grade(level: Certainty, polarity: Polarity = Polarity.POSITIVE, *flags: Flag) -> Grade:
    """Make a grade."""
    return Grade(level, polarity, Stance.NEUTRAL, flags, ())


def test_events_stand_where_their_words_do(tmp_path: Path) -> None:
    """The text is what stands between the tags, and labels are read in either case."""
    [text] = read_fact(write(tmp_path / "x.xml", TEXT))
    found = [(text.text[e.start : e.end], e.label) for e in text.events]
    assert found == [("llegó", "CF"), ("quiere", "F"), ("cerrar", "U")]


def test_a_file_is_known_by_what_it_is(tmp_path: Path) -> None:
    """XML is FACT, JSON is not, whatever the name."""
    assert is_fact(write(tmp_path / "gold.txt", TEXT))
    assert not is_fact(write(tmp_path / "gold.xml", '{"article": "a"}'))
    assert not is_fact(tmp_path / "none.xml")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<textdata><text>", "no XML file"),
        ("<textdata/>", "holds no events"),
        ('<textdata><text id="a"><event factuality="X">va</event></text></textdata>', "an event is F, U or CF"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    """What is wrong with a file is told with its name."""
    path = write(tmp_path / "bad.xml", text)
    with pytest.raises(ClaimsError, match=message) as caught:
        read_fact(path)
    assert str(path) in str(caught.value)


def test_sentences_of_the_train_file_are_left_out(tmp_path: Path) -> None:
    """A sentence that the train file has too is not scored, whatever its marks; without a train file all are."""
    path = write(tmp_path / "x-test.xml", TEXT)
    assert len(without_leaks(path, read_fact(path))[0].events) == 3
    write(tmp_path / "x-train.xml", '<textdata><text id="b">el tren no <event factuality="F">llegó</event> a Lumar</text></textdata>')
    [text] = without_leaks(path, read_fact(path))
    assert (len(text.events), text.left_out) == (2, 1)


def test_classes_of_fact() -> None:
    """F is high, CF is high and denied; hedged, prospective or conditional is U."""
    assert to_label(grade(Certainty.HIGH)) == "F"
    assert to_label(grade(Certainty.ABSOLUTE, Polarity.NEGATIVE)) == "CF"
    assert to_label(grade(Certainty.MODERATE)) == "U"
    assert to_label(grade(Certainty.HIGH, Polarity.NEGATIVE, Flag.PROSPECTIVE)) == "U"


def test_macro_f1_is_the_mean_of_the_classes() -> None:
    """One of two F right, CF right, U missed: (2/3 + 1 + 0) / 3, as the mean of F1 has it."""
    events = [Event(0, 1, "F"), Event(2, 3, "CF"), Event(4, 5, "U")]
    counts = count_events(events, [grade(Certainty.HIGH), grade(Certainty.HIGH, Polarity.NEGATIVE), grade(Certainty.HIGH)])
    assert macro(counts) == pytest.approx((2 / 3 + 1 + 0) / 3)
    assert counts.kinds["U", "F"] == 1


def test_score_reports_and_lists_errors(tmp_path: Path) -> None:
    """The command's lines name the file, each class and, with errors, each wrong event with the words that decided."""
    path = write(tmp_path / "x.xml", TEXT.replace('"CF"', '"F"'))
    lines = list(compare(path, errors=True))
    assert any("F -> CF a: El tren no |llegó| a Lumar. [«no» (negation, polarity:negative)]" in line for line in lines)
    assert any(line.startswith("macro-F1 of F, U, CF") for line in lines)
    with pytest.raises(ClaimsError, match="holds events, not claims"):
        list(compare(path, wide=True))


@pytest.mark.corpus
def test_the_train_file_is_not_scored_worse_than_before() -> None:
    """On FACT's train file, which the rules were written with, macro-F1 does not fall below 0.88."""
    path = CORPUS / "fact-train.xml"
    if not path.is_file():
        pytest.skip("the corpus FACT is not here")
    [line] = [line for line in compare(path) if line.startswith("macro-F1")]
    assert float(line.split()[5]) >= 0.88
