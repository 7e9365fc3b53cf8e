"""A canonical speaker, put together from all mentions of it: its name, aliases, kind and group."""

from collections import Counter
from dataclasses import dataclass

from claims.model import SpeakerKind, stable_id
from claims.track.speakers.cast import Mention
from claims.track.speakers.folding import words
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.nodes import Node
from claims.track.speakers.reading import Reading, Sort
from claims.track.speakers.states import state_name, voices


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


def id_of(key: tuple[object, ...]) -> str:
    """Give the id of a speaker: it stays while its key does."""
    return stable_id("speaker", repr(key))


def put_together(key: tuple[object, ...], entries: list[tuple[str, Mention, Reading]]) -> Speaker:
    """Put together one speaker from all mentions of it."""
    node: Node = key[0][0]  # type: ignore[index]
    direct = [reading for _, _, reading in entries if _names_itself(node, reading)] or [reading for _, _, reading in entries]
    names = Counter(reading.written for reading in direct)
    aliases = tuple(sorted(names, key=lambda name: (-names[name], -len(name), name)))
    kind = _kind(node, entries)
    canonical = node[-1] if node[0] in {"voice", "known"} and len(key) == 1 else _fullest(names, kind)
    return Speaker(id_of(key), canonical, kind, aliases, _group(node, [reading for _, _, reading in entries]), _articles(entries))


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
