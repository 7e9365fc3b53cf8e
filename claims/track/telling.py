"""A claim as one article tells it: what tracking needs of both, flat, so that a store can keep it in a row."""

from dataclasses import dataclass
from datetime import date

from claims.model import Article, Claim, Evidence, SpeakerKind


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim in its article.

    ``id`` is the claim's id, the same whenever the article is read. ``published`` is the day of the article, None where
    nobody knows it; ``outlet`` too. ``terms`` are the claim's, ``speakers`` its canonical names where somebody has resolved
    them across documents, else the names that its document gives. ``relays`` are those through whom it was carried, outward.
    """

    id: str
    article: str
    language: str
    content: str
    terms: tuple[str, ...]
    certainty: int
    polarity: str
    stance: str = "neutral"
    published: date | None = None
    outlet: str | None = None
    speakers: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    by_author: bool = False

    @classmethod
    def of(cls, claim_id: str, article: Article, claim: Claim, *, speakers: tuple[str, ...] | None = None) -> "Telling":
        """Take from an article and one of its claims what tracking needs.

        ``speakers`` are canonical names, in the place of those that the document gives (None: those of the claim).

        >>> from claims.model import Span
        >>> claim = Claim("a", (Span(0, 6, "Llueve"),), terms=("main:llover", "verb:llover"))
        >>> Telling.of("1", Article("a", "Llueve.", language="es", outlet="El Faro"), claim).outlet
        'El Faro'
        """
        return cls(
            id=claim_id,
            article=article.id,
            language=article.language or "",
            content=claim.statement,
            terms=claim.terms,
            certainty=int(claim.certainty),
            polarity=str(claim.polarity),
            stance=str(claim.stance),
            published=article.published,
            outlet=article.outlet,
            speakers=claim.speakers if speakers is None else speakers,
            relays=claim.carriers or tuple(span.text for span in claim.relays),
            evidence=claim.evidence,
            by_author=claim.speaker_kind == SpeakerKind.AUTHOR,
        )
