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


def type_into(page: Page, row: int, x: int, words: str) -> None:
    """Double-click a cell of the table that can be edited, and type."""
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + x, box["y"] + 35 + 35 * row + 17)
    cell = page.locator(".gdg-input")
    cell.fill(words)
    page.wait_for_timeout(300)
    cell.press("Enter")
    settled(page)


def test_adding_files(dashboard: tuple[str, Path], page: Page, tmp_path: Path) -> None:
    """Files are uploaded, a title is mended, the language of the interface is changed, what was ticked is stored, and the report says so."""
    address, db = dashboard
    files = {
        "uno.txt": "---\ntitle: El dique <img src=x onerror=alert(1)>\noutlet: La Ribera\n---\nLa jueza Ana Robles dijo que el dique es seguro.",
        "two.html": "<html><head><title>Two</title></head><body><article><p>The engineer Ruth Hale said that the dam would hold "
        "through the winter, and that nobody in the valley had anything to fear.</p></article></body></html>",
        "tres.csv": "title,text\nTres,El juez Luis Soto negó que el dique haya cedido.\nVacía,\nCuatro,Soto dijo que volverá.\n",
        "roto.pdf": "%PDF-1.7 broken",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.goto(f"{address}/add")
    page.get_by_role("tab", name="Files").click(timeout=2 * SLOW)
    settled(page)
    before = len(queries.list_articles(db, Filters()))
    page.locator("input[type=file]").set_input_files([tmp_path / name for name in files])
    page.get_by_text("roto.pdf").wait_for()
    page.get_by_role("button", name="Read", exact=True).locator("visible=true").click()
    page.get_by_text("2 of these could not be read").wait_for()
    settled(page)
    type_into(page, 0, 150, "El dique aguanta")
    box = page.locator("[data-testid=stDataFrame] canvas").first.bounding_box()
    assert box
    page.mouse.click(box["x"] + 40, box["y"] + 35 + 35 * 3 + 17)
    page.get_by_role("button", name="Find claims and store 3").wait_for()
    assert len(queries.list_articles(db, Filters())) == before
    page.get_by_text("Español").click()
    page.get_by_text("Lo que se ha entendido").wait_for()
    settled(page)
    page.screenshot(path=SHOTS / "preview.png")
    page.get_by_role("button", name="Buscar declaraciones y guardar 3").dblclick()
    page.get_by_text("Artículos añadidos: 3").wait_for(timeout=2 * SLOW)
    settled(page)
    page.screenshot(path=SHOTS / "report.png")
    rows = list(csv.DictReader(io.StringIO(download(page, "Informe").decode("utf-8-sig"), newline="")))
    assert [row["status"] for row in rows] == ["added"] * 3 + ["failed"] * 2
    assert [row["title"] for row in rows[:3]] == ["El dique aguanta", "Two", "Tres"]
    assert len(queries.list_articles(db, Filters())) == before + 3
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="El dique aguanta").click()
    opened.value.get_by_text("La jueza").first.wait_for()
    opened.value.close()
    assert alerts == []
