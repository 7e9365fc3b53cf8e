"""What a page asks about one speaker, one track, or one claim."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.model import Polarity
from claims.store import decide, details, export, queries, tracked
from claims.store.filters import Filters
from tests.store.test_tracking import TOLD, fill, told


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Give a database of six articles, three of which tell one claim."""
    path = tmp_path / "claims.duckdb"
    fill(path, list(TOLD))
    return path


def claims_of(db: Path) -> dict[str, str]:
    """Give the id of each article's claim by the first words of the article."""
    found = queries.find_claims(db, Filters())
    by_article = dict(zip(found["article_id"], found["claim_id"], strict=True))
    return {text.split(",")[0]: by_article[told(text)[0].id] for text in TOLD}


def test_a_speaker_by_id(db: Path) -> None:
    """Name, kind and state of a speaker; nothing for an id that nobody has."""
    [key] = tracked.match_identities(db, "ana nunez")["speaker_id"]
    speaker = details.get_speaker(db, key)
    assert speaker is not None
    assert (speaker["name"], speaker["kind"]) == ("Ana Núñez", "person")
    assert details.get_speaker(db, "none") is None


def test_a_track_by_its_id_or_a_claim(db: Path) -> None:
    """A track is found by its own id and by any claim in it, and names the claim whose words stand for it."""
    claims = claims_of(db)
    track = details.get_track(db, claims["Según Ana Núñez"])
    assert track is not None
    assert track == details.get_track(db, track["track_id"])
    assert track["tellings"] == 3
    assert queries.get_claim(db, track["claim_id"]).claim.statement == track["sentence"]
    assert details.get_track(db, claims["Leo Prado cuenta 12 muertos en el incendio de Lumar."]) is None


def test_rises_name_the_hedge_that_vanished(db: Path) -> None:
    """Each rise says from which claim to which, by how many levels, and without which words."""
    claims = claims_of(db)
    track = details.get_track(db, claims["Según Ana Núñez"])
    assert track is not None
    [rise] = details.rises_of(db, track["track_id"]).to_dict("records")
    assert rise == {
        "first": claims["Según Ana Núñez"],
        "second": claims["El puente de Ribera cierra"],
        "levels": 2,
        "vanished": "podría",
    }
    assert details.rises_of(db, "none").empty


def test_who_said_some_claims(db: Path) -> None:
    """The speakers of each claim under the names they have across articles."""
    claims = claims_of(db)
    asked = (claims["El puente de Ribera cierra"], claims["The bridge in Ribera will not close"])
    found = details.who_said(db, asked)
    assert dict(zip(found["claim_id"], found["name"], strict=True)) == dict(zip(asked, ("Ana Núñez", "Leo Prado"), strict=True))


def test_other_claims_to_join(db: Path) -> None:
    """What is found has all the words, is not in the same track, and stands once for each track."""
    claims = claims_of(db)
    alone = claims["Leo Prado cuenta 12 muertos en el incendio de Lumar."]
    found = details.find_other_claims(db, alone, "RIBERA")
    assert list(found["tellings"]) == [3]
    assert found["published"][0] == date(2024, 6, 1)
    assert details.find_other_claims(db, claims["Según Ana Núñez"], "ribera").empty
    assert details.find_other_claims(db, alone, " ").empty
    assert alone not in set(details.find_other_claims(db, alone, "muertos")["claim_id"])


def test_decisions_that_stand(db: Path) -> None:
    """A page sees the decisions on its own names and claims, in the words that were decided on, until they are taken back."""
    claims = claims_of(db)
    merged = decide.merge_speakers(db, "Ana Núñez", "Santiago")
    joined = decide.join_claims(db, claims["Según Ana Núñez"], claims["La frontera se cierra"])
    [key] = tracked.match_identities(db, "Santiago")["speaker_id"]
    [standing] = decide.standing_on_speaker(db, key)
    assert (standing.number, standing.kind, standing.first, standing.second) == (merged, "merge", "Ana Núñez", "Santiago")
    [other] = tracked.match_identities(db, "Leo Prado")["speaker_id"]
    assert decide.standing_on_speaker(db, other) == []
    track = details.get_track(db, claims["La frontera se cierra"])
    assert track is not None
    [standing] = decide.standing_on_track(db, track["track_id"])
    assert (standing.number, standing.kind) == (joined, "join")
    assert standing.second == queries.get_claim(db, claims["La frontera se cierra"]).claim.statement
    decide.undo(db, joined)
    decide.undo(db, merged)
    assert decide.standing_on_track(db, track["track_id"]) == []
    assert decide.standing_on_speaker(db, key) == []


def test_a_claim_taken_out_leaves_the_others_together(db: Path) -> None:
    """Whichever claim of a track is another one, the rest stays one track, and undoing brings it back."""
    for claim in sorted(details.members_of(db, tracked.find_tracks(db, Filters())["track_id"][0])):
        numbers = decide.take_out(db, claim)
        assert details.get_track(db, claim) is None
        assert list(tracked.find_tracks(db, Filters())["tellings"]) == [2]
        for number in reversed(numbers):
            decide.undo(db, number)
        assert list(tracked.find_tracks(db, Filters())["tellings"]) == [3]
    assert decide.take_out(db, "none") == []


def test_speakers_of_a_state(db: Path) -> None:
    """Those who speak for a state are counted and listed."""
    counted = tracked.state_counts(db)
    for state, speakers in zip(counted["state"], counted["speakers"], strict=True):
        assert tracked.count_speakers(db, Filters(), states=(state,)) == speakers
        assert set(tracked.find_speakers(db, Filters(), states=(state,))["state"]) == {state}
    assert "Chile" in set(counted["state"])


def test_names_say_which_is_the_speakers_own(db: Path) -> None:
    """The name that the speaker goes by is told from the others, which can be taken out."""
    [key] = tracked.match_identities(db, "ana nunez")["speaker_id"]
    names = tracked.aliases_of(db, key)
    assert dict(zip(names["alias"], names["own"], strict=True)) == {"Ana Núñez": True, "Núñez": False}


def test_denials_are_filtered(db: Path) -> None:
    """The filter on polarity lets denials alone through."""
    assert list(queries.find_claims(db, Filters(polarities=(Polarity.NEGATIVE,)))["canonical"]) == ["Leo Prado"]
    counted = queries.polarity_counts(db, Filters(polarities=(Polarity.NEGATIVE,)))
    assert dict(zip(counted["polarity"], counted["claims"], strict=True)) == {"positive": 5, "negative": 1}


def test_days_are_written_as_days(db: Path) -> None:
    """JSON lines have days as YYYY-MM-DD, whatever their column is called."""
    assert b'"first_seen":"2024-06-01"' in export.to_json_lines(tracked.find_tracks(db, Filters()))


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(), st.text()), max_size=4, unique=True))
def test_a_graph_can_be_read_again(pairs: list[tuple[str, str]]) -> None:
    """Whatever people are called, the GraphML is well-formed and has each relay as an arrow."""
    frame = pd.DataFrame(
        [(carrier, holder, 2, 1, carrier, date(2024, 6, 1), None) for carrier, holder in pairs], columns=list(tracked.RELAY_COLUMNS)
    )
    root = ElementTree.fromstring(export.to_graphml(frame))  # noqa: S314
    spoken = {(e.get("source"), e.get("target")) for e in root.iter("{http://graphml.graphdrawing.org/xmlns}edge")}
    assert len(spoken) <= len(pairs)
    plain = {(a, b) for a, b in pairs if a.isprintable() and b.isprintable()}
    assert plain <= spoken


def test_another_extraction_keeps_what_a_page_shows(db: Path) -> None:
    """A decision on a claim that came back under another id is shown with its present words."""
    from claims.store.write import replace_claims

    claims = claims_of(db)
    decide.join_claims(db, claims["Según Ana Núñez"], claims["La frontera se cierra"])
    article, claim = told(list(TOLD)[5])
    replace_claims(db, article, [replace(claim, content=(type(claim.content[0]).of(article.text, 26, len(article.text)),))])
    track = details.get_track(db, claims["Según Ana Núñez"])
    assert track is not None
    [standing] = decide.standing_on_track(db, track["track_id"])
    assert standing.second == article.text[26:]
