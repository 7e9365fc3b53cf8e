"""What is known of bytes before they are read, and what reading them gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from claims.model import Article
from claims.read.text import make_article


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, row, page or member of an archive that gave no article: which one, and a sentence that says why."""

    name: str
    reason: str


Found = Article | Failure
_LONGEST_VALUE = 1_000


@dataclass(frozen=True, slots=True)
class Source:
    """Where bytes come from.

    ``name`` is what a person calls it (a path, an address, ``archive.zip/page.html``). ``given`` are values of
    ``claims.read.text.KEYS`` that a person gave: they go before what the document says, and that goes before ``hints``,
    which whatever pointed at the document said (a feed, an archive of the web). ``suffix`` is what the bytes are said
    to be (".csv"), "" if nobody said; ``charset`` likewise. ``day`` is when they were written or fetched, from which
    "yesterday" is counted; None is today. ``depth`` counts the archives around it.

    >>> Source("news/a.zip/Un puente.html").stem
    'Un puente'
    """

    name: str
    suffix: str = ""
    given: Mapping[str, str | None] = field(default_factory=dict)
    hints: Mapping[str, str | None] = field(default_factory=dict)
    url: str | None = None
    charset: str | None = None
    day: date | None = None
    depth: int = 0

    @property
    def stem(self) -> str:
        """What an article made of all of it is called."""
        path = PurePosixPath(unquote(urlsplit(self.url).path) if self.url else self.name.replace("\\", "/"))
        return path.stem or self.name

    def inside(self, member: str, **changes: object) -> "Source":
        """Name a part of it."""
        return replace(self, name=f"{self.name}/{member}", suffix=PurePosixPath(member).suffix.lower(), url=None, **changes)  # type: ignore[arg-type]

    def article(self, text: str, name: str | None = None, **fields: str | None) -> Article:
        """Make an article of a text and what the document says of it; ClaimsError as ``make_article``."""
        said = {"url": self.url, **_one_line(self.hints), **_one_line(fields)}
        if not (said["url"] or "").startswith(("http://", "https://")) or _host(said["url"]) != _host(self.url or said["url"]):
            said["url"] = self.url  # a page may not say that it is another site's, nor be a link that runs a script
        known = {**said, **{key: value for key, value in self.given.items() if value}}
        return make_article(text, " ".join((name or self.stem).split())[:_LONGEST_VALUE], known, label=self.name)


def _host(url: str | None) -> str | None:
    try:
        return urlsplit(url or "").hostname
    except ValueError:
        return None


def _one_line(values: Mapping[str, str | None]) -> dict[str, str]:
    """Bring what a document says to one line of bearable length, and leave out what it does not say."""
    lines = {key: " ".join((value or "").split())[:_LONGEST_VALUE] for key, value in values.items()}
    return {key: line for key, line in lines.items() if line}
