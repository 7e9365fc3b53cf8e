"""What bytes are, by what they begin with; the name only decides between kinds of text."""

import re
from enum import StrEnum

from claims.model import ClaimsError


class Kind(StrEnum):
    """A format that can be read."""

    TEXT = "text"
    HTML = "page"
    FEED = "feed"
    PDF = "PDF"
    DOCX = "Word file"
    ZIP = "ZIP archive"
    GZIP = "gzip file"
    WARC = "web archive"
    PARQUET = "Parquet file"
    CSV = "CSV file"
    JSON = "JSON file"
    JSON_LINES = "JSON lines file"


HEAD = 4096  # bytes that are looked at
SUFFIXES = {
    ".txt": Kind.TEXT, ".md": Kind.TEXT, ".markdown": Kind.TEXT, ".text": Kind.TEXT,
    ".html": Kind.HTML, ".htm": Kind.HTML, ".xhtml": Kind.HTML,
    ".rss": Kind.FEED, ".atom": Kind.FEED, ".xml": Kind.FEED,
    ".pdf": Kind.PDF, ".docx": Kind.DOCX,
    ".csv": Kind.CSV, ".tsv": Kind.CSV, ".json": Kind.JSON, ".jsonl": Kind.JSON_LINES, ".ndjson": Kind.JSON_LINES,
    ".parquet": Kind.PARQUET, ".zip": Kind.ZIP, ".gz": Kind.GZIP, ".warc": Kind.WARC,
}  # fmt: skip
TYPES = {
    "text/plain": ".txt", "text/markdown": ".md", "text/html": ".html", "application/xhtml+xml": ".html", "text/csv": ".csv",
    "application/json": ".json", "application/x-ndjson": ".jsonl", "application/jsonl": ".jsonl",
}  # fmt: skip
_MAGIC = {
    b"PK\x03\x04": Kind.ZIP, b"PK\x05\x06": Kind.ZIP, b"\x1f\x8b": Kind.GZIP, b"PAR1": Kind.PARQUET, b"WARC/": Kind.WARC,
}  # fmt: skip
_REFUSED = {
    b"\xd0\xcf\x11\xe0": "this is an old Word or Excel file, or one locked with a password; save it without one, as .docx or CSV",
    b"{\\rtf": "this is an RTF file; save it as .docx or text",
    b"7z\xbc\xaf": "this is a 7z archive; pack it as ZIP",
    b"Rar!": "this is a RAR archive; pack it as ZIP",
    b"BZh": "this is a bzip2 file; pack it as ZIP",
    b"\xfd7zXZ": "this is an xz file; pack it as ZIP",
    b"(\xb5/\xfd": "this is a zstd file; pack it as ZIP",
}
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(?:[a-z][a-z0-9]*[\s>/]|!--|!doctype)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|feed|rdf)\b", re.IGNORECASE)


def recognise(head: bytes, suffix: str, name: str) -> Kind:
    """Say what the first bytes of a file are, called ``suffix`` by its name.

    Raises ClaimsError, naming what to do instead, for formats that are known and cannot be read.

    >>> str(recognise(b"%PDF-1.7", ".txt", "a.txt")), str(recognise(b"<html><body>", "", "a"))
    ('PDF', 'page')
    """
    for magic, reason in _REFUSED.items():
        if head.startswith(magic):
            raise ClaimsError(f"{name}: {reason}.")
    for magic, kind in _MAGIC.items():
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    said = SUFFIXES.get(suffix, Kind.TEXT)
    text = _peek(head)
    if text.startswith("<"):
        if root := _xml(text, said, name):
            return root
    if said in (Kind.CSV, Kind.JSON_LINES):
        return said
    if said is Kind.JSON:
        return said
    if said is Kind.HTML and _TAG.search(text):
        return Kind.HTML
    if said in (Kind.PDF, Kind.DOCX, Kind.PARQUET, Kind.ZIP, Kind.GZIP, Kind.WARC) and _binary(head):
        raise ClaimsError(f"{name}: this is no {said}, whatever its name says; it may be damaged: get it again.")
    return Kind.TEXT


def _xml(text: str, said: Kind, name: str) -> Kind | None:
    page, feed = _PAGE.search(text[:2048]), _ROOT.search(text)
    if page and not (feed and feed.start() < page.start()):
        return Kind.HTML
    if feed:
        return Kind.FEED
    if text.startswith("<?xml") and said is not Kind.HTML:
        raise ClaimsError(f"{name}: this XML is neither a feed (RSS, Atom) nor a page; save the articles as text or CSV.")
    return None


def _peek(head: bytes) -> str:
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8"
    return head.decode(encoding, "replace").lstrip("\ufeff \t\r\n")


def _binary(head: bytes) -> bool:
    return b"\x00" in head or sum(byte < 9 or 13 < byte < 32 or byte > 126 for byte in head) > len(head) / 10
