"""Copies of a text among the articles: found and kept when an article comes, forgotten when it goes.

Whether two articles are copies depends on their texts alone, so the order in which they come makes no difference. An article that an
earlier version of the program stored has no sketch until it is read anew (``python -m claims reextract``).
"""

import duckdb

from claims.model import Article
from claims.store.connection import insert_rows
from claims.track.copies import SHARED, likeness, sketch

_CANDIDATES = "SELECT article_id FROM sketches WHERE hash IN (SELECT unnest(?::UINTEGER[])) GROUP BY article_id HAVING count(*) >= ?"
_SKETCHES = "SELECT article_id, list(hash ORDER BY hash) AS hashes FROM sketches WHERE article_id IN (SELECT unnest(?)) GROUP BY article_id"


def find(connection: duckdb.DuckDBPyConnection, article: Article) -> None:
    """Keep the sketch of a new article, and its pairs with all articles there that are copies of it."""
    new = sketch(article.text)
    hashes = new.tolist()
    near = [row[0] for row in connection.execute(_CANDIDATES, [hashes, SHARED]).fetchall()]
    stored = connection.execute(_SKETCHES, [near]).fetchnumpy()
    pairs = [(other, likeness(new, theirs)) for other, theirs in zip(stored["article_id"], stored["hashes"], strict=True)]
    rows = [(*sorted((article.id, other)), alike.resemblance, alike.containment) for other, alike in pairs if alike.copies]
    insert_rows(connection, "copies", rows)
    insert_rows(connection, "sketches", [(article.id, value) for value in hashes])


def forget(connection: duckdb.DuckDBPyConnection, article_id: str) -> None:
    """Take out an article's sketch and its pairs."""
    connection.execute("DELETE FROM sketches WHERE article_id = ?", [article_id])
    connection.execute("DELETE FROM copies WHERE ? IN (first, second)", [article_id])
