"""Cached questions to the store. An answer is asked anew as soon as the database file changes, whoever changed it."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from claims.model import Article, ClaimsError
from claims.store import queries
from claims.store.filters import Filters
from claims.store.queries import StoredClaim

ROOT = Path(__file__).parents[1]
PAGE_SIZE = 50


def database() -> Path:
    """Give the database file: the environment variable SEGUN_DB, or data/claims.duckdb."""
    return Path(os.environ.get("SEGUN_DB") or ROOT / "data" / "claims.duckdb")


def fingerprint(db: Path) -> tuple[Any, ...]:
    """Give what changes whenever the database does: time and size of the file and of its log."""
    files = (db, db.with_name(db.name + ".wal"))
    return tuple((f.stat().st_mtime_ns, f.stat().st_size) if f.exists() else None for f in files)


def is_empty() -> bool:
    """Say whether there is nothing to show at all."""
    return not database().exists() or list_articles(Filters()).empty


def stop_with(error: ClaimsError) -> None:
    """Show a problem as the sentence it is, and end the page."""
    st.error(str(error))
    st.stop()


@st.cache_data(show_spinner=False, max_entries=500)
def _ask(question: str, db: str, stamp: tuple[Any, ...], *args: Any, **options: Any) -> Any:
    return getattr(queries, question)(Path(db), *args, **options)


def _asked(question: str, *args: Any, **options: Any) -> Any:
    db = database()
    try:
        return _ask(question, str(db), fingerprint(db), *args, **options)
    except ClaimsError as error:
        stop_with(error)


def count_claims(filters: Filters) -> int:
    """Count the claims that the filters let through."""
    return int(_asked("count_claims", filters))


def claims_page(filters: Filters, sort: str, *, descending: bool, page: int) -> pd.DataFrame:
    """Give one page of claims; pages count from 1."""
    frame: pd.DataFrame = _asked("find_claims", filters, sort=sort, descending=descending, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE)
    return frame


def download(write: Callable[[pd.DataFrame], bytes], filters: Filters, sort: str, *, descending: bool) -> bytes:
    """Write all claims that the filters let through, not the page alone."""
    return write(queries.find_claims(database(), filters, sort=sort, descending=descending))


def counts(name: str, filters: Filters) -> dict[Any, int]:
    """Count claims by speaker, outlet, language, form or certainty."""
    frame: pd.DataFrame = _asked(f"{name}_counts", filters)
    return dict(zip(frame[name], frame["claims"], strict=True))


def certainty_by_speaker(filters: Filters) -> pd.DataFrame:
    """Count claims by speaker and certainty for the most quoted."""
    frame: pd.DataFrame = _asked("certainty_by_speaker", filters)
    return frame


def claims_over_time(filters: Filters) -> pd.DataFrame:
    """Count claims by day and certainty."""
    frame: pd.DataFrame = _asked("claims_over_time", filters)
    return frame


def date_range() -> tuple[date | None, date | None]:
    """Give the first and last date."""
    found: tuple[date | None, date | None] = _asked("date_range")
    return found


def list_articles(filters: Filters) -> pd.DataFrame:
    """List the articles, newest first."""
    frame: pd.DataFrame = _asked("list_articles", filters)
    return frame


def get_article(article_id: str) -> Article | None:
    """Give an article."""
    found: Article | None = _asked("get_article", article_id)
    return found


def get_claim(claim_id: str) -> StoredClaim | None:
    """Give a claim."""
    found: StoredClaim | None = _asked("get_claim", claim_id)
    return found


def article_claims(article_id: str) -> list[StoredClaim]:
    """Give an article's claims in text order."""
    found: list[StoredClaim] = _asked("article_claims", article_id)
    return found
