"""Archives of the web (WARC, ISO 28500) -> the pages in them, one at a time."""

import http.client
import io
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO, cast

from claims.model import ClaimsError
from claims.read.dates import understand_date
from claims.read.fetch.connection import read_body
from claims.read.kinds import TYPES
from claims.read.limits import LARGEST_FILE
from claims.read.source import Failure, Source

_LONGEST_LINE = 65_536
_MOST_LINES = 200
_PAGES = {**TYPES, "application/pdf": ".pdf"}


def open_pages(stream: BinaryIO, source: Source) -> Iterator[tuple[BinaryIO, Source] | Failure]:
    """Open each page that a server gave; requests, pictures and other answers are passed over.

    The page's address is where it was captured, and "yesterday" is the day before that. Raises ClaimsError where the
    archive is damaged, since nothing after that can be found.
    """
    while headers := _headers(stream, source):
        length = headers.get("content-length", "")
        if not length.isdecimal():
            raise ClaimsError(f"{source.name}: this web archive is damaged: a record has no length; what came before it was read.")
        url = headers.get("warc-target-uri", "").strip("<>")
        kind = headers.get("content-type", "").replace(" ", "")
        if headers.get("warc-type") != "response" or not kind.startswith("application/http") or not url.startswith(("http://", "https://")):
            _skip(stream, int(length))
            continue
        inner = source.inside(url, depth=source.depth + 1)
        inner = replace(inner, url=url, day=understand_date(headers.get("warc-date")))
        if int(length) > LARGEST_FILE:
            yield Failure(inner.name, f"{inner.name}: this page is larger than {LARGEST_FILE // 1_000_000} MB; an article is smaller.")
            _skip(stream, int(length))
            continue
        data = stream.read(int(length))
        if len(data) < int(length):
            raise ClaimsError(f"{source.name}: this web archive is cut off; what came before was read.")
        try:
            page = _page(data, inner)
        except ClaimsError as error:
            yield Failure(inner.name, str(error))
            continue
        if page:
            yield page


def _page(data: bytes, source: Source) -> tuple[BinaryIO, Source] | None:
    """Take an answer apart as http.client does; None for one that is no page."""
    answer = http.client.HTTPResponse(cast(socket.socket, _Recorded(data)))  # only its makefile is used
    try:
        answer.begin()
        kind = answer.headers.get_content_type()
        if answer.status != 200 or kind not in _PAGES:
            return None
        body = read_body(answer.read, answer.headers.get("Content-Encoding"), LARGEST_FILE, source.name)
    except (http.client.HTTPException, OSError, ValueError, zlib.error) as error:
        raise ClaimsError(f"{source.name}: this page is damaged in the archive ({str(error)[:80] or type(error).__name__}).") from None
    if not body.strip():
        return None
    charset = answer.headers.get_content_charset()
    return cast(BinaryIO, io.BufferedReader(io.BytesIO(body))), replace(source, suffix=_PAGES[kind], charset=charset)


class _Recorded:
    """An answer that was recorded, as http.client expects a socket."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def makefile(self, mode: str) -> io.BytesIO:
        return io.BytesIO(self._data)


def _headers(stream: BinaryIO, source: Source) -> dict[str, str]:
    """Read the headers of the next record; none at the end."""
    line = stream.readline(_LONGEST_LINE)
    blank = 0
    while line in (b"\r\n", b"\n") and blank < _MOST_LINES:
        line, blank = stream.readline(_LONGEST_LINE), blank + 1
    if not line:
        return {}
    if not line.startswith(b"WARC/"):
        raise ClaimsError(f"{source.name}: this web archive is damaged: no record begins where one should; what came before was read.")
    found = {"warc-version": line.decode("ascii", "replace").strip()}
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST_LINE)
        if line in (b"\r\n", b"\n", b""):
            return found
        key, _, value = line.decode("utf-8", "replace").partition(":")
        found[key.strip().lower()] = value.strip()
    raise ClaimsError(
        f"{source.name}: this web archive is damaged: a record has more than {_MOST_LINES} headers; what came before was read."
    )


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (data := stream.read(min(length, 1 << 16))):
        length -= len(data)
