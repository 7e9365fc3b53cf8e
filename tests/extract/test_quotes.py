"""Quotation marks: paired, nested, missing, straight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.extract.quotes import find_quotations

CASES = [
    ("«El pacto», dijo Ruiz, «es defensivo».", ["El pacto", "es defensivo"]),
    ('"No," he said. "It\'s fine."', ["No,", "It's fine."]),
    ("‘We can’t,’ said Smith.", ["We can’t,"]),
    ("'It's the voters' choice,' he added.", ["It's the voters' choice,"]),
    ("He said: “One.\n\n“Two,” he added.", ["One.", "Two,"]),
    ("“Nobody closes this.\n\nNext paragraph.", ["Nobody closes this."]),
    ("el sistema 'algo \"raro\" de pagos' dijo", ['algo "raro" de pagos']),
    ("dijo ''hola amigos'' y se fue", ["hola amigos"]),
    ("the 12\" record and the dogs' bowls", []),
    ("«A “b” c»", ["A “b” c"]),
    ("«»", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_pairs(text: str, expected: list[str]) -> None:
    """Each outermost quotation is found with what stands in it."""
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text)] == expected


@given(st.text(alphabet="ab .,\n«»“”\"'‘’", max_size=80))
def test_offsets_are_sound(text: str) -> None:
    """On any string quotations lie inside it, in order, without overlap, the inner part inside the outer."""
    end = 0
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.inner_start <= quotation.inner_end <= quotation.end <= len(text)
        assert text[quotation.inner_start : quotation.inner_end].strip()
        end = quotation.end


def test_a_million_marks_end() -> None:
    """A text of nothing but marks takes time in proportion to its length."""
    assert find_quotations('"' * 200_000 + "a") is not None
