"""Learn PolNeAR's wider scope: cues first, then which of them are right and what belongs to them.

The second network has to know how wrong the first ones are. So each of these learns from the documents but a share of
its own, and marks that share: what a network says of documents it has learned from is better than what it says of new
ones (stacking, Wolpert 1992). Of a new document all say their part, and the mean is taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy

from claims.extract.attribution import Tokens
from claims.extract.columns import window
from claims.extract.tagger import Tagger
from claims.extract.wide import CUES, JOINT, find_candidates, joint_rows, spread
from claims.measure.mark import Mark
from claims.train.tagger import SEED, Annotated, Passage, fit, role_tags, score, write, write_tags

SCOPE = "polnear"
_LOOSE, _EPOCHS = -1.0, 4


@dataclass(frozen=True, slots=True)
class Learned:
    """What goes into the card: lines of ``text`` and ``rows`` of its table."""

    text: list[str]
    rows: list[str]


def learn(seen: Sequence[Annotated], unseen: Mapping[str, Sequence[Annotated]], output: Path) -> Learned:
    """Train the networks of the wider scope, and write their weights; ``unseen`` are held-out documents by name."""
    folds = [[passage for d in seen[at :: CUES.networks] for passage in cue_passages(d)] for at in range(CUES.networks)]
    models = [
        fit(CUES, [p for other, fold in enumerate(folds) if other != at for p in fold], 0.15, seed=SEED + at) for at in range(CUES.networks)
    ]
    windows = [
        passage for n, document in enumerate(seen) for passage in joint_passages(document, Tagger(CUES, [models[n % CUES.networks]]))
    ]
    cues = Tagger(CUES, models)
    joint = Tagger(JOINT, [fit(JOINT, windows, 0.1, seed=SEED + at, epochs=_EPOCHS) for at in range(JOINT.networks)])
    write(cues, output)
    write(joint, output)
    text = [
        f"For the wider scope {CUES.networks} networks `{CUES.name}` mark cues, each learned from the others' shares of {sum(map(len, folds))} English",
        f"paragraphs; `{JOINT.name}`, learned from {len(windows)} windows around what those mark in the share they did not learn",
        "from and what they miss, says which are cues, and marks their borders, sources and contents.",
    ]
    plain = Tagger(replace(CUES, costs=(0.0,)), models)
    rows = [row for name, documents in unseen.items() for row in score(plain, [p for d in documents for p in cue_passages(d)], name)]
    return Learned(text, rows)


def cue_passages(document: Annotated) -> list[Passage]:
    """Turn a document into its paragraphs with their cues."""
    tags = numpy.zeros(len(document.reading.doc), dtype=int)
    for cue, _ in document.marks:
        write_tags(tags, 0, cue, 0)
    return [Passage(document.columns[start:end], tags[start:end]) for start, end in document.paragraphs]


def joint_passages(document: Annotated, cues: Tagger) -> list[Passage]:
    """Make a window for each place that a network takes for a cue, even if hardly, rightly or not, and for each cue it misses."""
    chances = cues.chances([document.columns[start:end] for start, end in document.paragraphs])
    candidates = find_candidates(document.paragraphs, chances, Tagger(replace(CUES, costs=(_LOOSE,)), []))
    meant = [next((mark for own, mark in document.marks if own[0] < cue[1] and cue[0] < own[1]), None) for cue in candidates]
    met = {id(mark) for mark in meant}
    missed = [(cue, mark) for cue, mark in document.marks if id(mark) not in met]
    places: list[tuple[Tokens, Mark | None]] = [*zip(candidates, meant, strict=True), *missed]
    likely = spread(document.paragraphs, chances, len(document.reading.doc))
    rows = joint_rows(document.reading, document.attributions, [cue for cue, _ in places], document.columns, likely)
    return [Passage(row, _joint_tags(document, cue, mark)) for (cue, mark), row in zip(places, rows, strict=True)]


def _joint_tags(document: Annotated, place: Tokens, mark: Mark | None) -> Any:
    start, end = bounds = window(document.paragraphs, place)
    if mark is None:
        return numpy.zeros(end - start, dtype=int)
    tags = role_tags(document.reading, mark, bounds)
    write_tags(tags, start, next(cue for cue, own in document.marks if own is mark), JOINT.labels.index("cue"))
    return tags
