"""Write scores as lines that a person reads: what, how much, and within which interval."""

from collections.abc import Iterator, Sequence

from claims.measure.bootstrap import interval, total
from claims.measure.scores import FIELDS, Counts

CONFUSION = "certainty: gold in rows, found in columns"


def report(counts: Sequence[Counts]) -> Iterator[str]:
    """Yield the report on one gold file; ``counts`` has one entry a document.

    Ratios come with precision, recall and the 95 % interval of F1 over documents, fields with the interval of their accuracy.
    """
    whole = total(counts)
    for name in whole.scores:
        ratio = whole.ratio(name)
        if not ratio.predicted and ratio.gold:
            low, high = interval(counts, lambda c, n=name: c.ratio(n).recall)  # type: ignore[misc]
            yield f"{name:34} R {ratio.recall:.3f} [{low:.3f}, {high:.3f}]  ({ratio.right} of {ratio.gold})"
            continue
        low, high = interval(counts, lambda c, n=name: c.ratio(n).f1)  # type: ignore[misc]
        found = f"{ratio.right} right of {ratio.predicted} found, {ratio.gold} in gold"
        yield f"{name:34} F1 {ratio.f1:.3f} [{low:.3f}, {high:.3f}]  P {ratio.precision:.3f}  R {ratio.recall:.3f}  ({found})"
    for name in ("speakers", *FIELDS, "certainty other than high"):
        accuracy = whole.accuracy(name)
        if accuracy is not None:
            low, high = interval(counts, lambda c, n=name: c.accuracy(n))  # type: ignore[misc]
            n = whole.fields[name, True] + whole.fields[name, False]
            yield f"{name:34} {accuracy:.3f} [{low:.3f}, {high:.3f}]  (of {n} pairs)"
    if whole.kappa is not None:
        low, high = interval(counts, lambda c: c.kappa)
        yield f"{'certainty, weighted kappa':34} {whole.kappa:.3f} [{low:.3f}, {high:.3f}]"
        yield from _confusion(whole)
    kinds = sorted({kind for kind, _ in whole.kinds}, key=lambda kind: -whole.kinds[kind, "gold"])
    if kinds:
        shares = (f"{kind} {whole.kinds[kind, 'right']}/{whole.kinds[kind, 'gold']}" for kind in kinds)
        yield "recall by form or construction: " + ", ".join(shares)


def _confusion(counts: Counts) -> Iterator[str]:
    yield CONFUSION
    for gold in range(5):
        yield f"  {gold}  " + " ".join(f"{counts.levels[gold, found]:4d}" for found in range(5))
