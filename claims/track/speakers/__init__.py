"""Who speaks across articles: casts and decisions -> canonical speakers, each with its names, kind and state.

Take an article in with ``Speakers.add(cast_of(article, claims))``, ask ``Speakers.of(article)`` who speaks in it and
``Speakers.all()`` for everybody. People without a name (*analysts*, *the drivers*) are one speaker within a story, that is,
in articles near each other, and never beyond it; so is whoever is only called by a role or by what body it is.

Reading order: folding (spellings of one sound), lexicon and states (what words of names mean), cast (what comes in), reading
(what a mention says by itself), likeness (which names can be one), near (which articles tell one story), nodes (full names
and their spellings), evidence (what a story says of each speaker), settling (whom a mention means), registry (all of it, one
article at a time), decisions (what a person merged or split).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from claims.model import SpeakerKind, stable_id
from claims.track.speakers.cast import Cast, Mention, cast_of
from claims.track.speakers.decisions import Decision, Member, Verdict, apply, standing
from claims.track.speakers.folding import words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.nodes import Node, is_local
from claims.track.speakers.reading import Reading, Sort
from claims.track.speakers.registry import Registry
from claims.track.speakers.states import state_name, voices

__all__ = ["Cast", "Decision", "Mention", "Speaker", "Speakers", "Verdict", "cast_of"]

Key = tuple[Node, str]  # a node, and the first article of its story where it stands for nobody outside of one


@dataclass(frozen=True, slots=True)
class Speaker:
    """One speaker across articles.

    ``id`` stays while the names do; ``name`` is the fullest and best attested; ``aliases`` are all names as written, most
    used first; ``group`` is the state or body it speaks for, None if unknown; ``articles`` are those it speaks in.
    """

    id: str
    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    group: str | None
    articles: tuple[str, ...]


class Speakers:
    """All speakers of all articles told so far, under the decisions given.

    >>> from claims.model import Article, Claim, Span
    >>> def said(article, text, source, name, kind):
    ...     claim = Claim(article, (Span.of(text, 0, 5),), source=Span(9, 99, source), speakers=(name,), speaker_kind=kind)
    ...     return cast_of(Article(article, text, language="es"), [claim])
    >>> speakers = Speakers()
    >>> _ = speakers.add(said("a", "Llueve en Narva, según Borís Yeltsin.", "Borís Yeltsin", "Borís Yeltsin", SpeakerKind.PERSON))
    >>> _ = speakers.add(said("b", "Llueve en Narva, según Eltsin.", "Eltsin", "Eltsin", SpeakerKind.PERSON))
    >>> [(speaker.name, speaker.aliases) for speaker in speakers.all()]
    [('Borís Yeltsin', ('Borís Yeltsin', 'Eltsin'))]
    """

    def __init__(self, decisions: Iterable[Decision] = ()) -> None:
        self.decisions: set[Decision] = set(decisions)
        self.registry = Registry()
        self._labels: dict[Node, set[str]] = defaultdict(set)
        self._places: dict[str, list[Node]] = {}

    def add(self, cast: Cast) -> set[str]:
        """Take in one article, in the place of what stood under its name; give the articles whose speakers may be others now."""
        return self._noted(self.registry.add(cast))

    def add_all(self, casts: Iterable[Cast]) -> set[str]:
        """Take in many articles at once, which is faster; the result is the same."""
        return self._noted(self.registry.add_all(casts))

    def remove(self, article: str) -> set[str]:
        """Forget an article; give the articles whose speakers may be others now."""
        touched = set().union(*(self._story(label, article) for label in self._places.get(article, ())))
        for label in self._places.pop(article, ()):
            self._labels[label].discard(article)
        return (self._noted(self.registry.remove(article)) | touched) - {article}

    def decide(self, decision: Decision) -> None:
        """Put a decision on record; what it says is seen in the next ``all`` and ``of``."""
        self.decisions.add(decision)

    def withdraw(self, decision: Decision) -> None:
        """Take a decision back: everything is as if it had never been made. KeyError if it is not on record."""
        self.decisions.remove(decision)

    def all(self) -> list[Speaker]:
        """Give all speakers, those of most articles first."""
        found = self._grouped()
        return sorted((_speaker(key, entries) for key, entries in found.items()), key=lambda s: (-len(s.articles), s.name, s.id))

    def of(self, article: str) -> dict[tuple[int, int], str]:
        """Give the id of the speaker of each (claim, place) of an article.

        A claim whose speaker the extractor left open (*she*) has one at place 0 where the article tells who spoke before.
        """
        return self.ids([article])[article]

    def ids(self, articles: Iterable[str] | None = None) -> dict[str, dict[tuple[int, int], str]]:
        """Give the speakers of each claim of some articles (None: of all), as ``of`` does; a KeyError names one that is not there."""
        wanted = list(self.registry.readings) if articles is None else list(articles)
        keyed = self._keyed(None if standing(self.decisions) else wanted)
        result: dict[str, dict[tuple[int, int], str]] = {}
        for article in wanted:
            pairs = zip(self.registry.readings[article], keyed[article], self.registry.verdicts[article], strict=True)
            result[article] = {(mention.claim, mention.place): _id(key) for (mention, _), key, node in pairs if node}
        return result

    def _noted(self, changed: set[str]) -> set[str]:
        """Keep the index of what stands for nobody outside its story; give the changed articles and the rest of those stories."""
        touched = set(changed)
        for article in changed & self.registry.readings.keys():
            for label in self._places.get(article, ()):
                touched |= self._story(label, article)
                self._labels[label].discard(article)
            self._places[article] = [node for node in self.registry.verdicts[article] if _stays(node)]
            for label in self._places[article]:
                self._labels[label].add(article)
        for article in changed & self._places.keys():
            for label in self._places[article]:
                touched |= self._story(label, article)
        return touched

    def _story(self, label: Node, article: str) -> set[str]:
        """Give the articles, from near to near, in which a label means the same group, role or body as in this one."""
        if article not in self.registry.readings:
            return set()
        there = self._labels[label]
        reached, edge = {article}, [article]
        while edge:
            near = (self.registry.stories.near(edge.pop()) & there) - reached
            reached |= near
            edge += near
        return reached

    def _key(self, node: Node, article: str) -> Key:
        if _stays(node):
            return node, min(self._story(node, article))
        graph = self.registry.graph
        return (graph.root(node) if node in graph.parents else node), ""

    def _keyed(self, articles: Iterable[str] | None) -> dict[str, list[tuple[object, ...]]]:
        """Give the key of each mention of the articles after all decisions."""
        wanted = self.registry.readings if articles is None else articles
        keys = {article: [self._key(node, article) for node in self.registry.verdicts[article]] for article in wanted}
        if articles is not None:
            return {article: [(key,) for key in found] for article, found in keys.items()}
        members = {
            (article, number): Member(key, self.registry.readings[article][number][1].written, article)
            for article, found in keys.items()
            for number, key in enumerate(found)
        }
        applied = apply(set(members.values()), self.decisions)
        return {article: [applied[members[article, number]] for number in range(len(found))] for article, found in keys.items()}

    def _grouped(self) -> dict[tuple[object, ...], list[tuple[str, Mention, Reading]]]:
        found: dict[tuple[object, ...], list[tuple[str, Mention, Reading]]] = defaultdict(list)
        for article, keys in self._keyed(None).items():
            pairs = zip(keys, self.registry.readings[article], self.registry.verdicts[article], strict=True)
            for key, (mention, reading), node in pairs:
                if node:
                    found[key].append((article, mention, reading))
        return found


def _stays(node: Node) -> bool:
    """Say whether a node stands for nobody outside its story."""
    return bool(node) and (node[0] == "local" or is_local(node))


def _id(key: tuple[object, ...]) -> str:
    return stable_id("speaker", repr(key))


def _speaker(key: tuple[object, ...], entries: list[tuple[str, Mention, Reading]]) -> Speaker:
    """Put together one speaker from all mentions of it."""
    node: Node = key[0][0]  # type: ignore[index]
    direct = [reading for _, _, reading in entries if _names_itself(node, reading)] or [reading for _, _, reading in entries]
    names = Counter(reading.written for reading in direct)
    aliases = tuple(sorted(names, key=lambda name: (-names[name], -len(name), name)))
    kind = _kind(node, entries)
    canonical = node[-1] if node[0] in {"voice", "known"} and len(key) == 1 else _fullest(names, kind)
    return Speaker(_id(key), canonical, kind, aliases, _group(node, [reading for _, _, reading in entries]), _articles(entries))


def _articles(entries: list[tuple[str, Mention, Reading]]) -> tuple[str, ...]:
    return tuple(sorted({article for article, _, _ in entries}))


def _names_itself(node: Node, reading: Reading) -> bool:
    return bool(reading.name or reading.canonical or reading.sort in {Sort.KIND, Sort.GROUP} or node[0] == "local")


def _fullest(names: Counter[str], kind: SpeakerKind) -> str:
    """Give the name of most words, then the most used, then the one with the most letters beyond ASCII."""

    def rank(name: str) -> tuple[int, int, int, int, str]:
        size = len(words(name)) if kind != SpeakerKind.UNNAMED else -len(words(name))
        return (name[:1].isupper(), size, names[name], len(name.encode()) - len(name), name)

    return max(names, key=rank)


def _kind(node: Node, entries: list[tuple[str, Mention, Reading]]) -> SpeakerKind:
    if node[0] == "voice":
        kind = next((kind for code, name, kind in voices().values() if (code, name) == node[1:]), "state")
        return SpeakerKind.ORGANIZATION if kind == "seat" else SpeakerKind.PLACE
    if node[0] in {"known", "body"} or node[:2] == ("local", "body"):
        return SpeakerKind.ORGANIZATION
    if node[:2] == ("local", "group"):
        return SpeakerKind.UNNAMED
    if node[:2] == ("local", "document"):
        return SpeakerKind.DOCUMENT
    if node[:2] == ("local", "role"):
        return SpeakerKind.UNNAMED
    votes = Counter(
        SpeakerKind.PERSON if reading.sort in {Sort.PERSON, Sort.ROLE} else SpeakerKind.ORGANIZATION for _, _, reading in entries
    )
    return max(votes, key=lambda kind: (votes[kind], kind))


def _group(node: Node, readings: list[Reading]) -> str | None:
    """Give the state that a speaker speaks for: its own, that of its office, or the one its name has."""
    if node[0] == "voice":
        return state_name(node[1])
    kinds = lexicon().kinds
    states: Counter[str] = Counter()
    for reading in readings:
        office = reading.sort != Sort.PERSON or any(kinds.get(c) == "roles" for c in reading.roles)
        if reading.state and office and (reading.sort in {Sort.KNOWN, Sort.PERSON, Sort.ROLE} or _is_of_state(reading)):
            states[reading.state] += 1
    return state_name(max(states, key=lambda code: (states[code], code))) if states else None


_STATE_BODIES = frozenset({"ministry", "government", "army", "navy", "police", "parliament", "prosecution", "court", "embassy", "institute", "agency", "authority", "bank", "office", "service", "coastguard", "air_force"})  # fmt: skip


def _is_of_state(reading: Reading) -> bool:
    return bool(reading.concepts & _STATE_BODIES)
