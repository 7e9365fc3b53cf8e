"""Read, extract, store, one article at a time: what fails is told and does not stop the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.model import Article, ClaimsError
from claims.read import Failure, collect_paths, read_input
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


def gather(arguments: Iterable[str]) -> tuple[list[Path], list[Outcome]]:
    """List the files that arguments name, and apart from them the arguments that name none, as failed outcomes."""
    paths: list[Path] = []
    failed: list[Outcome] = []
    for argument in arguments:
        try:
            paths += collect_paths([argument])
        except ClaimsError as error:
            failed.append(Outcome(argument, "failed", reason=str(error)))
    return list(dict.fromkeys(paths)), failed


def add_articles(inputs: Iterable[Path | Article], db: Path, *, pipeline: str | None = None, **given: str | None) -> Iterator[Outcome]:
    """Add files or articles to a database, and yield what became of each article as soon as it is known.

    ``given`` are values that go before those of a file's front matter, ``pipeline`` names a spaCy pipeline.
    """
    for item in inputs:
        for found in [item] if isinstance(item, Article) else read_input(item, **given):
            if isinstance(found, Failure):
                yield Outcome(found.name, "failed", reason=found.reason)
            else:
                yield _add(found, db, pipeline)


def _add(article: Article, db: Path, pipeline: str | None) -> Outcome:
    try:
        if has_article(db, article.id):
            return Outcome(article.name, "known", article_id=article.id)
        from claims.extract import extract, identify  # spaCy is loaded only when there is something to extract

        article = identify(article)
        claims = extract(article, pipeline=pipeline)
        added = add_article(db, article, claims)
        return Outcome(article.name, "added" if added else "known", len(claims) if added else 0, article_id=article.id)
    except ClaimsError as error:
        return Outcome(article.name, "failed", reason=str(error))
    except Exception as error:  # noqa: BLE001  (one article must not stop the rest, whatever a library raises)
        name = article.name
        return Outcome(
            name, "failed", reason=f"{name}: the program failed on this text ({type(error).__name__}: {error}). Please report it."
        )
