"""The whole job in a real browser: first start, filter, open a claim, take the table away, follow a link."""

import csv
import io
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from playwright.sync_api import TimeoutError as NoAnswerError

from claims.model import Certainty
from claims.store import queries
from claims.store.filters import Filters

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "tests" / "screenshots"
FLAGS = [
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
SLOW = 60_000

pytestmark = pytest.mark.browser


def start_server(db: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the dashboard on a free port, and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard/app.py", "--server.port", str(port)]
    server = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"SEGUN_DB": str(db)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return server, f"http://localhost:{port}"
    server.kill()
    raise AssertionError("The dashboard did not start within 30 seconds.")


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory) -> Iterator[tuple[str, Path]]:
    """Start the dashboard with no database yet."""
    db = tmp_path_factory.mktemp("browser") / "claims.duckdb"
    server, address = start_server(db)
    yield address, db
    server.terminate()
    server.wait()


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """Open a real browser."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert chromium, "There is no Chromium: install the package 'chromium', or name its program in the variable CHROMIUM."
    SHOTS.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1600})
        page.set_default_timeout(SLOW)
        yield page
        browser.close()


def settled(page: Page) -> None:
    """Wait until the page has stopped running."""
    page.wait_for_selector("h1")
    page.wait_for_function("!document.querySelector('[data-testid=\"stStatusWidget\"]')")
    page.wait_for_timeout(700)


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option of a multiselect by typing into it."""
    page.get_by_role("combobox", name=label).first.press_sequentially(option)
    page.get_by_role("option", name=f"{option} (").first.click()
    page.keyboard.press("Escape")
    settled(page)


def download(page: Page, name: str) -> bytes:
    """Click a download button and read the file; a busy machine may redraw the button under the pointer, so up to three times."""
    for timeout in (SLOW / 4, SLOW / 4, SLOW):
        settled(page)
        try:
            with page.expect_download(timeout=timeout) as found:
                page.get_by_role("button", name=name).click()
            return Path(found.value.path()).read_bytes()
        except NoAnswerError:
            continue
    raise AssertionError(f"Three clicks on {name} gave no file.")


def test_the_whole_job(dashboard: tuple[str, Path], page: Page) -> None:
    """A person sees real claims, filters them, reads one in its article, and downloads exactly that table."""
    address, db = dashboard
    page.goto(address)
    page.wait_for_selector("[data-testid=stDataFrame]", timeout=2 * SLOW)
    settled(page)
    total = queries.count_claims(db, Filters())
    assert total > 80
    assert page.get_by_text(f"{total} claims").count() == 1
    page.screenshot(path=SHOTS / "claims.png")

    choose(page, "Speaker", "Carmen Olivares")
    choose(page, "Certainty", "high")
    wanted = Filters(speakers=("Carmen Olivares",), certainties=(Certainty.HIGH,))
    expected = queries.find_claims(db, wanted)
    assert 2 < len(expected) < total
    page.get_by_text(f"{len(expected)} claims with these filters").wait_for()
    assert "speaker=Carmen" in page.url
    assert "certainty=3" in page.url

    data = download(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["claim_id"] for row in rows] == list(expected["claim_id"])
    assert [row["content"] for row in rows] == list(expected["content"])

    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 16, box["y"] + 38 + 17)
    page.locator("#passage").wait_for()
    settled(page)
    opened = queries.get_claim(db, expected["claim_id"][0])
    assert opened is not None
    marked = " ".join(page.locator("#passage .content").all_inner_texts())
    assert opened.claim.content[0].text.split()[0] in marked
    assert page.locator("#passage .cue").first.inner_text() in opened.claim.cue.text
    assert page.get_by_text("Why:").count() == 1
    page.screenshot(path=SHOTS / "claim.png", full_page=True)

    link = page.url
    page.goto("about:blank")
    page.goto(link)
    page.locator("#passage").wait_for()
    settled(page)
    assert page.get_by_text(f"{len(expected)} claims with these filters").count() == 1

    page.get_by_text("Open the article").first.click()
    page.locator("#whole-article").wait_for()
    settled(page)
    assert page.locator("#whole-article .content").count() >= len(expected)
    page.screenshot(path=SHOTS / "article.png", full_page=True)


def test_a_click_on_a_bar_filters(dashboard: tuple[str, Path], page: Page) -> None:
    """A click on a bar of the chart puts its speaker into the filter."""
    address, _ = dashboard
    page.goto(f"{address}/?speaker=Helen+Marsh")
    settled(page)
    bars = page.locator(".js-plotly-plot").first.locator(".bars .point path")
    bars.first.wait_for()
    before = page.url
    box = bars.first.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("url => window.location.href !== url", arg=before)
    assert "certainty=" in page.url


def test_spanish_interface(dashboard: tuple[str, Path], page: Page) -> None:
    """The language of the interface is kept in the URL."""
    address, _ = dashboard
    page.goto(f"{address}/?ui=es")
    settled(page)
    assert page.get_by_text("Quién dijo qué, y con qué certeza").count() == 1
    page.screenshot(path=SHOTS / "spanish.png")


def test_usable_soon_after_the_start(dashboard: tuple[str, Path], page: Page) -> None:
    """On a warm database the table stands there soon after the server has started."""
    _, db = dashboard
    server, address = start_server(db)
    try:
        begun = time.monotonic()
        page.goto(address)
        page.wait_for_selector("[data-testid=stDataFrame]")
        seconds = time.monotonic() - begun
    finally:
        server.terminate()
        server.wait()
    (SHOTS / "start.txt").write_text(f"{seconds:.2f} s from the server's start to the table\n")
    assert seconds < 6, f"{seconds:.1f} s"


def test_adding_while_the_page_is_open(dashboard: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    """A text added in a terminal meanwhile is there at the next look, and an export has the rows of the page."""
    address, db = dashboard
    text = tmp_path / "mina.txt"
    text.write_text("La ingeniera Berta Lozano dijo que la mina es segura. «No habrá cierre», añadió Lozano.", encoding="utf-8")
    page.goto(f"{address}/?search=mina")
    page.get_by_text("No claim matches").wait_for()
    command = [sys.executable, "-m", "claims", "add", str(text), "--db", str(db)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    page.goto(f"{address}/?speaker=Berta+Lozano")
    page.get_by_text("2 claims with these filters").wait_for()
    out = tmp_path / "claims.csv"
    command = [sys.executable, "-m", "claims", "export", "--speaker", "lozano", "-o", str(out), "--db", str(db)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    assert download(page, "CSV") == out.read_bytes()
