"""Read, extract, store, one article at a time: what fails is told and does not stop the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.model import Article, ClaimsError
from claims.read import Failure, FeedState, Fetcher, Found, check_feed, collect_inputs, read_entry, read_input
from claims.store.connection import StoreError
from claims.store.feeds import load_feed, save_feed
from claims.store.write import add_article, has_article


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article.

    ``status`` is "added", "known" (its text was there already) or "failed"; ``claims`` is how many were stored,
    ``reason`` a sentence if it failed, ``article_id`` None if it did.
    """

    name: str
    status: str
    claims: int = 0
    reason: str | None = None
    article_id: str | None = None


def gather(arguments: Iterable[str]) -> tuple[list[Path | str], list[Outcome]]:
    """List the files and addresses that arguments name, and apart from them the arguments that name none, as failed outcomes."""
    found: list[Path | str] = []
    failed: list[Outcome] = []
    for argument in arguments:
        try:
            found += collect_inputs([argument])
        except ClaimsError as error:
            failed.append(Outcome(argument, "failed", reason=str(error)))
    return list(dict.fromkeys(found)), failed


def add_articles(
    inputs: Iterable[Path | str | Article], db: Path, *, pipeline: str | None = None, fetcher: Fetcher | None = None, **given: str | None
) -> Iterator[Outcome]:
    """Add files, addresses or articles to a database, and yield what became of each article as soon as it is known.

    ``given`` are values that go before those of a file's front matter, ``pipeline`` names a spaCy pipeline, ``fetcher``
    is what fetches addresses, else a new one.
    """
    fetcher = fetcher or Fetcher()
    for item in inputs:
        for found in [item] if isinstance(item, Article) else read_input(item, fetcher=fetcher, **given):
            try:
                yield _add(found, db, pipeline)
            except StoreError as error:  # the next article would meet the same
                yield Outcome(found.name, "failed", reason=f"{error} What came after {found.name} was not tried.")
                return


def add_feed(
    url: str, db: Path, /, *, pipeline: str | None = None, fetcher: Fetcher | None = None, **given: str | None
) -> Iterator[Outcome]:
    """Add what is new in a feed since it was last read into this database, and yield what became of each article.

    What was done is remembered entry by entry, so an interrupted reading goes on where it stopped. An entry that failed is not
    remembered, so it is tried again next time. A feed that cannot be fetched is one failure.
    """
    fetcher = fetcher or Fetcher()
    try:
        entries, fresh = check_feed(FeedState(url, *load_feed(db, url)), fetcher)
    except ClaimsError as error:
        yield Outcome(url, "failed", reason=str(error))
        return
    failed = False
    for left, entry in zip(range(len(entries) - 1, -1, -1), entries, strict=True):
        try:
            outcome = _add(read_entry(entry, fetcher, **given), db, pipeline)
        except StoreError as error:
            yield Outcome(url, "failed", reason=f"{error} The rest of the feed was not tried.")
            return
        failed = failed or outcome.status == "failed"
        fresh = fresh if outcome.status == "failed" else fresh.with_seen(entry.id)
        state = fresh.unfinished() if failed or left else fresh
        save_feed(db, url, state.etag, state.modified, state.seen)
        yield outcome


def _add(article: Found, db: Path, pipeline: str | None) -> Outcome:
    if isinstance(article, Failure):
        return Outcome(article.name, "failed", reason=article.reason)
    try:
        if has_article(db, article.id):
            return Outcome(article.name, "known", article_id=article.id)
        from claims.extract import extract, identify, version  # spaCy is loaded only when there is something to extract

        article = identify(article)
        claims = extract(article, pipeline=pipeline)
        added = add_article(db, article, claims, pipeline=version(article.language or "", pipeline))
        return Outcome(article.name, "added" if added else "known", len(claims) if added else 0, article_id=article.id)
    except StoreError:
        raise
    except ClaimsError as error:
        return Outcome(article.name, "failed", reason=str(error))
    except Exception as error:  # noqa: BLE001  (one article must not stop the rest, whatever a library raises)
        name = article.name
        return Outcome(
            name, "failed", reason=f"{name}: the program failed on this text ({type(error).__name__}: {error}). Please report it."
        )
