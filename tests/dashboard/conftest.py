"""A small database of our own for the pages, made without spaCy."""

from datetime import date
from pathlib import Path

import pytest

from claims.model import Article, Certainty, Claim, Evidence, Form, Polarity, Span, SpeakerKind
from claims.store.write import add_article

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
