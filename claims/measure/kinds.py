"""What goes wrong most: each error under the name of its kind, counted over documents."""

from collections import Counter
from collections.abc import Iterator

from claims.measure.mark import Document, Mark, characters
from claims.measure.pairing import pair, same_speakers, source_agrees
from claims.measure.scores import FIELDS, without_unsure
from claims.model import Claim

_PLAIN = frozenset({"speaker_kind", "form"})  # named without what was wanted and offered


def count_kinds(document: Document, predicted: list[Claim]) -> Counter[str]:
    """Count the errors in one document by kind, as ``name_kinds`` names them."""
    return Counter(name_kinds(document, predicted))


def most_frequent(counts: Counter[str], n: int = 10) -> Iterator[str]:
    """Yield the lines of a table of the ``n`` most frequent kinds of error.

    >>> list(most_frequent(Counter({"wrong source": 2, "content ends too late": 3}), n=1))
    ['most frequent kinds of error:', '    3  content ends too late']
    """
    yield "most frequent kinds of error:"
    for kind, number in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:n]:
        yield f"{number:5d}  {kind}"


def name_kinds(document: Document, predicted: list[Claim]) -> Iterator[str]:
    """Yield the kind of every miss, false alarm and wrong field: what was not found, by form; what is none, by rule; which border is wrong.

    A miss and a false alarm with the same cue are one error, a wrong border.
    """
    for author in (False, True):
        gold = [m for m in document.gold if m.is_author == author]
        found = without_unsure(document, [m for m in map(Mark.of, predicted) if m.is_author == author], gold)
        pairs = pair(gold, found)
        missed = [m for i, m in enumerate(gold) if i not in {i for i, _ in pairs}]
        alarms = [m for j, m in enumerate(found) if j not in {j for _, j in pairs}]
        for mark in missed:
            near = next((f for f in alarms if characters(f.cue) & characters(mark.cue)), None)
            if near is not None:
                alarms.remove(near)
            yield _border(mark, near) if near is not None else f"not found: {_form(mark)}"
        yield from (f"found where nothing is: {mark.kind}" for mark in alarms)
        for i, j in pairs:
            yield from _fields(gold[i], found[j])


def _form(mark: Mark) -> str:
    return str(mark.claim.form) if mark.claim is not None else mark.kind or "attribution"


def _border(gold: Mark, found: Mark) -> str:
    """Name the border that is most wrong."""
    (a, b), (c, d) = ((min(s for s, _ in m.content), max(e for _, e in m.content)) for m in (gold, found))
    if a >= d or c >= b:
        return "content on the other side of its cue"
    if abs(a - c) > abs(b - d):
        return "content starts too early" if c < a else "content starts too late"
    return "content ends too late" if d > b else "content ends too early" if d < b else "content in other pieces"


def _fields(gold: Mark, found: Mark) -> Iterator[str]:
    if not source_agrees(gold, found):
        yield "wrong source"
    if gold.claim is None or found.claim is None:
        return
    if not same_speakers(gold.claim.speakers, found.claim.speakers):
        yield f"wrong speaker: {_source_kind(gold)}"
    for name in FIELDS:
        wanted, offered = getattr(gold.claim, name), getattr(found.claim, name)
        if wanted != offered:
            yield f"wrong {name}" if name in _PLAIN else f"wrong {name}: {wanted!s} taken for {offered!s}"


def _source_kind(gold: Mark) -> str:
    """Say how the text names the speaker who was not recognised."""
    claim = gold.claim
    if claim is None or claim.source is None:
        return "unexpressed"
    names = {word for name in claim.speakers for word in name.split()}
    return "named in its source" if names & set(claim.source.text.split()) else "a pronoun, role or description"
