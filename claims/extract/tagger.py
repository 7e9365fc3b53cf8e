"""A small network that marks spans in rows of columns: embeddings, convolutions over the neighbours, the best path of tags.

Hash embeddings (Serrà and Karatzoglou 2017) and residual maxout layers as in spaCy's own networks, neighbours further
and further away (Strubell, Verga, Belanger and McCallum 2017), tags *begin*, *inside*, *outside*, of which the likeliest
sequence without a break is taken (Viterbi).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy
from thinc.api import HashEmbed, Maxout, Model, Softmax, chain, concatenate

from claims import languages
from claims.extract.ops import speed_up

Columns = Sequence[tuple[str, int, int]]
FOLDER = languages.FOLDER / "attribution"
DROPOUT, MARGIN = 0.3, 8
_ROWS = 4_096
_NEVER = -30.0


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span that was marked, in rows, half-open; ``chance`` is the mean probability of its rows, 0.0 to 1.0."""

    label: str
    start: int
    end: int
    chance: float


@dataclass(frozen=True)
class Task:
    """What a network is to mark: ``labels`` of spans in rows of ``columns``, with convolutions of these ``steps`` and ``width``.

    ``costs`` is, for each label, what a new span must outweigh (in log-odds): a text has few sources, not bits of many.
    Of several ``networks`` the probabilities are averaged.
    """

    name: str
    columns: Columns
    labels: tuple[str, ...]
    steps: tuple[int, ...]
    costs: tuple[float, ...]
    width: int
    networks: int = 1

    @property
    def files(self) -> list[str]:
        """The names of the files of trained weights, one a network.

        >>> Task("who", (), ("who",), steps=(), costs=(0.0,), width=8, networks=2).files
        ['who-1.npz', 'who-2.npz']
        """
        return [f"{self.name}.npz"] if self.networks == 1 else [f"{self.name}-{n + 1}.npz" for n in range(self.networks)]


@dataclass(frozen=True)
class Tagger:
    """The networks that do a task together."""

    task: Task
    models: Sequence[Model[Any, Any]]

    def tag(self, sequences: Sequence[Any]) -> list[list[Tagged]]:
        """Mark the spans of each sequence of rows."""
        return [self.spans(chances) for chances in self.chances(sequences)]

    def chances(self, sequences: Sequence[Any]) -> list[Any]:
        """Give the probability of each tag for each row of each sequence, the mean of the networks'."""
        found: list[Any] = []
        for batch in batches(sequences):
            rows = join(batch)
            chances = sum(model.predict(rows) for model in self.models) / len(self.models)
            found += cut(chances, [len(rows) for rows in batch])
        return found

    def spans(self, chances: Any) -> list[Tagged]:
        """Read the spans off the probabilities of a sequence's tags."""
        tags = best_path(chances, self.task.costs)
        spans: list[Tagged] = []
        for i, tag in enumerate(tags):
            if tag % 2:
                end = next((k for k in range(i + 1, len(tags)) if tags[k] != tag + 1), len(tags))
                chance = float(chances[i:end, [tag, tag + 1]].sum(axis=1).mean())
                spans.append(Tagged(self.task.labels[tag // 2], i, end, chance))
        return spans


def network(task: Task) -> Model[Any, Any]:
    """Make a task's network with its first random weights: two tags a label (begin, inside), and one for none.

    The task's ``steps`` give, for each convolution, how far away the two neighbours are that it looks at, at most ``MARGIN``.
    """
    columns, width = task.columns, task.width
    embedded: list[Model[Any, Any]] = [HashEmbed(wide, rows, column=at, seed=at + 1) for at, (_, wide, rows) in enumerate(columns)]
    mixed: Model[Any, Any] = chain(concatenate(*embedded), Maxout(width, nP=3, normalize=True, dropout=DROPOUT))
    convolutions = [Maxout(width, 3 * width, nP=3, normalize=True, dropout=DROPOUT) for _ in task.steps]
    tags: Model[Any, Any] = Softmax(1 + 2 * len(task.labels), width)
    model: Model[Any, Any] = Model("segun_tagger", _forward, layers=[mixed, *convolutions, tags], attrs={"steps": task.steps})
    mixed.initialize(X=numpy.zeros((1, len(columns)), dtype="uint64"))
    for layer in [*convolutions, tags]:
        layer.initialize()
    return model


def _forward(model: Model[Any, Any], rows: Any, is_train: bool) -> tuple[Any, Any]:
    """Embed, convolve with residuals, and give probabilities; the empty rows of a margin stay empty in each layer."""
    mixed, *convolutions, tags = model.layers
    filled = (rows[:, :1] != 0).astype("float32")
    hidden, back_mixed = mixed(rows, is_train)
    hidden = hidden * filled
    backs = []
    for step, layer in zip(model.attrs["steps"], convolutions, strict=True):
        seen = numpy.concatenate([_moved(hidden, step), hidden, _moved(hidden, -step)], axis=1)
        found, back = layer(seen, is_train)
        hidden = (hidden + found) * filled
        backs.append((step, back))
    chances, back_tags = tags(hidden, is_train)

    def backprop(errors: Any) -> Any:
        error = back_tags(errors) * filled
        for step, back in reversed(backs):
            left, own, right = numpy.split(back(error), 3, axis=1)
            error = (error + _moved(left, -step) + own + _moved(right, step)) * filled
        return back_mixed(error)

    return chances, backprop


def _moved(rows: Any, step: int) -> Any:
    """Move rows down by ``step`` (up if it is negative), empty ones coming in.

    >>> _moved(numpy.array([[1], [2], [3]]), -1).tolist()
    [[2], [3], [0]]
    """
    moved = numpy.zeros_like(rows)
    moved[max(step, 0) : len(rows) + min(step, 0)] = rows[max(-step, 0) : len(rows) - max(step, 0)]
    return moved


def batches(sequences: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """Put sequences together until they have about 4,000 rows, which bounds the memory that a network takes.

    >>> [len(batch) for batch in batches([range(3000), range(2000), range(1)])]
    [1, 2]
    """
    start, rows = 0, 0
    for at, sequence in enumerate(sequences):
        if rows and rows + len(sequence) > _ROWS:
            yield sequences[start:at]
            start, rows = at, 0
        rows += len(sequence)
    if start < len(sequences):
        yield sequences[start:]


def join(sequences: Sequence[Any]) -> Any:
    """Put sequences behind one another with as many empty rows between them as the network looks around."""
    empty = numpy.zeros((MARGIN, sequences[0].shape[1]), dtype="uint64")
    return numpy.concatenate([empty, *(part for rows in sequences for part in (rows, empty))])


def cut(rows: Any, lengths: Sequence[int]) -> list[Any]:
    """Undo ``join``."""
    found, at = [], MARGIN
    for length in lengths:
        found.append(rows[at : at + length])
        at += length + MARGIN
    return found


def best_path(chances: Any, costs: Sequence[float]) -> list[int]:
    """Find the likeliest tags of a sequence in which an *inside* only follows its own *begin* or *inside*.

    Tag 0 is none; label ``n`` begins with tag ``2n + 1``, which costs ``costs[n]``, and goes on with ``2n + 2``.

    >>> best_path(numpy.array([[0.6, 0.3, 0.1], [0.2, 0.1, 0.7]]), [0.0])
    [1, 2]
    """
    tags = 1 + 2 * len(costs)
    follows = numpy.zeros((tags, tags))
    for label, cost in enumerate(costs):
        begin, inside = 2 * label + 1, 2 * label + 2
        follows[:, begin] = -cost
        follows[[t for t in range(tags) if t not in {begin, inside}], inside] = _NEVER
    logs = numpy.log(chances + 1e-8)
    if not len(logs):
        return []
    score = logs[0] + follows[0]
    back = numpy.zeros(logs.shape, dtype=int)
    for i in range(1, len(logs)):
        ways = score[:, None] + follows
        back[i] = ways.argmax(axis=0)
        score = ways.max(axis=0) + logs[i]
    path = [int(score.argmax())]
    for i in range(len(logs) - 1, 0, -1):
        path.append(int(back[i][path[-1]]))
    return path[::-1]


@cache
def load_tagger(task: Task) -> Tagger | None:
    """Read a task's trained weights, once a process; None where nothing was trained."""
    paths = [FOLDER / name for name in task.files]
    if not all(path.exists() for path in paths):
        return None
    models = []
    for path in paths:
        model = network(task)
        read_weights(model, path)
        speed_up(model)
        models.append(model)
    return Tagger(task, models)


def write_weights(model: Model[Any, Any], path: Path) -> None:
    """Store weights in a byte each, a row of a matrix scaled by its largest."""
    stored: dict[str, Any] = {}
    for at, (node, name) in enumerate(_parameters(model)):
        weights: Any = node.get_param(name)
        flat = weights.reshape(weights.shape[0], -1)
        scale: Any = numpy.maximum(abs(flat).max(axis=1, keepdims=True), 1e-12) / 127
        stored[f"{at}"] = numpy.round(flat / scale).astype("int8") if weights.ndim > 1 else weights.astype("float16")
        if weights.ndim > 1:
            stored[f"{at} scale"] = scale.astype("float32")
    path.parent.mkdir(exist_ok=True)
    numpy.savez_compressed(path, **stored)


def read_weights(model: Model[Any, Any], path: Path) -> None:
    """Read what ``write_weights`` stored into a network of the same shape."""
    with numpy.load(path) as stored:
        for at, (node, name) in enumerate(_parameters(model)):
            weights = stored[f"{at}"].astype("float32")
            if f"{at} scale" in stored:
                weights = weights * stored[f"{at} scale"]
            node.set_param(name, weights.reshape(node.get_param(name).shape))


def _parameters(model: Model[Any, Any]) -> list[tuple[Model[Any, Any], str]]:
    return [(node, name) for node in model.walk() for name in node.param_names if node.has_param(name)]
