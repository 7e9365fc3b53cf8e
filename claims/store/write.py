"""Put an article and its claims into the database: wholly, or not at all."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from claims.model import Article, Claim, Span, stable_id
from claims.store import copies
from claims.store.connection import StoreError, changing, insert_rows, reading
from claims.store.folding import MIDDOT, fold
from claims.store.tracking import follow, forget, get_ready
from claims.track.speakers import Cast


def has_article(db: Path, article_id: str) -> bool:
    """Say whether an article with this id is in the database; False if there is no database."""
    if not db.exists():
        return False
    with reading(db) as connection:
        return bool(connection.execute("SELECT 1 FROM articles WHERE article_id = ?", [article_id]).fetchall())


def add_article(db: Path, article: Article, claims: Sequence[Claim], *, pipeline: str | None = None) -> bool:
    """Store an article with its claims in one transaction; False, and nothing changes, if its text is already there.

    ``pipeline`` is the version of what found the claims (None: unknown).

    Raises StoreError when the database cannot be used, or when the article has no language.
    """
    if article.language is None:
        raise StoreError(f"The article {article.name!r} has no language: identify it first.")
    cast = get_ready(article, claims)
    with changing(db) as connection:
        return _insert(connection, article, claims, pipeline, cast)


def remove_article(db: Path, article_id: str) -> bool:
    """Take an article out with its claims, in one transaction; False if it is not there. Decisions on its claims stay on the log."""
    with changing(db) as connection:
        return _remove(connection, article_id)


def replace_claims(db: Path, article: Article, claims: Sequence[Claim], *, pipeline: str | None = None) -> None:
    """Store an article's claims in the place of those it had, in one transaction; what people decided of these holds for the new ones.

    Raises StoreError as ``add_article`` does.
    """
    cast = get_ready(article, claims)
    with changing(db) as connection:
        kept = connection.execute("SELECT added_at FROM articles WHERE article_id = ?", [article.id]).fetchall()
        _remove(connection, article.id)
        _insert(connection, article, claims, pipeline, cast)
        if kept:
            connection.execute("UPDATE articles SET added_at = ? WHERE article_id = ?", [kept[0][0], article.id])


def _remove(connection: duckdb.DuckDBPyConnection, article_id: str) -> bool:
    if not connection.execute("SELECT 1 FROM articles WHERE article_id = ?", [article_id]).fetchall():
        return False
    forget(connection, article_id)
    copies.forget(connection, article_id)
    for table in ("evidence", "spans", "speakers", "relays"):
        connection.execute(f"DELETE FROM {table} WHERE claim_id IN (SELECT claim_id FROM claims WHERE article_id = ?)", [article_id])  # noqa: S608
    for table in ("claims", "articles"):
        connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [article_id])  # noqa: S608  (table names are ours)
    return True


def _insert(connection: duckdb.DuckDBPyConnection, article: Article, claims: Sequence[Claim], pipeline: str | None, cast: Cast) -> bool:
    if connection.execute("SELECT 1 FROM articles WHERE article_id = ?", [article.id]).fetchall():
        return False
    connection.execute(
        "INSERT INTO articles (article_id, name, title, outlet, published, author, url, language, text, pipeline) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            article.id,
            article.name,
            article.title,
            article.outlet,
            article.published,
            article.author,
            article.url,
            article.language,
            article.text,
            pipeline,
        ],
    )
    rows: dict[str, list[list[Any]]] = {"claims": [], "speakers": [], "spans": [], "evidence": [], "relays": []}
    for position, claim in enumerate(claims):
        _collect(rows, article, position, claim)
    for table, values in rows.items():
        insert_rows(connection, table, values)
    follow(connection, article, [(claim_id(article, position, claim), claim) for position, claim in enumerate(claims)], cast)
    copies.find(connection, article)
    return True


def claim_id(article: Article, position: int, claim: Claim) -> str:
    """Give a claim's stable id: the same text read by the same rules gives the same ids."""
    return stable_id(article.id, position, claim.start, claim.rule, claim.statement)


def _collect(rows: dict[str, list[list[Any]]], article: Article, position: int, claim: Claim) -> None:
    key = claim_id(article, position, claim)
    content = claim.statement
    source = claim.source.text if claim.source else None
    cue = claim.cue.text if claim.cue else None
    searched = fold(" ".join(part for part in (article.title, *claim.speakers, source, cue, content) if part))
    rows["claims"].append([
        key, article.id, position, claim.start, MIDDOT.join(claim.speakers), str(claim.speaker_kind), source, cue, content,
        MIDDOT.join(span.text for span in claim.relays), str(claim.form), int(claim.certainty), str(claim.polarity),
        str(claim.stance), " ".join(map(str, claim.flags)), claim.rule, searched, claim.confidence,
        claim.probability,
    ])  # fmt: skip
    rows["speakers"] += [[key, n, name, fold(name)] for n, name in enumerate(claim.speakers)]
    roles: list[tuple[str, Sequence[Span]]] = [
        ("source", [claim.source] if claim.source else []),
        ("cue", [claim.cue] if claim.cue else []),
        ("content", claim.content),
        ("relay", claim.relays),
    ]
    rows["spans"] += [[key, role, n, s.start, s.end, s.text] for role, spans in roles for n, s in enumerate(spans)]
    rows["evidence"] += [
        [key, n, e.span.start, e.span.end, e.span.text, e.kind, e.effect, str(e.whose)] for n, e in enumerate(claim.evidence)
    ]
    carriers = claim.carriers or tuple(span.text for span in claim.relays)
    rows["relays"] += [[key, n, carrier, fold(carrier)] for n, carrier in enumerate(carriers)]
