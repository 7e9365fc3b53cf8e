"""Learn what each reason for and against two tellings being of one claim weighs, from stories with gold tracks.

A logistic regression whose prior is centred on weights set by hand (``hand.json``): what the stories have few examples of, such as
exchanged actors, stays almost as somebody set it (``HELD``). ``CAUTION`` (``CAUTION_ACROSS`` between languages) is taken off the bias, since a wrong merge is worse than a missed one.
"""

import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claims.measure.stories import extract_stories, read_stories
from claims.measure.story_tracks import Found, track_stories
from claims.track.index import keys_of
from claims.track.scoring import WEIGHTS, features
from claims.track.terms import compared
from claims.track.tracks import MemoryShelf

HAND = WEIGHTS.with_name("hand.json")
STRENGTH = 0.6
HELD = frozenset({
    "actors exchanged", "another name as subject", "another unsaid subject", "another number", "another date", "another day", "one more in one alone",
    "names alone",
})  # fmt: skip
FIRMNESS = 60
CAUTION, CAUTION_ACROSS = 0.9, 0.3

Matrix = NDArray[np.float64]


def learn(folders: Sequence[Path], output: Path = WEIGHTS) -> dict[str, float]:
    """Learn the weights from folders of stories, write them to a file and give them back."""
    stories = [story for folder in folders for story in read_stories(folder)]
    found, _ = track_stories(stories, extract_stories(stories))
    names, rows, right = examples(found)
    hand: dict[str, float] = json.loads(HAND.read_text(encoding="utf-8"))
    prior = np.array([hand.get(name, 0.0) for name in (*names, "bias")])
    strength = np.array([STRENGTH * (FIRMNESS if name in HELD else 1) for name in (*names, "bias")])
    fitted = fit(rows, right, prior, strength)
    fitted[-1] -= CAUTION
    fitted[names.index("across languages")] += CAUTION - CAUTION_ACROSS
    weights = {name: round(float(value), 3) for name, value in zip((*names, "bias"), fitted, strict=True)}
    output.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return weights


def examples(found: Sequence[Found]) -> tuple[list[str], Matrix, Matrix]:
    """Give the features of all pairs of found claims that the index would compare, and whether gold puts them together."""
    shelf = MemoryShelf()
    for item in found:
        if item.telling is not None:
            mine = compared(item.telling)
            shelf.put(item.telling, keys_of(mine), mine.total)
    near = {i.telling.id: {t.id for t in shelf.candidates([compared(i.telling)])[0]} for i in found if i.telling is not None}
    names: list[str] = []
    rows: list[list[float]] = []
    right: list[float] = []
    for a, b in combinations(found, 2):
        if a.telling is None or b.telling is None or b.telling.id not in near[a.telling.id]:
            continue
        first, second = (compared(t) for t in sorted((a.telling, b.telling), key=lambda t: t.id))
        measured = features(first, second)
        names = list(measured)
        rows.append(list(measured.values()))
        right.append(float((a.story, a.gold.track) == (b.story, b.gold.track)))
    return names, np.array(rows), np.array(right)


def fit(rows: Matrix, right: Matrix, prior: Matrix, strength: Matrix) -> Matrix:
    """Fit a logistic regression by Newton's method, each step halved until it gains; ``prior`` is where its weights are drawn to, the bias last, and ``strength`` how strongly.

    >>> weights = fit(np.array([[0.0], [1.0]] * 20), np.array([0.0, 1.0] * 20), np.zeros(2), np.ones(2))
    >>> bool(weights[0] > 1), bool(weights[1] < 0)
    (True, True)
    """
    design = np.c_[rows, np.ones(len(rows))]
    ridge = np.diag(strength)
    ridge[-1, -1] = 1e-3
    weights = prior.copy()

    def loss(at: Matrix) -> float:
        drawn = at - prior
        return float(np.logaddexp(0.0, np.where(right > 0.5, -1.0, 1.0) * (design @ at)).sum() + drawn @ ridge @ drawn / 2)

    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30.0, 30.0)))
        slope = design.T @ (chance - right) + ridge @ (weights - prior)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + ridge
        step = np.linalg.solve(curve, slope)
        while np.abs(step).max() >= 1e-6 and loss(weights - step) > loss(weights):
            step /= 2
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights
