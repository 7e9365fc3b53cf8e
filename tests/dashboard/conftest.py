"""A small database of our own for the pages, made without spaCy."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from claims.model import Article, Certainty, Claim, Evidence, Form, Polarity, Span, SpeakerKind
from claims.store.write import add_article
from tests.track.told import BORDER, BRIDGE, BRIDGE_EN

TEXTS = {
    "puente": "La alcaldesa Nora Díez aseguró que el puente es seguro.\n\nAnalistas sugieren que podría ceder.",
    "malo": 'Leo dijo que <script>alert("x")</script> **es** $\\alpha$ =1+1.\n\nNada más.',
}


def claim(text: str, speaker: str, cue: str, content: str, level: int, hedge: str | None = None) -> Claim:
    """Make a claim of words that occur in a text."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    evidence = (Evidence(span(hedge), "modal", f"level:{level}"),) if hedge else ()
    source = speaker if speaker in text else None
    return Claim(
        "a", (span(content),), span(source) if source else None, span(cue), (), (speaker,), SpeakerKind.PERSON, Form.INDIRECT,
        Certainty(level), Polarity.POSITIVE, rule="clause", evidence=evidence,
    )  # fmt: skip


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a database with two articles, and make the dashboard use it."""
    path = tmp_path / "claims.duckdb"
    good, bad = TEXTS["puente"], TEXTS["malo"]
    add_article(
        path,
        Article("puente", good, "es", title="El puente", outlet="La Ribera", published=date(2024, 6, 18)),
        [claim(good, "Nora Díez", "aseguró", "el puente es seguro", 3), claim(good, "Analistas", "sugieren", "podría ceder", 1, "podría")],
    )
    add_article(
        path,
        Article("malo", bad, "es", title="<b>Malo</b>", outlet="Voz", published=date(2024, 6, 20)),
        [claim(bad, "Leo", "dijo", bad[bad.index("<script>") : bad.index("\n")], 3)],
    )
    monkeypatch.setenv("SEGUN_DB", str(path))
    return path


HOSTILE = "Leo <b>Prado</b> **Ruiz** $x$"
TOLD = [  # text, who says it, what, level, polarity, day of June, outlet, terms
    ("Según Ana Núñez, el puente de Ribera podría cerrar.", "Ana Núñez", "el puente de Ribera podría cerrar", 1, "positive", 1, "La Ribera", BRIDGE),
    ("El puente de Ribera cierra, dijo Núñez a Ana Núñez.", "Núñez", "El puente de Ribera cierra", 3, "positive", 3, "Voz", BRIDGE),
    (f"The bridge in Ribera will not close, {HOSTILE} said.", HOSTILE, "The bridge in Ribera will not close", 3, "negative", 4, "Ledger", BRIDGE_EN),
    ("El puente de Ribera cierra en <i>enero</i>, dijo Núñez.", "Núñez", "El puente de Ribera cierra en <i>enero</i>", 3, "positive", None, "Faro", BRIDGE),
    ("La frontera se cierra, dijo Marta Soler.", "Marta Soler", "La frontera se cierra", 3, "positive", 5, "Faro", BORDER.format("soler")),
    ("La frontera se queda como está, dijo Santiago a El Faro.", "Santiago", "La frontera se queda como está", 3, "positive", 6, "Voz", "verb:quedar | noun:frontera"),
    ("Chile no tiene prisa, dijo el Gobierno de Chile.", "Gobierno de Chile", "Chile no tiene prisa", 3, "positive", 7, "Voz", "verb:tener | noun:prisa"),
]  # fmt: skip


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a database in which one claim is told four times, and make the dashboard use it."""
    path = tmp_path / "told.duckdb"
    for text, speaker, content, level, polarity, day, outlet, terms in TOLD:
        hedged = replace(
            claim(text, speaker, "dijo" if "dijo" in text else speaker, content, level, "podría" if "podría" in text else None),
            polarity=Polarity(polarity),
            terms=tuple(terms.split(" | ")),
            carriers=("Tass",) if level == 1 else (),
            speaker_kind=SpeakerKind.PLACE if speaker == "Santiago" else SpeakerKind.PERSON,
        )
        published = date(2024, 6, day) if day else None
        assert add_article(
            path,
            Article("a", text, "en" if terms == BRIDGE_EN else "es", title=f"<u>{outlet}</u>", outlet=outlet, published=published),
            [hedged],
        )
    monkeypatch.setenv("SEGUN_DB", str(path))
    return path
