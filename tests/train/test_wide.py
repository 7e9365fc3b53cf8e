"""What the networks of the wider scope learn from: places that may be cues, right or not, with what belongs to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy

from claims.extract.columns import TOKEN
from claims.extract.tagger import Tagger, Task
from claims.extract.wide import CUES, JOINT, joint_rows
from claims.measure.mark import Document, Mark
from claims.train.tagger import Annotated, Passage, annotate, role_passages
from claims.train.wide import cue_passages, joint_passages

TEXT = "The mayor said that the bridge is safe. Officials plan a second one."
SAID = Mark(content=((15, 38),), source=((0, 9),), cue=((10, 14),))
PLAN = Mark(content=((55, 67),), source=((40, 49),), cue=((50, 54),))


@dataclass(frozen=True)
class Known(Tagger):
    """A tagger that gives certain words of the one paragraph the chance of a cue."""

    words: frozenset[int]

    def chances(self, sequences: Sequence[Any]) -> list[Any]:
        """Give nine tenths to the words, the first of several beginning a cue."""
        chances = numpy.tile([1.0, 0.0, 0.0], (len(sequences[0]), 1))
        for i in self.words:
            chances[i] = [0.1, 0.0, 0.9] if i - 1 in self.words else [0.1, 0.9, 0.0]
        return [chances]


def places(annotated: Annotated, *words: int) -> list[Passage]:
    """Make the windows around a cue of these words."""
    return joint_passages(annotated, Known(CUES, [], frozenset(words)))


def spans(tags: numpy.ndarray, task: Task) -> dict[str, list[int]]:
    """List the tokens of each label."""
    return {label: [i for i, tag in enumerate(tags) if tag in {2 * n + 1, 2 * n + 2}] for n, label in enumerate(task.labels)}


def document() -> Document:
    """A text with two attributions."""
    return Document("a", TEXT, "en", (SAID, PLAN), scope="polnear")


def test_cues_of_a_paragraph() -> None:
    """The cues of a paragraph are tagged in it, a row a token."""
    [passage] = cue_passages(annotate(document()))
    assert spans(passage.tags, CUES) == {"cue": [2, 10]}
    assert passage.rows.shape[1] == len(TOKEN)


def test_windows_of_cues() -> None:
    """Each cue has a window with its source and its content, and none of another's."""
    first, second = role_passages(annotate(document()))
    assert spans(first.tags, JOINT) == {"source": [0, 1], "content": [3, 4, 5, 6, 7], "cue": []}
    assert spans(second.tags, JOINT) == {"source": [9], "content": [11, 12, 13], "cue": []}


def test_windows_of_places() -> None:
    """A place that is no cue has nothing; one that overlaps a cue is mended; a cue that was missed is learned too."""
    annotated = annotate(document())
    wrong, missed_first, missed_second = places(annotated, 6)
    assert not wrong.tags.any()
    assert spans(missed_first.tags, JOINT)["cue"] == [2]
    assert spans(missed_second.tags, JOINT)["cue"] == [10]
    near, missed = places(annotated, 1, 2)
    assert spans(near.tags, JOINT) == {"source": [0, 1], "content": [3, 4, 5, 6, 7], "cue": [2]}
    assert spans(missed.tags, JOINT)["cue"] == [10]


def test_rows_tell_how_likely_the_cues_are() -> None:
    """The last column of a window tells the place itself apart, and how likely each word is a cue."""
    annotated = annotate(document())
    likely = numpy.zeros(len(annotated.reading.doc))
    likely[2], likely[10] = 0.95, 0.55
    [row] = joint_rows(annotated.reading, annotated.attributions, [(2, 3)], annotated.columns, likely)
    column = row[:, -1]
    assert row.shape == (len(annotated.reading.doc), len(JOINT.columns))
    assert len({int(column[2]), int(column[10]), int(column[0])}) == 3
    assert len({int(value) for i, value in enumerate(column) if i not in {2, 10}}) == 1
