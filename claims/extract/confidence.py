"""How far an attribution can be trusted: a logistic regression over named facts, learned from annotated news."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from claims import languages

FILE = languages.FOLDER / "confidence.json"


@dataclass(frozen=True, slots=True)
class Judge:
    """The weight of each fact; ``threshold`` is the confidence under which an attribution is not kept.

    ``rates`` gives the confidence of all attributions by a rule that was itself learned from the annotated news.
    """

    weights: Mapping[str, float]
    threshold: float
    rates: Mapping[str, float] = field(default_factory=dict)

    def keeps(self, facts: Iterable[str], confidence: float) -> bool:
        """Say whether an attribution is to be kept: likely enough, or by a rule that was never judged in its language."""
        learned = any(":rule=" in fact and fact in self.weights for fact in facts)
        return confidence >= self.threshold or not learned

    def confidence(self, facts: Iterable[str]) -> float:
        """Give the chance that an attribution is right, 0.0 to 1.0, calibrated on held-out documents.

        >>> round(Judge({"rule=clause": 2.0}, 0.3).confidence(["rule=clause", "never seen"]), 2)
        0.88
        """
        facts = list(facts)
        for rule, rate in self.rates.items():
            if f"rule={rule}" in facts:
                return rate
        score = sum(self.weights.get(fact, 0.0) for fact in ("bias", *facts))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


@cache
def load_judge(path: Path = FILE) -> Judge | None:
    """Read what was learned, once a process; None where nothing was."""
    if not path.exists():
        return None
    table = json.loads(path.read_text(encoding="utf-8"))
    return Judge(table["weights"], table["threshold"], table["rates"])
