"""``given-names.toml``: the first names that tell a person from a place or a body, and a woman from a man."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claims.languages.wordlist import WordListError, read_toml

_FILE = Path(__file__).with_name("given-names.toml")
GENDERS = frozenset({"feminine", "masculine"})


@cache
def given_names() -> Mapping[str, str]:
    """Give the gender of each listed first name, which is in lower case and without accents.

    Raises WordListError for a name that stands in both lists, or twice in one.

    >>> given_names()["nora"]
    'feminine'
    """
    found: dict[str, str] = {}
    for gender, names in read_toml(_FILE, GENDERS).items():
        for name in names:
            if name in found:
                raise WordListError(f"{_FILE}: {name!r} is listed twice; a name that women and men bear is left out.")
            found[name] = gender
    return found
