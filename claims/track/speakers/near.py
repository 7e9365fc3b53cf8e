"""Which articles tell one story: they share names, rare ones above all, within about a year."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from claims.track.speakers.cast import Cast

RARE = 12  # a name in no more articles than this links two of them by itself, if they are of the same weeks
ENOUGH, ENOUGH_SOON = 3, 2  # what shared names must weigh: a rare one two, another one
SOON, LATE = 60, 400  # days
FEW, WEEKS = 6, 21  # an article of so few neighbours is told on by theirs of these days


def gap(a: date | None, b: date | None) -> int | None:
    """Count the days between two dates; None if one is unknown.

    >>> gap(date(2024, 1, 31), date(2024, 1, 1)), gap(None, date(2024, 1, 1))
    (30, None)
    """
    return abs((a - b).days) if a and b else None


class Stories:
    """The articles told so far, and which are near each other. What is near depends on what is there, never on its order.

    >>> a = Cast("a", None, date(2024, 1, 1), "es", names=frozenset({"narok", "kabogo"}))
    >>> b = Cast("b", None, date(2024, 1, 9), "en", names=frozenset({"narok", "kabogo", "mau"}))
    >>> stories = Stories(); _ = stories.add(a); sorted(stories.add(b)), sorted(stories.near("a"))
    (['a', 'b'], ['b'])
    """

    def __init__(self) -> None:
        self.days: dict[str, date | None] = {}
        self._names: dict[str, Iterable[str]] = {}
        self._with_name: dict[str, set[str]] = defaultdict(set)
        self._near: dict[str, frozenset[str]] = {}

    def add(self, cast: Cast) -> set[str]:
        """Take in an article that is not there yet; give all articles whose neighbours may be others now, itself among them."""
        self.place(cast.article, cast.published, cast.names)
        crossed = [self._with_name[name] for name in cast.names if len(self._with_name[name]) == RARE + 1]
        changed = {cast.article, *self.near(cast.article)}.union(*crossed)
        for article in changed - {cast.article}:
            self._near.pop(article, None)
        return changed

    def place(self, article: str, day: date | None, names: Iterable[str]) -> None:
        """Take in an article before any that is there was asked for its neighbours."""
        self.days[article], self._names[article] = day, names
        for name in names:
            self._with_name[name].add(article)

    def remove(self, article: str) -> set[str]:
        """Forget an article that is there; give the articles whose neighbours may be others now."""
        changed = set(self.near(article))
        del self.days[article]
        for name in self._names.pop(article):
            self._with_name[name].discard(article)
            if len(self._with_name[name]) == RARE:
                changed |= self._with_name[name]
        for other in {article, *changed}:
            self._near.pop(other, None)
        return changed

    def near(self, article: str) -> frozenset[str]:
        """Give the articles that tell the same story, itself left out."""
        found = self._near.get(article)
        if found is None:
            weights: Counter[str] = Counter()
            for name in self._names[article]:
                others = self._with_name[name]
                weight = 2 if len(others) <= RARE else 1
                for other in others:
                    weights[other] += weight
            weights.pop(article, None)
            found = frozenset(other for other, weight in weights.items() if self._enough(self.gap(article, other), weight))
            self._near[article] = found
        return found

    def beyond(self, article: str) -> set[str]:
        """Give the articles of the same weeks that are near a neighbour only, as long as all of them have few: a story's first and third."""
        near = self.near(article)
        through = [other for other in near if len(self.near(other)) <= FEW] if len(near) <= FEW else []
        found = set[str]().union(*(self.near(other) for other in through)) - near - {article}
        return {other for other in found if (self.gap(article, other) or 0) <= WEEKS}

    def affected(self, changed: Iterable[str]) -> set[str]:
        """Give the articles for which it can matter that something changed in these or in what they are near."""
        changed = set(changed)
        return changed | {other for article in changed for other in self.near(article) if len(self.near(other)) <= FEW}

    def gap(self, a: str, b: str) -> int | None:
        """Count the days between two articles; None if a date is unknown."""
        return gap(self.days[a], self.days[b])

    def _enough(self, days: int | None, weight: int) -> bool:
        if days is not None and days > LATE:
            return False
        return weight >= (ENOUGH_SOON if days is None or days <= SOON else ENOUGH)
