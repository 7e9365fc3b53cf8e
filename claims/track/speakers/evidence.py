"""What the articles of one story say of each speaker that they name: roles, gender, states, what kind of body it is."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from claims.track.speakers.folding import distance
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.likeness import alike, core, initials, is_part, same_body
from claims.track.speakers.nodes import Node, is_local, meaning
from claims.track.speakers.reading import Reading, Sort

OWN, SOON, LATE, BEYOND = 0, 1, 2, 3  # the article itself, one of the same weeks, another of the story, one near such a one only


@dataclass(frozen=True, slots=True)
class Offer:
    """One mention that names a speaker in full, as others may refer to it; ``direct`` if its own phrase has the name, ``beside`` if it does not speak there."""

    node: Node
    reading: Reading
    direct: bool
    beside: bool = False


@dataclass(slots=True)
class Known:
    """What is known of one speaker in a story, and how near the nearest article that names it is."""

    tier: int = BEYOND
    nodes: set[Node] = field(default_factory=set)
    written: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    inferred: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    meant_genders: set[str] = field(default_factory=set)
    states: set[str] = field(default_factory=set)
    described: set[str] = field(default_factory=set)
    persons: int = 0
    bodies: int = 0

    def add(self, offer: Offer, tier: int) -> None:
        """Take in one more mention."""
        reading = offer.reading
        self.tier = min(self.tier, tier)
        self.nodes.add(offer.node)
        self.written.add(reading.written)
        if reading.sort == Sort.PERSON:
            self.persons += not offer.beside
            if offer.direct or not reading.phrase_name:
                (self.roles if offer.direct else self.inferred).update(reading.roles)
            if reading.gender and (offer.direct or not reading.phrase_name):
                (self.genders if offer.direct else self.meant_genders).add(reading.gender)
        else:
            self.bodies += not offer.beside
            self.described |= reading.roles
        if reading.state and offer.direct:
            self.states.add(reading.state)

    def bears(self, meant: frozenset[str], gender: str, state: str) -> float:
        """Score how well a role fits a person: 0.0 where it does not at all."""
        if self.bodies > self.persons:
            return 0.0
        kinds = lexicon().kinds
        wanted = {c for c in meant if kinds.get(c) == "roles"}
        topics = {c for c in meant if c not in wanted and c[0] != "@"}
        mine = self.roles | self.inferred
        if self.is_apart(gender, state):
            return 0.0
        score = 2.0 * len(wanted & self.roles) + 1.0 * len(wanted & (self.inferred - self.roles))
        if not wanted and state in self.states:
            return 1.0
        if score == 0.0 or not wanted:
            heads = lexicon().lists["heads"]
            return 0.5 if wanted and wanted <= heads and self.roles & heads else 0.0  # the head of a firm is its manager
        my_topics = {c for c in self.roles if kinds.get(c) != "roles" and c[0] != "@"}
        score += len(topics & mine)
        if topics and my_topics and not topics & my_topics:
            score -= 1.0
        return score + (0.5 if state and state in self.states else 0.0)

    def fits_name(self, reading: Reading, short: tuple[str, ...]) -> float:
        """Score how well a short name and what is said around it fit a person or body; 0.0 where it does not at all."""
        if self.is_apart(reading.gender, reading.state):
            return 0.0
        fit = 0.0
        for node in self.nodes:
            names = node[1:] if node[0] == "name" else ()
            if len(names) > len(short):
                at = [n for n, word in enumerate(names) if alike(word, short[0])]
                if len(short) == 1 and at:
                    fit = max(fit, 1.0 if max(at) > 0 else 0.6)
                elif len(short) > 1 and is_part(short, names):
                    fit = max(fit, 1.0)
        if not fit:
            return 0.0
        kinds = lexicon().kinds
        wanted = {c for c in reading.roles if kinds.get(c) == "roles"}
        mine = {c for c in self.roles | self.inferred if kinds.get(c) == "roles"}
        if wanted and mine:
            fit += 1.0 if wanted & mine else -0.3
        return fit + (0.5 if reading.gender and reading.gender in self.genders else 0.0)

    def is_called(self, meant: frozenset[str], state: str) -> float:
        """Score how well a kind of body fits a body; 0.0 where it does not at all."""
        if self.persons > self.bodies or (state and self.states and state not in self.states):
            return 0.0
        lex = lexicon()
        own = {c for node in self.nodes for c in meaning(node)}
        bodies = {c for c in own if lex.kinds.get(c) == "bodies"}
        wanted = core(frozenset(c for c in meant if c[0] != "@"))
        more = 0.3 * bool(self.states) + 0.2 * bool(state and state in self.states)
        if wanted <= own | self.described:
            narrow = 0.3 if bodies - wanted and all(lex.kinds.get(c) == "companies" for c in wanted) else 0.0
            listed = sum(c in lex.kinds for c in own - wanted)
            return 1.0 + 0.2 * len(meant & own) + more - narrow - 0.02 * listed
        special = wanted - lex.lists["generic"]
        if special and special <= own | self.described:
            return 0.8 + more
        kindless = not bodies and self.bodies and all(node[0] != "known" for node in self.nodes)
        if kindless and all(lex.kinds.get(c) == "companies" for c in special):
            return 0.6 + more - 0.1 * bool(special)
        umbrella = wanted <= lex.lists["umbrellas"]
        if umbrella and (kindless or (self.tier == OWN and bodies & lex.lists["umbrellas"] and all(n[0] == "body" for n in self.nodes))):
            return 0.4 if kindless else 0.5
        return 0.0

    def is_short_for(self, short: str, spelled: Iterable[tuple[str, str]]) -> bool:
        """Say whether an acronym is this body's: an article spells it so, or it has its initials."""
        names = {tuple(w for w in name.split() if w[:1].isupper()) for name in self.written}
        told = {tuple(w for w in name.split() if w[:1].isupper()) for acronym, name in spelled if acronym == short}
        joins = lexicon().lists["articles"]
        told = {tuple(w for w in name if w.casefold() not in joins) for name in told}
        return bool(names & told) or any(initials(name) == short for name in names if len(name) > 1)

    def is_apart(self, gender: str, state: str) -> bool:
        """Say whether gender or state speak against its being meant."""
        genders = self.genders or self.meant_genders
        wrong_gender = bool(gender and genders and gender not in genders)
        return wrong_gender or bool(state and self.states and state not in self.states)


def gather(offers: Iterable[tuple[int, Offer]], root: Callable[[Node], Node], spelled: Iterable[tuple[str, str]] = ()) -> dict[Node, Known]:
    """Put together what the mentions of a story say of each speaker; each comes with how near its article is.

    ``root`` gives the node that stands for a node, ``spelled`` the acronyms that the story explains. Within a story a name
    is one with the only fuller name that it is a part of, an acronym with the only body that it is short for, and two of
    one surname whose first names are much alike are one person if they bear one role: *Karmenu Bezzina*, *Carmelo Bezzina*.
    """
    offers = list(offers)
    found: dict[Node, Known] = defaultdict(Known)
    for tier, offer in offers:
        found[root(offer.node)].add(offer, tier)
    same: dict[Node, Node] = {}
    letters: dict[str, set[Node]] = defaultdict(set)
    for other, known in found.items():
        for letter in _letters(known):
            letters[letter].add(other)
    for node, known in sorted(found.items(), key=lambda entry: entry[0]):
        possible = sorted(set().union(*(letters[letter] for letter in _letters(known))) - {node})
        fuller = [other for other in possible if _is_shorter(node, other, found)]
        fuller = [other for other in fuller if not any(x != other and _is_shorter(other, x, found) for x in fuller)]
        if not fuller and (short := _acronym(known)):
            fuller = [other for other in found if other != node and found[other].is_short_for(short, spelled)]
        twins = [other for other in possible if other < node and _are_twins(node, other, found)]
        if len(fuller) == 1 or (not fuller and len(twins) == 1):
            one = (fuller or twins)[0]
            if _is_brand(node, known) and found[one].persons <= found[one].bodies:
                kept = min(node, same.get(one, node))
                same[one] = kept
            else:
                same.setdefault(node, one)
    if not same:
        return dict(found)
    merged: dict[Node, Known] = defaultdict(Known)
    for tier, offer in offers:
        node = root(offer.node)
        for _ in same:
            node = same.get(node, node)
        merged[node].add(offer, tier)
    return dict(merged)


def _letters(known: Known) -> set[str]:
    """Give the first letters of a speaker's words: names that have none in common are never one."""
    kinds = lexicon().kinds
    return {"=" if word in kinds or word[0] == "@" else word[0] for node in known.nodes for word in node[1:] if node[0] != "voice"}


def _is_brand(node: Node, known: Known) -> bool:
    """Say whether a body goes by one word of its own, which stays its name in all stories: *Boeing*."""
    return node[0] == "name" and len(node) == 2 and known.bodies > known.persons and not _acronym(known)


def _acronym(known: Known) -> str:
    written = min(known.written)
    return written if len(known.written) == 1 and written.isupper() and len(written) > 1 and " " not in written else ""


def _is_shorter(a: Node, b: Node, found: dict[Node, Known]) -> bool:
    """Say whether one speaker's names leave out words of the other's, and nothing else speaks against their being one."""
    mine, other = found[a], found[b]
    if mine.genders and other.genders and not mine.genders & other.genders:
        return False
    if mine.bodies > mine.persons and not other.bodies and not other.persons and not any(n[0] == "body" for n in other.nodes):
        return False  # the Airbus A380 does not speak
    if other.bodies > other.persons and any(
        x[0] == "name" and len(x) == 2 and x[1] in y[1:2] and len(y) > 2 for x in mine.nodes for y in other.nodes
    ):
        return True  # a company goes by its first word
    return any(_is_part_of(x, y) for x in mine.nodes for y in other.nodes)


@lru_cache(maxsize=1_000_000)
def _is_part_of(x: Node, y: Node) -> bool:
    if x[0] == "name" and y[0] == "name":
        if len(x) == 2:
            return len(y) > 2 and any(alike(x[1], word) for word in y[2:])
        return is_part(x[1:], y[1:])
    if x[0] == "name" and y[0] == "body":
        return len(x) == 2 and has_proper(y, x[1])
    if x[0] != "body" or y[0] not in {"body", "known"} or x == y:
        return False
    less, more = frozenset(x[1:]), meaning(y)
    if same_body(less, more):
        return len({c for c in more if c[0] == "@"}) > len({c for c in less if c[0] == "@"})
    return core(less) < core(more) and (is_local(x) or any(c in more for c in less if c not in lexicon().kinds)) and y[0] == "body"


def has_proper(node: Node, word: str) -> bool:
    """Say whether a body's name has a proper word: *Benahoare* in *Eléctrica Benahoare*."""
    stemmed = {word, word[:-1] if word[-1:] in "aoe" else word}
    return node[0] == "body" and bool(stemmed & {c for c in node[1:] if c not in lexicon().kinds})


def _are_twins(a: Node, b: Node, found: dict[Node, Known]) -> bool:
    first, last = (a[1] if len(a) > 1 else "", b[1] if len(b) > 1 else ""), (a[-1], b[-1])
    if (
        a[0] != "name"
        or b[0] != "name"
        or len(a) != len(b)
        or len(a) < 3
        or not alike(*last)
        or first[0][0] != first[1][0]
        or {first[0][-1], first[1][-1]} == {"a", "o"}
    ):
        return False
    near = distance(*first) <= max(map(len, first)) // 3 and min(map(len, first)) > 4
    return near and bool((found[a].roles | found[a].inferred) & (found[b].roles | found[b].inferred))


def best(scores: Iterable[tuple[float, int, Node]]) -> Node | None:
    """Give the one speaker that fits best in the nearest articles where one fits; None where two fit alike.

    >>> best([(1.0, OWN, ("name", "a")), (2.0, SOON, ("name", "b"))]), best([(1.0, SOON, ("name", "a")), (1.0, SOON, ("name", "b"))])
    (('name', 'a'), None)
    """
    fitting = [(score, tier, node) for score, tier, node in scores if score > 0]
    if not fitting:
        return None
    nearest = min(tier for _, tier, _ in fitting)
    ranked = sorted(((score, node) for score, tier, node in fitting if tier == nearest), reverse=True)
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] > ranked[1][0] else None
