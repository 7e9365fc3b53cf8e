"""The front door: files, folders, patterns, addresses -> articles, one at a time."""

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from claims.model import Article, ClaimsError
from claims.read import limits
from claims.read.archives import Budget, BudgetError, is_word, open_gzip, open_members, open_zip
from claims.read.encodings import decode
from claims.read.feeds import FeedEntry, entry_article
from claims.read.files import collect_paths, open_file
from claims.read.isolated import read_isolated
from claims.read.kinds import HEAD, Kind, recognise
from claims.read.source import Failure, Found, Source
from claims.read.tables import read_csv, read_json, read_json_lines
from claims.read.text import split_front

_STREAMED: dict[Kind, Callable[[BinaryIO, Source], Iterator[Found]]] = {Kind.CSV: read_csv, Kind.JSON_LINES: read_json_lines}


def read_inputs(arguments: Iterable[str | Path], **given: str | None) -> Iterator[Found]:
    """Read all that arguments name; what fails is one ``Failure`` with a sentence, and the rest goes on.

    ``given`` values (title, outlet, date, author, url, language) go before what the inputs say.

    >>> [found.reason for found in read_inputs(["gone.txt"])]
    ['gone.txt: there is no such file; check its name.']
    """
    for argument in arguments:
        try:
            paths = collect_paths([str(argument)])
        except ClaimsError as error:
            yield Failure(str(argument), str(error))
            continue
        for path in paths:
            yield from read_input(path, **given)


def read_input(path: Path, **given: str | None) -> Iterator[Found]:
    """Read one file, which may hold many articles."""
    source = Source(str(path), path.suffix.lower(), given)
    yield from _told(_read_file(path, source), source)


def _read_file(path: Path, source: Source) -> Iterator[Found]:
    with open_file(path) as stream:
        yield from read_stream(stream, source, path=path)


def _told(found: Iterator[Found], source: Source) -> Iterator[Found]:
    """Turn what a reader raises into the last failure."""
    try:
        yield from found
    except ClaimsError as error:
        yield Failure(source.name, str(error))
    except Exception as error:  # noqa: BLE001  (one input must not stop the rest, whatever a library raises)
        yield Failure(source.name, f"{source.name}: the program failed on this input ({type(error).__name__}: {error}). Please report it.")


def read_article(path: Path, **given: str | None) -> Article:
    """Read a file that holds one article; the article's name is the file's without its extension.

    Raises ClaimsError for a file that is missing, not to be read, empty, damaged, or holds several.
    """
    found = read_input(path, **given)
    first = next(found, None)
    if isinstance(first, Failure):
        raise ClaimsError(first.reason)
    if not first or next(found, None):
        raise ClaimsError(f"{path}: this file holds {'several articles' if first else 'no article'}; give a file with one.")
    return first


def read_stream(stream: BinaryIO, source: Source, *, path: Path | None = None, budget: Budget | None = None) -> Iterator[Found]:
    """Read bytes of any kind; ``path`` is where they lie, if they do, ``budget`` that of the archive around them.

    Raises ClaimsError if nothing of it can be read.
    """
    peek = stream.peek(HEAD)[:HEAD] if isinstance(stream, io.BufferedReader) else b""
    if not peek.strip():
        raise ClaimsError(f"{source.name}: this file is empty; give a text of at least one sentence.")
    kind = recognise(peek, source.suffix, source.name)
    if kind in (Kind.ZIP, Kind.GZIP):
        yield from _unpack(kind, stream, source, path, budget)
    elif kind in _STREAMED:
        yield from _STREAMED[kind](stream, source)
    elif kind is Kind.PARQUET and path:
        yield from _parsed(kind, source, path=path)
    else:
        yield from _whole(kind, _all_of(stream, source), source)


def _whole(kind: Kind, data: bytes, source: Source) -> Iterator[Found]:
    if kind is Kind.JSON:
        yield from read_json(data, source)
    elif kind is Kind.TEXT:
        fields, text = split_front(decode(data, source.name, source.charset), source.name)
        yield source.article(text, **fields)
    else:
        yield from _parsed(kind, source, data=data)


def _parsed(kind: Kind, source: Source, data: bytes = b"", path: Path | None = None) -> Iterator[Found]:
    for found in read_isolated(kind, source, data, path):
        if not isinstance(found, FeedEntry):
            yield found
            continue
        try:
            yield entry_article(found, source)
        except ClaimsError as error:
            yield Failure(source.name, str(error))


def _unpack(kind: Kind, stream: BinaryIO, source: Source, path: Path | None, budget: Budget | None) -> Iterator[Found]:
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
            yield from _parsed(Kind.DOCX, source, data=_all_of(stream, source))
            return
        yield from _members(archive, source, budget)


def _members(archive: zipfile.ZipFile, source: Source, budget: Budget) -> Iterator[Found]:
    for opened in open_members(archive, source, budget):
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
