"""States by every name they speak under: countries (CLDR, through Babel), capitals, seats of government, demonyms."""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale

from claims.model import ClaimsError
from claims.track.speakers.folding import NAMES, stem, words

LANGUAGES = ("en", "es")
EUROPEAN_UNION = "EU"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``names/states.tsv``: what stands beside the names that CLDR gives a state."""

    code: str
    capitals: list[str]
    demonyms: list[str]
    seats: list[list[str]]
    names: list[str]


@lru_cache(maxsize=1)
def rows() -> tuple[Row, ...]:
    """Read the table of states; ClaimsError names file and line."""
    path = NAMES / "states.tsv"
    read = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5:
            raise ClaimsError(f"{path}, line {number}: a state has five columns, not {len(cells)}.")
        seats = [seat.split("|") for seat in cells[3].split(";") if seat]
        capitals, demonyms, names = ([part for part in cells[n].split("|") if part] for n in (1, 2, 4))
        read.append(Row(cells[0], capitals, demonyms, seats, names))
    return tuple(read)


@lru_cache(maxsize=1)
def voices() -> dict[tuple[str, ...], tuple[str, str, str]]:
    """Give state, canonical name and kind ("state", "capital", "seat") of each name that a state speaks under.

    >>> voices()[words("Moscú")], voices()[words("Corea del Norte")]
    (('RU', 'Moscow', 'capital'), ('KP', 'North Korea', 'state'))
    """
    found: dict[tuple[str, ...], tuple[str, str, str]] = {}
    for language in LANGUAGES:
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_STATES:
                found.setdefault(words(name), (code, state_name(code), "state"))
    for row in rows():
        for name in row.names:
            found.setdefault(words(name), (row.code, state_name(row.code), "state"))
    for row in rows():
        for kind, spellings in (("capital", row.capitals), *(("seat", seat) for seat in row.seats)):
            for name in spellings:
                found.setdefault(words(name), (row.code, spellings[0], kind))
    return found


_NO_STATES = frozenset({"EZ", "UN", "ZZ", "XA", "XB", "QO"})


def state_name(code: str) -> str:
    """Give the name of a state that its speakers are grouped under.

    >>> state_name("RU"), state_name("EU")
    ('Russia', 'European Union')
    """
    return str(Locale("en").territories.get(code, code)).replace("Türkiye", "Turkey")


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Give the state of each adjective that names its people, by its stem; those of two words by their words joined.

    >>> demonyms()[stem("rusas")], demonyms()["north korean"]
    ('RU', 'KP')
    """
    found: dict[str, str] = {}
    for row in rows():
        for name in row.demonyms:
            parts = words(name)
            found.setdefault(stem(parts[0]) if len(parts) == 1 else " ".join(parts), row.code)
            if len(parts) == 1:  # alemán, alemana; francés, francesa
                found.setdefault(stem(f"{parts[0]}a"), row.code)
    return found
