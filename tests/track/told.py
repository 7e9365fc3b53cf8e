"""Tellings of our own, written as terms."""

from datetime import date

from claims.track.telling import Telling

BRIDGE = "main:cerrar | subj:puente | noun:puente | verb:cerrar | name:ribera | topic:puente | topic:ribera"
BRIDGE_EN = "main:close | subj:bridge | noun:bridge | verb:close | name:ribera | topic:bridge | topic:ribera"
DEAD = "main:morir | verb:morir | noun:incendio | name:lumar | number:{} persona | topic:incendio | topic:lumar"
BORDER = "main:cerrar | obj:frontera | noun:frontera | verb:cerrar | self:{0} | who:{0} | topic:frontera"


def tell(name: str, terms: str, language: str = "es", day: int | None = 1, **fields: object) -> Telling:
    """Make the only telling of an article that is named after it; ``day`` is one of June 2024."""
    published = date(2024, 6, day) if day else None
    given = {"certainty": 3, "polarity": "positive", **fields}
    return Telling(name, f"article {name}", language, terms, tuple(terms.split(" | ")), published=published, **given)  # type: ignore[arg-type]
