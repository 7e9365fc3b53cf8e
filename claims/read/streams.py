"""Bytes of any kind -> what they hold: each kind to its reader, archives member by member."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claims.model import ClaimsError
from claims.read import limits
from claims.read.archives import Budget, BudgetError, is_word, open_gzip, open_members, open_zip
from claims.read.encodings import decode
from claims.read.feeds import FeedEntry
from claims.read.isolated import read_isolated
from claims.read.kinds import HEAD, Kind, recognise
from claims.read.source import Failure, Found, Source
from claims.read.tables import read_csv, read_json_lines
from claims.read.text import split_front, too_long
from claims.read.warc import open_pages

Item = Found | FeedEntry
_STREAMED: dict[Kind, Callable[[BinaryIO, Source], Iterator[Found]]] = {Kind.CSV: read_csv, Kind.JSON_LINES: read_json_lines}


def read_stream(stream: BinaryIO, source: Source, *, path: Path | None = None, budget: Budget | None = None) -> Iterator[Item]:
    """Read bytes of any kind; ``path`` is where they lie, if they do, ``budget`` that of the archive around them.

    Raises ClaimsError if nothing of it can be read.
    """
    peek = stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""
    if not peek.strip():
        raise ClaimsError(f"{source.name}: this file is empty; give a text of at least one sentence.")
    kind = recognise(peek, source.suffix, source.name)
    if kind in (Kind.ZIP, Kind.GZIP):
        yield from _unpack(kind, stream, source, path, budget)
    elif kind is Kind.WARC:
        yield from _members(open_pages(stream, source), budget)
    elif kind in _STREAMED:
        yield from _STREAMED[kind](stream, source)
    elif kind is Kind.PARQUET and path:
        yield from read_isolated(kind, source, path=path)
    else:
        yield from _whole(kind, _all_of(stream, source), source)


def _whole(kind: Kind, data: bytes, source: Source) -> Iterator[Item]:
    if kind is Kind.TEXT:
        if len(data) > 4 * limits.LONGEST_TEXT:
            raise too_long(source.name, f"more than {limits.LONGEST_TEXT:,}")
        fields, text = split_front(decode(data, source.name, source.charset), source.name)
        yield source.article(text, **fields)
    else:
        yield from read_isolated(kind, source, data)


def _unpack(kind: Kind, stream: BinaryIO, source: Source, path: Path | None, budget: Budget | None) -> Iterator[Item]:
    if source.depth >= limits.DEEPEST_ARCHIVE:
        raise ClaimsError(f"{source.name}: archives are packed in archives more than {limits.DEEPEST_ARCHIVE} deep; unpack the outer ones.")
    if not path:
        data = _all_of(stream, source)
        stream, size = io.BytesIO(data), len(data)
    else:
        size = path.stat().st_size
    budget = budget or Budget(size, source.name)
    if kind is Kind.GZIP:
        inner, member = open_gzip(stream, source, budget)
        yield from read_stream(inner, member, budget=budget)
        return
    with open_zip(stream, source.name) as archive:
        if is_word(archive, source.name):
            stream.seek(0)
            yield from read_isolated(Kind.DOCX, source, _all_of(stream, source))
            return
        yield from _members(open_members(archive, source, budget), budget)


def _members(members: Iterable[tuple[BinaryIO, Source] | Failure], budget: Budget | None) -> Iterator[Item]:
    for opened in members:
        if isinstance(opened, Failure):
            yield opened
            continue
        stream, member = opened
        try:
            yield from read_stream(stream, member, budget=budget)
        except BudgetError:
            raise
        except ClaimsError as error:
            yield Failure(member.name, str(error))


def _all_of(stream: BinaryIO, source: Source) -> bytes:
    data = stream.read(limits.LARGEST_FILE + 1)
    if len(data) > limits.LARGEST_FILE:
        raise ClaimsError(
            f"{source.name}: this is larger than {limits.LARGEST_FILE // limits.MB} MB, too large for one article; cut it into its articles."
        )
    return data


def told(found: Iterator[Item], source: Source) -> Iterator[Item]:
    """Turn what a reader raises into the last failure, and give up where nothing but failures comes."""
    failures = 0
    try:
        for item in found:
            yield item
            failures = failures + 1 if isinstance(item, Failure) else 0
            if failures == limits.MOST_FAILURES:
                yield Failure(
                    source.name,
                    f"{source.name}: {failures:,} parts of it failed one after the other, so the rest is not tried; mend it first.",
                )
                return
    except ClaimsError as error:
        yield Failure(source.name, str(error))
    except Exception as error:  # noqa: BLE001  (one input must not stop the rest, whatever a library raises)
        yield Failure(source.name, f"{source.name}: the program failed on this input ({type(error).__name__}: {error}). Please report it.")
