"""Score events against FACT, the Spanish corpus of factuality (Rosá et al. 2020): did each happen, did it not, or is that open?

F is certainty 3 or 4 and affirmed, CF the same and denied; all else is U: what is hedged, left open, wished or feared, and
what is yet to come, conditional, a duty or a question.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from claims.extract.certainty import Grade
from claims.extract.events import grade_events
from claims.measure.bootstrap import interval, total
from claims.measure.scores import Counts, add_ratio
from claims.model import Article, Certainty, ClaimsError, Polarity

CLASSES = ("F", "U", "CF")
LANGUAGE = "es"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the corpus: where its word begins and ends, in characters, and what it is said to be (F, U or CF)."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the corpus with its events, a sentence a line; ``left_out`` counts those of its sentences that are not scored."""

    name: str
    text: str
    events: tuple[Event, ...]
    left_out: int = 0


def is_fact(path: Path) -> bool:
    """Say whether a file begins as XML does, as FACT's files do and no other gold file."""
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")
    except OSError:
        return False


def score_fact(path: Path, *, errors: bool = False, pipeline: str | None = None) -> Iterator[str]:
    """Yield the lines of the report on one file of FACT; with ``errors``, each wrong event with the words that decided it before.

    A test file's sentences that its train file has too, if that lies beside it, are left out.

    Raises ClaimsError for a file that is no such XML.
    """
    texts = without_leaks(path, read_fact(path))
    counts = []
    for text in texts:
        article = Article(text.name, text.text, language=LANGUAGE)
        grades = grade_events(article, [event.start for event in text.events], pipeline=pipeline)
        counts.append(count_events(text.events, grades))
        if errors:
            yield from _wrong(text, grades)
    leaks = sum(text.left_out for text in texts)
    left_out = f", without {leaks} sentences that {_train_of(path).name} has too" if leaks else ""
    yield f"{path} ({len(texts)} texts, {sum(len(text.events) for text in texts)} events{left_out})"
    yield from report_events(counts)


def read_fact(path: Path) -> list[Text]:
    """Read a file of FACT: texts with inline events; ClaimsError for one that is broken or has other labels."""
    try:
        root = ElementTree.fromstring(path.read_bytes())  # noqa: S314 (a corpus file that somebody names on the command line)
    except (OSError, ElementTree.ParseError) as error:
        raise ClaimsError(f"{path} is no XML file that can be read: {error}.") from None
    texts = [_read_text(path, element) for element in root.iter("text")]
    if not any(text.events for text in texts):
        raise ClaimsError(f"{path} holds no events: a file of FACT has <text id> with <event factuality> inside.")
    return texts


def _read_text(path: Path, element: ElementTree.Element) -> Text:
    name, text, events = element.get("id", ""), element.text or "", []
    for child in element:
        word, label = child.text or "", (child.get("factuality") or "").strip().upper()
        if child.tag != "event" or label not in CLASSES or not word.strip():
            raise ClaimsError(f"{path}: text {name!r} has <{child.tag}> {word!r} with {label!r}; an event is F, U or CF.")
        start = len(text) + len(word) - len(word.lstrip())
        events.append(Event(start, start + len(word.strip()), label))
        text += word + (child.tail or "")
    return Text(name, text, tuple(events))


def without_leaks(path: Path, texts: Sequence[Text]) -> list[Text]:
    """Leave out the events of sentences that the train file beside a test file has too; their words stay where they are."""
    train = _train_of(path)
    if train == path or not train.is_file():
        return list(texts)
    known = {_plain(line) for text in read_fact(train) for line in text.text.splitlines()}
    return [_without(text, known) for text in texts]


def _train_of(path: Path) -> Path:
    return path.with_name(path.name.replace("test", "train"))


def _plain(sentence: str) -> str:
    return " ".join(re.findall(r"\w+", sentence.casefold()))


def _without(text: Text, known: set[str]) -> Text:
    kept: list[Event] = []
    left_out, start = 0, 0
    for line in text.text.splitlines(keepends=True):
        inside = [event for event in text.events if start <= event.start < start + len(line)]
        if inside and _plain(line) in known:
            left_out += 1
        else:
            kept += inside
        start += len(line)
    return Text(text.name, text.text, tuple(kept), left_out)


def to_label(grade: Grade) -> str:
    """Give the class of FACT that a grade answers to."""
    if grade.certainty < Certainty.HIGH or grade.flags:
        return "U"
    return "CF" if grade.polarity == Polarity.NEGATIVE else "F"


def count_events(events: Sequence[Event], grades: Sequence[Grade]) -> Counts:
    """Count the events of a text by what they are and what they were taken for."""
    counts = Counts()
    for event, grade in zip(events, grades, strict=True):
        counts.kinds[event.label, to_label(grade)] += 1
    for label in CLASSES:
        predicted = sum(counts.kinds[gold, label] for gold in CLASSES)
        add_ratio(counts, label, counts.kinds[label, label], predicted, sum(counts.kinds[label, found] for found in CLASSES))
    return counts


def macro(counts: Counts) -> float:
    """Give the mean of the F1 of all classes."""
    return sum(counts.ratio(label).f1 for label in CLASSES) / len(CLASSES)


def report_events(counts: Sequence[Counts]) -> Iterator[str]:
    """Yield macro-F1 and each class with its 95 % interval over texts, and what was taken for what."""
    whole = total(counts)
    low, high = interval(counts, macro)
    yield f"{'macro-F1 of F, U, CF':34} {macro(whole):.3f} [{low:.3f}, {high:.3f}]"
    for label in CLASSES:
        ratio = whole.ratio(label)
        low, high = interval(counts, lambda c, n=label: c.ratio(n).f1)  # type: ignore[misc]
        found = f"{ratio.right} right of {ratio.predicted} found, {ratio.gold} in gold"
        yield f"{label:34} F1 {ratio.f1:.3f} [{low:.3f}, {high:.3f}]  P {ratio.precision:.3f}  R {ratio.recall:.3f}  ({found})"
    yield "gold in rows, found in columns: " + " ".join(CLASSES)
    for gold in CLASSES:
        yield f"  {gold:2} " + " ".join(f"{whole.kinds[gold, found]:5d}" for found in CLASSES)


def _wrong(text: Text, grades: Sequence[Grade]) -> Iterator[str]:
    for event, grade in zip(text.events, grades, strict=True):
        label = to_label(grade)
        if label != event.label:
            start = text.text.rfind("\n", 0, event.start) + 1
            end = text.text.find("\n", event.end)
            sentence = text.text[start : event.start] + "|" + text.text[event.start : event.end] + "|"
            sentence += text.text[event.end : end if end >= 0 else None]
            words = ", ".join(f"«{e.span.text}» ({e.kind}, {e.effect})" for e in grade.evidence) or "nothing hedges or denies"
            yield f"{event.label:>2} -> {label:2} {text.name}: {sentence.strip()} [{words}]"
