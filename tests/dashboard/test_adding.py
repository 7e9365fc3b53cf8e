"""The page *Add*: what is given, what is understood, what is stored, and what is told."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.model import Article
from claims.read import Failure
from claims.store import queries
from claims.store.export import to_csv
from claims.store.filters import Filters
from dashboard import adding
from dashboard.adding import Preview, Storing
from tests.dashboard.test_pages import open_page, texts
from tests.read.fetch.server import fetcher, page, serving

BRIDGE = "La alcaldesa Nora Díez negó las acusaciones de fraude."
MINE = b"---\ntitle: Mine\noutlet: The Ridge\ndate: 2024-06-19\n---\nThe engineer Helen Marsh said that the mine would close this year."
TABLE = "title,text\n<b>Uno</b> *x*,La ministra Eva Gil dijo que no cerrará la mina.\nDos,\n".encode()
FRENCH = "Le maire a dit que le pont était fermé depuis hier et que les travaux dureraient tout l'hiver."


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that begins with these words."""
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run(timeout=120)


def paste(app: AppTest, text: str, button: str = "Find claims and store") -> AppTest:
    """Paste a text and press a button."""
    app.text_area[0].set_value(text)
    return press(app, button)


def upload(*files: tuple[str, bytes]) -> AppTest:
    """Open the page, give files, and let them be read."""
    app = open_page("add")
    app.file_uploader[0].set_value([(name, data, "") for name, data in files])
    next(button for button in app.button if button.label == "Read" and "files" in button.form_id).click()
    return app.run(timeout=120)


def shown(app: AppTest) -> str:
    """Give all that the page says, success included."""
    return texts(app) + " ".join(str(element.value) for element in app.success)


def titles(db: Path) -> dict[str, str | None]:
    """Give the titles of the stored articles with their outlets."""
    frame = queries.list_articles(db, Filters())
    return {title: outlet if isinstance(outlet, str) else None for title, outlet in zip(frame["title"], frame["outlet"], strict=True)}


def test_one_press_stores_a_pasted_text(db: Path) -> None:
    """A pasted text is read, its claims are stored, and a second time it is known."""
    for expected in ("added: 1. Claims found in them: 1", "There already, and left as they were: 1"):
        app = paste(open_page("add"), BRIDGE)
        assert not app.exception
        assert expected in shown(app)
    assert "article=" in shown(app)


def test_a_second_press_finds_the_form_empty(db: Path) -> None:
    """What was stored is no longer in the form, and pressing again adds nothing."""
    app = paste(open_page("add"), BRIDGE)
    assert app.text_area[0].value == ""
    press(app, "Find claims and store")
    assert len(titles(db)) == 3
    assert "nothing to read yet" in shown(app)


def test_what_fails_stays_in_the_form(db: Path) -> None:
    """A text that cannot be stored is told, and still there to be mended."""
    app = paste(open_page("add"), FRENCH)
    assert "Failed: 1" in shown(app)
    assert "&#x27;fr&#x27;" in shown(app)
    assert app.text_area[0].value == FRENCH


def edit(app: AppTest, row: int, **cells: object) -> AppTest:
    """Change cells of the table, as the browser tells it."""
    app.session_state["add_preview"] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    return app.run(timeout=60)


def test_files_are_shown_before_they_are_stored(db: Path) -> None:
    """What was understood of each article is in a table, what failed is told, and nothing is stored yet."""
    app = upload(("mine.md", MINE), ("tabla.csv", TABLE), ("roto.pdf", b"%PDF-1.7 broken"), ("falso.pdf", MINE))
    assert not app.exception
    frame = app.data_editor[0].value
    assert list(frame["title"]) == ["Mine", "<b>Uno</b> *x*", "Mine"]
    assert list(frame["language"]) == ["en", "es", "en"]
    assert str(frame["published"][0])[:10] == "2024-06-19"
    assert "2 of these could not be read" in texts(app)
    assert "row 2" in texts(app)
    assert "roto.pdf" in texts(app)
    assert len(titles(db)) == 2


def test_what_was_edited_is_what_is_stored(db: Path) -> None:
    """Cells that were mended go into the database, a row without its tick does not, and the report says it all."""
    app = upload(("mine.md", MINE), ("tabla.csv", TABLE))
    app = edit(app, 0, title="  The mine\nwill close ", published="2024-07-01", outlet=None)
    app = press(app, "Find claims and store 2")
    assert not app.exception
    assert titles(db) == {"El puente": "La Ribera", "<b>Malo</b>": "Voz", "The mine will close": None, "<b>Uno</b> *x*": None}
    days = queries.list_articles(db, Filters()).set_index("title")["published"]
    assert str(days["The mine will close"])[:10] == "2024-07-01"
    assert "&lt;b&gt;Uno&lt;/b&gt; *x*" in texts(app)
    assert "<b>Uno" not in texts(app)
    app = upload(("mine.md", MINE), ("tabla.csv", TABLE))
    assert list(app.data_editor[0].value["known"]) == [True, True]
    assert not any(app.data_editor[0].value["take"])
    app = press(edit(app, 1, take=True), "Find claims and store 1")
    assert "There already, and left as they were: 1" in shown(app)


def test_the_language_of_the_interface_keeps_the_preview(db: Path) -> None:
    """Who turns to Spanish, or to another page and back, finds the edited table as it was."""
    app = edit(upload(("mine.md", MINE)), 0, title="Edited")
    app.radio(key="ui_choice").set_value("es").run()
    assert any("guardar 1 artículo" in button.label for button in app.button)
    app.switch_page("views/article.py").run()
    app.switch_page("views/add.py").run()
    assert list(app.data_editor[0].value["title"]) == ["Edited"]
    press(app, "Buscar declaraciones y guardar 1")
    assert "Edited" in titles(db)


def test_a_preview_can_be_discarded(db: Path) -> None:
    """Nothing is stored, and the form is there again."""
    app = press(upload(("mine.md", MINE)), "Discard")
    assert not app.data_editor
    assert app.session_state["add_given"] is True
    assert len(titles(db)) == 2


def test_a_text_in_another_language_waits_to_be_named(db: Path) -> None:
    """It is left out with the reason, unless a person says that the guess is wrong."""
    app = paste(open_page("add"), FRENCH, "Look at it first")
    assert "&#x27;fr&#x27;" in texts(app)
    assert list(app.data_editor[0].value["take"]) == [False]
    press(edit(app, 0, take=True, language="es"), "Find claims and store 1")
    assert len(titles(db)) == 3


def test_addresses_are_fetched(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One address a line; what cannot be fetched is told, and files of this machine are none."""
    with serving({"/a": page(MINE, Content_Type="text/plain")}) as server:
        monkeypatch.setattr(adding, "Fetcher", lambda: fetcher(server))
        app = open_page("add")
        app.text_area[1].set_value(f"{server.url('/a')}\n{server.url('/gone')}\nfile:///etc/hostname\n/etc/hostname")
        next(button for button in app.button if button.label == "Read" and "addresses" in button.form_id).click()
        app.run(timeout=60)
    assert list(app.data_editor[0].value["title"]) == ["Mine"]
    assert "3 of these could not be read" in texts(app)
    assert "status 404" in texts(app)


def test_private_addresses_are_not_fetched(db: Path) -> None:
    """Without the permission of a test nothing on loopback is reached, and the report says so at once."""
    with serving({"/a": page(MINE, Content_Type="text/plain")}) as server:
        job = adding.reading_addresses([f"http://127.0.0.1:{server.port}/a"])
        while job.step():
            pass
        assert server.asked == []
    assert isinstance(job.results[0], Failure)


def test_an_archive_of_too_many_is_cut(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Above the bound reading stops, and the page says so."""
    monkeypatch.setattr(adding, "MOST_ARTICLES", 2)
    rows = b"".join(b"The mayor said that bridge %d would close.\n" % n for n in range(5))
    app = upload(("a.csv", b"text\n" + rows))
    assert len(app.data_editor[0].value) == 2
    assert "Only the first 2" in " ".join(warning.value for warning in app.warning)
    rows = b"".join(b"The mayor said that bridge %d would close.\n" % n for n in range(2))
    assert "Only the first" not in " ".join(warning.value for warning in upload(("a.csv", b"text\n" + rows)).warning)


def test_one_failure_does_not_stop_the_rest(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article on which the program fails is told with the reason; the next one is stored."""
    articles = [Article("one", "Uno dijo que sí.", "xx", title="=1+1"), Article("two", BRIDGE, "es", published=date(2024, 1, 1))]
    storing = Storing.of(articles, db, [Failure("=x.pdf", "=x.pdf: it is damaged.")])
    while storing.job.step():
        pass
    report = storing.report()
    assert list(report["status"]) == ["failed", "added", "failed"]
    rows = list(csv.DictReader(io.StringIO(to_csv(report).decode("utf-8-sig"))))
    assert rows[0]["title"] == "'=1+1"
    assert rows[2]["reason"].startswith("'=x.pdf")
    assert queries.get_article(db, rows[1]["article_id"]) == articles[1]


def test_what_was_stopped_is_in_the_report(db: Path) -> None:
    """Articles that were not tried are named."""
    storing = Storing.of([Article("one", BRIDGE, "es"), Article("two", "Uno dijo que sí.", "es")], db)
    while not storing.job.results:
        storing.job.step()
    storing.job.stop()
    assert not storing.job.step()
    assert list(storing.report()["status"]) == ["added", "left"]


def test_dates_of_all_times_survive_the_table() -> None:
    """A preview that nobody edited gives back the articles it was made of."""
    articles = [Article("a", BRIDGE, "es", published=day) for day in (None, date(1, 1, 1), date(9999, 12, 31))]
    assert Preview.of(articles, {articles[0].id}).chosen() == []
    assert Preview.of(articles, ()).chosen() == articles
