"""Speakers and tracks in a real browser: a link opens, a row opens, decisions take effect and are taken back, tables are taken away."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from claims.add import add_articles
from claims.store import details, tracked
from claims.store.filters import Filters
from tests.dashboard.test_browser import ROOT, SHOTS, SLOW, download, page, settled, start_server

__all__ = ["page"]  # the fixture

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def samples(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Start the dashboard on the sample articles."""
    db = tmp_path_factory.mktemp("tracking") / "claims.duckdb"
    assert all(outcome.status == "added" for outcome in add_articles(sorted((ROOT / "data" / "samples").glob("*.md")), db))
    server, address = start_server(db)
    yield address, db
    server.terminate()
    server.wait()


def click_row(page: Page, number: int, until: str) -> None:
    """Click the first cell of a row of the table, and wait for what it opens; a table that is just being drawn may miss a click."""
    for _ in range(3):
        settled(page)
        box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
        assert box
        page.mouse.click(box["x"] + 40, box["y"] + 38 + 35 * number - 18)
        page.wait_for_timeout(3000)
        if page.locator(until).count():
            return
    page.locator(until).wait_for()


def open_list(page: Page, address: str) -> None:
    """Open a page, and wait for its table."""
    page.goto(address)
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=2 * SLOW)
    settled(page)


def test_a_speaker_from_row_to_undo(samples: tuple[str, Path], page: Page) -> None:
    """A row opens a speaker, twice if asked; a merge takes effect at once and is taken back; the table is taken away as it is filtered."""
    address, db = samples
    open_list(page, f"{address}/speakers?kind=person")
    expected = tracked.find_speakers(db, Filters(), kinds=("person",))
    rows = list(csv.DictReader(io.StringIO(download(page, "CSV").decode("utf-8-sig"), newline="")))
    assert [row["speaker_id"] for row in rows] == list(expected["speaker_id"])
    page.screenshot(path=SHOTS / "speakers.png")

    for _ in range(2):
        click_row(page, 2, "#speaker")
        assert page.locator("#speaker").inner_text() == expected["name"][1]
        page.get_by_role("button", name="All speakers").click()
        page.wait_for_selector("[data-testid=stDataFrame]")
        assert "kind=person" in page.url

    key, name, other = expected["speaker_id"][1], expected["name"][1], expected["name"][0]
    page.goto(f"{address}/speakers?speaker_id={key}")
    page.locator("#speaker").wait_for()
    page.get_by_label("Merge with another speaker").fill(other)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="They are one speaker").click()
    page.get_by_text(f"{name} and {other} are one speaker.").first.wait_for()
    assert len(tracked.match_identities(db, name)) == 1
    assert set(tracked.match_identities(db, name)["speaker_id"]) == set(tracked.match_identities(db, other)["speaker_id"])
    settled(page)
    page.screenshot(path=SHOTS / "speaker.png", full_page=True)
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("is taken back").wait_for()
    speaker = details.get_speaker(db, key)
    assert speaker is not None
    assert speaker["name"] == name


def test_a_track_from_row_to_point(samples: tuple[str, Path], page: Page) -> None:
    """A row opens a track; a point of its timeline opens its claim; a claim is taken out and brought back; relays leave as a graph."""
    address, db = samples
    open_list(page, f"{address}/tracks?risen=True")
    assert b"<graphml" in download(page, "GraphML")
    page.screenshot(path=SHOTS / "tracks.png")
    first = tracked.find_tracks(db, Filters(), risen=True).iloc[0]
    click_row(page, 1, "#track")
    assert f"track={first['track_id']}" in page.url
    assert page.locator("#track").inner_text() == first["sentence"]
    assert page.locator(".telling").count() == first["tellings"]

    point = page.locator(".js-plotly-plot .points path").last
    point.wait_for()
    settled(page)
    box = point.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("#passage").wait_for()
    settled(page)
    page.screenshot(path=SHOTS / "track.png", full_page=True)

    page.get_by_role("button", name="Not this claim").first.click()
    page.get_by_text("That is another claim").wait_for()
    settled(page)
    assert page.locator(".telling").count() == first["tellings"] - 1
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("is taken back").wait_for()


def test_a_claim_leads_to_its_track_in_spanish(samples: tuple[str, Path], page: Page) -> None:
    """From a claim to its track and to its speaker the language of the interface is kept."""
    address, db = samples
    track = tracked.find_tracks(db, Filters(), sort="tellings").iloc[0]
    claim = min(
        details.members_of(db, track["track_id"]) & set(details.who_said(db, tuple(details.members_of(db, track["track_id"])))["claim_id"])
    )
    page.goto(f"{address}/?claim={claim}&ui=es")
    page.get_by_text("vea cómo fue cambiando").click()
    page.locator("#track").wait_for()
    page.get_by_text("Cada vez que se contó, en orden").wait_for()
    page.locator(".telling a[href^=speakers]").first.click()
    page.locator("#speaker").wait_for()
    page.get_by_text("Todas sus declaraciones").wait_for()
    assert "ui=es" in page.url
