"""Tables of articles: CSV and JSON lines, one row at a time, so that a million rows take no more memory than one."""

import csv
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

from claims.model import ClaimsError, unaccented
from claims.read.dates import understand_date
from claims.read.encodings import clean
from claims.read.limits import LONGEST_ROW, LONGEST_TEXT
from claims.read.source import Failure, Found, Source
from claims.read.text import KEYS

DELIMITERS = ",;\t|"
_CODE = re.compile(r"([A-Za-z]{2})(?:[-_]|$)")


@cache
def column_names() -> dict[str, list[str]]:
    """Load what columns may be called.

    >>> "cuerpo" in column_names()["text"]
    True
    """
    found: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))
    return found


class Columns:
    """Which column holds what; ClaimsError if none holds texts.

    >>> Columns(["Título", "Texto"], Source("a.csv")).read({"Título": "El puente", "Texto": "Cede."}, 1).title
    'El puente'
    """

    def __init__(self, names: Iterable[str], source: Source) -> None:
        self._source = source
        folded = {unaccented(str(name)).strip().replace(" ", "_"): name for name in reversed(list(names))}
        self._where = {
            field: next(folded[known] for known in called if known in folded)
            for field, called in column_names().items()
            if any(known in folded for known in called)
        }
        if "text" not in self._where:
            columns = ", ".join(repr(str(name)[:40]) for name in list(folded.values())[:10])
            raise ClaimsError(
                f"{source.name}: no column holds the texts; there are {columns or 'none'}: call one 'text' (or {', '.join(column_names()['text'][1:4])})."
            )

    @property
    def used(self) -> list[str]:
        """The columns that are read."""
        return list(self._where.values())

    def read(self, row: Mapping[str, Any], number: int) -> Found:
        """Make the article of a row, or say why it is none."""
        label = f"{self._source.name}, row {number}"
        values = {field: _cell(row.get(column)) for field, column in self._where.items()}
        try:
            if values.get("date") and not self._source.given.get("date"):
                values["date"] = _day(values["date"], self._source, label)
            code = _CODE.match(values.get("language", ""))  # a language by its name is left to be detected
            fields = {key: values.get(key) for key in KEYS} | {"language": code[1].lower() if code else None}
            source = Source(label, given=self._source.given, hints=self._source.hints)
            return source.article(values["text"], values.get("name") or f"{self._source.stem}-{number}", **fields)
        except ClaimsError as error:
            return Failure(label, str(error))


def read_csv(stream: BinaryIO, source: Source) -> Iterator[Found]:
    """Read a CSV file with a line of column names; commas, semicolons, tabs or bars between them.

    A row that is too long or has no text is a failure, and the next is read. Raises ClaimsError without a column of texts.
    """
    csv.field_size_limit(LONGEST_TEXT)
    lines = _Lines(stream, source)
    header = next((line for line in lines if line.strip()), "")
    delimiter = max(DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    columns = Columns(names, source)
    rows = csv.reader(lines, delimiter=delimiter)
    for number in count(1):
        label = f"{source.name}, row {number}"
        lines.start_row()
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield Failure(label, f"{label}: this row cannot be read ({error}); look for a quotation mark that is not closed.")
        except _RowError as error:
            yield Failure(label, f"{label}: {error}")
        else:
            if row is None:
                return
            if any(row):
                yield columns.read(dict(zip(names, row, strict=False)), number)


def read_json_lines(stream: BinaryIO, source: Source) -> Iterator[Found]:
    """Read one JSON object a line, with the names of ``columns.toml`` as keys."""
    lines = _Lines(stream, source)
    for number in count(1):
        label = f"{source.name}, row {number}"
        lines.start_row()
        try:
            line = next(lines, None)
            if line is None:
                return
            if line.strip():
                yield _article(json.loads(line), source, number)
        except _RowError as error:
            yield Failure(label, f"{label}: {error}")
        except RecursionError:
            yield Failure(label, f"{label}: this JSON is nested too deeply to be an article; it is not read.")
        except ValueError as error:
            yield Failure(label, f"{label}: this is no JSON object on one line ({str(error)[:80]}).")


def read_json(stream: BinaryIO, source: Source) -> Iterator[Found]:
    """Read a JSON file: an article, a list of them, or one a line; ClaimsError for one that is nested too deeply."""
    data = stream.read()
    try:
        whole = json.loads(data)
    except RecursionError:
        raise ClaimsError(f"{source.name}: this JSON is nested too deeply to be a list of articles; it is not read.") from None
    except ValueError:
        yield from read_json_lines(BytesIO(data), source)
        return
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], start=1):
        yield _article(item, source, number)


def _article(row: Any, source: Source, number: int) -> Found:
    label = f"{source.name}, row {number}"
    if not isinstance(row, dict):
        return Failure(label, f"{label}: this is no JSON object; give one with the keys text, {', '.join(KEYS)}.")
    try:
        return Columns(row, source).read(row, number)
    except ClaimsError as error:
        return Failure(label, f"{label}: {str(error).removeprefix(source.name + ': ')}")


class _RowError(Exception):
    """A row that is longer than any article."""


class _Lines:
    """The lines of a stream, each decoded by itself; ``_RowError`` for one that makes its row too long, and then the next."""

    def __init__(self, stream: BinaryIO, source: Source) -> None:
        self._stream, self._source = stream, source
        self._first, self._left = True, LONGEST_ROW

    def __iter__(self) -> "_Lines":
        return self

    def start_row(self) -> None:
        """Begin to count the bytes of a row."""
        self._left = LONGEST_ROW

    def __next__(self) -> str:
        line = self._stream.readline(LONGEST_ROW)
        if not line:
            raise StopIteration
        self._left -= len(line)
        if self._left <= 0:
            while line and not line.endswith(b"\n"):
                line = self._stream.readline(LONGEST_ROW)
            raise _RowError(
                f"this row is longer than {LONGEST_ROW:,} bytes, and an article is shorter; look for a quotation mark that is not closed."
            )
        first, self._first = self._first, False
        if first and line.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ClaimsError(f"{self._source.name}: this table is in UTF-16; save it in UTF-8.")
        try:
            return line.decode("utf-8-sig" if first else "utf-8")
        except UnicodeDecodeError:
            return line.decode("cp1252", "replace")


def _cell(value: Any) -> str:
    if value is None or isinstance(value, (dict, bytes)):
        return ""
    if isinstance(value, list):
        return ", ".join(clean(item) for item in value if isinstance(item, str))
    return clean(str(value)).strip("\ufeff") if isinstance(value, (str, int, float)) or hasattr(value, "isoformat") else ""


def _day(words: str, source: Source, label: str) -> str:
    day = understand_date(words, source.day)
    if not day:
        raise ClaimsError(f"{label}: the date {words[:80]!r} names no day; write it as YYYY-MM-DD.")
    return day.isoformat()
