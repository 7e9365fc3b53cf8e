"""What can be asked of the database: one function a question, one short connection each."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from claims.model import (
    Article,
    Certainty,
    Claim,
    ClaimsError,
    Evidence,
    Flag,
    Form,
    Polarity,
    Span,
    SpeakerKind,
    Stance,
    Whose,
)
from claims.store.connection import reading
from claims.store.filters import Filters
from claims.store.folding import fold
from claims.store.frames import ask, ask_days

COLUMNS = (
    "claim_id", "speaker", "content", "certainty", "polarity", "stance", "form", "cue", "outlet", "published", "source",
    "relays", "flags", "speaker_kind", "language", "title", "article", "article_id", "rule", "start",
    "confidence", "probability", "canonical", "track_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its id and its article's."""

    id: str
    article_id: str
    claim: Claim


def count_claims(db: Path, filters: Filters) -> int:
    """Count the claims that the filters let through."""
    where, values = filters.where()
    return int(ask(db, f"SELECT count(*) AS n FROM claim_table WHERE {where}", values)["n"][0])  # noqa: S608


def find_claims(
    db: Path,
    filters: Filters,
    *,
    sort: str = "published",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """Give the claims that the filters let through, with the columns ``COLUMNS``; ties stand in text order.

    ``limit`` None gives all. Raises ClaimsError for a column that there is not.
    """
    if sort not in COLUMNS:
        raise ClaimsError(f"There is no column {sort!r} to sort by: there are {', '.join(COLUMNS)}.")
    where, values = filters.where()
    order = f"{sort} {'DESC' if descending else 'ASC'} NULLS LAST, published DESC NULLS LAST, article_id, start, claim_id"
    sql = f"SELECT {', '.join(COLUMNS)} FROM claim_table WHERE {where} ORDER BY {order}"  # noqa: S608
    if limit is not None:
        sql += " LIMIT ? OFFSET ?"
        values = [*values, limit, offset]
    return ask_days(db, sql, values)


def speaker_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by speaker, most quoted first; the filter on speakers itself is left out of account."""
    where, values = filters.without("speakers").where()
    sql = f"SELECT name AS speaker, count(*) AS claims FROM said_by JOIN claim_table USING (claim_id) WHERE {_qualified(where)} GROUP BY name ORDER BY claims DESC, name"  # noqa: S608
    return ask(db, sql, values)


def _qualified(where: str) -> str:
    return where.replace("contains(folded", "contains(claim_table.folded")


def outlet_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by outlet; the filter on outlets itself is left out of account."""
    return _counts(db, filters.without("outlets"), "outlet")


def language_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by language; the filter on languages itself is left out of account."""
    return _counts(db, filters.without("languages"), "language")


def form_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by form; the filter on forms itself is left out of account."""
    return _counts(db, filters.without("forms"), "form")


def certainty_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by certainty; the filter on certainty itself is left out of account."""
    return _counts(db, filters.without("certainties"), "certainty")


def polarity_counts(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by polarity; the filter on polarity itself is left out of account."""
    return _counts(db, filters.without("polarities"), "polarity")


def _counts(db: Path, filters: Filters, column: str) -> pd.DataFrame:
    where, values = filters.where()
    sql = f"SELECT {column}, count(*) AS claims FROM claim_table WHERE {where} AND {column} IS NOT NULL GROUP BY {column} ORDER BY claims DESC, {column}"  # noqa: S608
    return ask(db, sql, values)


def certainty_by_speaker(db: Path, filters: Filters, top: int = 10) -> pd.DataFrame:
    """Count claims by speaker and certainty, for the ``top`` most quoted speakers, most quoted first."""
    where, values = filters.where()
    sql = f"""
        WITH found AS (SELECT name AS speaker, certainty FROM said_by JOIN claim_table USING (claim_id) WHERE {_qualified(where)}),
        most AS (SELECT speaker, count(*) AS total FROM found GROUP BY speaker ORDER BY total DESC, speaker LIMIT ?)
        SELECT speaker, certainty, count(*) AS claims FROM found JOIN most USING (speaker)
        GROUP BY speaker, certainty, total ORDER BY total DESC, speaker, certainty
    """  # noqa: S608
    return ask(db, sql, [*values, top])


def claims_over_time(db: Path, filters: Filters) -> pd.DataFrame:
    """Count claims by day and certainty; articles without a date are left out."""
    where, values = filters.where()
    sql = f"SELECT published, certainty, count(*) AS claims FROM claim_table WHERE {where} AND published IS NOT NULL GROUP BY published, certainty ORDER BY published, certainty"  # noqa: S608
    return ask(db, sql, values)


def date_range(db: Path) -> tuple[date | None, date | None]:
    """Give the first and the last date of all articles; None and None if no article has one."""
    with reading(db) as connection:
        [(first, last)] = connection.execute("SELECT min(published), max(published) FROM articles").fetchall()
    return first, last


def list_articles(db: Path, filters: Filters) -> pd.DataFrame:
    """List the articles with the number of their claims that the filters let through, newest first."""
    where, values = filters.where()
    sql = f"""
        SELECT a.article_id, coalesce(a.title, a.name) AS title, a.outlet, a.published, a.language, count(c.claim_id) AS claims
        FROM articles a LEFT JOIN (SELECT claim_id, article_id FROM claim_table WHERE {where}) c USING (article_id)
        GROUP BY ALL ORDER BY a.published DESC NULLS LAST, title
    """  # noqa: S608
    return ask(db, sql, values)


def copies_of(db: Path, article_id: str) -> pd.DataFrame:
    """List the articles that print the same text as one, or a part of it, or it and more; the earliest first, those without a date last.

    The columns are article_id, title (or name), outlet, published (a date) and resemblance (0 to 1); no rows where there is no copy.
    """
    sql = """
        WITH near AS (SELECT CASE WHEN first = $id THEN second ELSE first END AS article_id, resemblance FROM copies WHERE $id IN (first, second))
        SELECT article_id, coalesce(title, name) AS title, outlet, published, resemblance FROM near JOIN articles USING (article_id)
        ORDER BY published NULLS LAST, title, article_id
    """
    return ask_days(db, sql, {"id": article_id})


def match_speakers(db: Path, text: str) -> list[str]:
    """Give the speakers whose names have all words of a text, whatever their case and accents, most quoted first."""
    names = ask(db, "SELECT name, folded, count(*) AS n FROM said_by GROUP BY ALL ORDER BY n DESC, name", [])
    words = fold(text).split()
    return [
        str(name) for name, folded in zip(names["name"], names["folded"], strict=True) if words and all(w in folded.split() for w in words)
    ]


def get_article(db: Path, article_id: str) -> Article | None:
    """Give an article by its id, None if there is none."""
    with reading(db) as connection:
        rows = connection.execute(
            "SELECT name, text, language, title, outlet, published, author, url FROM articles WHERE article_id = ?",
            [article_id],
        ).fetchall()
    return Article(*rows[0]) if rows else None


def pipeline_of(db: Path, article_id: str) -> str | None:
    """Give the version of what found an article's claims; None if it is unknown, or there is no such article."""
    with reading(db) as connection:
        rows = connection.execute("SELECT pipeline FROM articles WHERE article_id = ?", [article_id]).fetchall()
    return rows[0][0] if rows else None


def get_claim(db: Path, claim_id: str) -> StoredClaim | None:
    """Give a claim by its id, exactly as it was stored; None if there is none."""
    found = _stored(db, "c.claim_id = ?", claim_id)
    return found[0] if found else None


def article_claims(db: Path, article_id: str) -> list[StoredClaim]:
    """Give all claims of an article, in text order."""
    return _stored(db, "c.article_id = ?", article_id)


def _stored(db: Path, condition: str, value: str) -> list[StoredClaim]:
    select = "SELECT {columns} FROM {table} WHERE claim_id IN (SELECT claim_id FROM claims c WHERE {condition}) ORDER BY claim_id, position"
    with reading(db) as connection:
        claims = connection.execute(
            f"""SELECT c.claim_id, c.article_id, a.name, c.speaker_kind, c.form, c.certainty, c.polarity, c.stance, c.flags, c.rule, c.confidence,
            c.probability
            FROM claims c JOIN articles a USING (article_id) WHERE {condition} ORDER BY c.position""",  # noqa: S608
            [value],
        ).fetchall()
        speakers = connection.execute(select.format(columns="claim_id, name", table="speakers", condition=condition), [value]).fetchall()
        spans = connection.execute(
            select.format(columns='claim_id, role, start, "end", text', table="spans", condition=condition), [value]
        ).fetchall()
        evidence = connection.execute(
            select.format(columns='claim_id, start, "end", text, kind, effect, whose', table="evidence", condition=condition),
            [value],
        ).fetchall()
    result = []
    for key, article_id, article, kind, form, certainty, polarity, stance, flags, rule, confidence, probability in claims:
        by_role: dict[str, list[Span]] = {"source": [], "cue": [], "content": [], "relay": []}
        for owner, role, start, end, text in spans:
            if owner == key:
                by_role[role].append(Span(start, end, text))
        claim = Claim(
            article=article,
            content=tuple(by_role["content"]),
            source=next(iter(by_role["source"]), None),
            cue=next(iter(by_role["cue"]), None),
            relays=tuple(by_role["relay"]),
            speakers=tuple(name for owner, name in speakers if owner == key),
            speaker_kind=SpeakerKind(kind),
            form=Form(form),
            certainty=Certainty(certainty),
            polarity=Polarity(polarity),
            stance=Stance(stance),
            flags=tuple(map(Flag, flags.split())),
            rule=rule,
            evidence=tuple(Evidence(Span(a, b, t), k, e, Whose(w)) for owner, a, b, t, k, e, w in evidence if owner == key),
            confidence=confidence,
            probability=probability,
        )
        result.append(StoredClaim(key, article_id, claim))
    return result
