"""From pairs of tellings to tracks: average-link clustering inside what is connected at all.

Merging whatever is connected would chain unlike claims together; here two groups are merged while the mean chance over
all their pairs is at least a half (Sokal & Michener 1958, UPGMA). The result depends on the pairs alone, not on their order.
"""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

Pairs = Mapping[tuple[str, str], float]
LOOSE = 0.3
TOGETHER = 0.5
_LARGEST = 400
_STEPS = (0.5, 0.7, 0.9, 0.97)
_NEVER = -1e6


def cluster(ids: Collection[str], pairs: Pairs, apart: Collection[tuple[str, str]] = ()) -> list[tuple[str, ...]]:
    """Group tellings whose chance of being of one claim is known for some pairs; a pair that is not there has none.

    ``apart`` are pairs that somebody has split: they never come into one group. The groups and their members are sorted.

    >>> cluster(["a", "b", "c"], {("a", "b"): 0.9, ("b", "c"): 0.6})
    [('a', 'b'), ('c',)]
    >>> cluster(["a", "b"], {("a", "b"): 0.9}, [("b", "a")])
    [('a',), ('b',)]
    """
    split = {tuple(sorted(pair)) for pair in apart}
    groups: list[tuple[str, ...]] = []
    for component in components(ids, pairs):
        groups += _average(component, pairs, split)
    return sorted(groups)


def components(ids: Collection[str], pairs: Pairs) -> list[list[str]]:
    """Part tellings into what is connected; where that is too large to be clustered, into what is connected more closely."""
    found: list[list[str]] = []
    waiting = [(part, 0) for part in _connected(ids, pairs, LOOSE)]
    while waiting:
        part, step = waiting.pop()
        if len(part) <= _LARGEST or step == len(_STEPS):
            found.append(part)
        else:
            waiting += [(smaller, step + 1) for smaller in _connected(part, pairs, _STEPS[step])]
    return sorted(found)


def _connected(ids: Iterable[str], pairs: Pairs, least: float) -> list[list[str]]:
    parent = {i: i for i in ids}

    def root(i: str) -> str:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for (a, b), score in pairs.items():
        if score >= least and a in parent and b in parent:
            first, second = sorted((root(a), root(b)))
            parent[second] = first
    parts: dict[str, list[str]] = {}
    for i in sorted(parent):
        parts.setdefault(root(i), []).append(i)
    return list(parts.values())


def _average(members: list[str], pairs: Pairs, split: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Merge the two groups with the highest mean until none is high enough; the first of equals is taken."""
    if len(members) == 1:
        return [(members[0],)]
    if len(members) > _LARGEST and not split:
        return [tuple(members)]
    sums = _matrix(members, pairs, split)
    groups: list[list[str]] = [[member] for member in members]
    sizes = np.ones(len(members))
    while True:
        means = sums / np.outer(sizes, sizes)
        at = int(np.argmax(means))
        i, j = divmod(at, len(groups))
        if i == j or means[i, j] < TOGETHER:
            return [tuple(sorted(group)) for group in groups]
        i, j = min(i, j), max(i, j)
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sums[i, i] = _NEVER * 1e6
        sums = np.delete(np.delete(sums, j, 0), j, 1)
        sizes[i] += sizes[j]
        sizes = np.delete(sizes, j)
        groups[i] += groups.pop(j)
        if len(groups) == 1:
            return [tuple(sorted(groups[0]))]


def _matrix(members: list[str], pairs: Pairs, split: Collection[tuple[str, ...]]) -> NDArray[np.float64]:
    place = {member: n for n, member in enumerate(members)}
    sums = np.zeros((len(members), len(members)))
    for (a, b), score in pairs.items():
        if a in place and b in place:
            value = _NEVER if tuple(sorted((a, b))) in split else score
            sums[place[a], place[b]] = sums[place[b], place[a]] = value
    for a, b in split:
        if a in place and b in place:
            sums[place[a], place[b]] = sums[place[b], place[a]] = _NEVER
    np.fill_diagonal(sums, _NEVER * 1e6)
    return sums
