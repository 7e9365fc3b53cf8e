"""Read, extract, store, one article at a time: what fails is told and does not stop the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from claims.model import Article, ClaimsError
from claims.read import collect_paths, read_article
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
    """Add files or articles to a database, and yield what became of each as soon as it is known.

    ``given`` are values that go before those of a file's front matter, ``pipeline`` names a spaCy pipeline.
    """
    for item in inputs:
        name = item.name if isinstance(item, Article) else str(item)
        try:
            article = item if isinstance(item, Article) else read_article(item, **given)
            yield _add(article, name, db, pipeline)
        except ClaimsError as error:
            yield Outcome(name, "failed", reason=str(error))
        except Exception as error:  # noqa: BLE001  (one article must not stop the rest, whatever a library raises)
            yield Outcome(
                name,
                "failed",
                reason=f"{name}: the program failed on this text ({type(error).__name__}: {error}). Please report it.",
            )


def _add(article: Article, name: str, db: Path, pipeline: str | None) -> Outcome:
    if has_article(db, article.id):
        return Outcome(name, "known", article_id=article.id)
    from claims.extract import extract, identify  # spaCy is loaded only when there is something to extract

    article = identify(article)
    claims = extract(article, pipeline=pipeline)
    added = add_article(db, article, claims)
    return Outcome(name, "added" if added else "known", len(claims) if added else 0, article_id=article.id)
