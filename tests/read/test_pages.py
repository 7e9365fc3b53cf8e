"""Addresses and feeds, from a server on loopback that only tests may reach."""

from datetime import date

import pytest

from claims.model import Article, ClaimsError
from claims.read import Failure, FeedEntry, FeedState, check_feed, read_entry, read_inputs
from tests.read import fixtures
from tests.read.fetch.server import fetcher, page, serving


def test_an_address_is_an_article() -> None:
    """The article has the address where the page was in the end, and its site may not be another's."""
    head = '<link rel="canonical" href="https://other.test/b"><meta property="og:site_name" content="La Ribera">'
    with serving({"/a": page(b"", "301 Moved", Location="/b/puente.html"), "/b/puente.html": page(fixtures.html(head=head))}) as server:
        [article] = read_inputs([server.url("/a")], fetcher=fetcher(server), author="Ana Ruiz", url=None)
    assert isinstance(article, Article)
    assert (article.name, article.url, article.outlet, article.author) == ("puente", server.url("/b/puente.html"), "La Ribera", "Ana Ruiz")


@pytest.mark.parametrize(
    ("kind", "data"),
    [("application/pdf", fixtures.pdf(*fixtures.SENTENCES)), ("text/csv", b"text\nEl puente cede.\n"), ("text/plain", b"El puente cede.")],
)
def test_addresses_of_other_kinds(kind: str, data: bytes) -> None:
    """What is at an address need not be a page."""
    with serving({"/a": page(data, Content_Type=kind)}) as server:
        [article] = read_inputs([server.url("/a")], fetcher=fetcher(server))
    assert isinstance(article, Article)
    assert "puente" in article.text


def test_what_cannot_be_fetched_is_one_failure() -> None:
    """A page that is missing is told and the next is read."""
    with serving({"/a": page(fixtures.html())}) as server:
        first, second = read_inputs([server.url("/gone"), server.url("/a")], fetcher=fetcher(server))
    assert isinstance(first, Failure)
    assert "status 404" in first.reason
    assert isinstance(second, Article)


def test_private_addresses_are_refused_from_the_front_door() -> None:
    """Without the permission of a test nothing on loopback is reached."""
    with serving({"/a": page(fixtures.html())}) as server:
        [found] = read_inputs([f"http://127.0.0.1:{server.port}/a"])
        assert server.asked == []
    assert isinstance(found, Failure)
    assert "public web" in found.reason


def test_a_feed_is_followed() -> None:
    """Pages that a feed announces are fetched; what a page does not say the feed does; long texts are taken from the feed."""
    long = "El puente cede, dijo la alcaldesa. " * 30
    with serving({}) as server:
        items = [
            fixtures.item(server.url("/a"), date="Tue, 18 Jun 2024 10:00:00 GMT"), fixtures.item(server.url("/b"), description=long),
            fixtures.item(server.url("/gone")), fixtures.item("http://127.0.0.1:1/x"), fixtures.item(server.url("/rss")),
        ]  # fmt: skip
        server.answers |= {"/rss": page(fixtures.rss(*items), Content_Type="application/rss+xml"), "/a": page(fixtures.html())}
        found = list(read_inputs([server.url("/rss")], fetcher=fetcher(server)))
        assert [type(item) for item in found] == [Article, Article, Failure, Failure, Failure]
        assert (found[0].outlet, found[0].published) == ("La Ribera", date(2024, 6, 18))
        assert found[1].text == long.strip()
        assert "public web" in found[3].reason
        assert "no article" in found[4].reason  # a feed in a feed is not followed
        assert "/b" not in server.paths()


def test_a_feed_remembers() -> None:
    """What was seen is not given again; an unchanged feed is not read; a state that is unfinished is."""
    with serving({}) as server:
        items = [fixtures.item(server.url("/b"), "B"), fixtures.item(server.url("/a"), "A")]
        server.answers["/rss"] = page(fixtures.rss(*items), ETag='"1"')
        entries, state = check_feed(FeedState(server.url("/rss")), fetcher(server))
        assert [entry.title for entry in entries] == ["A", "B"]  # oldest first
        assert state == FeedState(server.url("/rss"), '"1"')
        state = state.with_seen(entries[0].id)
        assert [entry.title for entry in check_feed(state.unfinished(), fetcher(server))[0]] == ["B"]
        server.answers["/rss"] = page(b"", "304 Not Modified")
        assert check_feed(state, fetcher(server)) == ([], state)
        assert 'If-None-Match: "1"' in server.asked[-1]


def test_a_feed_that_is_none() -> None:
    """An address with a page, or with nothing, is no feed."""
    with serving({"/a": page(fixtures.html())}) as server:
        with pytest.raises(ClaimsError, match="no feed"):
            check_feed(FeedState(server.url("/a")), fetcher(server))
        with pytest.raises(ClaimsError, match="404"):
            check_feed(FeedState(server.url("/gone")), fetcher(server))


def test_an_entry_without_address_or_text() -> None:
    """There is nothing to read, and that is told."""
    with serving({}) as server:
        assert isinstance(read_entry(FeedEntry("urn:1", title="A"), fetcher(server)), Failure)


def test_the_state_of_a_feed_stays_small() -> None:
    """The oldest ids are forgotten."""
    state = FeedState("https://news.test/rss", seen=tuple(map(str, range(5_000))))
    assert state.with_seen("new").seen[-1] == "new"
    assert len(state.with_seen("new").seen) == 5_000
    assert state.with_seen("0").seen[-1] == "0"
