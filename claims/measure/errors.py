"""List what is wrong, each in its sentence, so that work can go on from it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.measure.mark import Document, Mark
from claims.measure.pairing import pair, same_speakers, source_agrees
from claims.measure.scores import FIELDS, without_unsure
from claims.model import Claim

AROUND = 60


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong: what kind ("missed", "false alarm", "source", "speakers", a field's name), where, and what of it."""

    kind: str
    document: str
    said: str

    def __str__(self) -> str:
        return f"{self.kind:12} {self.document}: {self.said}"


def list_errors(document: Document, predicted: list[Claim]) -> Iterator[Error]:
    """Yield every miss and false alarm, and every wrong source, speaker and field of a paired claim."""
    for author in (False, True):
        part = " (author)" if author else ""
        gold = [m for m in document.gold if m.is_author == author]
        found = without_unsure(document, [m for m in map(Mark.of, predicted) if m.is_author == author], gold)
        pairs = pair(gold, found)
        for i in sorted(set(range(len(gold))) - {i for i, _ in pairs}):
            yield Error("missed" + part, document.name, show(document.text, gold[i]))
        for j in sorted(set(range(len(found))) - {j for _, j in pairs}):
            yield Error("false alarm" + part, document.name, f"{show(document.text, found[j])} ({found[j].kind})")
        for i, j in pairs:
            yield from _wrong_fields(document, gold[i], found[j])


def _wrong_fields(document: Document, gold: Mark, found: Mark) -> Iterator[Error]:
    shown = show(document.text, gold)
    if not source_agrees(gold, found):
        yield Error("source", document.name, f"{shown} -> [{_words(document.text, found.source)}]")
    if gold.claim is None or found.claim is None:
        return
    if not same_speakers(gold.claim.speakers, found.claim.speakers):
        yield Error("speakers", document.name, f"{list(gold.claim.speakers)} -> {list(found.claim.speakers)}: {shown}")
    for name in FIELDS:
        wanted, offered = getattr(gold.claim, name), getattr(found.claim, name)
        if wanted != offered:
            yield Error(name, document.name, f"{wanted!s} -> {offered!s}: {shown}")


def show(text: str, mark: Mark) -> str:
    """Write a mark in one line: its source in brackets, its cue in angles, its content between bars, amid its sentence."""
    content = " … ".join(_cut(text[start:end]) for start, end in mark.content)
    first, last = min(s for s, _ in mark.content), max(e for _, e in mark.content)
    before, after = text[max(0, first - AROUND) : first], text[last : last + AROUND]
    return " ".join(f"[{_words(text, mark.source)}] <{_words(text, mark.cue)}> «…{before}|{content}|{after}…»".split())


def _words(text: str, offsets: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[start:end] for start, end in offsets)


def _cut(words: str, limit: int = 160) -> str:
    return words if len(words) <= limit else f"{words[: limit // 2]} (…) {words[-limit // 2 :]}"
