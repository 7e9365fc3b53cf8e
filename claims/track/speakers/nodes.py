"""Full names and the graph that joins their spellings, whose parts never depend on the order in which they came."""

from collections import defaultdict
from functools import lru_cache

from claims.track.speakers.concepts import concepts
from claims.track.speakers.folding import stem
from claims.track.speakers.lexicon import known_bodies, lexicon
from claims.track.speakers.likeness import core, same_body, same_person
from claims.track.speakers.reading import Reading, Sort

Node = tuple[str, ...]


def node_of(reading: Reading) -> Node | None:
    """Give the node of what is named in full; None for what is only described, and for short names of its own words.

    >>> node_of(Reading(Sort.VOICE, canonical="Kremlin", state="RU"))
    ('voice', 'RU', 'Kremlin')
    """
    if reading.sort == Sort.VOICE:
        return ("voice", reading.state, reading.canonical)
    if reading.sort == Sort.KNOWN:
        return ("known", reading.canonical)
    bare = reading.sort == Sort.BODY and not is_telling(reading.concepts, len(reading.name))
    if reading.sort == Sort.PERSON or bare:
        return ("name", *reading.name)
    if reading.sort == Sort.BODY or (reading.sort == Sort.KIND and is_whole(reading)):
        return ("body", *sorted(reading.concepts))
    return None


def is_telling(meant: frozenset[str], size: int) -> bool:
    """Say whether a word beside the ``size`` proper words of a name is in a list, so that it can be compared by what it means."""
    listed = [concept for concept in meant if concept in lexicon().kinds]
    return bool(listed) or (any(concept[0] == "@" for concept in meant) and size < len(meant))


def is_whole(reading: Reading) -> bool:
    """Say whether a body is named in full by words that are all in lists: *Kenya's agriculture ministry*, *Colegio de Arquitectos*."""
    capitals = sum(word[:1].isupper() for word in reading.written.split())
    plain = {c for c in reading.concepts if c[0] != "@"}
    kinds = {lexicon().kinds.get(c) for c in plain}
    told = capitals > 1 or bool(reading.state) or ("bodies" in kinds and len(plain) > 1)
    return told and len(reading.concepts) > 1 and not plain <= lexicon().lists["generic"]


def is_local(node: Node) -> bool:
    """Say whether a full name says so little that two far articles may mean two bodies by it: *Ministerio de Finanzas*."""
    return node[0] == "body" and all(c in lexicon().kinds for c in node[1:])


@lru_cache(maxsize=1)
def _known_concepts() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for alias, canonical in known_bodies().items():
        for language in ("en", "es"):
            found[canonical] |= {c for c, kind, _ in concepts(" ".join(alias), language) if kind in {"bodies", "topics"}}
    return {canonical: frozenset(meant | {"organization", "agency"}) for canonical, meant in found.items()}


def meaning(node: Node) -> frozenset[str]:
    """Give what a body can be called by: the concepts of its name.

    >>> "meteorology" in meaning(("known", "World Meteorological Organization"))
    True
    """
    if node[0] == "body":
        return frozenset(node[1:])
    return _known_concepts()[node[1]] if node[0] == "known" else frozenset()


class Graph:
    """Nodes joined by likeness. ``root`` is the least node of a part: the same whatever came first.

    >>> graph = Graph(); _ = graph.add(("name", "boris", "ieltsin")), graph.add(("name", "boris", "ieltsyn"))
    >>> graph.root(("name", "boris", "ieltsyn"))
    ('name', 'boris', 'ieltsin')
    """

    def __init__(self) -> None:
        self.parents: dict[Node, Node] = {}
        self.parts: dict[Node, set[Node]] = {}
        self._by_key: dict[tuple[str, ...], set[Node]] = defaultdict(set)

    def add(self, node: Node) -> set[Node]:
        """Take in a node; give all nodes whose part changed, none if it was there."""
        if node in self.parents:
            return set()
        self.parents[node] = node
        self.parts[node] = {node}
        alike = {other for key in _keys(node) for other in self._by_key[key] if _joins(node, other)}
        for key in _keys(node):
            self._by_key[key].add(node)
        for other in alike:
            self._unite(node, other)
        return set(self.parts[self.root(node)])

    def place(self, node: Node, root: Node) -> bool:
        """Put a node where it stood, under the root of its part; say whether it was not there yet."""
        part = self.parts.setdefault(root, set())
        if node in part:
            return False
        part.add(node)
        self.parents[node] = root
        for key in _keys(node):
            self._by_key[key].add(node)
        return True

    def remove(self, node: Node) -> None:
        """Forget a node: what it alone held together falls apart."""
        part = self.parts.pop(self.root(node))
        for other in part:
            del self.parents[other]
            for key in _keys(other):
                self._by_key[key].discard(other)
        for other in part - {node}:
            self.add(other)

    def root(self, node: Node) -> Node:
        """Give the node that stands for its part."""
        while self.parents[node] != node:
            node = self.parents[node]
        return node

    def _unite(self, a: Node, b: Node) -> None:
        a, b = sorted((self.root(a), self.root(b)))
        if a != b:
            self.parents[b] = a
            self.parts[a] |= self.parts.pop(b)


def _keys(node: Node) -> list[tuple[str, ...]]:
    """Give the keys under which what a node may join can be found."""
    if node[0] == "name" and len(node) > 2:
        return [("name", str(len(node)), word) for word in node[1:]]
    if node[0] == "name" and len(node) == 2:
        return [("brand", stem(node[1]))]
    if node[0] == "body" and not is_local(node):
        brand = brand_of(node)
        return [("body", *sorted(core(frozenset(node[1:])))), *([("brand", brand)] if brand else [])]
    return []


def brand_of(node: Node) -> str:
    """Give the one word of a company's name that is in no list, if all others only say that it is a company; else "".

    >>> brand_of(("body", "carmaker", "company", "ford")), brand_of(("body", "ministry", "ford"))
    ('ford', '')
    """
    kinds = lexicon().kinds
    own = [c for c in node[1:] if c not in kinds and c[0] != "@"]
    return own[0] if len(own) == 1 and len(node) > 2 and all(kinds.get(c) == "companies" for c in node[1:] if c not in own) else ""


def _joins(a: Node, b: Node) -> bool:
    if {a[0], b[0]} == {"name", "body"}:
        return True  # found under one brand
    if a[0] != b[0] or a[0] not in {"name", "body"} or len(a) == 2 == len(b):
        return False
    if a[0] == "name":
        return same_person(a[1:], b[1:])
    return same_body(frozenset(a[1:]), frozenset(b[1:]))
