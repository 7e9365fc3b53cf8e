"""How long it takes to add one article to a database of many claims: ``python -m tests.store.speed --claims 100000``.

The claims are made from the stories of ``tests/stories`` (not those held out) by exchanging names, numbers and words, ten an article, and written in bulk: articles, claims, speakers,
tellings and keys as adding one by one would leave them, without the links between those that were made, and random sketches for as
many articles as ``--articles`` says. Then the samples are added.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pyarrow as pa

from claims.extract import extract, identify
from claims.measure.stories import read_stories
from claims.measure.track_speed import vary, vary_casts
from claims.model import Article, Claim, stable_id
from claims.read import read_article
from claims.store import schema
from claims.store.folding import fold
from claims.store.write import add_article
from claims.track.copies import SIZE
from claims.track.index import keys_of
from claims.track.speakers import Speakers, cast_of
from claims.track.telling import Telling
from claims.track.terms import compared

ROOT = Path(__file__).parents[2]
_AN_ARTICLE = 10
Columns = dict[str, list[object]]


def fill(db: Path, read: list[tuple[Article, list[Claim]]], number: int, sketches: int) -> None:
    """Make a database with so many claims, and the sketches of so many articles."""
    told = [Telling.of(stable_id(article.id, n), article, claim) for article, claims in read for n, claim in enumerate(claims)]
    with duckdb.connect(str(db)) as connection:
        schema.create(connection)
        for table, columns in (*_speakers(read, number), *_tellings(told, number)):
            connection.register("made", pa.table(columns))
            connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM made")  # noqa: S608
            connection.unregister("made")
        random_hash = "(hash(n * 7919 + i) % (1 << 30))::UINTEGER"
        connection.execute(f"INSERT INTO sketches SELECT md5(n::TEXT)[:16], {random_hash} FROM range({sketches}) a(n), range({SIZE}) b(i)")  # noqa: S608


def _speakers(read: list[tuple[Article, list[Claim]]], number: int) -> Iterator[tuple[str, Columns]]:
    speakers = Speakers()
    casts = [cast_of(replace(article, name=article.id), claims) for article, claims in read]
    names = [cast.article for cast in vary_casts([casts], number // _AN_ARTICLE)]
    speakers.add_all(vary_casts([casts], number // _AN_ARTICLE))
    yield "casts", {"article_id": names, "record": [speakers.record_of(name) for name in names]}
    rows = [
        (f"{name}/{claim}", name, place, who)
        for name, ids in speakers.ids(names).items()
        for (claim, place), who in ids.items()
        if claim < _AN_ARTICLE
    ]
    yield "identified", dict(zip(("claim_id", "article_id", "position", "speaker_id"), map(list, zip(*rows, strict=True)), strict=True))
    found = [speaker for speaker in speakers.all() if speaker.name]
    yield (
        "identities",
        {
            "speaker_id": [s.id for s in found],
            "name": [s.name for s in found],
            "folded": [fold(" ".join((s.name, *s.aliases))) for s in found],
            "kind": [str(s.kind) for s in found],
            "state": [s.group for s in found],
        },
    )


def _tellings(told: list[Telling], number: int) -> Iterator[tuple[str, Columns]]:
    varied = list(vary(told, number))
    articles = [f"varied-{n // _AN_ARTICLE}" for n in range(number)]
    ids = [f"{article}/{n % _AN_ARTICLE}" for n, article in enumerate(articles)]
    heads = dict(zip(articles, varied, strict=True))
    yield (
        "articles",
        {
            "article_id": list(heads),
            "name": list(heads),
            "outlet": [t.outlet for t in heads.values()],
            "published": [t.published for t in heads.values()],
            "language": [t.language for t in heads.values()],
            "text": list(heads),
        },
    )
    same: Columns = {
        name: [value] * number
        for name, value in {"speaker_kind": "person", "relays": "", "form": "indirect", "flags": "", "rule": "clause"}.items()
    }
    yield (
        "claims",
        {
            **same,
            "claim_id": ids,
            "article_id": articles,
            "position": [n % _AN_ARTICLE for n in range(number)],
            "start": [0] * number,
            "speaker": [" · ".join(t.speakers) for t in varied],
            "content": [t.content for t in varied],
            "certainty": [t.certainty for t in varied],
            "polarity": [t.polarity for t in varied],
            "stance": [t.stance for t in varied],
            "folded": [fold(t.content) for t in varied],
        },
    )
    yield (
        "tellings",
        {
            "claim_id": ids,
            "article_id": articles,
            "number": list(range(1, number + 1)),
            "terms": ["\n".join(t.terms) for t in varied],
            "weight": [compared(t).total for t in varied],
            "group_id": ids,
        },
    )
    pairs = [(key, n) for n, telling in enumerate(varied, start=1) for key in sorted(keys_of(compared(telling)))]
    yield "keys", {"key": [key for key, _ in pairs], "number": [n for _, n in pairs]}


def main() -> None:
    """Fill, add the samples one by one, and print how long each took beyond its extraction."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=100_000)
    asked = parser.parse_args()
    folders = [ROOT / "tests" / "stories" / name for name in ("dev", "more", "cast")]
    stories = [chapter.article for folder in folders for story in read_stories(folder) for chapter in story.chapters]
    samples = [identify(read_article(path)) for path in sorted((ROOT / "data" / "samples").glob("*.md"))]
    told, read = ([(article, extract(article)) for article in articles] for articles in (stories, samples))
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "claims.duckdb"
        start = time.perf_counter()
        fill(db, told, asked.claims, asked.articles)
        print(
            f"{asked.claims} claims and {asked.articles} sketches written in {time.perf_counter() - start:.0f} s, {db.stat().st_size / 1e6:.0f} MB"
        )
        for article, claims in read:
            start, cpu = time.perf_counter(), time.process_time()
            add_article(db, article, claims)
            print(f"{len(claims):3} claims added in {time.perf_counter() - start:.2f} s ({time.process_time() - cpu:.2f} s of CPU)")


if __name__ == "__main__":
    main()
