"""Who carried a statement: the names of a claim's relays, and no relay that is the speaker itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from claims.extract.attribution import Attribution
from claims.extract.reading import Reading
from claims.extract.speakers import Resolver
from claims.model import Claim, Span

Found = tuple[Attribution, Claim]


def name_carriers(reading: Reading, found: Sequence[Found]) -> list[Found]:
    """Give each relay of a claim the name that its document gives it, and take out those that mean one of the claim's speakers.

    *A su juicio, es probable que A, aunque no descarta que B*: whoever judges is also who does not rule out B, and relays nothing.
    """
    if not any(claim.relays for _, claim in found):
        return list(found)
    speakers = {claim.source: claim.speakers for _, claim in found if claim.source and claim.speakers}
    resolver = Resolver(reading)
    return [(attribution, _named(resolver, claim, speakers)) for attribution, claim in found]


def _named(resolver: Resolver, claim: Claim, speakers: Mapping[Span, tuple[str, ...]]) -> Claim:
    pairs = [(relay, (speakers.get(relay) or _bearer(resolver, relay))[0]) for relay in claim.relays]
    kept = [(relay, name) for relay, name in pairs if name not in claim.speakers]
    return replace(claim, relays=tuple(relay for relay, _ in kept), carriers=tuple(name for _, name in kept))


def _bearer(resolver: Resolver, relay: Span) -> tuple[str, ...]:
    phrase = resolver.doc.char_span(relay.start, relay.end, alignment_mode="expand")
    return (resolver.bearer(phrase.root) if phrase is not None else ()) or (relay.text,)
