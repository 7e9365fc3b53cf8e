"""Speakers and tracks in the store: one article at a time gives what a rebuild gives, and a person's decisions outlive both."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.model import Article, Certainty, Claim, ClaimsError, Evidence, Polarity, Span, SpeakerKind
from claims.store import decide, queries, tracked
from claims.store.filters import Filters
from claims.store.write import add_article, remove_article, replace_claims
from claims.track.telling import Telling
from claims.track.tracks import build
from tests.track.told import BORDER, BRIDGE, BRIDGE_EN, DEAD

TOLD = {  # sentence, its terms, who says it, language, day of June, level, polarity
    "Según Ana Núñez, el puente de Ribera podría cerrar.": (BRIDGE, "Ana Núñez", "es", 1, 1, "positive"),
    "El puente de Ribera cierra, dijo Núñez a Ana Núñez.": (BRIDGE, "Núñez", "es", 3, 3, "positive"),
    "The bridge in Ribera will not close, Leo Prado said.": (BRIDGE_EN, "Leo Prado", "en", 2, 3, "negative"),
    "Leo Prado cuenta 12 muertos en el incendio de Lumar.": (DEAD.format(12), "Leo Prado", "es", None, 3, "positive"),
    "Prado cuenta 41 muertos, según el diario El Faro.": (DEAD.format(41), "Prado", "es", 4, 3, "positive"),
    "La frontera se cierra, dice Santiago por boca de Prado.": (BORDER.format("santiago"), "Santiago", "es", 5, 3, "positive"),
}
HARD = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def told(text: str) -> tuple[Article, Claim]:
    """Make the article of a sentence, and its one claim."""
    terms, speaker, language, day, level, polarity = TOLD[text]
    article = Article("a", text, language=language, outlet=f"Outlet {level}", published=date(2024, 6, day) if day else None)
    at = text.index(speaker)
    hedge = tuple(Evidence(Span.of(text, text.index(w), text.index(w) + len(w)), "modal", "level:1") for w in ["podría"] if w in text)
    claim = Claim(
        article="a",
        content=(Span.of(text, 20, len(text)),),
        source=Span.of(text, at, at + len(speaker)),
        relays=(Span.of(text, text.index("el diario"), len(text) - 1),) if "el diario" in text else (),
        speakers=(speaker,),
        speaker_kind=SpeakerKind.PERSON,
        certainty=Certainty(level),
        polarity=Polarity(polarity),
        evidence=hedge,
        terms=tuple(terms.split(" | ")),
    )
    return article, claim


def fill(db: Path, texts: list[str]) -> None:
    """Add articles one by one."""
    for text in texts:
        article, claim = told(text)
        assert add_article(db, article, [claim])


def state(db: Path) -> tuple[object, ...]:
    """Give all that tracking derived."""
    claims = queries.find_claims(db, Filters(), sort="claim_id")[["claim_id", "canonical", "track_id"]]
    tracks = tracked.find_tracks(db, Filters(), sort="track_id")
    speakers = tracked.find_speakers(db, Filters(), sort="speaker_id")
    frames = (claims, tracks, speakers, tracked.find_relays(db, Filters()))
    return tuple(frame.to_csv(index=False) for frame in frames)


@HARD
@given(st.permutations(list(TOLD)), st.integers(0, 5))
def test_any_order_and_any_rereading_give_the_same(tmp_path_factory, order: list[str], again: int) -> None:
    """Articles in another order, one of them taken out and read anew, leave the same speakers, tracks and relays."""
    one, other = (tmp_path_factory.mktemp("db") / "claims.duckdb" for _ in range(2))
    fill(one, list(TOLD))
    fill(other, order)
    article, claim = told(order[again])
    replace_claims(other, article, [claim])
    assert state(one) == state(other)


def test_stored_tracks_are_those_of_the_library(tmp_path: Path) -> None:
    """The database holds exactly the tracks that ``build`` makes of the same tellings."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD))
    ids = dict(zip(*(queries.find_claims(db, Filters())[c] for c in ("article_id", "claim_id")), strict=True))
    tellings = [Telling.of(ids[article.id], article, claim) for article, claim in map(told, TOLD)]
    assert set(tracked.find_tracks(db, Filters())["track_id"]) == {t.id for t in build(tellings) if len(t.tellings) > 1}


def test_a_track_tells_how_its_certainty_rose(tmp_path: Path) -> None:
    """First and last day and level, the largest rise with the hedge that vanished, outlets, speakers, and that it was denied."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD)[:3])
    [track] = tracked.find_tracks(db, Filters()).to_dict("records")
    assert (track["first_seen"], track["last_seen"]) == (date(2024, 6, 1), date(2024, 6, 3))
    assert (track["first_certainty"], track["last_certainty"], track["rise"], track["vanished"]) == (1, 3, 2, "podría")
    assert track["contradicted"]
    assert track["speakers"] == "Ana Núñez · Leo Prado"


def test_speakers_are_joined_across_articles(tmp_path: Path) -> None:
    """A surname is the person whose full name stands elsewhere, and the filter finds both under either name."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD))
    found = tracked.find_speakers(db, Filters(), search="nunez")
    assert list(found["aliases"]) == ["Núñez"]
    assert queries.count_claims(db, Filters(speakers=("Ana Núñez",))) == 2
    assert queries.count_claims(db, Filters(identities=tuple(found["speaker_id"]))) == 2


def test_relays_are_data(tmp_path: Path) -> None:
    """Who carried whose statement, a row a link of the chain, under the names that speakers have across articles."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD))
    article, claim = told(next(iter(TOLD)))
    again = replace(article, text=article.text + " Fin.")
    relays = (Span.of(again.text, 0, 5), Span.of(again.text, 6, 9))
    add_article(db, again, [replace(claim, relays=relays, carriers=("Tass", "Prado"))])
    rows = {(r.carrier, r.holder) for r in tracked.find_relays(db, Filters()).itertuples()}
    assert rows == {("el diario El Faro", "Leo Prado"), ("Tass", "Ana Núñez"), ("Leo Prado", "Tass")}


def test_merge_and_undo(tmp_path: Path) -> None:
    """Two names become one speaker, also in articles that come later, until the decision is undone; the log keeps both lines."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD)[:4])
    before = state(db)
    number = decide.merge_speakers(db, "Ana Núñez", "Leo Prado")
    assert len(tracked.find_speakers(db, Filters())) == len(tracked.find_speakers(db, Filters(), search="prado nunez")) == 1
    fill(db, list(TOLD)[4:5])
    assert tracked.find_speakers(db, Filters(), search="leo")["claims"].sum() == 5
    decide.undo(db, number)
    assert remove_article(db, told(list(TOLD)[4])[0].id)
    assert state(db) == before
    assert [entry.undone for entry in decide.list_decisions(db)] == [True, False]


def test_a_split_takes_a_name_out(tmp_path: Path) -> None:
    """The short name is no longer who the full name is."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD)[:2])
    assert len(tracked.find_speakers(db, Filters())) == 1
    decide.split_speaker(db, "Núñez", "Ana Núñez")
    assert sorted(tracked.find_speakers(db, Filters())["name"]) == ["Ana Núñez", "Núñez"]


def test_join_and_part_outlive_another_extraction(tmp_path: Path) -> None:
    """A claim that comes back under another id, with other borders, is still where a person put it."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD)[3:])
    ids = dict(zip(*(queries.find_claims(db, Filters())[c] for c in ("article_id", "claim_id")), strict=True))
    (first, claim), (second, _) = map(told, list(TOLD)[3:5])
    assert tracked.find_tracks(db, Filters()).empty
    decide.join_claims(db, ids[first.id], ids[second.id])
    [track] = tracked.find_tracks(db, Filters()).to_dict("records")
    assert track["tellings"] == 2
    replace_claims(db, first, [replace(claim, content=(Span.of(first.text, 26, len(first.text)),))])
    assert queries.article_claims(db, first.id)[0].id != ids[first.id]
    [track] = tracked.find_tracks(db, Filters()).to_dict("records")
    assert track["tellings"] == 2
    decide.part_claims(db, queries.article_claims(db, first.id)[0].id, ids[second.id])
    assert tracked.find_tracks(db, Filters()).empty


@pytest.mark.parametrize(
    "wrong",
    [
        lambda db: decide.merge_speakers(db, "Ana Núñez", "Nobody Known"),
        lambda db: decide.merge_speakers(db, "Ana Núñez", "Ana Núñez"),
        lambda db: decide.join_claims(db, "x", "y"),
        lambda db: decide.undo(db, 7),
        lambda db: tracked.find_tracks(db, Filters(), sort="claims; DROP TABLE tracks"),
        lambda db: tracked.find_speakers(db, Filters(), sort="1"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, wrong) -> None:
    """A sentence says what is missing, and nothing is put on the log."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD)[:2])
    with pytest.raises(ClaimsError):
        wrong(db)
    assert decide.list_decisions(db) == []


def test_a_profile_compares_a_speaker_with_all_others(tmp_path: Path) -> None:
    """Shares of levels, each side summing to one."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(TOLD))
    [speaker] = tracked.match_identities(db, "ana nunez")["speaker_id"]
    profile = tracked.certainty_profile(db, speaker, Filters())
    assert list(profile["certainty"]) == [0, 1, 2, 3, 4]
    assert list(profile["speaker"]) == [0, 0.5, 0, 0.5, 0]
    assert profile["others"].sum() == pytest.approx(1)
