"""The networks that mark spans: their paths, their weights, their margins, and that they learn."""

from pathlib import Path

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.strings import get_string_id

from claims.extract.ops import convert, speed_up
from claims.extract.tagger import Tagger, Task, best_path, cut, join, network, read_weights, write_weights
from claims.train.tagger import Passage, fit

TASK = Task("toy", (("word", 16, 200), ("kind", 8, 50)), ("who",), steps=(1, 2), costs=(0.0,), width=128)
SENTENCES = [
    ("ayer Ana Ruiz dijo que no", (1, 3)),
    ("Ruiz dijo que hoy no", (0, 1)),
    ("hoy no dijo que ayer Pedro Gil", None),
    ("no , Pedro Gil dijo que ayer", (2, 4)),
]


def rows(sentence: str) -> numpy.ndarray:
    """Describe each word by itself and by whether it has a capital."""
    return numpy.array([[get_string_id(word), get_string_id(str(word[0].isupper()))] for word in sentence.split()], dtype="uint64")


def passages() -> list[Passage]:
    """Mark the name before *dijo*."""
    found = []
    for sentence, span in SENTENCES:
        tags = numpy.zeros(len(sentence.split()), dtype=int)
        if span:
            tags[span[0] : span[1]] = 2
            tags[span[0]] = 1
        found.append(Passage(rows(sentence), tags))
    return found


@given(st.lists(st.lists(st.floats(0.001, 1), min_size=5, max_size=5), max_size=12), st.floats(0, 5))
def test_paths_are_whole(chances: list[list[float]], cost: float) -> None:
    """Whatever the probabilities, an inside follows only its own begin or inside."""
    tags = best_path(numpy.array(chances).reshape(len(chances), 5), [cost, 0.0])
    assert len(tags) == len(chances)
    for before, tag in zip([0, *tags], tags, strict=False):
        assert tag in {0, 1, 3} or before in {tag, tag - 1}


def test_dear_spans() -> None:
    """What a new span costs keeps a weak one from being marked, and leaves a strong one."""
    weak, strong = numpy.array([[0.4, 0.6, 0.0]]), numpy.array([[0.01, 0.99, 0.0]])
    assert best_path(weak, [0.0]) == [1]
    assert best_path(weak, [2.0]) == [0]
    assert best_path(strong, [2.0]) == [1]


def test_sequences_do_not_see_each_other() -> None:
    """A sequence has the same probabilities alone and between others."""
    tagger = Tagger(TASK, [network(TASK)])
    together = tagger.chances([rows(sentence) for sentence, _ in SENTENCES])
    for (sentence, _), chances in zip(SENTENCES, together, strict=True):
        assert numpy.allclose(tagger.chances([rows(sentence)])[0], chances, atol=1e-5)


def test_join_and_cut() -> None:
    """Cutting gives back what was joined."""
    sequences = [rows(sentence) for sentence, _ in SENTENCES]
    assert all((a == b).all() for a, b in zip(cut(join(sequences), [len(s) for s in sequences]), sequences, strict=True))


def test_learning(tmp_path: Path) -> None:
    """A network learns whose name stands before the cue, and its weights, stored in a byte each, still mark it."""
    model = fit(TASK, passages() * 4000, 0.0)
    write_weights(model, tmp_path / "toy.npz")
    again = network(TASK)
    read_weights(again, tmp_path / "toy.npz")
    for trained in (model, again):
        found = Tagger(TASK, [trained]).tag([rows(sentence) for sentence, _ in SENTENCES])
        assert [[(s.start, s.end) for s in spans] for spans in found] == [[span] if span else [] for _, span in SENTENCES]


def test_half_precision_is_undone() -> None:
    """Weights that are stored in half precision compute in single precision again, nearly the same."""
    model = network(TASK)
    x = join([rows(sentence) for sentence, _ in SENTENCES])
    before = model.predict(x)
    convert(model, "float16")
    speed_up(model)
    assert model.predict(x).dtype == numpy.float32
    assert numpy.allclose(model.predict(x), before, atol=0.02)


def test_gradient() -> None:
    """The errors that flow back through the convolutions are those that the probabilities really change by."""
    model = network(TASK)
    first = model.layers[1]
    x = join([rows(SENTENCES[0][0])])
    for layer in model.walk():
        layer.attrs["dropout_rate"] = 0.0
    pull = numpy.random.default_rng(1).normal(size=(len(x), 3)).astype("float32")
    chances, backprop = model.begin_update(x)
    backprop(pull * chances - chances * (pull * chances).sum(axis=1, keepdims=True))
    norm = next(node for node in first.walk() if node.has_param("W") and node.has_grad("W"))
    gradient, weights = norm.get_grad("W"), norm.get_param("W")
    at = numpy.unravel_index(numpy.abs(gradient).argmax(), gradient.shape)
    totals = []
    for step in (0.01, -0.01):
        moved = weights.copy()
        moved[at] += step
        norm.set_param("W", moved)
        totals.append(float((model.predict(x) * pull).sum()))
    assert (totals[0] - totals[1]) / 0.02 == pytest.approx(float(gradient[at]), rel=0.1)
