"""Pairs of claims that tracks put together, drawn by chance from texts that nobody annotated, for a person to judge.

    python -m claims.measure.track_sample FOLDER_OR_FILE… > pairs.txt

takes folders of text files, folders of MEANTIME and JSON lines (also ``.gz``) with ``id`` and ``text``. Two options may stand
first: ``--seed N`` and ``--at-most N``, which draws so many articles from each file of JSON lines.
"""

import gzip
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

from claims.measure.meantime import is_meantime, read_articles
from claims.measure.track_speed import tell
from claims.model import Article, ClaimsError
from claims.track.telling import Telling
from claims.track.tracks import Track, build, compare_tellings

NUMBER = 100
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_texts(path: Path, at_most: int, seed: int) -> list[Article]:
    """Read articles from a file or folder; a day in a file's or an article's name is its day of publication.

    Raises ClaimsError for what is neither.
    """
    if is_meantime(path):
        return read_articles(path)
    if path.is_dir():
        return [_article(file.stem, file.read_text(encoding="utf-8")) for file in sorted(path.glob("*.txt"))]
    if not path.is_file():
        raise ClaimsError(f"{path} is neither a folder nor a file of articles: give a folder of .txt files, of MEANTIME, or a .jsonl file.")
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    records = [json.loads(line) for line in content.decode("utf-8").split("\n") if line]
    chosen = random.Random(seed).sample(records, min(at_most, len(records)))  # noqa: S311
    return [_article(record["id"], record["text"]) for record in sorted(chosen, key=lambda r: str(r["id"]))]


def _article(name: str, text: str) -> Article:
    day = _DAY.search(name)
    return Article(name, text, published=date(*map(int, day.groups())) if day else None)


def tell_all(articles: Sequence[Article]) -> Iterator[Telling]:
    """Extract from articles and yield their tellings; an article that cannot be read is reported and left out."""
    for article in articles:
        try:
            yield from tell([article])
        except ClaimsError as error:
            print(f"{article.name}: {error}", file=sys.stderr)


def draw_pairs(tracks: Sequence[Track], number: int, seed: int) -> list[tuple[Telling, Telling]]:
    """Draw pairs of tellings of two articles that are in one track, each at most once; all of them where there are fewer.

    >>> told = [Telling(str(n), f"article {n}", "es", "cierra", (), 3, "positive") for n in range(3)]
    >>> len(draw_pairs([Track.of(told)], 2, seed=1))
    2
    """
    pairs = [pair for track in tracks for pair in combinations(track.tellings, 2) if pair[0].article != pair[1].article]
    return random.Random(seed).sample(pairs, min(number, len(pairs)))  # noqa: S311


def list_drawn(pairs: Sequence[tuple[Telling, Telling]]) -> Iterator[str]:
    """Yield four lines a pair: its number with its score, the two contents with their articles, and the strongest reasons."""
    for number, (first, second) in enumerate(pairs, start=1):
        compared = compare_tellings(first, second)
        yield f"{number}  {compared.score:.2f}"
        yield from (f"   {t.content!r}  [{t.article}, {t.published}, {', '.join(t.speakers)}]" for t in (first, second))
        yield "   " + ", ".join(f"{name} {part:+.1f}" for name, part in compared.reasons[:5])


def main(arguments: Sequence[str]) -> None:
    """Read, extract and track what the arguments name, and print the pairs drawn."""
    given = dict(pairwise(arguments))
    seed, at_most = int(given.get("--seed", "1")), int(given.get("--at-most", "400"))
    options = {"--seed", "--at-most", *(given[name] for name in ("--seed", "--at-most") if name in given)}
    articles = [a for path in arguments if path not in options for a in read_texts(Path(path), at_most, seed)]
    tracks = build(tell_all(articles))
    pairs = draw_pairs(tracks, NUMBER, seed)
    print(f"{len(articles)} articles, {sum(len(t.tellings) for t in tracks)} claims, {len(tracks)} tracks")
    print("\n".join(list_drawn(pairs)))


if __name__ == "__main__":
    main(sys.argv[1:])
