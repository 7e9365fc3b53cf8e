"""The front door: files, folders, patterns, addresses -> articles, one at a time."""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from claims.model import Article, ClaimsError
from claims.read.feeds import FeedEntry, entry_article
from claims.read.fetch import Fetcher
from claims.read.files import collect_paths, open_file
from claims.read.pages import read_url
from claims.read.source import Failure, Found, Source
from claims.read.streams import Item, read_stream, told


def read_inputs(arguments: Iterable[str | Path], *, fetcher: Fetcher | None = None, **given: str | None) -> Iterator[Found]:
    """Read all that arguments name; what fails is one ``Failure`` with a sentence, and the rest goes on.

    An argument is a file, a folder, a pattern or an address; ``fetcher`` is what fetches, else a new one. ``given``
    values (title, outlet, date, author, url, language) go before what the inputs say.

    >>> [found.reason for found in read_inputs(["gone.txt"])]
    ['gone.txt: there is no such file; check its name.']
    """
    fetcher = fetcher or Fetcher()
    for argument in arguments:
        try:
            items = collect_inputs([str(argument)])
        except ClaimsError as error:
            yield Failure(str(argument), str(error))
            continue
        for item in items:
            yield from read_input(item, fetcher=fetcher, **given)


def collect_inputs(arguments: Iterable[str]) -> list[Path | str]:
    """List the files and addresses that arguments name; ClaimsError as ``collect_paths``.

    >>> collect_inputs(["https://example.org/a"])
    ['https://example.org/a']
    """
    found: list[Path | str] = []
    for argument in arguments:
        found += [argument] if "://" in argument else collect_paths([argument])
    return list(dict.fromkeys(found))


def read_input(item: Path | str, *, fetcher: Fetcher | None = None, **given: str | None) -> Iterator[Found]:
    """Read a file or (a string) an address, which may hold many articles; what fails is a ``Failure``.

    The pages that a feed at an address announces are fetched too.
    """
    if isinstance(item, str):
        yield from read_url(item, fetcher or Fetcher(), **given)
        return
    source = Source(str(item), item.suffix.lower(), given)
    yield from _articles(_read_file(item, source), source)


def read_bytes(data: bytes, name: str, **given: str | None) -> Iterator[Found]:
    r"""Read the bytes of a file that somebody sent under a name, which is never taken for a path; what fails is a ``Failure``.

    >>> [found.text for found in read_bytes(b"text\nLlueve.\nNieva.\n", "a.csv")]
    ['Llueve.', 'Nieva.']
    """
    source = Source(name, PurePosixPath(name).suffix.lower(), given)
    yield from _articles(read_stream(io.BufferedReader(io.BytesIO(data)), source), source)


def read_article(path: Path, **given: str | None) -> Article:
    """Read a file that holds one article; the article's name is the file's without its extension.

    Raises ClaimsError for a file that is missing, not to be read, empty, damaged, or holds several.
    """
    found = read_input(path, fetcher=None, **given)
    first = next(found, None)
    if isinstance(first, Failure):
        raise ClaimsError(first.reason)
    if not first or next(found, None):
        raise ClaimsError(f"{path}: this file holds {'several articles' if first else 'no article'}; give a file with one.")
    return first


def _articles(items: Iterator[Item], source: Source) -> Iterator[Found]:
    for found in told(items, source):
        yield entry_article(found, source) if isinstance(found, FeedEntry) else found


def _read_file(path: Path, source: Source) -> Iterator[Item]:
    with open_file(path) as stream:
        yield from read_stream(stream, source, path=path)
