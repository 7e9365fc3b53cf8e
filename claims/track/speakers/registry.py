"""All that was told so far and whom each mention means. Adding an article looks at its story, and gives what a rebuild would."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from claims.track.speakers.cast import Cast
from claims.track.speakers.evidence import BEYOND, LATE, OWN, SOON, gather
from claims.track.speakers.likeness import is_part
from claims.track.speakers.near import WEEKS, Stories, gap
from claims.track.speakers.nodes import Graph, Node
from claims.track.speakers.reading import read
from claims.track.speakers.records import Head, Told, head_of, node_at, read_head, read_rest, text_of, write
from claims.track.speakers.settling import Story, is_bare, offer_of, settle_all

TERM = 180  # days within which whoever bore an office for a state is taken to bear it still
_Office = tuple[str, str]  # a role and a state


class Registry:
    """Articles under their names: what each is found by (``heads``), and what is said of speakers in it (``told``).

    What is decided of an article depends on it, on the articles near it, on who bore an office of state in those months,
    and on which full names there are: ``add`` decides again where one of these changed, and nowhere else. An article that
    was loaded from its record is found by the record's first line; the rest is read when its story is told on.
    """

    def __init__(self) -> None:
        self.stories = Stories()
        self.graph = Graph()
        self.heads: dict[str, Head] = {}
        self._told: dict[str, Told] = {}
        self._records: dict[str, str] = {}
        self._articles_of: dict[str, set[str]] = defaultdict(set)
        self._long: dict[str, set[Node]] = defaultdict(set)
        self._short: dict[str, set[Node]] = defaultdict(set)
        self._in_office: dict[_Office, set[tuple[str, str]]] = defaultdict(set)
        self._asks: dict[_Office, set[str]] = defaultdict(set)

    def told(self, article: str) -> Told:
        """Give what an article says of speakers; KeyError if it is not there."""
        if article in self._records:
            self._told[article] = read_rest(self._records.pop(article))
        return self._told[article]

    def add_all(self, casts: Iterable[Cast]) -> set[str]:
        """Take in articles, each in the place of what stood under its name; give those that were decided again."""
        dirty: set[str] = set()
        for cast in casts:
            if cast.article in self.heads:
                dirty |= self._forget(cast.article)
            dirty |= self._take_in(cast)
        return self._decide(dirty)

    def remove(self, article: str) -> set[str]:
        """Forget an article; give the articles that were decided again. KeyError if it is not there."""
        return self._decide(self._forget(article))

    def load(self, records: Iterable[str]) -> None:
        """Take in articles as ``record`` gave them: nothing is read or decided again."""
        roots: dict[str, str] = {}
        for record in records:
            head = read_head(record)
            self._records[head.article] = record
            self.stories.place(head.article, date.fromisoformat(head.published) if head.published else None, head.names)
            self._enter(head)
            roots.update(head.roots)
        for name, root in roots.items():
            node = node_at(name)
            self.graph.place(node, node if root == name else node_at(root))
            self._index(node)

    def record(self, article: str) -> str:
        """Give all that ``load`` needs of an article; it stays right until an ``add`` or ``remove`` gives the article."""
        return self._records.get(article) or write(self.heads[article], self.told(article))

    def _decide(self, dirty: set[str]) -> set[str]:
        dirty &= self.heads.keys()
        for article in dirty:
            told, head = self.told(article), self.heads[article]
            told.verdicts = settle_all(told.pairs, self._story(article), head.language)
            spoken: dict[str, set[str]] = defaultdict(set)
            for (_, reading), node in zip(told.pairs, told.verdicts, strict=True):
                if node:
                    spoken[text_of(node)].add(reading.written)
            head.spoken = {node: sorted(names) for node, names in spoken.items()}
            head.roots = {name: text_of(self.graph.root(node_at(name))) for name in head.roots}
        return dirty

    def _take_in(self, cast: Cast) -> set[str]:
        """Store an article and give all that must be decided again for it."""
        pairs = [(mention, read(mention, cast.language)) for mention in cast.mentions]
        beside = [(mention, read(mention, cast.language)) for mention in cast.beside]
        told = Told(pairs, [offer for mention, reading in [*pairs, *beside] if (offer := offer_of(mention, reading))])
        head = head_of(cast, told)
        self._told[cast.article] = told
        dirty = self.stories.affected(self.stories.add(cast))
        for name in head.roots:
            node = node_at(name)
            if changed := self.graph.add(node):
                self._index(node)
                dirty |= self._touched(changed)
        dirty |= self._asking(head)
        self._enter(head)
        return dirty

    def _forget(self, article: str) -> set[str]:
        """Take an article out and give all that must be decided again for it."""
        head = self.heads.pop(article)
        self._told.pop(article, None)
        self._records.pop(article, None)
        dirty = self.stories.affected(self.stories.remove(article))
        for role, state, name in head.offices:
            self._in_office[role, state].discard((name, article))
        for role, state in head.asks:
            self._asks[role, state].discard(article)
        dirty |= self._asking(head)
        for name in head.roots:
            self._articles_of[name].discard(article)
            if not self._articles_of[name]:
                node = node_at(name)
                dirty |= self._touched(self.graph.parts[self.graph.root(node)])
                self.graph.remove(node)
                self._index(node, gone=True)
                del self._articles_of[name]
        return dirty

    def _enter(self, head: Head) -> None:
        self.heads[head.article] = head
        for name in head.roots:
            self._articles_of[name].add(head.article)
        for role, state, name in head.offices:
            self._in_office[role, state].add((name, head.article))
        for role, state in head.asks:
            self._asks[role, state].add(head.article)

    def _index(self, node: Node, *, gone: bool = False) -> None:
        if node[0] == "name" and len(node) > 2:
            note: Callable[[set[Node], Node], None] = set.discard if gone else set.add
            note(self._short[node[1][0] + node[2][0]], node)
            for pair in _pairs(node):
                note(self._long[pair], node)

    def _touched(self, changed: set[Node]) -> set[str]:
        """Give the articles for which it matters that these nodes came, went or joined others."""
        dirty: set[str] = set()
        for node in changed:
            if node[0] == "name" and len(node) > 2:
                shorter = (short for pair in _pairs(node) for short in self._short[pair] if _says_less(short, node))
                dirty |= {article for short in shorter for article in self._articles_of[text_of(short)]}
        if len(changed) > 1:
            named = {article for node in changed for article in self._articles_of[text_of(node)]}
            named &= self.heads.keys()
            dirty |= self.stories.affected(named.union(*(self.stories.near(article) for article in named)))
            offices = {(role, state) for article in named for role, state, _ in self.heads[article].offices}
            dirty |= {article for office in offices for article in self._asks[office]}
        return dirty

    def _asking(self, head: Head) -> set[str]:
        """Give the articles that ask for an office whose bearer only this article names at their time."""
        dirty: set[str] = set()
        day = date.fromisoformat(head.published) if head.published else None
        for role, state, name in head.offices:
            root = self.graph.root(node_at(name))
            asking = {article for article in self._asks[role, state] if _in_term(day, self.stories.days[article])}
            told = self._in_office[role, state] if asking else set()
            same = [self.stories.days[other] for bearer, other in told if self.graph.root(node_at(bearer)) == root]
            dirty |= {article for article in asking if not any(_in_term(when, self.stories.days[article]) for when in same)}
        return dirty

    def _story(self, article: str) -> Story:
        day = self.stories.days[article]
        near, beyond = self.stories.near(article), self.stories.beyond(article)
        tiers = [(OWN, article), *((self._tier(article, other), other) for other in near), *((BEYOND, other) for other in beyond)]
        spelled = tuple(sorted({(short, long) for _, other in tiers for short, long in self.heads[other].spelled}))
        offers = ((tier, offer) for tier, other in tiers for offer in self.told(other).offers if tier == OWN or not is_bare(offer))
        known = gather(offers, self.graph.root, spelled)
        return Story(known, spelled, self._anywhere, lambda meant, state: self._bearers(meant, state, day))

    def _tier(self, a: str, b: str) -> int:
        days = self.stories.gap(a, b)
        return SOON if days is None or days <= WEEKS else LATE

    def _anywhere(self, short: tuple[str, ...]) -> set[Node]:
        """Give who is named in full by more words or letters, wherever it is told."""
        long = {node for node in self._long[short[0][0] + short[1][0]] if is_part(short, node[1:])}
        return {self.graph.root(node) for node in long if not is_part(node[1:], short)}

    def _bearers(self, meant: Iterable[str], state: str, when: date | None) -> set[Node]:
        entries = (entry for role in meant for entry in self._in_office[role, state])
        return {self.graph.root(node_at(name)) for name, article in entries if _in_term(self.stories.days[article], when)}


def _in_term(a: date | None, b: date | None) -> bool:
    days = gap(a, b)
    return days is not None and days <= TERM


def _says_less(short: Node, node: Node) -> bool:
    """Say whether a name leaves out words of another, or all but the first letter of one."""
    return (len(short) < len(node) or any(len(word) == 1 for word in short[1:])) and is_part(short[1:], node[1:])


def _pairs(node: Node) -> set[str]:
    """Give the first letter of a name with that of each later word: a name that leaves words out begins with one of these."""
    return {node[1][0] + word[0] for word in node[2:]}


__all__ = ["Registry"]
