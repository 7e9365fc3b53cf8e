"""An answer of the database as a DataFrame, from one short connection."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from claims.store.connection import reading

_DAYS = ["first_seen", "last_seen", "published", "made_at"]


def ask(db: Path, sql: str, values: Sequence[object] | Mapping[str, object]) -> pd.DataFrame:
    """Put a question, with the values of its marks in order or by name, and give the rows as DuckDB gives them."""
    with reading(db) as connection:
        return connection.execute(sql, values).df()


def ask_days(db: Path, sql: str, values: Sequence[object] | Mapping[str, object]) -> pd.DataFrame:
    """Do what ``ask`` does, with days as dates, and None where there is none."""
    frame = ask(db, sql, values)
    for column in frame.columns.intersection(_DAYS):
        frame[column] = [None if pd.isna(value) else value.date() for value in frame[column]]
    return frame
