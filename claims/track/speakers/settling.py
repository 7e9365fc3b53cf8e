"""Who a mention means: decided from its own article and those near it, so that one more article changes its story only."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from claims.model import SpeakerKind
from claims.track.speakers.cast import Mention
from claims.track.speakers.concepts import concepts
from claims.track.speakers.evidence import OWN, Known, Offer, best, gather, has_proper
from claims.track.speakers.lexicon import lexicon
from claims.track.speakers.nodes import Node, is_local, is_whole, node_of
from claims.track.speakers.reading import Reading, Sort

BEARS = 1.6  # a name that fits, and its role
SURE = 0.8  # a body that is called so, and not only may be


@dataclass(frozen=True, slots=True)
class Story:
    """What surrounds a mention: the speakers named in its story, acronyms spelled there, and a look beyond it.

    ``anywhere`` gives the full names, wherever told, that a shorter one of several words is a part of; ``bearers`` who bore
    a role for a state near the article's date.
    """

    known: dict[Node, Known]
    spelled: tuple[tuple[str, str], ...]
    anywhere: Callable[[tuple[str, ...]], set[Node]]
    bearers: Callable[[frozenset[str], str], set[Node]]


def settle(mention: Mention, reading: Reading, story: Story, language: str) -> Node:
    """Give the node that a mention means; one that begins with "local" stands for nobody outside its story."""
    node = node_of(reading)
    if reading.sort in {Sort.VOICE, Sort.KNOWN} and node:
        return node
    called = mention.source != "" and not reading.phrase_name
    if called and reading.sort in {Sort.PERSON, Sort.BODY}:
        return _corrected(mention, reading, node or (), story, language)
    if node and node[0] == "name":
        return _named(reading, node, story)
    if node and not is_local(node):
        return next((root for root, known in story.known.items() if node in known.nodes), node)
    if reading.sort in {Sort.KIND, Sort.BODY}:
        return _kind(reading, node, story)
    if reading.sort == Sort.ROLE:
        return _role(reading.described, reading, story) or _local("role", reading.concepts)
    if reading.sort == Sort.GROUP:
        return _group(mention, reading, story)
    return _local("document", reading.concepts)


def settle_all(pairs: Sequence[tuple[Mention, Reading]], story: Story, language: str) -> list[Node]:
    """Give the node of each mention of an article, in their order; () for one that nothing tells.

    What its story leaves open means whoever spoke last in the article and can be meant: *she*, *the geographer*, *el documento*.
    """
    found: list[Node] = []
    for mention, reading in pairs:
        node = settle(mention, reading, story, language) if reading.sort != Sort.OPEN else ()
        if reading.sort == Sort.OPEN or node[:2] in {("local", "role"), ("local", "document")}:
            node = _spoke_before(mention, reading, pairs, found, story) or node
        found.append(node)
    return found


def _spoke_before(
    mention: Mention, reading: Reading, pairs: Sequence[tuple[Mention, Reading]], found: Sequence[Node], story: Story
) -> Node | None:
    """Give whoever spoke last before and can be meant: a person for a role, the issuer of a document for the document."""
    lists = lexicon().lists
    first = mention.source.split(" ")[0].casefold()
    if reading.sort == Sort.ROLE and first not in lists["definite"]:
        return None
    for (before, other), node in zip(reversed(pairs[: len(found)]), reversed(found), strict=True):
        if before.claim == mention.claim or not node:
            continue
        known = story.known.get(node)
        if reading.sort == Sort.DOCUMENT:
            issued = before.kind == SpeakerKind.DOCUMENT or first in lists["possessives"]
            return node if issued and known is not None and known.bodies and first in lists["definite"] else None
        if known is None:
            if (
                reading.sort == Sort.OPEN
                and not reading.gender
                and other.sort in {Sort.GROUP, Sort.ROLE, Sort.VOICE, Sort.KNOWN, Sort.KIND}
            ):
                return node
            continue
        person = node[0] == "name" and known.persons >= known.bodies
        if reading.sort == Sort.OPEN and not reading.gender:
            return node
        if person and not known.is_apart(reading.gender, reading.state):
            return node
    return _only_other(reading, story) if reading.sort == Sort.ROLE else None


def _only_other(reading: Reading, story: Story) -> Node | None:
    """Give the one person named in the article whom a role can mean."""
    persons = [
        root for root, k in story.known.items() if k.tier == OWN and k.persons > k.bodies and not k.is_apart(reading.gender, reading.state)
    ]
    return persons[0] if len(persons) == 1 else None


def _local(sort: str, meant: Iterable[str]) -> Node:
    return ("local", sort, *sorted(meant))


def _named(reading: Reading, node: Node, story: Story) -> Node:
    """Settle a name without words of a list: in full, short for a fuller one nearby, or an acronym."""
    short = node[1:]
    if 0 < len(reading.phrase_name) < len(short):  # the extractor took it for a fuller name: la fiscal Benavídez
        scores = _names(reading, reading.phrase_name, story)
        return best(scores) or node
    spelled = reading.written.upper() == reading.written and len(short) == 1 and len(short[0]) > 1
    if spelled:
        bodies = [(1.0, k.tier, root) for root, k in story.known.items() if k.is_short_for(reading.written, story.spelled)]
        if found := best(bodies):
            return found
    if len(short) > 1:
        mine = next((root for root, known in story.known.items() if node in known.nodes), node)
        if mine != node:
            return mine
        elsewhere = story.anywhere(short)
        return elsewhere.pop() if len(elsewhere) == 1 else node
    brand = [root for root, known in story.known.items() if node in known.nodes and known.bodies > known.persons]
    if brand and reading.sort == Sort.BODY and story.known[brand[0]].bodies > 1:
        return brand[0]
    fuller = _names(reading, short, story)
    if found := best(fuller):
        return found
    part_of_more = [(0.9, k.tier, root) for root, k in story.known.items() if any(has_proper(n, short[0]) for n in k.nodes)]
    if found := best(part_of_more):
        return found
    body = reading.sort == Sort.BODY or (node in story.known and story.known[node].bodies > 0)
    return node if body else _local("name", short)


def _names(reading: Reading, short: tuple[str, ...], story: Story) -> list[tuple[float, int, Node]]:
    """Score whom a short name can mean; whoever bears the role that stands with it comes before all others."""
    scores = [(k.fits_name(reading, short), k.tier, root) for root, k in story.known.items()]
    scores = [entry for entry in scores if entry[0] > 0]
    bearing = [entry for entry in scores if entry[0] >= BEARS]
    return bearing or scores


def _corrected(mention: Mention, reading: Reading, node: Node, story: Story, language: str) -> Node:
    """Settle a description that the extractor gave a name to: the name, unless the story knows that another bears the role."""
    own = _named(reading, node, story) if node[:1] == ("name",) else node
    if reading.sort != Sort.PERSON:
        return own
    meant = concepts(mention.source, language)
    roles = frozenset(c for c, kind, _ in meant if kind)
    if not any(kind == "roles" for _, kind, _ in meant):
        return own
    mine = story.known.get(own)
    wrong = mine is not None and mine.is_apart(reading.gender, "")
    if mine is not None and mine.roles & roles and not wrong:
        return own
    others = [(k.bears(roles, reading.gender, reading.state), k.tier, root) for root, k in story.known.items() if root != own]
    others = [(score, tier, root) for score, tier, root in others if score >= 2]
    return best(others) or (_local("role", roles) if wrong else own)


def _role(meant: frozenset[str], reading: Reading, story: Story) -> Node | None:
    """Settle *la directora de red*: who bears the role in this article or near it, or for a state near its date."""
    scores = [(k.bears(meant, reading.gender, reading.state), k.tier, root) for root, k in story.known.items()]
    if found := best(scores):
        return found
    if reading.state and not any(score > 0 for score, _, _ in scores):
        bearers = story.bearers(meant, reading.state)
        return bearers.pop() if len(bearers) == 1 else None
    return None


def _kind(reading: Reading, node: Node | None, story: Story) -> Node:
    """Settle *el ministerio*, *the union*: the one body nearby that can be called so, itself left out."""
    mine = next((root for root, k in story.known.items() if node in k.nodes), node)
    if mine != node and mine is not None:
        return mine
    known = {root: k for root, k in story.known.items() if root != node}
    scores = [(k.is_called(reading.concepts, reading.state), k.tier, root) for root, k in known.items()]
    if node is not None:  # it has a name already: only a fuller one of the same kind will do
        scores = [entry for entry in scores if entry[0] >= SURE and entry[2][0] == "body" and len(entry[2]) > len(node)]
    if found := best(entry for entry in scores if entry[0] >= SURE) or best(scores):
        return found
    plain = {c for c in reading.concepts if c[0] != "@" and c not in lexicon().lists["generic"]}
    if node is None and all(lexicon().kinds.get(c) == "companies" for c in plain):
        scores = [(0.5, k.tier, root) for root, k in known.items() if _may_be_a_body(root, k, story)]
        if found := best(scores):
            return _local("name", found[1:])
    return node or _local("body", reading.concepts)


def _may_be_a_body(root: Node, known: Known, story: Story) -> bool:
    """Say whether a name of one word that is taken for a person's may be a company's: it has no role and no fuller name."""
    if root[0] != "name" or len(root) != 2 or known.roles or known.genders or known.bodies:
        return False
    return not any(root[1] in node[1:] for other, k in story.known.items() if other != root for node in k.nodes)


def _group(mention: Mention, reading: Reading, story: Story) -> Node:
    """Settle people without a name: *the millers* are their association where this article names one; else a group of their own."""
    definite = mention.source.split(" ")[0].casefold() in lexicon().lists["definite"]
    if definite and mention.kind == SpeakerKind.UNNAMED:
        near = [(root, k) for root, k in story.known.items() if k.bodies and (k.tier == OWN or "party" in root)]
        bodies = [(k.is_called(reading.concepts, ""), k.tier, root) for root, k in near]
        if found := best(bodies):
            return found
    kinds = lexicon().kinds
    return _local("group", {c for c in reading.concepts if kinds.get(c) in {"roles", "companies"}} or reading.concepts)


def offer_of(mention: Mention, reading: Reading) -> Offer | None:
    """Give what a mention offers others to refer to: a full name; None for a mention that only refers."""
    node = node_of(reading)
    if node is None or reading.sort == Sort.VOICE:
        return None
    if is_local(node) and not is_whole(reading):
        return None
    if mention.claim < 0 and not _worth(reading, node):
        return None
    whole = len(reading.phrase_name) >= len(reading.name) and bool(reading.phrase_name)
    direct = whole or not mention.source or reading.sort == Sort.KIND
    return Offer(node, reading, direct, beside=mention.claim < 0)


def _worth(reading: Reading, node: Node) -> bool:
    """Say whether a name that only stands in the text tells something: a role, what body it is, a full name."""
    kinds = lexicon().kinds
    if reading.sort == Sort.PERSON:
        return any(kinds.get(c) == "roles" for c in reading.roles)
    if node[0] == "body":
        return len(node) < 7 and any(kinds.get(c) in {"bodies", "companies"} for c in node[1:])
    return bool(reading.described) or len(node) > 2


def is_bare(offer: Offer) -> bool:
    """Say whether a name stands in a text and nothing is told of it, so that it helps to read its own article only."""
    return offer.beside and offer.node[0] == "name" and not offer.reading.roles


__all__ = ["Story", "gather", "is_bare", "offer_of", "settle", "settle_all"]
