"""Tracks of told-again stories against gold: pairs of claims, within a language and across, and sequences of certainty.

Everything is found end to end: the articles of all stories of a folder are extracted and tracked together, what is found is paired
with gold by its content, and the pairs of paired claims are counted. A claim that was not found can be in no pair of the first count; the
second takes all gold pairs.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from claims.extract import extract
from claims.measure.mark import characters
from claims.measure.scores import Ratio
from claims.model import Article, Claim, ClaimsError, stable_id
from claims.track.telling import Telling
from claims.track.tracks import Track, build

ENOUGH = 0.5
WITHIN, ACROSS = "within a language", "between languages"


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold claim of a story: where its words stand, and what is said of it."""

    spans: tuple[tuple[int, int], ...]
    track: str
    certainty: int
    polarity: str


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article of a story with its gold claims."""

    story: str
    article: Article
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A gold claim with the telling that was found of it (None: none was) and the track that this came into."""

    story: str
    language: str
    published: date | None
    gold: Gold
    telling: Telling | None
    track: str | None


def is_stories(path: Path) -> bool:
    """Say whether a path is a folder of stories: a folder with JSON files in it."""
    return path.is_dir() and any(path.glob("*.json"))


def read_stories(folder: Path) -> list[StoryArticle]:
    """Read all stories of a folder; ClaimsError for a file that is no story."""
    articles: list[StoryArticle] = []
    for path in sorted(folder.glob("*.json")):
        try:
            story = json.loads(path.read_text(encoding="utf-8"))
            articles += [_article(path.stem, record) for record in story["articles"]]
        except (KeyError, TypeError, ValueError) as error:
            raise ClaimsError(f"{path} is no story (see tests/stories/README.md): {error!r}.") from None
    return articles


def _article(story: str, record: Mapping[str, Any]) -> StoryArticle:
    day = date.fromisoformat(record["date"]) if record["date"] else None
    article = Article(record["name"], record["text"], record["language"], record["title"], record["outlet"], day)
    gold = tuple(
        Gold(_spans(record["text"], claim["content"]), claim["track"], claim["certainty"], claim["polarity"]) for claim in record["claims"]
    )
    return StoryArticle(story, article, gold)


def _spans(text: str, content: str) -> tuple[tuple[int, int], ...]:
    """Find the pieces of a content, one after the other; ValueError for one that is not in the text."""
    spans: list[tuple[int, int]] = []
    for piece in content.split(" … "):
        start = text.index(piece, spans[-1][1] if spans else 0)
        spans.append((start, start + len(piece)))
    return tuple(spans)


def pair_by_content(gold: Sequence[Gold], found: Sequence[Claim]) -> dict[int, int]:
    """Pair claims one to one whose contents overlap by an F1 above a half, in characters, the best first."""
    scored = []
    for i, mark in enumerate(gold):
        mine = characters(mark.spans)
        for j, claim in enumerate(found):
            theirs = characters((span.start, span.end) for span in claim.content)
            overlap = 2 * len(mine & theirs) / (len(mine) + len(theirs))
            scored.append((-overlap, i, j))
    pairs: dict[int, int] = {}
    for overlap, i, j in sorted(scored):
        if -overlap > ENOUGH and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def track_stories(articles: Sequence[StoryArticle], *, pipeline: str | None = None) -> tuple[list[Found], list[Track]]:
    """Extract and track the articles, and put each gold claim with what was found of it."""
    rows: list[tuple[StoryArticle, Gold, Telling | None]] = []
    tellings: list[Telling] = []
    for item in articles:
        claims = extract(item.article, pipeline=pipeline)
        told = [Telling.of(stable_id(item.article.id, n, c.start, c.statement), item.article, c) for n, c in enumerate(claims)]
        tellings += told
        pairs = pair_by_content(item.gold, claims)
        rows += [(item, mark, told[pairs[i]] if i in pairs else None) for i, mark in enumerate(item.gold)]
    tracks = build(tellings)
    where = {telling.id: track.id for track in tracks for telling in track.tellings}
    found = [
        Found(item.story, item.article.language or "", item.article.published, mark, telling, where[telling.id] if telling else None)
        for item, mark, telling in rows
    ]
    return found, tracks


def count_pairs(found: Iterable[Found], *, missed: bool = False) -> dict[str, Ratio]:
    """Count the pairs of claims that gold and the tracks put together, within a language and between two.

    ``missed`` counts the gold pairs with a claim that was not found too.
    """
    counts: dict[str, list[int]] = {WITHIN: [0, 0, 0], ACROSS: [0, 0, 0]}
    for a, b in combinations(found, 2):
        same = (a.story, a.gold.track) == (b.story, b.gold.track)
        if not missed and (a.telling is None or b.telling is None):
            continue
        together = a.track is not None and a.track == b.track
        right, predicted, gold = same and together, together, same
        for n, value in enumerate((right, predicted, gold)):
            counts[WITHIN if a.language == b.language else ACROSS][n] += value
    return {name: Ratio(*numbers) for name, numbers in counts.items()}


def count_sequences(found: Iterable[Found]) -> dict[str, tuple[int, int]]:
    """Count the gold tracks whose sequence of certainty comes out right, of how many.

    *whole*: every telling was found, all in one track, that track has no telling of another gold claim, and every level is right. *levels*: of the
    tellings that were found, every level is right, whatever their tracks. Each for all tracks, and for those told at least twice.
    """
    tracks: dict[tuple[str, str], list[Found]] = defaultdict(list)
    members: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for item in found:
        tracks[item.story, item.gold.track].append(item)
        if item.track is not None:
            members[item.track].add((item.story, item.gold.track))
    counts: dict[str, list[int]] = {}
    for tellings in tracks.values():
        levels = [t.telling is None or t.telling.certainty == t.gold.certainty for t in tellings]
        places = {t.track for t in tellings}
        one = len(places) == 1 and None not in places and len(members[next(iter(places)) or ""]) == 1
        for name, right in (("whole", one and all(levels)), ("levels", all(levels))):
            for kind in ("all tracks", *(["told twice or more"] if len(tellings) > 1 else [])):
                count = counts.setdefault(f"certainty sequences, {name}, {kind}", [0, 0])
                count[0] += right
                count[1] += 1
    return {name: (right, of) for name, (right, of) in counts.items()}


def score_tracks(folder: Path, *, errors: bool = False, pipeline: str | None = None) -> Iterator[str]:
    """Yield the lines of the report on the tracks of a folder of stories; with ``errors``, each wrong and each missed pair first.

    Raises ClaimsError for a file that is no story.
    """
    stories = read_stories(folder)
    found, _ = track_stories(stories, pipeline=pipeline)
    yield f"{len({item.story for item in stories})} stories, {len(stories)} articles, {len(found)} gold claims"
    if errors:
        yield from list_pairs(found)
    paired = sum(item.telling is not None for item in found)
    yield f"{'gold claims found':46} {paired / len(found):.3f}  ({paired} of {len(found)})"
    for missed in (False, True):
        for name, ratio in count_pairs(found, missed=missed).items():
            of = f"tracks {name}" + (", missed claims counted" if missed else "")
            yield f"{of:46} P {ratio.precision:.3f}  R {ratio.recall:.3f}  ({ratio.right} right of {ratio.predicted}, {ratio.gold} in gold)"
    for name, (right, of_all) in count_sequences(found).items():
        yield f"{name:46} {right / of_all:.3f}  ({right} of {of_all})"


def list_pairs(found: Sequence[Found]) -> Iterator[str]:
    """Yield a line for each pair of found claims that is wrongly together or wrongly apart."""
    for a, b in combinations(found, 2):
        if a.telling is None or b.telling is None:
            continue
        same, together = (a.story, a.gold.track) == (b.story, b.gold.track), a.track == b.track
        if same != together:
            yield f"{'apart' if same else 'merged'} [{a.gold.track} / {b.gold.track}] {a.telling.content} | {b.telling.content}"
