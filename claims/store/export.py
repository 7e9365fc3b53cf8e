"""A table of claims as a file: CSV that spreadsheets open rightly, JSON lines, Parquet."""

import io

import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def to_csv(frame: pd.DataFrame) -> bytes:
    """Write CSV in UTF-8 with a byte order mark, for Excel's sake.

    Text that a spreadsheet would run as a formula gets an apostrophe before it; numbers and dates stay as they are.

    >>> to_csv(pd.DataFrame({"content": ["=1+1"], "certainty": [3]})).decode("utf-8-sig").splitlines()[1]
    "'=1+1,3"
    """
    safe = frame.copy()
    for column in safe.columns:
        safe[column] = safe[column].map(neutralize)
    return safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig", "replace")


def neutralize(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run, blanks in front of it or not."""
    if isinstance(value, str) and (value.lstrip(" \u00a0\ufeff\u200b").startswith(_FORMULA) or value.startswith(("\t", "\r", "\n"))):
        return "'" + value
    return value


def to_json_lines(frame: pd.DataFrame) -> bytes:
    """Write one JSON object a claim, UTF-8, dates as YYYY-MM-DD.

    >>> to_json_lines(pd.DataFrame({"speaker": ["Núñez"]})).decode().strip()
    '{"speaker":"Núñez"}'
    """
    plain = frame.copy()
    if "published" in plain.columns:
        plain["published"] = [None if pd.isna(value) else str(value)[:10] for value in plain["published"]]
    text: str = plain.to_json(orient="records", lines=True, force_ascii=False)
    return (text.rstrip("\n") + "\n").encode("utf-8", "replace") if len(frame) else b""


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Write Parquet."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()
