"""The pages of speakers and of tracks, run by Streamlit's own test runner."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.store import decide, details, queries, tracked
from claims.store.filters import Filters
from tests.dashboard.conftest import HOSTILE
from tests.dashboard.test_pages import open_app, open_page, texts


def names(app: AppTest) -> list[str]:
    """Give the speakers in the rows of the table."""
    return list(app.dataframe[0].value["name"])


def speaker(db: Path, text: str) -> str:
    """Give the id of the speaker of that name."""
    [key] = tracked.match_identities(db, text)["speaker_id"]
    return str(key)


def track(db: Path) -> dict[str, object]:
    """Give the one track."""
    [found] = tracked.find_tracks(db, Filters()).to_dict("records")
    one = details.get_track(db, str(found["track_id"]))
    assert one is not None
    return one


def press(app: AppTest, label: str, number: int = 0) -> AppTest:
    """Press a button."""
    return [b for b in app.button if b.label == label][number].click().run()


def write(app: AppTest, name: str, words: str) -> AppTest:
    """Write into a field that is empty again after each decision."""
    [field] = [field for field in app.text_input if str(field.key).startswith(name)]
    return field.set_value(words)


def opened(app: AppTest, name: str) -> str:
    """Give what the URL opens."""
    value = app.query_params[name]
    return str(value[0] if isinstance(value, list) else value)


def test_speakers_are_listed(told: Path) -> None:
    """All who speak, most quoted first, with numbers and days."""
    app = open_page("speakers")
    assert not app.exception
    assert names(app)[0] == "Ana Núñez"
    assert set(names(app)) == {"Ana Núñez", HOSTILE, "Marta Soler", "Santiago", "Chile"}
    first = app.dataframe[0].value.to_dict("records")[0]
    assert (first["claims"], first["articles"], first["outlets"], first["denied"]) == (3, 3, 3, 0)
    assert "5 speakers" in texts(app)


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"name": "NUNEZ"}, ["Ana Núñez"]),
        ({"kind": "place"}, ["Chile", "Santiago"]),
        ({"polarity": "negative"}, [HOSTILE]),
        ({"since": "2024-06-05", "sort": "name", "order": "asc"}, ["Chile", "Marta Soler", "Santiago"]),
        ({"outlet": "Faro", "sort": "nonsense", "page": "9"}, ["Ana Núñez", "Marta Soler"]),
    ],
)
def test_links_reproduce_the_speakers(told: Path, parameters: dict[str, str], expected: list[str]) -> None:
    """What the URL says is what the table shows; what it cannot mean is left out."""
    app = open_page("speakers", **parameters)
    assert not app.exception
    assert names(app) == expected


def test_a_speaker_is_told_whole(told: Path) -> None:
    """A link opens name, numbers, relays, names, and a way to the claims."""
    key = speaker(told, "ana nunez")
    app = open_page("speakers", speaker_id=key)
    assert not app.exception
    shown = texts(app)
    assert '<h1 id="speaker">Ana Núñez</h1>' in shown
    assert f"./?identity={key}" in shown
    assert list(app.dataframe[0].value["carrier"]) == ["Tass"]
    assert [b.label for b in app.button].count("is somebody else") == 1
    assert len(app.get("plotly_chart")) == 2


def test_what_a_speaker_denies_is_escaped(told: Path) -> None:
    """Denials stand with links to each, and a name from outside is never markup."""
    app = open_page("speakers", speaker_id=speaker(told, HOSTILE), ui="es")
    shown = texts(app)
    assert "Lo que niega" in shown
    assert "The bridge in Ribera will not close" in shown
    assert "<b>Prado" not in shown
    assert "&lt;b&gt;Prado" in shown


def test_a_group_can_be_opened(told: Path) -> None:
    """Who speaks for a state names the others who do, each a speaker still."""
    [state] = set(tracked.find_speakers(told, Filters(), search="chile")["state"])
    app = open_page("speakers", speaker_id=speaker(told, "santiago"))
    assert f"Others who speak for {state}: 1" in [e.label for e in app.expander]
    assert f"speakers?speaker_id={speaker(told, 'chile')}" in texts(app)


def test_merging_splitting_and_undoing(told: Path) -> None:
    """Two speakers become one and two again; a name is taken out and comes back; each at once and on the log."""
    app = open_page("speakers", speaker_id=speaker(told, "ana nunez"))
    write(app, "merge_search", "soler").run()
    press(app, "They are one speaker")
    assert not app.exception
    assert "Ana Núñez and Marta Soler are one speaker" in " ".join(s.value for s in app.success)
    assert speaker(told, "Marta Soler") == speaker(told, "Ana Núñez") == opened(app, "speaker_id")
    assert "Claims: <b>4</b>" in texts(app)
    press(app, "Undo")
    assert speaker(told, "Marta Soler") != speaker(told, "Ana Núñez") == opened(app, "speaker_id")
    assert "Claims: <b>3</b>" in texts(app)
    press(app, "is somebody else")
    assert "Claims: <b>1</b>" in texts(app)
    assert "<b>Núñez</b> is not who <b>Ana Núñez</b> is." in texts(app)
    press(app, "Undo")
    assert "Claims: <b>3</b>" in texts(app)
    assert [entry.undone for entry in decide.list_decisions(told)] == [True, False, True, False]


def test_a_hostile_name_can_be_merged(told: Path) -> None:
    """What came of a decision is shown as it is, not as Markdown."""
    app = open_page("speakers", speaker_id=speaker(told, "santiago"))
    write(app, "merge_search", "prado").run()
    press(app, "They are one speaker")
    assert not app.exception
    assert r"\*\*Ruiz\*\* \$x\$" in app.success[0].value


def test_a_speaker_who_is_gone(told: Path) -> None:
    """A link that leads nowhere says so, above all speakers."""
    app = open_page("speakers", speaker_id="none")
    assert "not in this database" in texts(app)
    assert len(names(app)) == 5


def test_all_claims_of_a_speaker(told: Path) -> None:
    """The link to the first page shows exactly this speaker's claims, and the filter can be taken away there."""
    app = open_app(identity=speaker(told, "ana nunez"))
    assert "3 claims with these filters" in texts(app)
    assert app.multiselect(key="filter_identity").value == [speaker(told, "ana nunez")]
    press(app, "Clear filters")
    assert "7 claims" in texts(app)
    assert "(no longer there)" in open_app(identity="none").multiselect(key="filter_identity").options


@pytest.mark.parametrize(
    ("parameters", "rows"),
    [
        ({}, 1),
        ({"contradicted": "True", "risen": "True", "outlets": "4"}, 1),
        ({"outlets": "5"}, 0),
        ({"told": "RIBERA voz"}, 1),
        ({"told": "frontera"}, 0),
        ({"speaker": "Marta Soler"}, 0),
        ({"outlets": "x", "sort": "rise"}, 1),
    ],
)
def test_links_reproduce_the_tracks(told: Path, parameters: dict[str, str], rows: int) -> None:
    """What the URL says is what the table of tracks shows, with the relays of the selection below."""
    app = open_page("tracks", **parameters)
    assert not app.exception
    tables = [frame.value for frame in app.dataframe if "sentence" in frame.value]
    assert sum(map(len, tables)) == rows
    for row in (table.to_dict("records")[0] for table in tables):
        assert (row["tellings"], row["outlet_count"], list(row["drift"]), row["rise"]) == (4, 4, ["low", "→ high"], "+2")
        assert (row["vanished"], row["contradicted"]) == ("podría", True)


def test_a_track_is_told_whole(told: Path) -> None:
    """A link opens sentence, timeline and tellings in order; the one without a date stands apart."""
    app = open_page("tracks", track=str(track(told)["track_id"]))
    assert not app.exception
    shown = texts(app)
    assert "Without a date" in shown
    assert shown.count("segun telling") == 4
    assert shown.index("podría cerrar»") < shown.index("will not close»") < shown.index("cierra en &lt;i&gt;enero&lt;/i&gt;»")
    assert "<i>" not in shown
    assert "<b>Prado" not in shown
    assert f"speakers?speaker_id={speaker(told, 'ana nunez')}" in shown
    [chart] = app.get("plotly_chart")
    assert "without \\u00abpodr\\u00eda\\u00bb" in chart.proto.spec or "without «podría»" in chart.proto.spec


def test_parting_joining_and_undoing(told: Path) -> None:
    """A claim is taken out of its track, another joined to it, and both taken back, at once."""
    app = open_page("tracks", track=str(track(told)["track_id"]))
    press(app, "Not this claim")
    assert not app.exception
    assert texts(app).count("segun telling") == 3
    assert "is another claim than" in texts(app)
    while decide.standing_on_track(told, opened(app, "track")):
        press(app, "Undo")
    assert texts(app).count("segun telling") == 4
    write(app, "join_search", "frontera se cierra").run()
    press(app, "They are one claim")
    assert not app.exception
    assert texts(app).count("segun telling") == 5
    press(app, "Undo")
    assert track(told)["tellings"] == 4


def test_a_join_that_an_earlier_decision_stops(told: Path) -> None:
    """Where a person parted two claims, a join of others that would undo it says why nothing happened."""
    one = track(told)
    frontier = queries.find_claims(told, Filters(search="soler"))["claim_id"][0]
    for claim in queries.find_claims(told, Filters(tracks=(str(one["track_id"]),)))["claim_id"]:
        if claim != one["claim_id"]:
            decide.part_claims(told, claim, frontier)
    app = open_page("tracks", track=str(one["track_id"]))
    write(app, "join_search", "soler").run()
    press(app, "They are one claim")
    assert "an earlier one keeps two of these claims apart" in " ".join(s.value for s in app.success)
    assert track(told)["tellings"] == 4


def test_the_claim_card_leads_on(told: Path) -> None:
    """An opened claim links to its speaker across articles and to its track."""
    claim = queries.find_claims(told, Filters(search="podria"))["claim_id"][0]
    shown = texts(open_app(claim=claim, ui="es"))
    assert f"speakers?speaker_id={speaker(told, 'ana nunez')}&ui=es" in shown
    assert f"tracks?track={track(told)['track_id']}&ui=es" in shown
    assert "Contada 4 veces" in shown


def test_a_track_that_is_gone(told: Path) -> None:
    """A link that leads nowhere says so, above all tracks."""
    assert "not in this database" in texts(open_page("tracks", track="none"))


def test_pages_of_an_empty_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no articles both pages say how to add one."""
    monkeypatch.setenv("SEGUN_DB", str(tmp_path / "none.duckdb"))
    monkeypatch.setattr("dashboard.first_start.SAMPLES", tmp_path)
    for page in ("speakers", "tracks"):
        assert "no articles yet" in texts(open_page(page))
