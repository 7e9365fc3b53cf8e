"""The pages, run by Streamlit's own test runner."""

import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from claims.model import Article
from claims.store import queries
from claims.store.filters import Filters
from claims.store.write import add_article
from dashboard import words
from tests.track.printed import read_pairs

ROOT = Path(__file__).parents[2]


def open_app(**parameters: str | list[str]) -> AppTest:
    """Open the app with parameters in the URL."""
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=30)
    for name, value in parameters.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    """Give all that a page says, HTML included."""
    elements = [*app.title, *app.subheader, *app.info, *app.warning, *app.error, *app.caption]
    return " ".join(str(e.value) for e in elements) + " ".join(str(e.proto.body) for e in app.get("html"))


def table(app: AppTest) -> list[str]:
    """Give what was said in the rows of the table."""
    return list(app.dataframe[0].value["content"])


def test_claims_page_shows_the_table(db: Path) -> None:
    """Without filters all claims stand in the table, newest first, with named levels."""
    app = open_app()
    assert not app.exception
    assert len(table(app)) == 3
    assert table(app)[0].startswith("<script>")
    assert "3 claims" in texts(app)
    assert [list(level) for level in app.dataframe[0].value["certainty"]] == [["high"], ["high"], ["low"]]


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"certainty": "1"}, ["podría ceder"]),
        ({"speaker": "Nora Díez"}, ["el puente es seguro"]),
        ({"search": "PUENTE seguro"}, ["el puente es seguro"]),
        ({"outlet": "La Ribera", "certainty": "3"}, ["el puente es seguro"]),
        ({"until": "2024-06-19", "form": "indirect", "certainty": ["1", "9", "x"]}, ["podría ceder"]),
    ],
)
def test_links_reproduce_the_view(db: Path, parameters: dict[str, str | list[str]], expected: list[str]) -> None:
    """What the URL says is what the table shows; what it cannot mean is left out."""
    app = open_app(**parameters)
    assert not app.exception
    assert table(app) == expected


def test_widgets_write_the_url(db: Path) -> None:
    """Choosing in a filter changes table and URL, and clearing changes both back."""
    app = open_app()
    app.multiselect(key="filter_certainty").select(1).run()
    assert table(app) == ["podría ceder"]
    assert app.query_params["certainty"] in ("1", ["1"])
    next(b for b in app.button if b.label == "Clear filters").click().run()
    assert len(table(app)) == 3
    assert "certainty" not in app.query_params


def test_sorting(db: Path) -> None:
    """The order in the URL is the order of the rows."""
    assert table(open_app(sort="content", order="asc"))[-1] == "podría ceder"
    assert table(open_app(sort="nonsense"))[0].startswith("<script>")


def test_a_claim_says_why(db: Path) -> None:
    """An opened claim shows its words in the text and the reason for its certainty, in the reader's language."""
    frame = queries.find_claims(db, Filters(search="ceder"))
    key = frame["claim_id"][0]
    assert "low: «podría» in what Analistas said" in texts(open_app(claim=key))
    spanish = texts(open_app(claim=key, ui="es"))
    assert "posible: «podría» en lo dicho por Analistas" in spanish
    assert 'class="content evidence"' in spanish


def test_text_is_never_markup(db: Path) -> None:
    """A text from outside is escaped wherever it is shown as HTML."""
    frame = queries.find_claims(db, Filters(search="script"))
    for app in (open_app(claim=frame["claim_id"][0]), open_page("article", article=frame["article_id"][0])):
        shown = texts(app)
        assert not app.exception
        assert "&lt;script&gt;" in shown
        assert "<script>" not in shown


def open_page(page: str, /, **parameters: str) -> AppTest:
    """Open the app and go to a page, which gets the parameters; the language is chosen before."""
    app = open_app(**{key: value for key, value in parameters.items() if key == "ui"})
    for key, value in parameters.items():
        app.query_params[key] = value
    return app.switch_page(f"views/{page}.py").run()


def test_article_page(db: Path) -> None:
    """An article shows its text with all claims marked, and the list of them beside."""
    app = open_page("article", article=queries.find_claims(db, Filters(search="ceder"))["article_id"][0])
    assert not app.exception
    shown = texts(app)
    assert "2 claims" in shown
    assert "La alcaldesa" in shown
    assert shown.count("./?claim=") == 2


def test_the_same_text_in_other_outlets(db: Path) -> None:
    """An article lists the other prints of its text, in both languages, with links that keep the language; their titles are no markup."""
    pair = read_pairs()[0]
    first = Article("a", pair.first, "es", outlet="La Ribera")
    other = Article("b", pair.second, "es", title="<img src=x onerror=alert(1)> \u202eKcab", outlet="Voz & Eco", published=date(2024, 6, 5))
    for article in (first, other):
        add_article(db, article, [])
    for kept, title in (({}, "The same text in other outlets"), ({"ui": "es"}, "El mismo texto en otros medios")):
        app = open_app(**kept)
        app.query_params["article"] = first.id
        shown = texts(app.switch_page("views/article.py").run())
        assert title in shown
        assert f'href="article?article={other.id}{"&amp;ui=es" if kept else ""}"' in shown
        assert "<bdi>&lt;img src=x onerror=alert(1)&gt; \u202eKcab</bdi> · <bdi>Voz &amp; Eco</bdi> · <bdi>2024-06-05</bdi>" in shown
        assert "<img" not in shown
    assert "The same text" not in texts(open_page("article", article=queries.find_claims(db, Filters(search="ceder"))["article_id"][0]))


def test_an_empty_result_says_what_to_do(db: Path) -> None:
    """Filters that nothing matches offer to be cleared."""
    app = open_app(search="nothing of the kind")
    assert "No claim matches" in texts(app)
    assert sum(b.label == "Clear filters" for b in app.button) == 2


def test_an_empty_database_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no articles and no samples the page says how to add one."""
    monkeypatch.setenv("SEGUN_DB", str(tmp_path / "none.duckdb"))
    monkeypatch.setattr("dashboard.first_start.SAMPLES", tmp_path)
    app = open_app()
    assert not app.exception
    assert "no articles yet" in texts(app)


def test_a_damaged_database_is_told(db: Path) -> None:
    """A file that is no database gives a sentence on the page."""
    db.write_bytes(b"junk" * 1000)
    app = open_app()
    assert not app.exception
    assert "damaged" in texts(app)


def test_both_languages_have_every_word() -> None:
    """The files of words have the same keys, none empty, and each key is used in code."""
    tables = {code: words.load(code) for code in words.languages()}
    assert set(tables) == {"en", "es"}
    assert tables["en"].keys() == tables["es"].keys()
    assert all(value for table in tables.values() for value in table.values())
    code = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    code += (ROOT / "claims" / "reasons" / "__init__.py").read_text(encoding="utf-8")
    prefixes = (
        "count_",
        "level_",
        "form_",
        "polarity_",
        "kind_",
        "stance_",
        "flag_",
        "column_",
        "order_",
        "download_",
        "role_",
        "decided_",
        "status_",
        "sum_",
    )
    unused = [key for key in tables["en"] if f"'{key}'" not in code.replace('"', "'") and not key.startswith(prefixes)]
    assert unused == []


def test_words_of_files_are_valid_toml() -> None:
    """Every file of words is flat TOML."""
    for path in words.FOLDER.glob("*.toml"):
        assert all(isinstance(value, str) for value in tomllib.loads(path.read_text(encoding="utf-8")).values())


LOOK = """
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(sys.argv[1], default_timeout=30).run()
for page in ("article", "add"):
    app.switch_page(f"views/{page}.py").run()
    assert not app.exception
sys.exit("spacy" in sys.modules)
"""


def test_no_page_loads_spacy(db: Path) -> None:
    """Looking at all the pages does not load spaCy."""
    done = subprocess.run([sys.executable, "-c", LOOK, str(ROOT / "dashboard" / "app.py")], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr[-500:]


def test_a_first_start_that_was_killed_begins_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed first start left behind is no database; the next start reads all samples."""
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "a.md").write_text("---\noutlet: La Ribera\n---\nSegún la alcaldía, el puente es seguro.\n", encoding="utf-8")
    monkeypatch.setattr("dashboard.first_start.SAMPLES", samples)
    db = tmp_path / "claims.duckdb"
    monkeypatch.setenv("SEGUN_DB", str(db))
    (tmp_path / "claims.duckdb.first").write_bytes(b"half a file")
    app = open_app()
    assert not app.exception
    assert table(app) == ["el puente es seguro"]
    assert [path.name for path in tmp_path.glob("claims*")] == ["claims.duckdb"]
