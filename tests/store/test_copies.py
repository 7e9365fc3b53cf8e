"""Articles that print the same text: found when they come, in whatever order, and forgotten when they go."""

from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.model import Article
from claims.store import queries
from claims.store.filters import Filters
from claims.store.write import add_article, remove_article, replace_claims
from tests.track.printed import read_pairs

_PAIRS = {pair.label.partition(" ")[0]: pair for pair in read_pairs()}
WHOLE, HEADED, CUT, REWRITTEN, REPORT = _PAIRS["0"].first, _PAIRS["0"].second, _PAIRS["2"].second, _PAIRS["4"].second, _PAIRS["11"].second
TEXTS = (WHOLE, HEADED, CUT, REWRITTEN, REPORT, _PAIRS["11"].first, _PAIRS["12"].second)
HARD = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def printed(n: int) -> Article:
    """Make an article of a text; the one cut has no date."""
    day = None if n == 2 else date(2024, 6, 10 - n)
    return Article(f"name {n}", TEXTS[n], "es", title=f"Title {n}" if n else None, outlet=f"Outlet {n}", published=day)


def fill(db: Path, order: list[int]) -> None:
    """Add articles one by one."""
    for n in order:
        assert add_article(db, printed(n), [])


def kept(db: Path) -> list[pd.DataFrame]:
    """Give all that is kept of copies."""
    with duckdb.connect(str(db), read_only=True) as connection:
        return [connection.execute(f"SELECT * FROM {table} ORDER BY ALL").df() for table in ("copies", "sketches")]  # noqa: S608


@HARD
@given(st.permutations(range(len(TEXTS))), st.integers(0, len(TEXTS) - 1))
def test_any_order_and_any_rereading_give_the_same(tmp_path_factory, order: list[int], again: int) -> None:
    """Articles in another order, one of them taken out and read anew, leave the same pairs and sketches."""
    one, other = (tmp_path_factory.mktemp("db") / "claims.duckdb" for _ in range(2))
    fill(one, list(range(len(TEXTS))))
    fill(other, order)
    replace_claims(other, printed(order[again]), [])
    for left, right in zip(kept(one), kept(other), strict=True):
        assert not left.empty
        pd.testing.assert_frame_equal(left, right)


def test_copies_are_listed(tmp_path: Path) -> None:
    """The other prints of a text, the earliest first and those without a date last, each with how alike it is."""
    db = tmp_path / "claims.duckdb"
    fill(db, list(range(len(TEXTS))))
    assert len(queries.list_articles(db, Filters())) == len(TEXTS)
    found = queries.copies_of(db, printed(0).id)
    assert list(found.columns) == ["article_id", "title", "outlet", "published", "resemblance"]
    assert list(found["outlet"]) == ["Outlet 3", "Outlet 1", "Outlet 2"]
    assert list(found["published"]) == [date(2024, 6, 7), date(2024, 6, 9), None]
    assert found["resemblance"].between(0.3, 0.99).all()
    assert list(queries.copies_of(db, printed(3).id)["title"]) == ["Title 1", "name 0", "Title 2"]
    assert queries.copies_of(db, printed(6).id).empty
    assert queries.copies_of(db, "no such article").empty


def test_what_is_taken_out_is_forgotten(tmp_path: Path) -> None:
    """A removed article is nobody's copy, and leaves what was there before it came."""
    db = tmp_path / "claims.duckdb"
    fill(db, [0, 2])
    before = kept(db)
    fill(db, [1])
    assert len(queries.copies_of(db, printed(0).id)) == 2
    assert remove_article(db, printed(1).id)
    assert list(queries.copies_of(db, printed(0).id)["outlet"]) == ["Outlet 2"]
    for left, right in zip(before, kept(db), strict=True):
        pd.testing.assert_frame_equal(left, right)


def test_copies_come_with_the_article_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that fails to be stored leaves no sketch behind."""
    db = tmp_path / "claims.duckdb"
    fill(db, [0])
    before = kept(db)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("claims.store.copies.insert_rows", fail)
    with pytest.raises(KeyboardInterrupt):
        add_article(db, printed(1), [])
    assert len(queries.list_articles(db, Filters())) == 1
    for left, right in zip(before, kept(db), strict=True):
        pd.testing.assert_frame_equal(left, right)


def test_texts_without_words_are_stored(tmp_path: Path) -> None:
    """A text of signs alone has an empty sketch, and is nobody's copy."""
    db = tmp_path / "claims.duckdb"
    for text in ("…", "!!!"):
        assert add_article(db, Article("signs", text, "es"), [])
    assert queries.copies_of(db, Article("signs", "…").id).empty
