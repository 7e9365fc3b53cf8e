"""Cached questions to the store. An answer is asked anew as soon as the database file changes, whoever changed it."""

import os
from collections.abc import Callable, Iterable
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar

import pandas as pd
import streamlit as st

from claims.model import Article, ClaimsError
from claims.store import queries
from claims.store.filters import Filters
from claims.store.queries import StoredClaim
from dashboard.words import Words

ROOT = Path(__file__).parents[1]
PAGE_SIZE = 50
Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


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


def stop_if_empty(t: Words, title: str = "") -> None:
    """Where there is nothing to show, say so under the page's title ("" if it stands already) with the way to add something, and end the page."""
    if is_empty():
        if title:
            st.title(title)
        st.info(t["empty_database"])
        st.page_link("views/add.py", label=t["add_page"], icon=":material/add:")
        st.stop()


def stop_with(error: ClaimsError) -> NoReturn:
    """Show a problem as the sentence it is, and end the page."""
    st.error(str(error))
    st.stop()


@st.cache_data(show_spinner=False, max_entries=500)
def _ask(name: str, _question: Callable[..., Any], db: str, stamp: tuple[Any, ...], *args: Any, **options: Any) -> Any:
    return _question(Path(db), *args, **options)


def ask(question: Callable[Concatenate[Path, Asked], Answer], *args: Asked.args, **options: Asked.kwargs) -> Answer:
    """Put a question of ``claims.store`` to the database; a problem ends the page with its sentence."""
    db = database()
    try:
        answer: Answer = _ask(f"{question.__module__}.{question.__name__}", question, str(db), fingerprint(db), *args, **options)
    except ClaimsError as error:
        stop_with(error)
    return answer


def counts(name: str, filters: Filters) -> dict[Any, int]:
    """Count claims by speaker, outlet, language, form, certainty or polarity."""
    frame = ask(getattr(queries, f"{name}_counts"), filters)
    return dict(zip(frame[name], frame["claims"], strict=True))


def count_claims(filters: Filters) -> int:
    """Count the claims that the filters let through."""
    return ask(queries.count_claims, filters)


def claims_page(filters: Filters, sort: str, *, descending: bool, page: int) -> pd.DataFrame:
    """Give one page of claims; pages count from 1."""
    return ask(queries.find_claims, filters, sort=sort, descending=descending, **limits(page))


def rows(frame: pd.DataFrame) -> Iterable[Any]:
    """Give the rows of a table, whose columns are their attributes."""
    return frame.itertuples(index=False)


def limits(page: int) -> dict[str, Any]:
    """Say which rows stand on a page of a table; pages count from 1."""
    return {"limit": PAGE_SIZE, "offset": (page - 1) * PAGE_SIZE}


def pages_of(rows: int) -> int:
    """Give the number of pages on which so many rows stand."""
    return ceil(rows / PAGE_SIZE)


def certainty_by_speaker(filters: Filters) -> pd.DataFrame:
    """Count claims by speaker and certainty for the most quoted."""
    return ask(queries.certainty_by_speaker, filters)


def claims_over_time(filters: Filters) -> pd.DataFrame:
    """Count claims by day and certainty."""
    return ask(queries.claims_over_time, filters)


def date_range() -> tuple[date | None, date | None]:
    """Give the first and last date."""
    return ask(queries.date_range)


def list_articles(filters: Filters) -> pd.DataFrame:
    """List the articles, newest first."""
    return ask(queries.list_articles, filters)


def get_article(article_id: str) -> Article | None:
    """Give an article."""
    return ask(queries.get_article, article_id)


def get_claim(claim_id: str) -> StoredClaim | None:
    """Give a claim."""
    return ask(queries.get_claim, claim_id)


def article_claims(article_id: str) -> list[StoredClaim]:
    """Give an article's claims in text order."""
    return ask(queries.article_claims, article_id)


def copies_of(article_id: str) -> pd.DataFrame:
    """List the other prints of an article's text."""
    return ask(queries.copies_of, article_id)
