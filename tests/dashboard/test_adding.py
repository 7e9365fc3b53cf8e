"""The page *Add*: what is given, what is understood, what is stored, and what is told."""

from pathlib import Path

from streamlit.testing.v1 import AppTest

from claims.store import queries
from claims.store.filters import Filters
from tests.dashboard.test_pages import open_page, texts

BRIDGE = "La alcaldesa Nora Díez negó las acusaciones de fraude."
FRENCH = "Le maire a dit que le pont était fermé depuis hier et que les travaux dureraient tout l'hiver."


def press(app: AppTest, label: str) -> AppTest:
    """Press the button that begins with these words."""
    next(button for button in app.button if button.label.startswith(label)).click()
    return app.run(timeout=120)


def paste(app: AppTest, text: str, button: str = "Find claims and store") -> AppTest:
    """Paste a text and press a button."""
    app.text_area[0].set_value(text)
    return press(app, button)


def shown(app: AppTest) -> str:
    """Give all that the page says, success included."""
    return texts(app) + " ".join(str(element.value) for element in app.success)


def titles(db: Path) -> dict[str, str]:
    """Give the titles of the stored articles with their outlets."""
    frame = queries.list_articles(db, Filters())
    return dict(zip(frame["title"], frame["outlet"], strict=True))


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
