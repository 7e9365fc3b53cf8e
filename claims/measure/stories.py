"""Stories told more than once, with gold speakers and tracks: reading them, extracting from them, pairing what was found with gold."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from claims.extract import extract
from claims.model import Article, Certainty, Claim, ClaimsError, Polarity, SpeakerKind

PARTED = " … "
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """One gold claim: which characters state it, who says so under canonical names (() for nobody), and its track."""

    content: frozenset[int]
    words: str
    speakers: tuple[str, ...]
    track: str
    certainty: Certainty
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Chapter:
    """One article of a story with its gold claims, in their order."""

    article: Article
    claims: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its articles and what each canonical speaker is."""

    name: str
    chapters: tuple[Chapter, ...]
    kinds: Mapping[str, SpeakerKind]


def is_stories(path: Path) -> bool:
    """Say whether a path is a folder of stories: one whose JSON files have articles and speakers."""
    first = next(iter(sorted(path.glob("*.json"))), None) if path.is_dir() else None
    if first is None:
        return False
    try:
        record = json.loads(first.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and {"articles", "speakers"} <= record.keys()


def read_stories(path: Path) -> list[Story]:
    """Read a folder of stories, in the order of their names.

    Raises ClaimsError that names the file and what is wrong with it.
    """
    stories = []
    for file in sorted(path.glob("*.json")):
        try:
            stories.append(_story(json.loads(file.read_text(encoding="utf-8"))))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ClaimsError(f"{file} is no story as tests/stories/README.md says: {error!r}.") from None
    if not stories:
        raise ClaimsError(f"{path} holds no story: give a folder with one JSON file a story.")
    return stories


def _story(record: Mapping[str, Any]) -> Story:
    chapters = tuple(_chapter(part) for part in record["articles"])
    return Story(record["story"], chapters, {name: SpeakerKind(entry["kind"]) for name, entry in record["speakers"].items()})


def _chapter(record: Mapping[str, Any]) -> Chapter:
    published = date.fromisoformat(record["date"]) if record["date"] else None
    article = Article(
        record["name"], record["text"], language=record["language"], title=record["title"], outlet=record["outlet"], published=published
    )
    return Chapter(article, tuple(_statement(article.text, claim) for claim in record["claims"]))


def _statement(text: str, record: Mapping[str, Any]) -> Statement:
    return Statement(
        content=place(text, record["content"]),
        words=record["content"],
        speakers=tuple(record["speakers"]),
        track=record["track"],
        certainty=Certainty(record["certainty"]),
        polarity=Polarity(record["polarity"]),
    )


def place(text: str, content: str) -> frozenset[int]:
    """Find the pieces of a content in its text, each behind the one before; ValueError for a piece that is not there.

    >>> sorted(place("El río, dijo, sube.", "El río … sube"))
    [0, 1, 2, 3, 4, 5, 14, 15, 16, 17]
    """
    at, found = 0, set[int]()
    for piece in content.split(PARTED):
        start = text.find(piece, at)
        if start < 0:
            raise ValueError(f"{piece!r} does not stand in the text behind what comes before it")
        at = start + len(piece)
        found.update(range(start, at))
    return frozenset(found)


def overlap(a: frozenset[int], b: frozenset[int]) -> float:
    """Give the harmonic mean of the shares that two sets of characters have in common.

    >>> round(overlap(frozenset({1, 2}), frozenset({2, 3, 4})), 2)
    0.4
    """
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def pair_statements(gold: Sequence[Statement], found: Sequence[Claim]) -> dict[int, int]:
    """Pair gold claims with found ones, one to one, best overlap first; 0.5 or less makes no pair. Positions in both."""
    spelled = [frozenset(i for span in claim.content for i in range(span.start, span.end)) for claim in found]
    scored = [(overlap(a.content, b), i, j) for i, a in enumerate(gold) for j, b in enumerate(spelled) if a.content & b]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda entry: (-entry[0], entry[1], entry[2])):
        if score > ENOUGH and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def extract_stories(stories: Sequence[Story], *, pipeline: str | None = None) -> dict[str, list[Claim]]:
    """Extract the claims of every article, under the article's name."""
    chapters = (chapter for story in stories for chapter in story.chapters)
    return {chapter.article.name: extract(chapter.article, pipeline=pipeline) for chapter in chapters}
