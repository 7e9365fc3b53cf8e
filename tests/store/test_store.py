"""The store: what goes in comes out, once, under the same ids; filters mean what they say."""

import csv
import io
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.model import Article, Certainty, Claim, ClaimsError, Evidence, Flag, Form, Polarity, Span, SpeakerKind, Stance, Whose
from claims.store import export, queries, schema
from claims.store.filters import Filters
from claims.store.folding import fold
from claims.store.write import add_article, has_article, replace_claims

TEXT = "Según Ana Núñez, el puente podría ceder. =1+1 dijo Leo, «y punto». " * 3
spans = st.integers(0, len(TEXT) - 2).flatmap(lambda a: st.integers(a + 1, len(TEXT)).map(lambda b: Span.of(TEXT, a, b)))
names = st.sampled_from(["Ana Núñez", "Leo", "Kremlin", "=cmd", "María, la alcaldesa"])
evidence = st.builds(Evidence, span=spans, kind=st.just("modal"), effect=st.just("level:1"), whose=st.sampled_from(Whose))
claims = st.builds(
    Claim,
    article=st.just("a"),
    content=st.lists(spans, min_size=1, max_size=3).map(tuple),
    source=st.none() | spans,
    cue=st.none() | spans,
    relays=st.lists(spans, max_size=2).map(tuple),
    speakers=st.lists(names, max_size=2, unique=True).map(tuple),
    speaker_kind=st.sampled_from(SpeakerKind),
    form=st.sampled_from(Form),
    certainty=st.sampled_from(Certainty),
    polarity=st.sampled_from(Polarity),
    stance=st.sampled_from(Stance),
    flags=st.lists(st.sampled_from(Flag), max_size=2, unique=True).map(tuple),
    rule=st.just("clause"),
    evidence=st.lists(evidence, max_size=2).map(tuple),
)
SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def article(n: int = 0, **fields) -> Article:
    """Make an article; those with different numbers are different texts."""
    return Article(name="a", text=TEXT + "." * n, language="es", **fields)


def claim(speaker: str = "Ana Núñez", level: int = 3, start: int = 17, **fields) -> Claim:
    """Make a claim of a speaker."""
    given = {
        "speakers": (speaker,),
        "certainty": Certainty(level),
        "content": (Span.of(TEXT, start, start + 20),),
        "speaker_kind": SpeakerKind.PERSON,
    }
    return Claim(article="a", **(given | fields))


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Give a place for a database."""
    return tmp_path / "claims.duckdb"


@SLOW
@given(st.lists(claims, max_size=5))
def test_round_trip(tmp_path_factory, found: list[Claim]) -> None:
    """Claims come out exactly as they went in, with their article, in order."""
    db = tmp_path_factory.mktemp("db") / "claims.duckdb"
    stored = article(title="T", outlet="O", published=date(2024, 6, 19), author="A", url="https://example.org")
    assert add_article(db, stored, found)
    assert queries.get_article(db, stored.id) == stored
    assert [item.claim for item in queries.article_claims(db, stored.id)] == found
    for item in queries.article_claims(db, stored.id):
        assert queries.get_claim(db, item.id) == item


def test_the_same_text_twice_changes_nothing(db: Path) -> None:
    """A second time the same text, under whatever name, is known and left alone."""
    assert add_article(db, article(), [claim()])
    before = queries.find_claims(db, Filters())
    assert not add_article(db, Article("other", TEXT, "es", outlet="X"), [claim(), claim(start=0)])
    pd.testing.assert_frame_equal(queries.find_claims(db, Filters()), before)
    assert has_article(db, article().id)


def test_ids_do_not_depend_on_the_database(tmp_path: Path) -> None:
    """The same article stored elsewhere has the same ids."""
    for name in ("a.duckdb", "b.duckdb"):
        add_article(tmp_path / name, article(), [claim(), claim("Leo", start=0)])
    first, second = (list(queries.find_claims(tmp_path / name, Filters())["claim_id"]) for name in ("a.duckdb", "b.duckdb"))
    assert first == second
    assert len(set(first)) == 2


def filled(db: Path) -> list[tuple[Article, Claim]]:
    """Fill a database with claims that differ in all that can be filtered; give them all."""
    rows = []
    people = ["Ana Núñez", "Leo", "Kremlin"]
    for n in range(12):
        outlet = ["La Ribera", "Voz", None][n % 3]
        day = date(2024, 6, 1) + timedelta(days=n) if n % 4 else None
        one = article(n, outlet=outlet, published=day, title=f"Título {n}")
        its = [claim(people[(n + k) % 3], (n + k) % 5, start=17 + k, form=list(Form)[(n * k) % 5]) for k in range(3)]
        add_article(db, one, its)
        rows += [(one, c) for c in its]
    return rows


def lets_through(filters: Filters, one: Article, its: Claim) -> bool:
    """Say in plain Python what a filter means."""
    searched = fold(" ".join(part for part in (one.title, *its.speakers, its.content[0].text) if part))
    return (
        (not filters.speakers or bool(set(filters.speakers) & set(its.speakers)))
        and (not filters.certainties or its.certainty in filters.certainties)
        and (not filters.forms or its.form in filters.forms)
        and (not filters.outlets or one.outlet in filters.outlets)
        and (filters.since is None or (one.published is not None and one.published >= filters.since))
        and (filters.until is None or (one.published is not None and one.published <= filters.until))
        and all(word in searched for word in fold(filters.search).split())
    )


filters = st.builds(
    Filters,
    speakers=st.lists(st.sampled_from(["Ana Núñez", "Leo", "nadie"]), max_size=2).map(tuple),
    certainties=st.lists(st.sampled_from(Certainty), max_size=3).map(tuple),
    forms=st.lists(st.sampled_from(Form), max_size=2).map(tuple),
    outlets=st.lists(st.sampled_from(["La Ribera", "Voz"]), max_size=1).map(tuple),
    since=st.none() | st.dates(date(2024, 6, 1), date(2024, 6, 12)),
    until=st.none() | st.dates(date(2024, 6, 1), date(2024, 6, 12)),
    search=st.sampled_from(["", "PUENTE", "nunez", "titulo 1", "%", "'; DROP TABLE claims; --", "podria ceder"]),
)


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> tuple[Path, list[tuple[Article, Claim]]]:
    """Give a filled database with what is in it."""
    db = tmp_path_factory.mktemp("many") / "claims.duckdb"
    return db, filled(db)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filters)
def test_filters_mean_what_they_say(many, wanted: Filters) -> None:
    """The database lets through what plain Python lets through, whatever is asked."""
    db, rows = many
    expected = sum(lets_through(wanted, one, its) for one, its in rows)
    assert queries.count_claims(db, wanted) == expected == len(queries.find_claims(db, wanted))


@pytest.mark.parametrize("sort", queries.COLUMNS)
def test_pages_are_the_whole_in_order(many, sort: str) -> None:
    """Page after page gives each claim once, in the order of the whole."""
    db, rows = many
    whole = list(queries.find_claims(db, Filters(), sort=sort)["claim_id"])
    pages = [queries.find_claims(db, Filters(), sort=sort, limit=7, offset=n) for n in range(0, len(rows), 7)]
    assert [key for page in pages for key in page["claim_id"]] == whole
    assert len(set(whole)) == len(rows)


def test_an_unknown_column_is_refused(many) -> None:
    """A column that there is not is no way into the SQL."""
    with pytest.raises(ClaimsError, match="to sort by"):
        queries.find_claims(many[0], Filters(), sort="1; DROP TABLE claims")


def test_counts_leave_out_their_own_filter(many) -> None:
    """What a filter could be set to is counted under the other filters only."""
    db, rows = many
    counts = queries.speaker_counts(db, Filters(speakers=("Leo",), outlets=("Voz",)))
    expected = {name: sum(name in c.speakers and a.outlet == "Voz" for a, c in rows) for name in ("Ana Núñez", "Leo", "Kremlin")}
    assert dict(zip(counts["speaker"], counts["claims"], strict=True)) == expected
    assert queries.certainty_by_speaker(db, Filters(), top=2)["speaker"].nunique() == 2
    assert queries.claims_over_time(db, Filters())["claims"].sum() == sum(a.published is not None for a, _ in rows)
    assert queries.match_speakers(db, "nunez ANA") == ["Ana Núñez"]
    assert len(queries.list_articles(db, Filters())) == 12
    assert queries.date_range(db) == (date(2024, 6, 2), date(2024, 6, 12))


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"])
def test_formulas_are_neutralized(value: str) -> None:
    """Text that a spreadsheet would run is given an apostrophe, and numbers are left alone."""
    data = export.to_csv(pd.DataFrame({"content": [value], "certainty": [-1]}))
    [row] = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert row["content"].startswith("'")
    assert row["certainty"] == "-1"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12), min_size=1, max_size=4))
def test_csv_is_read_back(values: list[str]) -> None:
    """Commas, quotation marks and line breaks in cells come back from the csv module."""
    data = export.to_csv(pd.DataFrame({"content": values}))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row[0] if row else "" for row in rows[1:]] == [export.neutralize(value) for value in values]


def test_exports_agree(many) -> None:
    """CSV, JSON lines and Parquet have the rows of the table."""
    frame = queries.find_claims(many[0], Filters(search="puente"))
    from_csv = pd.read_csv(io.BytesIO(export.to_csv(frame)))
    from_json = pd.read_json(io.BytesIO(export.to_json_lines(frame)), lines=True, dtype=False)
    from_parquet = pd.read_parquet(io.BytesIO(export.to_parquet(frame)))
    for table in (from_csv, from_json, from_parquet):
        assert list(table.columns) == list(queries.COLUMNS)
        assert list(table["claim_id"]) == list(frame["claim_id"])
        assert list(table["certainty"]) == list(frame["certainty"])


def test_a_damaged_file_is_told(db: Path) -> None:
    """A file that is no database is refused with a sentence, and not touched."""
    db.write_bytes(b"no database at all" * 500)
    for use in (lambda: queries.count_claims(db, Filters()), lambda: add_article(db, article(), [])):
        with pytest.raises(ClaimsError, match="damaged"):
            use()
    assert db.read_bytes() == b"no database at all" * 500


def test_a_newer_database_is_told(db: Path) -> None:
    """A database of a newer version is refused, and not changed."""
    add_article(db, article(), [claim()])
    with duckdb.connect(str(db)) as connection:
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", [schema.VERSION + 1])
    for use in (lambda: queries.count_claims(db, Filters()), lambda: add_article(db, article(1), [])):
        with pytest.raises(ClaimsError, match="newer version"):
            use()


def test_a_missing_database_is_told(db: Path) -> None:
    """Reading where there is no database says what to do."""
    with pytest.raises(ClaimsError, match="add an article first"):
        queries.count_claims(db, Filters())


def test_everything_is_commented(db: Path) -> None:
    """A person who opens the database finds every table and column explained."""
    add_article(db, article(), [])
    with duckdb.connect(str(db), read_only=True) as connection:
        bare = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal AND table_name NOT IN (SELECT view_name FROM duckdb_views())"
        ).fetchall()
        bare += connection.execute("SELECT table_name FROM duckdb_tables() WHERE comment IS NULL AND NOT internal").fetchall()
    assert bare == []


WRITER = """
import sys
from pathlib import Path
from claims.model import Article
from claims.store.write import add_article
for n in range(int(sys.argv[2]), int(sys.argv[2]) + 8):
    add_article(Path(sys.argv[1]), Article("a", f"texto número {n}", "es"), [])
"""


def test_two_processes_get_through(db: Path) -> None:
    """Two programs that write and one that reads share a database, and nothing is lost."""
    add_article(db, article(), [claim()])
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(db), str(n)], cwd=Path(__file__).parents[2]) for n in (0, 100)]
    while any(writer.poll() is None for writer in writers):
        assert queries.count_claims(db, Filters()) == 1
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(queries.list_articles(db, Filters())) == 17


def test_an_older_database_is_brought_up(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database of an older version gets the new schema when it is next used, and keeps its claims."""
    newer = schema.VERSION + 1
    add_article(db, article(), [claim()])
    monkeypatch.setattr(schema, "VERSION", newer)
    monkeypatch.setattr("claims.store.connection.VERSION", newer)
    monkeypatch.setattr(schema, "_MIGRATIONS", [*schema._MIGRATIONS, "ALTER TABLE articles ADD COLUMN section TEXT"])
    assert queries.count_claims(db, Filters()) == 1
    with duckdb.connect(str(db), read_only=True) as connection:
        assert connection.execute("SELECT section FROM articles").fetchall() == [(None,)]
        assert schema.read_version(connection) == newer


@pytest.mark.parametrize("version", range(1, schema.VERSION))
def test_every_earlier_version_is_brought_up(tmp_path: Path, version: int) -> None:
    """A database as each earlier version made it keeps its claims, takes new ones whole, and ends with the columns of a new one."""
    old, fresh = tmp_path / "old.duckdb", tmp_path / "new.duckdb"
    with duckdb.connect(str(old)) as connection:
        connection.execute((Path(__file__).parent / "schemas" / f"{version}.sql").read_text(encoding="utf-8"))
        connection.execute("INSERT INTO articles (article_id, name, language, text) VALUES ('a1', 'old', 'es', 'Llueve, dice Eva.')")
        connection.execute(
            """INSERT INTO claims (claim_id, article_id, position, start, speaker, speaker_kind, source, cue, content, relays, form, certainty,
            polarity, stance, flags, rule, folded) VALUES ('c1', 'a1', 0, 0, 'Eva', 'person', 'Eva', 'dice', 'Llueve', '', 'indirect', 3, 'positive',
            'neutral', '', 'clause', 'llueve')"""
        )
    add_article(old, article(), [replace(claim(), confidence=0.75, probability=70.0)])
    add_article(fresh, article(), [])
    assert sorted(queries.find_claims(old, Filters())["content"]) == sorted(["Llueve", claim().statement])
    [stored] = queries.article_claims(old, article().id)
    assert (stored.claim.confidence, stored.claim.probability) == (0.75, 70.0)
    assert columns(old) == columns(fresh)


def columns(db: Path) -> list[tuple[str, ...]]:
    """List all columns of a database with their types."""
    with duckdb.connect(str(db), read_only=True) as connection:
        return connection.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE NOT internal ORDER BY ALL"
        ).fetchall()


def test_each_article_keeps_the_version_that_read_it(db: Path) -> None:
    """The version is stored with the claims, changes when they are replaced, and is unknown where nobody gave it."""
    add_article(db, article(1), [claim()], pipeline="one")
    add_article(db, article(2), [claim()])
    assert [queries.pipeline_of(db, article(n).id) for n in (1, 2, 3)] == ["one", None, None]
    replace_claims(db, article(1), [claim(level=1)], pipeline="two")
    assert queries.pipeline_of(db, article(1).id) == "two"
