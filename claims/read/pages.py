"""Addresses -> articles: pages, and the pages that feeds announce."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from claims.model import ClaimsError
from claims.read.feeds import WHOLE_TEXT, FeedEntry, FeedState, entry_article
from claims.read.fetch import Fetcher
from claims.read.isolated import read_isolated
from claims.read.kinds import TYPES, Kind
from claims.read.source import Failure, Found, Source
from claims.read.streams import Item, read_stream, told


def read_url(address: str, fetcher: Fetcher, **given: str | None) -> Iterator[Found]:
    """Read what is at an address, and if that is a feed, the pages that it announces; what fails is a ``Failure``."""
    for item in told(_fetch(Source(address, given=given), fetcher), Source(address)):
        yield read_entry(item, fetcher, **given) if isinstance(item, FeedEntry) else item


def check_feed(state: FeedState, fetcher: Fetcher) -> tuple[list[FeedEntry], FeedState]:
    """Fetch a feed if it changed: give the entries that were not seen, oldest first, and what to remember of the feed.

    The caller adds each entry that is done with (``FeedState.with_seen``); if one failed and is to be tried again, it
    keeps the state ``unfinished``. Raises ClaimsError for what cannot be fetched or is no feed.
    """
    page = fetcher.get(state.url, etag=state.etag, modified=state.modified)
    if not page.changed:
        return [], state
    entries = list(read_isolated(Kind.FEED, Source(state.url, url=page.url, day=page.day), page.data))
    for entry in entries:
        if isinstance(entry, Failure):
            raise ClaimsError(entry.reason)
    seen = set(state.seen)
    new = [entry for entry in reversed(entries) if isinstance(entry, FeedEntry) and entry.id not in seen]
    return new, replace(state, etag=page.etag, modified=page.modified)


def read_entry(entry: FeedEntry, fetcher: Fetcher, **given: str | None) -> Found:
    """Read the article that a feed announces: in the feed itself if it is there, else on its page."""
    source = Source(entry.link or entry.id, given=given)
    if len(entry.text) >= WHOLE_TEXT or not entry.link:
        return entry_article(entry, source)
    items = told(_fetch(replace(source, hints=entry.hints), fetcher), source)
    first = next((item for item in items if not isinstance(item, FeedEntry)), None)  # a feed in a feed is not followed
    return first or Failure(source.name, f"{source.name}: there is no article at this address; check it.")


def _fetch(source: Source, fetcher: Fetcher) -> Iterator[Item]:
    page = fetcher.get(source.name)
    suffix = TYPES.get(page.type) or PurePosixPath(urlsplit(page.url).path).suffix.lower()
    stream = io.BufferedReader(io.BytesIO(page.data))
    yield from read_stream(stream, replace(source, suffix=suffix, url=page.url, charset=page.charset, day=page.day))
