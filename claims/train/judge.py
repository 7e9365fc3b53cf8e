"""Learn how far each attribution can be trusted, from annotated news: ``python -m claims calibrate``.

Our rules run over annotated documents; each attribution they find is right or wrong there. A logistic regression over
``features.describe`` learns to tell (L2 prior, AdaGrad, as in Duchi, Hazan and Singer 2011), and is then calibrated on
documents it never saw (Platt 1999).
"""

import itertools
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from claims.extract import analyse, identify
from claims.extract.confidence import FILE
from claims.extract.features import describe
from claims.extract.learned import MISSED
from claims.measure.gold import DERIVED_RULES, read_gold
from claims.measure.mark import Document, Mark, characters
from claims.measure.pairing import pair, source_agrees
from claims.measure.polnear import find_overlapping, to_polnear
from claims.model import Article, Form

SEED = 20240619
THRESHOLD = 0.05
HELD_OUT = ("en/polnear-dev.jsonl.gz", "es/attributions-ancora-dev.jsonl.gz")  # the networks never learned from these either
_ROUNDS, _PRIOR, _RATE = 30, 2e-4, 0.3
CORPORA = {
    "en/polnear-train.jsonl.gz": "PolNeAR train (no licence stated; used and not redistributed)",
    "es/attributions-cess.jsonl.gz": "attributions derived from CESS-ESP (research use, cite Martí et al. 2007)",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One attribution that was found: what is known of it, whether it is right, and by which rule."""

    facts: list[str]
    right: bool
    rule: str


def learn(corpora: Path, output: Path = FILE) -> list[str]:
    """Learn from the annotated attributions in ``corpora``, write the weights and their card, give back the card's lines."""
    seen, unseen = (
        [case for name in names for document in read_gold(corpora / name, identify) for case in judge_cases(document)]
        for names in (CORPORA, HELD_OUT)
    )
    learned = [case for case in seen if case.rule != MISSED]
    weights = fit(learned)
    judged, missed = ([case for case in unseen if (case.rule == MISSED) == by_network] for by_network in (False, True))
    slope, shift = calibrate([score(weights, case) for case in judged], [case.right for case in judged])
    weights = {fact: round(weight * slope, 4) for fact, weight in weights.items()}
    weights["bias"] = round(weights.get("bias", 0.0) + shift, 4)
    weights = {fact: weight for fact, weight in sorted(weights.items()) if abs(weight) >= 0.01}
    rate = round(sum(case.right for case in missed) / max(len(missed), 1), 2)
    output.write_text(
        json.dumps({"threshold": THRESHOLD, "rates": {MISSED: rate}, "weights": weights}, ensure_ascii=False, indent=0) + "\n",
        encoding="utf-8",
    )
    lines = describe_judge(weights, judged, len(learned))
    lines += [
        "",
        f"Attributions by the rule `{MISSED}` come from a network that learned from the same news: all have the confidence {rate},",
        f"the share of them that is right in the held-out documents ({sum(c.right for c in missed)} of {len(missed)}).",
    ]
    output.with_suffix(".md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return lines


def judge_cases(document: Document) -> Iterator[Case]:
    """Yield what is found in a document, each with whether the annotation has it too.

    What an annotation does not mark is not judged: inside another one's content in PolNeAR, and in what is derived from a
    treebank, the constructions that are not derived.
    """
    article = Article(document.name, document.text, language=document.language)
    found = [(reading, a, claim) for reading, a, claim in analyse(article) if claim.form != Form.AUTHOR]
    claims = [claim for _, _, claim in found]
    if document.scope == "polnear":
        right = set(find_overlapping(list(document.gold), [to_polnear(document.text, c) for c in claims]).values())
        inside = characters(span for mark in document.gold for span in mark.content)
        unsure = {j for j, claim in enumerate(claims) if claim.cue and claim.cue.start in inside and j not in right}
    else:
        marks = [Mark.of(claim) for claim in claims]
        right = {j for i, j in pair(document.gold, marks) if source_agrees(document.gold[i], marks[j])}
        unsure = {j for _, j in pair(document.unsure, marks)} | {j for j, (_, a, _) in enumerate(found) if a.rule not in DERIVED_RULES}
    for j, (reading, attribution, _) in enumerate(found):
        if j not in unsure:
            yield Case(describe(reading, attribution), j in right, attribution.rule)


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """Fit the weights of all facts that occur at least three times."""
    counts: dict[str, int] = {}
    for case in cases:
        for fact in case.facts:
            counts[fact] = counts.get(fact, 0) + 1
    columns = {fact: at for at, fact in enumerate(["bias", *(fact for fact, n in sorted(counts.items()) if n >= 3)])}
    rows = [numpy.array([0, *(columns[f] for f in dict.fromkeys(case.facts) if f in columns)]) for case in cases]
    weights, squares = numpy.zeros(len(columns)), numpy.full(len(columns), 1e-6)
    order = list(range(len(cases)))
    rng = random.Random(SEED)  # noqa: S311
    for _ in range(_ROUNDS):
        rng.shuffle(order)
        for n in order:
            row = rows[n]
            error = 1 / (1 + numpy.exp(-weights[row].sum())) - cases[n].right
            gradient = error + _PRIOR * weights[row]
            squares[row] += gradient**2
            weights[row] -= _RATE * gradient / numpy.sqrt(squares[row])
    return {fact: float(weights[at]) for fact, at in columns.items()}


def score(weights: dict[str, float], case: Case) -> float:
    """Add up the weights of a case's facts."""
    return weights.get("bias", 0.0) + sum(weights.get(fact, 0.0) for fact in dict.fromkeys(case.facts))


def calibrate(scores: Sequence[float], right: Sequence[bool]) -> tuple[float, float]:
    """Find the slope and the shift that make scores log-odds (Platt scaling, by Newton's method)."""
    x, y = numpy.array(scores), numpy.array(right, dtype=float)
    design = numpy.stack([x, numpy.ones_like(x)], axis=1)
    theta = numpy.zeros(2)
    for _ in range(50):
        p = 1 / (1 + numpy.exp(-design @ theta))
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + 1e-6 * numpy.eye(2)
        theta -= numpy.linalg.solve(hessian, design.T @ (p - y))
    return float(theta[0]), float(theta[1])


def describe_judge(weights: dict[str, float], unseen: Sequence[Case], seen: int) -> list[str]:
    """Write the card: data, size, and the reliability of the confidences on documents that were not learned from."""
    chances = [1 / (1 + numpy.exp(-score(weights, case))) for case in unseen]
    lines = [
        "# How far an attribution can be trusted",
        "",
        f"A logistic regression with {len(weights)} weights over named facts of the parse, learned by `python -m claims calibrate`",
        f"from {seen} attributions that our rules found in annotated news, and calibrated on {len(unseen)} from others (PolNeAR dev, AnCora dev):",
        *(f"{text}." for text in CORPORA.values()),
        "",
        f"An attribution under {THRESHOLD} is not kept. Reliability on the {len(unseen)} held-out attributions:",
        "",
        "| confidence | attributions | mean confidence | share that is right |",
        "|---|---|---|---|",
    ]
    edges: list[Any] = [0.0, 0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    for low, high in itertools.pairwise(edges):
        inside = [(p, case.right) for p, case in zip(chances, unseen, strict=True) if low <= p < high]
        if inside:
            mean, share = sum(p for p, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside)
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(inside)} | {mean:.2f} | {share:.2f} |")
    brier = sum((p - case.right) ** 2 for p, case in zip(chances, unseen, strict=True)) / len(unseen)
    base = sum(case.right for case in unseen) / len(unseen)
    lines += ["", f"Brier score {brier:.3f}; a constant answer of {base:.2f} has {base * (1 - base):.3f}."]
    return lines
