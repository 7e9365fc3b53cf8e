"""How several names stand in one column, and how text is folded for searching: lower case, no accents."""

from claims.model import unaccented

MIDDOT = " · "


def fold(text: str) -> str:
    """Fold a text: case folded, no accents or other marks, single spaces.

    >>> fold("Según  PIONYANG, ñandú")
    'segun pionyang, nandu'
    """
    return " ".join(unaccented(text).split())
