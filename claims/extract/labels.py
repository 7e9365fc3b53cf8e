"""A speaker set off by a colon or a dash, with no verb: *Putin: no habrá guerra*, *Habrá guerra: Putin*, *“A” — Ana Ruiz*."""

from collections.abc import Iterator

from spacy.tokens import Token

from claims.extract.attribution import Attribution, Tokens
from claims.extract.build import content_root, form_of
from claims.extract.names import Names
from claims.extract.reading import Reading, is_line_break
from claims.extract.tree import is_finite
from claims.languages.cues import Cue
from claims.model import Certainty, Polarity, SpeakerKind, Stance

_LONGEST = 9
_DASHES = frozenset({"—", "–", "―", "--", "-"})
_ENTRY = Cue(":", "according", Certainty.HIGH, Polarity.POSITIVE, Stance.NEUTRAL, frozenset({"clause", "quote"}), "")


def find_labels(reading: Reading) -> Iterator[Attribution]:
    """Find the paragraphs that a speaker's name opens before a colon, or closes after a colon or dash."""
    names = Names(reading.doc, reading.language)
    for start, end in _paragraphs(reading):
        found = _label_first(reading, names, start, end) or _label_last(reading, names, start, end)
        if found is not None:
            yield found


def _paragraphs(reading: Reading) -> Iterator[Tokens]:
    start = 0
    for i, token in enumerate(reading.doc):
        if is_line_break(token):
            yield start, i
            start = i + 1
    yield start, len(reading.doc)


def _label_first(reading: Reading, names: Names, start: int, end: int) -> Attribution | None:
    """*Putin: no habrá guerra* / *Encuesta: A* / *PENCE: A. B.*: all that follows in the paragraph is said."""
    doc = reading.doc
    mark = next((i for i in range(start, min(end, start + _LONGEST)) if doc[i].text in {":", "―"}), None)
    if mark is None or mark == start or not _is_speaker(reading, names, start, mark):
        return None
    return _build(reading, (mark, mark + 1), (start, mark), (mark + 1, end))


def _label_last(reading: Reading, names: Names, start: int, end: int) -> Attribution | None:
    """*Habrá guerra: Putin* / *“A” — Ana Ruiz*: after a dash only behind a quotation."""
    doc = reading.doc
    while end > start and reading.is_filler(end - 1) and doc[end - 1].text != ")":
        end -= 1
    mark = next((i for i in range(end - 2, max(start, end - _LONGEST), -1) if doc[i].text == ":" or doc[i].text in _DASHES), None)
    if mark is None or not _is_name(names, mark + 1, end):
        return None
    quoted = mark > start and any(reading.quotes[n].end in {mark, mark - 1} for n in reading.quotes_near(mark - 1, mark))
    if doc[mark].text != ":" and not quoted:
        return None
    return _build(reading, (mark, mark + 1), (mark + 1, end), (start, mark))


def _is_speaker(reading: Reading, names: Names, start: int, end: int) -> bool:
    """Say whether a phrase names who may speak: a name that is no place, or a word for a person, body or document."""
    phrase = list(reading.doc[start:end])
    if any(is_finite(t) and t.pos_ in {"VERB", "AUX"} for t in phrase) or any(reading.is_inside_quote(t.i) for t in phrase):
        return False
    comma = next((t.i for t in phrase if t.text == ","), None)
    if comma is not None and _is_name(names, start, comma) and any(_kind(reading, t) == SpeakerKind.PERSON for t in reading.doc[comma:end]):
        return all(t.i == comma or not t.is_punct for t in phrase)
    if any(t.is_punct and t.text not in {"-", ".", "'", "’", "(", ")"} for t in phrase):
        return False
    if _is_name(names, start, end):
        return True
    if any(names.by_token.get(t.i) for t in phrase[:-1]) and not any(_kind(reading, t) for t in phrase):
        return False
    head = phrase[0] if len(phrase) == 1 else next((t for t in phrase if _kind(reading, t)), None)
    return head is not None and _kind(reading, head) is not None and len(phrase) <= 5


def _is_name(names: Names, start: int, end: int) -> bool:
    mention = names.by_token.get(end - 1)
    if mention is None or end - start > 6:
        return False
    country = mention.name.casefold() in names.language.sources.countries
    kind = mention.kind or names.majority_kind(names.fullest(mention.name, SpeakerKind.PERSON)[0])
    several = kind is None and mention.end - mention.start > 1
    before = names.doc[start : mention.start]
    titled = all(names.language.sources.nouns.get(t.lower_) == SpeakerKind.PERSON or t.lower_ in _titles(names) for t in before)
    known = names.kind_of_name(mention.name) is not None or names.count(mention.name) > 1
    alone = mention.end - mention.start == 1 and not known and not names.doc[min(end + 1, len(names.doc) - 1)].is_quote
    return titled and not alone and (kind in {SpeakerKind.PERSON, SpeakerKind.ORGANIZATION} or country or several)


def _titles(names: Names) -> frozenset[str]:
    words = names.language.sources.words
    return words["titles"] | words["articles"]


def _kind(reading: Reading, token: Token) -> SpeakerKind | None:
    nouns = reading.language.sources.nouns
    kind = nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)
    return None if kind == SpeakerKind.PLACE else kind


def _build(reading: Reading, cue: Tokens, source: Tokens, content: Tokens) -> Attribution | None:
    doc = reading.doc
    pieces = reading.pieces(range(*content))
    words = [i for a, b in pieces for i in range(a, b)]
    quoted = len(words) >= 3 and all(reading.is_inside_quote(i) for i in words)
    if not quoted and not any(is_finite(doc[i]) for i in words):
        return None
    head = doc[source[0] : source[1]].root
    return Attribution(
        rule="label",
        cue=cue,
        cue_head=cue[0],
        entry=_ENTRY,
        content=pieces,
        content_root=content_root(reading, pieces),
        form=form_of(reading, pieces),
        source=source,
        source_head=head.i,
    )
