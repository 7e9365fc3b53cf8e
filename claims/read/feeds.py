"""RSS and Atom feeds -> what they announce. Nothing here fetches: ``claims.read.pages`` does."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any, BinaryIO

from claims.model import ClaimsError
from claims.read.dates import understand_date
from claims.read.encodings import clean
from claims.read.html import plain
from claims.read.source import Failure, Found, Source

MOST_ENTRIES = 5_000
_DATED = ("published", "updated", "created")
WHOLE_TEXT = 600  # characters from which the content in a feed is taken for the whole article


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One article that a feed announces.

    ``id`` is the same each time the feed is read. ``text`` is what the feed itself holds of it, "" if nothing. ``outlet``
    is the feed's title. Others are None where the feed says nothing.
    """

    id: str
    link: str | None = None
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    text: str = ""

    @property
    def hints(self) -> dict[str, str | None]:
        """What the feed says of the article, for where the page says nothing."""
        day = self.published.isoformat() if self.published else None
        return {"title": self.title, "author": self.author, "date": day, "outlet": self.outlet, "url": self.link}


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed from one time to the next: what to ask with, and the ids of entries that are done with.

    >>> FeedState("https://example.org/rss").with_seen("a").seen
    ('a',)
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    seen: tuple[str, ...] = ()

    def with_seen(self, entry: str) -> "FeedState":
        """Remember an entry; the oldest are forgotten above ``MOST_ENTRIES``."""
        seen = (*(other for other in self.seen if other != entry), entry)
        return replace(self, seen=seen[-MOST_ENTRIES:])

    def unfinished(self) -> "FeedState":
        """Forget when the feed was last changed, so that it is read again though it is as it was."""
        return replace(self, etag=None, modified=None)


def read_feed(data: bytes, name: str = "feed", *, url: str | None = None, day: date | None = None) -> list[FeedEntry]:
    """List the entries of a feed, in its order; ClaimsError for what is no feed.

    ``url`` is where it came from, to complete its links; ``day`` is when.

    >>> [entry] = read_feed(b"<rss><channel><title>La Ribera</title><item><title>Cede</title><link>https://example.org/a</link></item></channel></rss>")
    >>> entry.outlet, entry.title, entry.link
    ('La Ribera', 'Cede', 'https://example.org/a')
    """
    return list(read_entries(BytesIO(data), Source(name, url=url, day=day)))


def read_entries(stream: BinaryIO, source: Source) -> Iterator[FeedEntry]:
    """Do what ``read_feed`` does for the process that parses."""
    import feedparser

    headers = {"content-location": source.url} if source.url else {}
    found = feedparser.parse(BytesIO(stream.read()), response_headers=headers)  # a stream is never taken for an address
    if not found.get("version") and not found.entries:
        raise ClaimsError(f"{source.name}: this is no feed that can be read; give the address of an RSS or Atom feed.")
    outlet = _value(found.feed.get("title"))
    for entry in found.entries[:MOST_ENTRIES]:
        made = _entry(entry, outlet, source)
        if made.id:
            yield made


def entry_article(entry: FeedEntry, source: Source) -> Found:
    """Make an article of what the feed itself holds."""
    try:
        return source.article(entry.text, entry.title or entry.id, **entry.hints)
    except ClaimsError:
        what = entry.title or entry.id
        return Failure(source.name, f"{source.name}: the feed holds no text of {what!r}; give the feed's address (--feed URL) to fetch it.")


def _entry(entry: Any, outlet: str | None, source: Source) -> FeedEntry:
    link, title = _value(entry.get("link")), _value(entry.get("title"))
    contents = [content.get("value", "") for content in entry.get("content", [])] + [entry.get("summary", "")]
    return FeedEntry(
        id=_value(entry.get("id")) or link or title or "",
        link=link,
        title=plain(title) if title else None,
        author=_value(entry.get("author")),
        published=understand_date(next((entry[key] for key in _DATED if key in entry), None), source.day),
        outlet=plain(outlet) if outlet else None,
        text=clean(plain(max(contents, key=len))),
    )


def _value(value: Any) -> str | None:
    return clean(value).strip()[:2_000] or None if isinstance(value, str) else None
