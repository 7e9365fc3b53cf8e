"""Who speaks across articles: casts and decisions -> canonical speakers, each with its names, kind and state.

Take an article in with ``Speakers.add(cast_of(article, claims))``, ask ``Speakers.of(article)`` who speaks in it and
``Speakers.all()`` for everybody. People without a name (*analysts*, *the drivers*) are one speaker within a story, that is,
in articles near each other, and never beyond it; so is whoever is only called by a role or by what body it is.

To keep speakers between two runs, store one text for each article, ``record_of(article)``; to go on, load them all with
``Speakers.from_records``: nothing is read or decided again, and of most records only the first line is looked at. Whatever
then changes something gives the articles that it changed: store their records, their ``ids(changed)`` and the speakers
``speakers_of(changed)`` anew. An id that these articles had before and others still have loses aliases or articles: give
one article of each such id to ``speakers_of`` too. Ids that no article has any more are gone. Decisions are kept as their
own records. Records hold what the word lists said when they were made: when the program changes, build all anew.

Reading order: folding (spellings of one sound), lexicon and states (what words of names mean), concepts (what a text means by them), cast (what comes in), reading
(what a mention says by itself), likeness (which names can be one), near (which articles tell one story), nodes (full names
and their spellings), evidence (what a story says of each speaker), settling (whom a mention means), records (what is kept), registry
(all of it, one article at a time), decisions (what a person merged or split), canonical (a speaker and its names).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set

from claims.track.speakers.canonical import Speaker, id_of, put_together
from claims.track.speakers.cast import Cast, Mention, cast_of
from claims.track.speakers.decisions import Decision, Member, Verdict, apply, standing
from claims.track.speakers.folding import fold
from claims.track.speakers.nodes import Node, is_local
from claims.track.speakers.reading import Reading
from claims.track.speakers.records import node_at, text_of
from claims.track.speakers.registry import Registry

__all__ = ["Cast", "Decision", "Mention", "Speaker", "Speakers", "Verdict", "cast_of"]

Key = tuple[Node, str]  # a node, and the first article of its story where it stands for nobody outside of one
Final = tuple[object, ...]  # a key after all decisions


class Speakers:
    """All speakers of all articles told so far, under the decisions given.

    >>> from claims.model import Article, Claim, Span, SpeakerKind
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
        self._spoken: dict[str, Mapping[str, Sequence[str]]] = {}
        self._where: dict[str, set[str]] = defaultdict(set)

    @classmethod
    def from_records(cls, records: Iterable[str], decisions: Iterable[Decision] = ()) -> "Speakers":
        """Load what ``record_of`` gave for each article, in any order; ClaimsError for what is no record."""
        speakers = cls(decisions)
        speakers.registry.load(records)
        for article in speakers.registry.heads:
            speakers._note(article)
        return speakers

    def record_of(self, article: str) -> str:
        """Give what is to be kept of an article, as a text of two lines; KeyError if it is not there."""
        return self.registry.record(article)

    def add(self, cast: Cast) -> set[str]:
        """Take in one article, in the place of what stood under its name; give the articles whose speakers may be others now."""
        return self.add_all([cast])

    def add_all(self, casts: Iterable[Cast]) -> set[str]:
        """Take in many articles at once, which is faster; the result is the same."""
        return self._noted(self.registry.add_all(casts))

    def remove(self, article: str) -> set[str]:
        """Forget an article; give the articles whose speakers may be others now. KeyError if it is not there."""
        touched = self._story_of(article)
        self._unnote(article)
        return (self._noted(self.registry.remove(article)) | touched) - {article}

    def decide(self, decision: Decision) -> set[str]:
        """Put a decision on record; give the articles whose speakers are others now."""
        before = self._applied()
        self.decisions.add(decision)
        return _differing(before, self._applied())

    def withdraw(self, decision: Decision) -> set[str]:
        """Take a decision back, as if it had never been made; give what ``decide`` does. KeyError if it is not on record."""
        before = self._applied()
        self.decisions.remove(decision)
        return _differing(before, self._applied())

    def all(self) -> list[Speaker]:
        """Give all speakers, those of most articles first."""
        return self.speakers_of(self.registry.heads)

    def speakers_of(self, articles: Iterable[str]) -> list[Speaker]:
        """Give the speakers of some articles, each with all that others say of it, those of most articles first."""
        applied = self._applied()
        wanted = {key for article in articles for key in self._keys(article, applied).values()}
        places = {article for key in wanted for article in self._articles_of(key, applied)}
        found: dict[Final, list[tuple[str, Mention, Reading]]] = defaultdict(list)
        for article in sorted(places):
            keys, told = self._keys(article, applied), self.registry.told(article)
            for (mention, reading), node in zip(told.pairs, told.verdicts, strict=True):
                if node and keys[node, reading.written] in wanted:
                    found[keys[node, reading.written]].append((article, mention, reading))
        speakers = (put_together(key, entries) for key, entries in found.items())
        return sorted(speakers, key=lambda speaker: (-len(speaker.articles), speaker.name, speaker.id))

    def of(self, article: str) -> dict[tuple[int, int], str]:
        """Give the id of the speaker of each (claim, place) of an article.

        A claim whose speaker the extractor left open (*she*) has one at place 0 where the article tells who spoke before.
        """
        return self.ids([article])[article]

    def ids(self, articles: Iterable[str] | None = None) -> dict[str, dict[tuple[int, int], str]]:
        """Give the speakers of each claim of some articles (None: of all), as ``of`` does; a KeyError names one that is not there."""
        applied = self._applied()
        result: dict[str, dict[tuple[int, int], str]] = {}
        for article in self.registry.heads if articles is None else articles:
            told = self.registry.told(article)
            ids = {written: id_of(key) for written, key in self._keys(article, applied).items()}
            pairs = zip(told.pairs, told.verdicts, strict=True)
            result[article] = {(mention.claim, mention.place): ids[node, reading.written] for (mention, reading), node in pairs if node}
        return result

    def _note(self, article: str) -> None:
        self._spoken[article] = self.registry.heads[article].spoken
        for name in self._spoken[article]:
            self._where[name].add(article)

    def _unnote(self, article: str) -> None:
        for name in self._spoken.pop(article, ()):
            self._where[name].discard(article)

    def _noted(self, changed: set[str]) -> set[str]:
        """Note what the changed articles say now; give them and the rest of the stories that they were and are in."""
        touched = set(changed)
        for article in changed:
            touched |= self._story_of(article)
            self._unnote(article)
            self._note(article)
        return touched.union(*(self._story_of(article) for article in changed))

    def _story_of(self, article: str) -> set[str]:
        """Give the articles that share with this one somebody who stands for nobody outside its story."""
        local = [node for node in map(node_at, self._spoken.get(article, ())) if _stays(node)]
        return set[str]().union(*(self._story(node, article) for node in local))

    def _story(self, label: Node, article: str) -> set[str]:
        """Give the articles, from near to near, in which a label means the same group, role or body as in this one."""
        there = self._where[text_of(label)]
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

    def _keys(self, article: str, applied: Mapping[Member, Final]) -> dict[tuple[Node, str], Final]:
        """Give who is meant by each node and each name written for it in an article, after all decisions."""
        found: dict[tuple[Node, str], Final] = {}
        for name, names in self._spoken[article].items():
            node = node_at(name)
            key = self._key(node, article)
            for written in names:
                found[node, written] = applied.get(Member(key, written, article), (key,)) if applied else (key,)
        return found

    def _articles_of(self, key: Final, applied: Mapping[Member, Final]) -> Set[str]:
        """Give the articles in which somebody speaks."""
        decided = {member.article for member, final in applied.items() if final == key}
        return decided or self._with(*key[0])  # type: ignore[misc]

    def _with(self, node: Node, first: str) -> set[str]:
        """Give the articles in which somebody speaks whom nobody decided anything of."""
        if first:
            return self._story(node, first)
        part = self.registry.graph.parts.get(node, {node})
        return set[str]().union(*(self._where.get(text_of(other), set()) for other in part))

    def _applied(self) -> dict[Member, Final]:
        """Give who is meant, after all decisions, by each name of all speakers whom a decision names."""
        names = {fold(name) for decision in standing(self.decisions) for name in (decision.name, decision.other)}
        if not names:
            return {}
        named = {
            self._key(node_at(name), article)
            for article, spoken in self._spoken.items()
            for name, written in spoken.items()
            if any(fold(one) in names for one in written)
        }
        members = {
            Member(key, written, article)
            for key in named
            for article in self._with(*key)
            for name, told in self._spoken[article].items()
            if self._key(node_at(name), article) == key
            for written in told
        }
        return apply(members, self.decisions)


def _differing(before: Mapping[Member, Final], after: Mapping[Member, Final]) -> set[str]:
    """Give all articles of the speakers that two states of decisions take some name to, or away from."""
    both = [{member: told.get(member, (member.key,)) for member in before.keys() | after.keys()} for told in (before, after)]
    moved = {final for member in both[0] for final in (both[0][member], both[1][member]) if both[0][member] != both[1][member]}
    return {member.article for told in both for member, final in told.items() if final in moved}


def _stays(node: Node) -> bool:
    """Say whether a node stands for nobody outside its story."""
    return bool(node) and (node[0] == "local" or is_local(node))
