"""Count what was found, missed and invented, document by document, so that counts can be added and drawn again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from claims.measure.mark import Document, Mark
from claims.measure.pairing import pair, same_speakers, source_agrees
from claims.model import Claim

FIELDS = ("certainty", "polarity", "stance", "form", "speaker_kind")


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many were right among those predicted and among those in gold.

    >>> Ratio(3, 4, 6).f1, Ratio(0, 0, 0).f1
    (0.6, 0.0)
    """

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that are right; 0.0 if nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 0.0 if there is no gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0.0 if nothing was right."""
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Counts:
    """What one document, or many added up, gives every score of ours."""

    ratios: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    fields: Counter[tuple[str, bool]] = field(default_factory=Counter)
    levels: Counter[tuple[int, int]] = field(default_factory=Counter)

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.ratios + other.ratios, self.kinds + other.kinds, self.fields + other.fields, self.levels + other.levels
        )  # fmt: skip

    def ratio(self, name: str) -> Ratio:
        """Give one of the scores: "claim", "content", "author claim", "exact cue" and so on."""
        return Ratio(self.ratios[name, "right"], self.ratios[name, "predicted"], self.ratios[name, "gold"])

    @property
    def scores(self) -> list[str]:
        """Names of all scores that have something to count, in the order they were counted."""
        return list(dict.fromkeys(name for name, _ in self.ratios))

    def accuracy(self, name: str) -> float | None:
        """Give the share of paired claims whose field is right; None if nothing was paired."""
        total = self.fields[name, True] + self.fields[name, False]
        return self.fields[name, True] / total if total else None

    @property
    def kappa(self) -> float | None:
        """Quadratic weighted kappa of the certainty levels (Cohen 1968); None if nothing was paired."""
        total = sum(self.levels.values())
        if not total:
            return None
        rows, columns = Counter[int](), Counter[int]()
        for (a, b), n in self.levels.items():
            rows[a] += n
            columns[b] += n
        observed = sum(n * (a - b) ** 2 for (a, b), n in self.levels.items()) / total
        expected = sum(rows[a] * columns[b] * (a - b) ** 2 for a in rows for b in columns) / total**2
        return 1 - observed / expected if expected else 1.0


def count(document: Document, predicted: Iterable[Claim]) -> Counts:
    """Compare the claims found in a document with its gold."""
    marks = [Mark.of(claim) for claim in predicted]
    counts = Counts()
    for author in (False, True):
        gold = [m for m in document.gold if m.is_author == author]
        found = without_unsure(document, [m for m in marks if m.is_author == author], gold)
        if not author or gold or found:
            _count_part(counts, gold, found, "author " if author else "")
    return counts


def without_unsure(document: Document, found: list[Mark], gold: list[Mark]) -> list[Mark]:
    """Leave out of what was found that is not in gold all of which the annotation cannot say whether it is right."""
    taken = {j for _, j in pair(gold, found)}
    rest = [j for j in range(len(found)) if j not in taken]
    dropped = {rest[j] for _, j in pair(document.unsure, [found[j] for j in rest])}
    if document.rules is not None:
        dropped |= {j for j in rest if found[j].kind not in document.rules}
    return [m for j, m in enumerate(found) if j not in dropped]


def _count_part(counts: Counts, gold: list[Mark], found: list[Mark], prefix: str) -> None:
    pairs = [(gold[i], found[j]) for i, j in pair(gold, found)]
    right = [(a, b) for a, b in pairs if source_agrees(a, b)]
    add_ratio(counts, f"{prefix}claim", len(right), len(found), len(gold))
    add_ratio(counts, f"{prefix}content", len(pairs), len(found), len(gold))
    for role in ("source", "cue", "content"):
        count_exact(counts, f"{prefix}exact {role}", gold, found, role)
    if prefix:
        return
    good = {id(a) for a, _ in right}
    for mark in gold:
        for kind in {mark.kind, mark.claim.form if mark.claim else ""} - {""}:
            counts.kinds[str(kind), "gold"] += 1
            counts.kinds[str(kind), "right"] += id(mark) in good
    for a, b in pairs:
        if a.claim is not None and b.claim is not None:
            counts.levels[int(a.claim.certainty), int(b.claim.certainty)] += 1
            counts.fields["speakers", same_speakers(a.claim.speakers, b.claim.speakers)] += 1
            for name in FIELDS:
                counts.fields[name, getattr(a.claim, name) == getattr(b.claim, name)] += 1
            if a.claim.certainty != 3:
                counts.fields["certainty other than high", a.claim.certainty == b.claim.certainty] += 1


def add_ratio(counts: Counts, name: str, right: int, predicted: int, gold: int) -> None:
    """Add to one score's counts; they stand even when they are 0."""
    for part, number in (("right", right), ("predicted", predicted), ("gold", gold)):
        counts.ratios[name, part] += number


def count_exact(counts: Counts, name: str, gold: Iterable[Mark], found: Iterable[Mark], role: str) -> None:
    """Count the spans of a role that are the same to the character."""
    wanted = Counter(span for mark in gold for span in getattr(mark, role))
    offered = Counter(span for mark in found for span in getattr(mark, role))
    add_ratio(counts, name, (wanted & offered).total(), offered.total(), wanted.total())
