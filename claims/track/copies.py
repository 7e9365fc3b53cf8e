"""Which two texts are copies of one dispatch: sets of shingles, compared by small samples of them.

A shingle is a run of words, and two texts resemble each other as far as their sets of shingles overlap (Broder 1997, "On the
resemblance and containment of documents"). A sketch keeps the smallest hashes of a text's shingles: as many of any text, so that
two long ones compare as fast as two short ones. Nothing but the two texts decides, whatever their language.
"""

import re
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from claims.model import unaccented

WIDTH = 6  # words in a shingle
SIZE = 128  # hashes in a sketch
CONTAINED = 0.6  # at least this share of the shorter text's shingles is in the other text
SHARED = 8  # sampled shingles in common, at least: fewer may be chance, a slogan or a list of names

Sketch = NDArray[np.uint32]
_WORD = re.compile(r"\w+")
_FACTOR = 0x9E3779B97F4A7C15
_BITS = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share.

    ``resemblance`` is the share of all their shingles that both have, ``containment`` the share of the shorter one's that the
    other has: from 0 to 1, and exact where neither has more shingles than ``SIZE``. ``shared`` counts the sampled shingles in common.
    """

    resemblance: float
    containment: float
    shared: int

    @property
    def copies(self) -> bool:
        """Say whether these are two prints of one text, or one of a part of the other."""
        return self.shared >= SHARED and self.containment >= CONTAINED


def sketch(text: str) -> Sketch:
    """Take the ``SIZE`` smallest hashes of a text's shingles, in ascending order; all of them where there are fewer.

    Case, accents, punctuation and line breaks are left out of account. A text shorter than a shingle is one; a text without words has none.

    >>> len(sketch("Según la alcaldía, el puente de Ribera es seguro.")), len(sketch("Llueve.")), len(sketch("…"))
    (4, 1, 0)
    >>> bool((sketch("¡El PUENTE cerró!") == sketch("el puente cerro")).all())
    True
    """
    words = _WORD.findall(unaccented(text))
    if not words:
        return np.empty(0, dtype=np.uint32)
    known = {word: _hash(word) for word in set(words)}
    codes = np.fromiter((known[word] for word in words), np.uint64, len(words))
    width = min(WIDTH, len(words))
    runs = np.zeros(len(words) - width + 1, dtype=np.uint64)
    for step in range(width):
        runs = runs * np.uint64(_FACTOR) + codes[step : step + len(runs)]
    return np.unique(_mixed(runs))[:SIZE]


def likeness(first: Sketch, second: Sketch) -> Likeness:
    """Estimate from two sketches how much their texts share; the order of the two makes no difference.

    Up to the smaller of the last hashes of two full sketches everything is known of both texts, so what is counted there is a
    fair sample of all shingles.

    >>> text = "El puente de Ribera cierra mañana por obras, anunció la alcaldesa Nora Díez en la radio."
    >>> likeness(sketch(text), sketch(text + " Durarán dos semanas."))
    Likeness(resemblance=0.7857142857142857, containment=1.0, shared=11)
    """
    known_to = min((int(one[-1]) for one in (first, second) if len(one) == SIZE), default=_BITS)
    a, b = (one[one <= known_to] for one in (first, second))
    shared = len(np.intersect1d(a, b, assume_unique=True))
    if not shared:
        return Likeness(0.0, 0.0, 0)
    return Likeness(shared / (len(a) + len(b) - shared), shared / min(len(a), len(b)), shared)


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _mixed(runs: NDArray[np.uint64]) -> Sketch:
    """Spread sums evenly over 32 bits (the finalizer of SplitMix64)."""
    runs = (runs ^ (runs >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    runs = (runs ^ (runs >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return ((runs ^ (runs >> np.uint64(31))) >> np.uint64(32)).astype(np.uint32)
