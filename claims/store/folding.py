"""Fold text for searching: lower case, no accents."""

from claims.model import unaccented


def fold(text: str) -> str:
    """Fold a text: case folded, no accents or other marks, single spaces.

    >>> fold("Según  PIONYANG, ñandú")
    'segun pionyang, nandu'
    """
    return " ".join(unaccented(text).split())
