"""What the training of all networks that mark spans has in common: documents as rows and tags, the fit, the count.

Contents are learned with the conjunctions and quotation marks that their annotators took in; ours are taken off where our
guidelines hold.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from thinc.api import Adam, Model, fix_random_seed
from thinc.optimizers import Optimizer

from claims.extract import read
from claims.extract.attribution import Attribution, Tokens
from claims.extract.columns import paragraphs, relative_columns, token_columns, window
from claims.extract.learned import ROLES, index_by_cue, of_cue
from claims.extract.reading import Reading
from claims.extract.tagger import Tagger, Task, cut, join, network, write_weights
from claims.measure.mark import Document, Mark, Offsets
from claims.model import Article

SEED = 20240619
_BATCH, _EPOCHS, _RATE, _WARM = 3000, 5, 0.002, 300
_FORGOTTEN = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """What one sequence of rows looks like, and its tags as ``tagger.best_path`` numbers them."""

    rows: Any
    tags: Any


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document as the rules read it, its ``token_columns``, its paragraphs, and its marks by their cue's tokens."""

    reading: Reading
    attributions: Sequence[Attribution]
    columns: Any
    paragraphs: Sequence[Tokens]
    marks: Sequence[tuple[Tokens, Mark]]
    scope: str


def annotate(document: Document) -> Annotated:
    """Read an annotated document; marks whose cue stands in no paragraph, or that have none, are left out."""
    article = Article(document.name, document.text, language=document.language)
    reading, attributions = read(article)
    pars = paragraphs(reading.doc)
    cues = [(to_tokens(reading, mark.cue[0]) if mark.cue else None, mark) for mark in document.gold]
    marks = [(cue, mark) for cue, mark in cues if cue and any(start <= cue[0] < end for start, end in pars)]
    return Annotated(reading, attributions, token_columns(reading, attributions), pars, marks, document.scope)


def role_passages(document: Annotated) -> list[Passage]:
    """Make a window for each cue, with its source and its content."""
    by_token = index_by_cue(document.attributions)
    passages = []
    for cue, mark in document.marks:
        start, end = bounds = window(document.paragraphs, cue)
        relative = relative_columns(document.reading, of_cue(by_token, cue), cue, bounds)
        rows = numpy.concatenate([document.columns[start:end], relative], axis=1)
        passages.append(Passage(rows, role_tags(document.reading, mark, bounds)))
    return passages


def to_tokens(reading: Reading, offsets: Offsets) -> Tokens | None:
    """Give the tokens that hold a range of characters; None if there is none."""
    span = reading.doc.char_span(*offsets, alignment_mode="expand")
    return None if span is None else (span.start, span.end)


def role_tags(reading: Reading, mark: Mark, bounds: Tokens) -> Any:
    """Give the tags of an attribution's source and content in a window."""
    tags = numpy.zeros(bounds[1] - bounds[0], dtype=int)
    for label, spans in ((ROLES.labels.index("content"), mark.content), (ROLES.labels.index("source"), mark.source)):
        for tokens in (to_tokens(reading, span) for span in spans):
            if tokens:
                write_tags(tags, bounds[0], tokens, label)
    return tags


def write_tags(tags: Any, start: int, tokens: Tokens, label: int) -> None:
    """Write a span's tags, as far as it lies in a window that begins at ``start``."""
    first, end = max(tokens[0] - start, 0), min(tokens[1] - start, len(tags))
    if first < end:
        tags[first:end] = 2 * label + 2
        tags[first] = 2 * label + 1


def fit(task: Task, passages: Sequence[Passage], dropped: float, *, seed: int = SEED, epochs: int = _EPOCHS) -> Model[Any, Any]:
    """Train a network: Adam with averaged weights, the share ``dropped`` of all column entries forgotten each time."""
    fix_random_seed(seed)
    model = network(task)
    rng = random.Random(seed)  # noqa: S311
    optimizer = Adam(_RATE, L2=1e-6, grad_clip=1.0, use_averages=True)
    total = max(1, sum(len(p.tags) for p in passages) * epochs // _BATCH)
    step = 0
    for _ in range(epochs):
        for batch in _batches(passages, rng):
            rows = join([p.rows for p in batch])
            rows[(numpy.random.random(rows.shape) < dropped) & (rows[:, :1] != 0)] = _FORGOTTEN
            chances, backprop = model.begin_update(rows)
            errors = numpy.zeros_like(chances)
            for found, gradient, passage in zip(*(cut(x, [len(p.tags) for p in batch]) for x in (chances, errors)), batch, strict=True):
                gradient[:] = found
                gradient[numpy.arange(len(passage.tags)), passage.tags] -= 1
            backprop(errors / (8 * len(batch)))
            optimizer.learn_rate = _RATE * min(1.0, (step + 1) / min(_WARM, total / 4)) * max(0.02, 1 - step / total)
            model.finish_update(optimizer)
            step += 1
    _use_averages(model, optimizer)
    return model


def _batches(passages: Sequence[Passage], rng: random.Random) -> Iterator[list[Passage]]:
    order = list(passages)
    rng.shuffle(order)
    batch: list[Passage] = []
    rows = 0
    for passage in order:
        batch.append(passage)
        rows += len(passage.tags)
        if rows >= _BATCH:
            yield batch
            batch, rows = [], 0
    if batch:
        yield batch


def _use_averages(model: Model[Any, Any], optimizer: Optimizer) -> None:
    for node in model.walk():
        for name in node.param_names:
            node.set_param(name, (optimizer.averages or {}).get((node.id, name), node.get_param(name)))


def write(tagger: Tagger, output: Path) -> None:
    """Write the weights of all networks of a task into a folder."""
    for name, model in zip(tagger.task.files, tagger.models, strict=True):
        write_weights(model, output / name)


def score(tagger: Tagger, passages: Sequence[Passage], name: str) -> list[str]:
    """Count a tagger's spans that are the same as the annotated ones, as rows of the card."""
    found = tagger.tag([p.rows for p in passages])
    lines = []
    for label in tagger.task.labels:
        right = offered = wanted = 0
        for spans, passage in zip(found, passages, strict=True):
            gold = set(_spans(passage.tags, tagger.task.labels.index(label)))
            mine = {(s.start, s.end) for s in spans if s.label == label}
            right, offered, wanted = right + len(gold & mine), offered + len(mine), wanted + len(gold)
        precision, recall = right / max(offered, 1), right / max(wanted, 1)
        lines.append(f"| {name} | {label} | {precision:.3f} | {recall:.3f} | {2 * right / max(offered + wanted, 1):.3f} |")
    return lines


def _spans(tags: Iterable[int], label: int) -> Iterator[Tokens]:
    tags = [int(tag) for tag in tags]
    for i, tag in enumerate(tags):
        if tag == 2 * label + 1:
            yield i, next((k for k in range(i + 1, len(tags)) if tags[k] != tag + 1), len(tags))
