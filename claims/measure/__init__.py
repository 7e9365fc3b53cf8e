"""Gold documents and the claims found in them -> scores, their intervals, and a list of errors.

Reading order: mark (what is compared), gold (the files), pairing (when two marks are the same), scores (counting),
polnear (another corpus' conventions), fact (events, not claims), stories, story_speakers, story_tracks and meantime (the same
speakers and claims in many articles), bootstrap (how sure a score is), errors (what to mend next), kinds (what to mend first),
report (the page).
"""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from claims.extract import extract, extract_wide, identify
from claims.measure.errors import list_errors
from claims.measure.fact import is_fact, score_fact
from claims.measure.gold import read_gold
from claims.measure.kinds import count_kinds, most_frequent
from claims.measure.mark import Document
from claims.measure.meantime import is_meantime, score_meantime
from claims.measure.polnear import count_polnear
from claims.measure.report import report
from claims.measure.scores import Counts, count
from claims.measure.stories import extract_stories, is_stories, read_stories
from claims.measure.story_speakers import score_story_speakers
from claims.measure.story_tracks import score_tracks
from claims.model import Article, Claim, ClaimsError

__all__ = ["Counts", "Document", "compare", "count_document", "find", "read_gold", "read_predicted"]


def compare(
    path: Path, *, predicted: Path | None = None, errors: bool = False, pipeline: str | None = None, wide: bool = False
) -> Iterator[str]:
    """Yield the lines of the report on one gold file, a folder of stories, or one of MEANTIME.

    With ``errors``, each miss and false alarm stands before it, and the most frequent kinds of error behind it.
    ``predicted`` is a file of claims that ``extract`` printed (None: they are extracted now). ``wide``
    extracts in PolNeAR's scope.

    Raises ClaimsError for a gold file that cannot be read.
    """
    if is_fact(path):
        if predicted or wide:
            raise ClaimsError(f"{path} holds events, not claims: score it without --predicted and --wide.")
        yield from score_fact(path, errors=errors, pipeline=pipeline)
        return
    if is_meantime(path):
        if predicted or wide:
            raise ClaimsError(f"{path} holds mentions, not claims: score it without --predicted and --wide.")
        yield from score_meantime(path, errors=errors, pipeline=pipeline)
        return
    if is_stories(path):
        if predicted or wide:
            raise ClaimsError(f"{path} holds stories, not claims of articles: score it without --predicted and --wide.")
        stories = read_stories(path)
        told = extract_stories(stories, pipeline=pipeline)
        yield f"{path} ({len(stories)} stories)"
        yield from score_story_speakers(stories, told, errors=errors)
        yield from score_tracks(stories, told, errors=errors)
        return
    documents = read_gold(path, identify)
    found = read_predicted(predicted, documents) if predicted else find(documents, pipeline=pipeline, wide=wide)
    if errors:
        for document, claims in zip(documents, found, strict=True):
            yield from map(str, list_errors(document, claims))
    yield f"{path} ({len(documents)} documents)"
    yield from report([count_document(document, claims) for document, claims in zip(documents, found, strict=True)])
    if errors and all(document.scope == "claims" for document in documents):
        yield from most_frequent(sum(map(count_kinds, documents, found), Counter()))


def find(documents: list[Document], *, pipeline: str | None = None, wide: bool = False) -> list[list[Claim]]:
    """Extract the claims of each document."""
    run = extract_wide if wide else extract
    return [run(Article(d.name, d.text, language=d.language), pipeline=pipeline) for d in documents]


def count_document(document: Document, claims: list[Claim]) -> Counts:
    """Count a document by the measures of its scope."""
    return count_polnear(document, claims) if document.scope == "polnear" else count(document, claims)


def read_predicted(path: Path, documents: list[Document]) -> list[list[Claim]]:
    """Read claims that ``extract`` printed and put them with their documents; a document that none names has none.

    Raises ClaimsError for a file that is no such list.
    """
    by_article: dict[str, list[Claim]] = {}
    try:
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.strip():
                claim = Claim.from_record(json.loads(line))
                by_article.setdefault(claim.article, []).append(claim)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ClaimsError(f"{path} is not a list of claims as 'extract' prints it: {error}.") from None
    return [by_article.get(document.name, []) for document in documents]
