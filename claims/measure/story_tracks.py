"""Tracks of told-again stories against gold: pairs of claims, within a language and across, and sequences of certainty.

Everything is found end to end: the articles of all stories of a folder are extracted and tracked together, what is found is paired
with gold by its content, and the pairs of paired claims are counted. A claim that was not found can be in no pair of the first count; the
second takes all gold pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from claims.measure.scores import Ratio
from claims.measure.stories import Statement, Story, pair_statements
from claims.model import Article, Claim, stable_id
from claims.track.telling import Telling
from claims.track.tracks import Track, build

WITHIN, ACROSS = "within a language", "between languages"


@dataclass(frozen=True, slots=True)
class Found:
    """A gold claim with the telling that was found of it (None: none was) and the track that this came into."""

    story: str
    language: str
    published: date | None
    gold: Statement
    telling: Telling | None
    track: str | None


def track_stories(stories: Sequence[Story], extracted: Mapping[str, Sequence[Claim]]) -> tuple[list[Found], list[Track]]:
    """Track the claims extracted from the articles of stories, and put each gold claim with what was found of it."""
    rows: list[tuple[Story, Article, Statement, Telling | None]] = []
    tellings: list[Telling] = []
    for story in stories:
        for chapter in story.chapters:
            article, claims = chapter.article, extracted[chapter.article.name]
            told = [Telling.of(stable_id(article.id, n, c.start, c.statement), article, c) for n, c in enumerate(claims)]
            tellings += told
            pairs = pair_statements(chapter.claims, claims)
            rows += [(story, article, mark, told[pairs[i]] if i in pairs else None) for i, mark in enumerate(chapter.claims)]
    tracks = build(tellings)
    where = {telling.id: track.id for track in tracks for telling in track.tellings}
    found = [
        Found(story.name, article.language or "", article.published, mark, telling, where[telling.id] if telling else None)
        for story, article, mark, telling in rows
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


def score_tracks(stories: Sequence[Story], extracted: Mapping[str, Sequence[Claim]], *, errors: bool = False) -> Iterator[str]:
    """Yield the lines of the report on the tracks of stories; with ``errors``, each wrong and each missed pair first."""
    found, _ = track_stories(stories, extracted)
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
