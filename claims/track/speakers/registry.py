"""All that was told so far and whom each mention means. Adding an article looks at its story, and gives what a rebuild would."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from claims.track.speakers.cast import Cast, Mention
from claims.track.speakers.evidence import LATE, OWN, SOON, Offer, gather
from claims.track.speakers.likeness import is_part
from claims.track.speakers.near import Stories, gap
from claims.track.speakers.nodes import Graph, Node
from claims.track.speakers.reading import Reading, Sort, read
from claims.track.speakers.settling import Story, is_bare, offer_of, settle_all

WEEKS = 21  # days
TERM = 180  # days within which whoever bore an office for a state is taken to bear it still
_Office = tuple[str, str]


class Registry:
    """Casts, the readings of their mentions, and the node that each mention means (``verdicts``, in their order).

    What is decided of an article depends on it, on the articles near it, on who bore an office of state in those months,
    and on which full names there are: ``add`` decides again where one of these changed, and nowhere else.
    """

    def __init__(self) -> None:
        self.stories = Stories()
        self.graph = Graph()
        self.readings: dict[str, list[tuple[Mention, Reading]]] = {}
        self.verdicts: dict[str, list[Node]] = {}
        self._offers: dict[str, list[Offer]] = {}
        self._articles_of: dict[Node, set[str]] = defaultdict(set)
        self._long: dict[str, set[Node]] = defaultdict(set)
        self._short: dict[str, set[Node]] = defaultdict(set)
        self._in_office: dict[_Office, set[tuple[date | None, Node, str]]] = defaultdict(set)
        self._asks: dict[_Office, set[str]] = defaultdict(set)

    def add(self, cast: Cast) -> set[str]:
        """Take in an article, in the place of what stood under its name; give the articles that were decided again."""
        return self.add_all([cast])

    def add_all(self, casts: Iterable[Cast]) -> set[str]:
        """Take in many articles, deciding once at the end; give the articles that were decided again."""
        dirty: set[str] = set()
        for cast in casts:
            if cast.article in self.readings:
                dirty |= self.remove(cast.article)
            dirty |= self._take_in(cast)
        dirty &= self.readings.keys()
        for article in dirty:
            self.verdicts[article] = self._settle(article)
        return dirty

    def remove(self, article: str) -> set[str]:
        """Forget an article; give the articles that were decided again: all, if it alone had one of its names."""
        dirty = self.stories.remove(article)
        gone = self._offers.pop(article)
        del self.readings[article], self.verdicts[article]
        for entries in self._in_office.values():
            entries -= {entry for entry in entries if entry[2] == article}
        for articles in self._asks.values():
            articles.discard(article)
        for offer in gone:
            self._articles_of[offer.node].discard(article)
        if any(not self._articles_of[offer.node] for offer in gone):
            self._regrow()
            dirty = set(self.readings)
        elif any(offer.reading.state for offer in gone):
            dirty |= {other for articles in self._asks.values() for other in articles}
        for other in dirty & self.readings.keys():
            self.verdicts[other] = self._settle(other)
        return dirty

    def _regrow(self) -> None:
        self.graph = Graph()
        for index in (self._long, self._short):
            index.clear()
        self._articles_of = defaultdict(set, {node: articles for node, articles in self._articles_of.items() if articles})
        for node in self._articles_of:
            self._plant(node)

    def _plant(self, node: Node) -> set[Node]:
        changed = self.graph.add(node)
        if node[0] == "name" and len(node) > 2:
            self._short[node[1][0] + node[2][0]].add(node)
            for pair in _pairs(node):
                self._long[pair].add(node)
        return changed

    def _take_in(self, cast: Cast) -> set[str]:
        """Store an article and give all that must be decided again for it."""
        article = cast.article
        dirty = self.stories.add(cast)
        pairs = [(mention, read(mention, cast.language)) for mention in cast.mentions]
        self.readings[article] = pairs
        beside = [(mention, read(mention, cast.language)) for mention in cast.beside]
        offers = [offer for mention, reading in [*pairs, *beside] if (offer := offer_of(mention, reading))]
        self._offers[article] = offers
        for offer in offers:
            changed = self._plant(offer.node)
            self._articles_of[offer.node].add(article)
            dirty |= self._touched(changed)
            reading = offer.reading
            if offer.direct and reading.sort == Sort.PERSON and reading.state:
                for role in reading.roles:
                    self._in_office[role, reading.state].add((cast.published, offer.node, article))
                    dirty |= self._asks[role, reading.state]
        for _, reading in pairs:
            if reading.sort == Sort.ROLE and reading.state:
                for role in reading.concepts:
                    self._asks[role, reading.state].add(article)
        return dirty

    def _touched(self, changed: set[Node]) -> set[str]:
        """Give the articles for which it matters that these nodes are new or joined others."""
        dirty: set[str] = set()
        for node in changed:
            if node[0] == "name" and len(node) > 3:
                shorter = {short for pair in _pairs(node) for short in self._short[pair] if is_part(short[1:], node[1:])}
                dirty |= {article for short in shorter for article in self._articles_of[short]}
        if len(changed) > 1:
            named = {article for node in changed for article in self._articles_of[node]}
            dirty |= named.union(*(self.stories.near(article) for article in named))
            dirty |= {a for office, who in self._in_office.items() if any(n in changed for _, n, _ in who) for a in self._asks[office]}
        return dirty

    def _settle(self, article: str) -> list[Node]:
        story = self._story(article)
        language = self.stories.casts[article].language
        return settle_all(self.readings[article], story, language)

    def _story(self, article: str) -> Story:
        cast = self.stories.casts[article]
        near = self.stories.near(article)
        tiers = [(OWN, article), *((self._tier(article, other), other) for other in near)]
        spelled = tuple(sorted({pair for _, other in tiers for pair in self.stories.casts[other].spelled}))
        offers = ((tier, offer) for tier, other in tiers for offer in self._offers[other] if tier == OWN or not is_bare(offer))
        known = gather(offers, self.graph.root, spelled)
        return Story(known, spelled, self._anywhere, lambda meant, state: self._bearers(meant, state, cast.published))

    def _tier(self, a: str, b: str) -> int:
        days = self.stories.days(a, b)
        return SOON if days is None or days <= WEEKS else LATE

    def _anywhere(self, short: tuple[str, ...]) -> set[Node]:
        return {self.graph.root(node) for node in self._long[short[0][0] + short[1][0]] if is_part(short, node[1:])}

    def _bearers(self, meant: Iterable[str], state: str, when: date | None) -> set[Node]:
        found = set()
        for role in meant:
            for published, node, _ in self._in_office[role, state]:
                days = gap(published, when)
                if days is not None and days <= TERM:
                    found.add(self.graph.root(node))
        return found


def _pairs(node: Node) -> set[str]:
    """Give the first letter of a name with that of each later word: a name that leaves words out begins with one of these."""
    return {node[1][0] + word[0] for word in node[2:]}
