"""Learn to mark attributions from annotated news: ``python -m claims train attribution``.

Two networks over the same columns: one marks cues, the other, for a cue, its source and its content. The second learns
from both languages together, since most of its columns are names of the parse, which both share. Contents are learned
with the conjunctions and quotation marks that their annotators took in; ours are taken off where our guidelines hold.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
from thinc.api import Adam, Model, fix_random_seed, set_current_ops
from thinc.optimizers import Optimizer

from claims.extract import identify, read
from claims.extract.attribution import Tokens
from claims.extract.columns import paragraphs, relative_columns, token_columns, window
from claims.extract.learned import CUES, ROLES, index_by_cue, of_cue
from claims.extract.ops import FAST
from claims.extract.reading import Reading
from claims.extract.tagger import FOLDER, Tagger, cut, join, network, write_weights
from claims.measure.gold import read_gold
from claims.measure.mark import Document, Mark, Offsets
from claims.model import Article

SEED = 20240619
_BATCH, _EPOCHS, _RATE, _WARM = 3000, 5, 0.002, 300
_FORGOTTEN = 1


@dataclass(frozen=True, slots=True)
class Corpus:
    """A file of annotated attributions: where it is, and what is said of it in the card."""

    file: str
    text: str


LEARNED = (
    Corpus("en/polnear-train.jsonl.gz", "PolNeAR train (no licence stated; used and not redistributed)"),
    Corpus("es/attributions-cess.jsonl.gz", "attributions derived from CESS-ESP (research use, cite Martí et al. 2007)"),
)
HELD_OUT = ("en/polnear-dev.jsonl.gz", "es/attributions-ancora-dev.jsonl.gz")


@dataclass(frozen=True, slots=True)
class Passage:
    """What one sequence of rows looks like, and its tags as ``tagger.best_path`` numbers them."""

    rows: Any
    tags: Any


def learn(corpora: Path, output: Path | None = None) -> list[str]:
    """Train both networks on the corpora, write their weights and their card, give back the card's lines.

    ``output`` is a folder (None: where ``extract`` finds them).
    """
    output = output or FOLDER
    set_current_ops(FAST)
    cues: list[Passage] = []
    roles: list[Passage] = []
    for corpus in LEARNED:
        for document in read_gold(corpora / corpus.file, identify):
            more_cues, more_roles = to_passages(document)
            roles += more_roles
            if document.scope == "polnear":
                cues += more_cues
    held_out = {name: [to_passages(d) for d in read_gold(corpora / name, identify)] for name in HELD_OUT}
    lines = card(len(cues), len(roles))
    for which, (task, passages, dropped) in enumerate([(CUES, cues, 0.15), (ROLES, roles, 0.1)]):
        tagger = Tagger(task, fit(network(task), passages, dropped))
        write_weights(tagger.model, output / f"{task.name}.npz")
        for file, pairs in held_out.items():
            if task is ROLES or "polnear" in file:
                lines += score(tagger, [p for pair in pairs for p in pair[which]], file.split("/")[1].split(".")[0])
    (output / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def card(cues: int, roles: int) -> list[str]:
    """Begin the card: what was learned from how many passages, up to the head of the table of scores."""
    return [
        "# Marking attributions: what was learned",
        "",
        f"Two networks (`claims/extract/tagger.py`), trained by `python -m claims train attribution`: `{CUES.name}` marks cues, learned from",
        f"{cues} English paragraphs; `{ROLES.name}` marks the source and the content of a cue, learned from {roles} windows in both languages.",
        *(f"{corpus.text}." for corpus in LEARNED),
        "",
        "Exact spans on held-out documents, of a cue found by itself, of sources and contents with the annotated cue given:",
        "",
        "| documents | label | precision | recall | F1 |",
        "|---|---|---|---|---|",
    ]


def to_passages(document: Document) -> tuple[list[Passage], list[Passage]]:
    """Turn an annotated document into its paragraphs with cues, and a window for each cue with its source and content."""
    article = Article(document.name, document.text, language=document.language)
    reading, attributions = read(article)
    columns = token_columns(reading, attributions)
    pars, by_token = paragraphs(reading.doc), index_by_cue(attributions)
    tags = numpy.zeros(len(reading.doc), dtype=int)
    roles = []
    for mark in document.gold:
        cue = to_tokens(reading, mark.cue[0]) if mark.cue else None
        if cue is None or not any(start <= cue[0] < end for start, end in pars):
            continue
        _write(tags, 0, cue, 0)
        bounds = window(pars, cue)
        rows = numpy.concatenate([columns[bounds[0] : bounds[1]], relative_columns(reading, of_cue(by_token, cue), cue, bounds)], axis=1)
        roles.append(Passage(rows, _role_tags(reading, mark, bounds)))
    return [Passage(columns[start:end], tags[start:end]) for start, end in pars], roles


def to_tokens(reading: Reading, offsets: Offsets) -> Tokens | None:
    """Give the tokens that hold a range of characters; None if there is none."""
    span = reading.doc.char_span(*offsets, alignment_mode="expand")
    return None if span is None else (span.start, span.end)


def _role_tags(reading: Reading, mark: Mark, bounds: Tokens) -> Any:
    tags = numpy.zeros(bounds[1] - bounds[0], dtype=int)
    for label, spans in ((ROLES.labels.index("content"), mark.content), (ROLES.labels.index("source"), mark.source)):
        for tokens in (to_tokens(reading, span) for span in spans):
            if tokens:
                _write(tags, bounds[0], tokens, label)
    return tags


def _write(tags: Any, start: int, tokens: Tokens, label: int) -> None:
    first, end = max(tokens[0] - start, 0), min(tokens[1] - start, len(tags))
    if first < end:
        tags[first:end] = 2 * label + 2
        tags[first] = 2 * label + 1


def fit(model: Model[Any, Any], passages: Sequence[Passage], dropped: float) -> Model[Any, Any]:
    """Train a network: Adam with averaged weights, the share ``dropped`` of all column entries forgotten each time."""
    fix_random_seed(SEED)
    rng = random.Random(SEED)  # noqa: S311
    optimizer = Adam(_RATE, L2=1e-6, grad_clip=1.0, use_averages=True)
    total = max(1, sum(len(p.tags) for p in passages) * _EPOCHS // _BATCH)
    step = 0
    for _ in range(_EPOCHS):
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
