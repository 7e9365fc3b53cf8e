"""A table as a file: CSV that spreadsheets open rightly, JSON lines, Parquet; who carried whose statements as a graph."""

import io
import re

import pandas as pd

_DAYS = ["published", "first_seen", "last_seen"]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
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
    """Write one JSON object a row, UTF-8, dates as YYYY-MM-DD.

    >>> to_json_lines(pd.DataFrame({"speaker": ["Núñez"]})).decode().strip()
    '{"speaker":"Núñez"}'
    """
    plain = frame.copy()
    for column in plain.columns.intersection(_DAYS):
        plain[column] = [None if pd.isna(value) else str(value)[:10] for value in plain[column]]
    text: str = plain.to_json(orient="records", lines=True, force_ascii=False)
    return (text.rstrip("\n") + "\n").encode("utf-8", "replace") if len(frame) else b""


def to_parquet(frame: pd.DataFrame) -> bytes:
    """Write Parquet."""
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False)
    return buffer.getvalue()


def to_graphml(frame: pd.DataFrame) -> bytes:
    """Write a table of relays as GraphML: an arrow from each carrier to whom it carried, with the table's other columns on it.

    Takes what ``find_relays`` gives. Signs that XML has no place for become U+FFFD; an unknown day is left out.

    >>> relays = pd.DataFrame({"carrier": ["Tass"], "holder": ["Ana Ruiz"], "tellings": [2], "outlets": ["El Faro"]})
    >>> [line.strip() for line in to_graphml(relays).decode().splitlines() if "<edge" in line]
    ['<edge source="Tass" target="Ana Ruiz">']
    """
    import networkx as nx

    graph = nx.DiGraph()
    for row in frame.to_dict("records"):
        ends = [_NOT_XML.sub("\ufffd", str(row.pop(end))) for end in ("carrier", "holder")]
        known = {str(name): value for name, value in row.items() if not pd.isna(value)}
        graph.add_edge(
            *ends, **{name: value if isinstance(value, int) else _NOT_XML.sub("\ufffd", str(value)) for name, value in known.items()}
        )
    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)).encode()
