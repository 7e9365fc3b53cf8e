"""Fold text for searching: lower case, no accents."""

import unicodedata


def fold(text: str) -> str:
    """Fold a text: case folded, no accents or other marks, single spaces.

    >>> fold("Según  PIONYANG, ñandú")
    'segun pionyang, nandu'
    """
    plain = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
