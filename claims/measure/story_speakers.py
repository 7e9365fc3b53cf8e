"""Score speakers across the articles of stories: over all pairs of claims, do two have a speaker in common?"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from claims.measure.pairing import fold_name
from claims.measure.scores import Ratio
from claims.measure.stories import Story, pair_statements
from claims.model import Claim, SpeakerKind
from claims.track.speakers import Speakers, cast_of

WITHIN_STORY = frozenset({SpeakerKind.UNNAMED, SpeakerKind.DOCUMENT})


@dataclass(frozen=True, slots=True)
class Said:
    """One gold claim that was found: who says it by gold, by tracking, and by its names as they are written."""

    article: str
    words: str
    source: str
    gold: frozenset[Hashable]
    tracked: frozenset[Hashable]
    written: frozenset[Hashable]


def pair_ratio(items: Sequence[tuple[frozenset[Hashable], frozenset[Hashable]]]) -> Ratio:
    """Count pairs of items that have something in common, by gold (first) and by prediction (second).

    >>> a, b = frozenset("a"), frozenset("b")
    >>> pair_ratio([(a, a), (a, a), (b, a)])
    Ratio(right=1, predicted=3, gold=1)
    """
    right = predicted = gold = 0
    for (gold_a, found_a), (gold_b, found_b) in combinations(items, 2):
        same, said = not gold_a.isdisjoint(gold_b), not found_a.isdisjoint(found_b)
        right, predicted, gold = right + (same and said), predicted + said, gold + same
    return Ratio(right, predicted, gold)


def track_stories(stories: Sequence[Story], found: Mapping[str, Sequence[Claim]]) -> tuple[list[Said], int]:
    """Give every gold claim that was found with its speakers, and how many gold claims there are.

    All stories are tracked together. People without a name and documents are who they are within their story only.
    """
    speakers = Speakers()
    speakers.add_all(cast_of(chapter.article, found[chapter.article.name]) for story in stories for chapter in story.chapters)
    ids = speakers.ids()
    said: list[Said] = []
    for story in stories:
        for chapter in story.chapters:
            claims = found[chapter.article.name]
            for i, j in sorted(pair_statements(chapter.claims, claims).items()):
                gold, claim = chapter.claims[i], claims[j]
                said.append(
                    Said(
                        article=chapter.article.name,
                        words=gold.words,
                        source=claim.source.text if claim.source else "",
                        gold=frozenset((story.name, name) if story.kinds[name] in WITHIN_STORY else name for name in gold.speakers),
                        tracked=frozenset(who for (number, _), who in ids[chapter.article.name].items() if number == j),
                        written=frozenset(map(fold_name, claim.speakers)),
                    )
                )
    return said, sum(len(chapter.claims) for story in stories for chapter in story.chapters)


def score_story_speakers(stories: Sequence[Story], found: Mapping[str, Sequence[Claim]], *, errors: bool = False) -> Iterator[str]:
    """Yield the lines of the report on speakers; with ``errors``, each claim that tracking gives another speaker than gold before.

    ``found`` are the claims of each article, under its name.
    """
    said, total = track_stories(stories, found)
    if errors:
        yield from _errors(said)
    yield f"{'gold claims found':34} R {len(said) / total:.3f}  ({len(said)} of {total})"
    yield _line("speakers, pairs of claims", pair_ratio([(item.gold, item.tracked) for item in said]))
    yield _line("  the same by written names", pair_ratio([(item.gold, item.written) for item in said]))


def _line(name: str, ratio: Ratio) -> str:
    found = f"{ratio.right} right of {ratio.predicted} found, {ratio.gold} in gold"
    return f"{name:34} F1 {ratio.f1:.3f}  P {ratio.precision:.3f}  R {ratio.recall:.3f}  ({found})"


def _errors(said: Sequence[Said]) -> Iterator[str]:
    """Yield claims that share no speaker with most of the claims they should, or share one with claims they should not."""
    for item in said:
        others = [other for other in said if other is not item]
        missed = sum(not item.gold.isdisjoint(o.gold) and item.tracked.isdisjoint(o.tracked) for o in others)
        mates = sum(not item.gold.isdisjoint(o.gold) for o in others)
        wrong = sum(item.gold.isdisjoint(o.gold) and not item.tracked.isdisjoint(o.tracked) for o in others)
        if (mates and missed * 2 > mates) or wrong:
            names = ", ".join(sorted(map(str, item.gold)))
            yield f"{item.article}: {names or 'nobody'} | {item.source or '–'} | {missed} of {mates} missed, {wrong} wrong | {item.words}"
