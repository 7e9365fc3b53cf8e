"""What somebody gives the page *Add* -> articles to look at -> what became of each. Nothing here draws."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pandas as pd

from claims.add import Outcome, add_articles
from claims.languages.detect import identify
from claims.model import Article, ClaimsError
from claims.read import Failure, Fetcher, Found, read_bytes, read_input, read_text
from dashboard.jobs import Job, Task

MOST_ARTICLES = 500  # that are read at once; more belong to the command line
MOST_CHARACTERS = 20_000_000  # of all of them together
LONGEST_VALUE = 1_000
BEGINNING = 200  # characters of a text that are shown


def pasted(text: str, name: str, **given: str | None) -> Found:
    """Read a pasted text; ``given`` values go before those of its front matter."""
    try:
        return read_text(text, name, **given)
    except ClaimsError as error:
        return Failure(name, str(error))


def addresses(lines: str) -> list[str]:
    r"""List the addresses in lines, each once; one without a scheme is taken for https.

    >>> addresses("example.org/a\n\n http://example.org/b \nexample.org/a")
    ['https://example.org/a', 'http://example.org/b']
    """
    found = [line.strip() for line in lines.splitlines() if line.strip()]
    return list(dict.fromkeys(line if "://" in line else f"https://{line}" for line in found))


def reading_files(files: Iterable[tuple[str, bytes]]) -> Job[Found]:
    """Make the job of reading files, given as names and bytes; what they are is judged by the bytes."""
    return Job([Task(name, partial(read_bytes, data, name)) for name, data in files], _is_enough)


def reading_addresses(found: Iterable[str]) -> Job[Found]:
    """Make the job of reading what is at addresses; only those of the public web are fetched."""
    fetcher = Fetcher()
    return Job([Task(address, partial(read_input, address, fetcher=fetcher)) for address in found], _is_enough)


def _is_enough(found: list[Found]) -> bool:
    return len(found) >= MOST_ARTICLES or sum(len(item.text) for item in found if isinstance(item, Article)) >= MOST_CHARACTERS


@dataclass
class Preview:
    """What was understood, for a person to look at before it is stored.

    ``frame`` has a row for each article, in their order; ``failures`` is what gave no article, ``doubts`` are articles
    that will fail as they are. ``cut`` says that there were more. ``edited`` is the frame as the person left it.
    """

    articles: Sequence[Article]
    frame: pd.DataFrame
    failures: Sequence[Failure] = ()
    doubts: Sequence[Failure] = ()
    cut: bool = False
    edited: pd.DataFrame | None = None

    @classmethod
    def of(cls, found: Iterable[Found], known: Collection[str], *, cut: bool = False) -> "Preview":
        """Sort what was read, and find out the languages; ``known`` are the ids of articles in the database.

        What is known already, or is in no language that can be read, is not ticked.
        """
        articles, failures, doubts, ticks = [], [], [], []
        for item in found:
            if isinstance(item, Failure):
                failures.append(item)
                continue
            try:
                articles.append(identify(item))
                ticks.append(item.id not in known)
            except ClaimsError as error:
                articles.append(replace(item, language=None))
                doubts.append(Failure(item.title or item.name, str(error)))
                ticks.append(False)
        return cls(articles, _frame(articles, ticks, known), failures, doubts, cut)

    def chosen(self) -> list[Article]:
        """Give the articles that are ticked, with the values that the person gave them."""
        rows = (self.frame if self.edited is None else self.edited).to_dict("records")
        return [_edited(article, row) for article, row in zip(self.articles, rows, strict=True) if row["take"] is True]


def _frame(articles: Sequence[Article], ticks: Sequence[bool], known: Collection[str]) -> pd.DataFrame:
    columns: dict[str, list[Any]] = {
        "take": list(ticks),
        "title": [article.title for article in articles],
        "outlet": [article.outlet for article in articles],
        "published": [article.published for article in articles],
        "language": [article.language for article in articles],
        "name": [article.name for article in articles],
        "begins": [" ".join(article.text[: 2 * BEGINNING].split())[:BEGINNING] for article in articles],
        "known": [article.id in known for article in articles],
    }
    frame = pd.DataFrame(columns)
    text = dict.fromkeys(("title", "outlet", "language"), "string")
    return frame.astype({**text, "published": "datetime64[s]"})  # a column of nothing must be known to be text or a day


def _edited(article: Article, row: dict[Any, Any]) -> Article:
    published = row["published"]
    return replace(
        article,
        title=_line(row["title"]),
        outlet=_line(row["outlet"]),
        published=None if pd.isna(published) else pd.Timestamp(published).date(),
        language=_line(row["language"]),
    )


def _line(value: object) -> str | None:
    return " ".join(value.split())[:LONGEST_VALUE] or None if isinstance(value, str) else None


@dataclass
class Storing:
    """Articles that are being stored, and what gave none."""

    articles: Sequence[Article]
    job: Job[Outcome]
    failures: Sequence[Failure] = ()

    @classmethod
    def of(cls, articles: Sequence[Article], db: Path, failures: Sequence[Failure] = ()) -> "Storing":
        """Make the job; finding claims loads spaCy, with the first article and not before."""
        outcomes = add_articles(articles, db)
        tasks = [Task(article.title or article.name, partial(islice, outcomes, 1)) for article in articles]
        return cls(articles, Job(tasks), failures)

    def report(self) -> pd.DataFrame:
        """Say what became of each: added, known, failed, or left (when it was stopped before)."""
        outcomes = [*self.job.results, *(Outcome(a.name, "left", article_id=None) for a in self.articles[len(self.job.results) :])]
        rows = [
            (outcome.status, article.title, outcome.name, outcome.claims, outcome.article_id, outcome.reason)
            for article, outcome in zip(self.articles, outcomes, strict=True)
        ]
        rows += [("failed", None, failure.name, 0, None, failure.reason) for failure in self.failures]
        return pd.DataFrame(rows, columns=["status", "title", "name", "claims", "article_id", "reason"])
