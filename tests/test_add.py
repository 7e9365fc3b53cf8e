"""Adding: outcomes of files that hold many articles, of addresses, and of feeds from one time to the next."""

from pathlib import Path

from claims.add import add_articles, add_feed
from claims.store.feeds import list_feeds, load_feed
from tests.read import fixtures
from tests.read.fetch.server import fetcher, page, serving


def test_a_table_is_many_outcomes(tmp_path: Path) -> None:
    """Each row is added, known or failed by itself."""
    path = tmp_path / "a.csv"
    path.write_text("text\nLa alcaldesa dijo que el puente es seguro.\nLa alcaldesa dijo que el puente es seguro.\n...\n", encoding="utf-8")
    outcomes = list(add_articles([path], tmp_path / "x.duckdb"))
    assert [outcome.status for outcome in outcomes] == ["added", "known", "failed"]
    assert "row 3" in (outcomes[2].reason or "")


def test_a_feed_from_one_night_to_the_next(tmp_path: Path) -> None:
    """An entry that failed is tried again, one that was added is not, and at last the feed itself is not sent again."""
    db = tmp_path / "x.duckdb"
    with serving({}) as server:
        feed = fixtures.rss(fixtures.item(server.url("/b"), "B"), fixtures.item(server.url("/a"), "A"))
        server.answers |= {"/rss": page(feed, ETag='"1"'), "/a": page(fixtures.html())}
        url = server.url("/rss")
        statuses = [outcome.status for outcome in add_feed(url, db, fetcher=fetcher(server), outlet="Voz")]
        etag, _, seen = load_feed(db, url)
        assert (statuses[-1], len(seen), etag) == ("failed", 1, None)
        server.answers["/b"] = page(fixtures.html("La alcaldesa Nora Díez dijo que el puente es seguro y que nadie debe temer nada."))
        server.asked.clear()
        [outcome] = add_feed(url, db, fetcher=fetcher(server))
        etag, _, seen = known = load_feed(db, url)
        assert (outcome.status, len(seen), etag) == ("added", 2, '"1"')
        assert "/a" not in server.paths()
        server.answers["/rss"] = page(b"", "304 Not Modified")
        assert list(add_feed(url, db, fetcher=fetcher(server))) == []
        server.answers["/rss"] = page(b"", "500 Oops")
        [outcome] = add_feed(url, db, fetcher=fetcher(server))
        assert (outcome.status, load_feed(db, url)) == ("failed", known)
        assert list_feeds(db) == [url]
