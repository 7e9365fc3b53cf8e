"""Buttons that take a table away, whole and as it is filtered."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from claims.store import export
from dashboard import data
from dashboard.words import Words

FORMATS: dict[str, tuple[str, Callable[[pd.DataFrame], bytes]]] = {
    "csv": ("text/csv", export.to_csv),
    "jsonl": ("application/x-ndjson", export.to_json_lines),
    "parquet": ("application/vnd.apache.parquet", export.to_parquet),
    "graphml": ("application/graphml+xml", export.to_graphml),
}
OF_TABLES = ("csv", "jsonl", "parquet")


def show(
    t: Words, stem: str, question: Callable[..., pd.DataFrame], *args: Any, formats: Sequence[str] = OF_TABLES, **options: Any
) -> None:
    """Show a button for each format; the file has all rows that the question gives, not those of the page alone."""
    for place, suffix in zip(st.columns([1] * len(formats) + [6 - len(formats)]), formats, strict=False):
        mime, write = FORMATS[suffix]
        place.download_button(
            t[f"download_{suffix}"], partial(_write, write, question, *args, **options), key=f"download_{stem}_{suffix}",
            file_name=f"{stem}.{suffix}", mime=mime, on_click="ignore", icon=":material/download:", width="stretch",
        )  # fmt: skip


def _write(write: Callable[[pd.DataFrame], bytes], question: Callable[..., pd.DataFrame], *args: Any, **options: Any) -> bytes:
    return write(question(data.database(), *args, **options))
