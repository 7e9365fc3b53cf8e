"""What a person decided of who is who: kept as records, applied over the result, so that each can be taken back."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from claims.track.speakers.folding import fold


class Verdict(StrEnum):
    """What was decided of two names."""

    MERGE = "merge"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Decision:
    """Two names are one speaker, or ``name`` is not who ``other`` is.

    Names, not identifiers: they outlive new articles and another extraction. ``articles`` narrows a split to what ``name``
    means in these articles (empty: in all). ``when`` is the time of the decision: of two on the same names the later stands.

    >>> Decision.from_record(Decision(Verdict.MERGE, "Lula", "Lula da Silva", datetime(2024, 5, 1)).to_record()).other
    'Lula da Silva'
    """

    verdict: Verdict
    name: str
    other: str
    when: datetime
    articles: frozenset[str] = frozenset()

    def to_record(self) -> dict[str, Any]:
        """Give the decision as one JSON object."""
        return {
            "verdict": str(self.verdict),
            "name": self.name,
            "other": self.other,
            "when": self.when.isoformat(),
            "articles": sorted(self.articles),
        }

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> "Decision":
        """Read what ``to_record`` gave."""
        when = datetime.fromisoformat(record["when"])
        return cls(Verdict(record["verdict"]), record["name"], record["other"], when, frozenset(record.get("articles", ())))


@dataclass(frozen=True, slots=True)
class Member:
    """One name of one speaker in one article, before anybody decided anything."""

    key: Hashable
    name: str
    article: str


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Give the decisions that stand: the latest on each two names (and articles, for a split); a split before a merge of the same time.

    >>> merge = Decision(Verdict.MERGE, "A", "B", datetime(2024, 5, 1)); split = Decision(Verdict.SPLIT, "b", "a", datetime(2024, 5, 2))
    >>> standing([split, merge]) == standing([merge, split]) == [split]
    True
    """
    latest: dict[tuple[frozenset[str], frozenset[str]], Decision] = {}
    for decision in sorted(decisions, key=lambda d: (d.when, d.verdict == Verdict.SPLIT, d.name, d.other)):
        latest[frozenset({fold(decision.name), fold(decision.other)}), decision.articles] = decision
    return sorted(latest.values(), key=lambda d: (d.when, d.verdict, d.name, d.other, sorted(d.articles)))


def apply(members: Iterable[Member], decisions: Iterable[Decision]) -> dict[Member, tuple[Any, ...]]:
    """Give each member the key of its speaker after all standing decisions; splits come first, then merges.

    A split takes ``name`` out of every speaker that also goes by ``other``; a merge makes one of all speakers that go by
    either name. The order of members and decisions does not matter.

    >>> members = [Member("m1", "Ana Soto", "a"), Member("m1", "A. Soto", "b"), Member("m2", "Anita Soto", "c")]
    >>> keys = apply(members, [Decision(Verdict.MERGE, "Ana Soto", "Anita Soto", datetime(2024, 5, 1))])
    >>> len(set(keys.values())), len(set(apply(members, [Decision(Verdict.SPLIT, "A. Soto", "Ana Soto", datetime(2024, 5, 1))]).values()))
    (1, 3)
    """
    members = list(members)
    names: dict[Hashable, set[str]] = {}
    for member in members:
        names.setdefault(member.key, set()).add(fold(member.name))
    decided = standing(decisions)
    keys: dict[Member, tuple[Any, ...]] = {member: (member.key,) for member in members}
    for decision in decided:
        if decision.verdict != Verdict.SPLIT:
            continue
        name, other = fold(decision.name), fold(decision.other)
        for member in members:
            here = not decision.articles or member.article in decision.articles
            if here and fold(member.name) == name and other in names[member.key]:
                keys[member] = (member.key, name, *sorted(decision.articles))
    return _joined(keys, [d for d in decided if d.verdict == Verdict.MERGE])


def _joined(keys: dict[Member, tuple[Any, ...]], merges: list[Decision]) -> dict[Member, tuple[Any, ...]]:
    by_name: dict[str, set[tuple[Any, ...]]] = {}
    for member, key in keys.items():
        by_name.setdefault(fold(member.name), set()).add(key)
    parents: dict[tuple[Any, ...], tuple[Any, ...]] = {key: key for key in keys.values()}

    def root(key: tuple[Any, ...]) -> tuple[Any, ...]:
        while parents[key] != key:
            key = parents[key]
        return key

    for merge in merges:
        together = by_name.get(fold(merge.name), set()), by_name.get(fold(merge.other), set())
        if all(together):
            roots = sorted({root(key) for key in together[0] | together[1]}, key=repr)
            for other in roots[1:]:
                parents[other] = roots[0]
    return {member: root(key) for member, key in keys.items()}
