"""What is remembered of feeds from one night to the next."""

import json
from pathlib import Path

from claims.store.connection import reading, writing


def load_feed(db: Path, url: str) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Give what a feed said last of its version (ETag, Last-Modified; None where it said nothing) and the ids of the entries that are done with."""
    if not db.exists():
        return None, None, ()
    with reading(db) as connection:
        rows = connection.execute("SELECT etag, modified, seen FROM feeds WHERE url = ?", [url]).fetchall()
    return (rows[0][0], rows[0][1], tuple(json.loads(rows[0][2]))) if rows else (None, None, ())


def save_feed(db: Path, url: str, etag: str | None, modified: str | None, seen: tuple[str, ...]) -> None:
    """Remember a feed, in the place of what was remembered of it."""
    with writing(db) as connection:
        connection.execute(
            "INSERT OR REPLACE INTO feeds (url, etag, modified, seen) VALUES (?, ?, ?, ?)", [url, etag, modified, json.dumps(list(seen))]
        )


def list_feeds(db: Path) -> list[str]:
    """Give the addresses of all feeds that were read."""
    with reading(db) as connection:
        return [row[0] for row in connection.execute("SELECT url FROM feeds ORDER BY url").fetchall()]
