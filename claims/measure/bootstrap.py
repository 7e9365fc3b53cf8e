"""How far a score would move on other documents of the same kind: draw the documents again, with replacement."""

import random
from collections.abc import Callable, Sequence
from functools import reduce
from operator import add

from claims.measure.scores import Counts

DRAWS = 1000


def interval(counts: Sequence[Counts], measure: Callable[[Counts], float | None], draws: int = DRAWS) -> tuple[float, float]:
    """Give the 95 % percentile interval of a score over documents (Efron 1979); the seed is fixed.

    >>> from claims.measure.scores import Counts, add_ratio
    >>> one = Counts(); add_ratio(one, "claim", 1, 2, 2)
    >>> interval([one, one], lambda all: all.ratio("claim").f1)
    (0.5, 0.5)
    """
    rng = random.Random(1)  # noqa: S311
    values = []
    for _ in range(draws):
        value = measure(total([counts[rng.randrange(len(counts))] for _ in counts]))
        if value is not None:
            values.append(value)
    values.sort()
    return (values[int(0.025 * len(values))], values[min(int(0.975 * len(values)), len(values) - 1)]) if values else (0.0, 0.0)


def total(counts: Sequence[Counts]) -> Counts:
    """Add up the counts of documents."""
    return reduce(add, counts, Counts())
