"""Words of one language that mean much the same: groups written for this project, and pairs of WordNet 3.0 (Miller 1995)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from claims.model import ClaimsError

FOLDER = Path(__file__).parent
WRITTEN, LISTED = 0.75, 0.7


@cache
def synonyms(language: str) -> Mapping[str, Mapping[str, float]]:
    """Give, for each listed word of a language, the words that mean much the same and how far, 0 to 1; {} for a language without a list.

    Raises ClaimsError that names a line which is no group of words.

    >>> "close" in synonyms("en")["shut"], "vender" in synonyms("es")["venta"]
    (True, True)
    """
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for name, likeness in ((f"wordnet-{language}.tsv", LISTED), (f"synonyms-{language}.tsv", WRITTEN)):
        path = FOLDER / name
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        for number, line in enumerate(lines, start=1):
            *words, _ = line.split("\t")
            if len(words) < 2 or not all(words):
                raise ClaimsError(f"{path}, line {number}: give at least two words and what they are, parted by tabs, not {line!r}.")
            for word in words:
                found[word].update({other: likeness for other in words if other != word})
    return found
