"""Pair quotation marks, and survive those that are missing.

Typographic marks say themselves whether they open or close; for straight ones the neighbours decide. A quotation that
nobody closes ends with its paragraph, or goes on through the next ones when they begin with an opening mark, as
newspapers write quotations of several paragraphs.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

_PAIRS = {"«": "»", "“": "”", "„": "“", "‘": "’", '"': '"', "'": "'", "‹": "›", "``": "''", "''": "''"}
_MARK = re.compile(r"``|''|[«»“”„‘’\"'‹›]|\n|\r")
_CLOSERS = {"»", "”", '"', "''"}
_OPENERS = {"«", "“"}
_SINGLE = {"‘", "'", "‹"}
_SINGLE_CLOSERS = {"’", "'", "›", "''"}
_NEAR, _FURTHEST = 1500, 2500  # characters; all looking ahead is bounded, so that the work grows with the text and no faster
_AFTER_ASIDE = re.compile(r"[.,;: ]*")
_DIALOGUE = re.compile(r"^[ \t]*([—–―]|-(?=[^\s-]))[ \t]*(?=[^\s—–―-])", re.MULTILINE)
_ASIDE = re.compile(r"[ \t]([—–―-])(?=[^\W\d_A-ZÁÉÍÓÚÑ])([^—–―\n\r]*?)(?:(\1)|(?=[\n\r])|$)")


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """An outermost quotation in characters: ``start:end`` with its marks, ``inner_start:inner_end`` without.

    ``closed`` is False when the text never closes it.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def find_quotations(text: str) -> list[Quotation]:
    """Find the outermost quotations of a text, in order; they never overlap.

    Apostrophes are no marks. What stands between marks and is empty is no quotation.

    >>> [text[q.inner_start:q.inner_end] for text in ["«No», dijo, “y punto"] for q in find_quotations(text)]
    ['No', 'y punto']
    """
    found: list[Quotation] = []
    opened: tuple[int, int, str] | None = None
    resumes = False
    goes_on = 0
    for match in _MARK.finditer(text):
        mark, start, end = match.group(), match.start(), match.end()
        if mark in "\n\r":
            if opened and not resumes and start >= goes_on:
                goes_on = _closing_below(text, end, opened[2])
                if _opens_next_paragraph(text, end, opened[2]):
                    resumes = True
                elif not goes_on:
                    _close(found, text, opened, start, start, closed=False)
                    opened = None
        elif opened is None:
            if _opens(text, mark, start, end):
                opened = (start, end, _PAIRS[mark])
            elif _ends_unopened(text, mark, start, end):
                begin = _line_start(text, found[-1].end if found else 0, start)
                _close(found, text, (begin, begin, mark), start, end, closed=False)
        elif resumes and _PAIRS.get(mark) == opened[2] and _starts_paragraph(text, start):
            _close(found, text, opened, _line_end(text, opened[0], start), _line_end(text, opened[0], start), closed=False)
            opened = (start, end, opened[2])
            resumes = False
        elif mark == opened[2] == '"' and _only_opens(text, start, end):
            _give_up(found, text, opened, start)
            opened = (start, end, opened[2])
        elif _closes(text, mark, start, end, opened[2]):
            _close(found, text, opened, start, end, closed=True)
            opened = None
        resumes = resumes and opened is not None
    if opened:
        _close(found, text, opened, len(text), len(text), closed=False)
    return merge_dialogue(found, find_dialogue(text))


def find_dialogue(text: str) -> list[Quotation]:
    """Find what is said after a dialogue dash that opens a paragraph, around the asides that name the speaker.

    An aside begins with a dash and a small letter, and ends with a dash or its paragraph. A paragraph with a dash but no
    aside may be a list: it is left alone.

    >>> text = "—No sé nada —dijo Ana—. Me voy."
    >>> [text[q.inner_start:q.inner_end] for q in find_dialogue(text)]
    ['No sé nada', 'Me voy.']
    """
    found: list[Quotation] = []
    for match in _DIALOGUE.finditer(text):
        end = _line_end(text, match.start(1), len(text))
        start = match.end()
        asides = list(_ASIDE.finditer(text, start, end))
        for aside in asides:
            _close(found, text, (start, start, ""), aside.start(), aside.start(), closed=True)
            blank = _AFTER_ASIDE.match(text, aside.end(), end)
            start = blank.end() if blank else aside.end()
        if asides and start < end:
            _close(found, text, (start, start, ""), end, end, closed=True)
    return found


def merge_dialogue(quotations: list[Quotation], dialogue: list[Quotation]) -> list[Quotation]:
    """Put quotations and dialogue in one order; marks inside a piece of dialogue belong to it, and it never cuts a quotation."""
    spoken = [d for d in dialogue if not any(q.start < d.start < q.end or q.start < d.end < q.end for q in _touching(quotations, d))]
    alone = [q for q in quotations if not _touching(spoken, q)]
    return sorted([*alone, *spoken])


def _touching(ordered: list[Quotation], one: Quotation) -> list[Quotation]:
    """Give those of a list in order, none of which overlap, that share characters with one."""
    first = bisect_right(ordered, one.start, key=lambda other: other.end)
    return ordered[first : bisect_left(ordered, one.end, lo=first, key=lambda other: other.start)]


def _only_opens(text: str, start: int, end: int) -> bool:
    """Say whether a straight mark can only be an opening one: blank or bracket before it, a word behind it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (not before or before in " \t([¿¡—–") and (after.isalnum() or (after != "" and after in "¿¡"))


def _give_up(found: list[Quotation], text: str, opened: tuple[int, int, str], before: int) -> None:
    """End a quotation that was not closed before the next one opened: with its sentence, or not at all if that does not end."""
    match = re.search(r"[.?!…]", text[opened[1] : before])
    if match:
        _close(found, text, opened, opened[1] + match.end(), opened[1] + match.end(), closed=False)


def _close(found: list[Quotation], text: str, opened: tuple[int, int, str], inner_end: int, end: int, *, closed: bool) -> None:
    start, inner_start, _ = opened
    inner = text[inner_start:inner_end]
    if inner.strip():
        left = inner_start + len(inner) - len(inner.lstrip())
        found.append(Quotation(start, end, left, left + len(inner.strip()), closed))


def _opens(text: str, mark: str, start: int, end: int) -> bool:
    """Say whether a mark outside of any quotation opens one."""
    if mark not in _PAIRS or end >= len(text):
        return False
    if text[end].isspace():
        if mark in _OPENERS:
            stop = _line_end(text, end, min(len(text), end + _FURTHEST))
            return _PAIRS[mark] in text[end:stop] or _closing_below(text, stop, _PAIRS[mark]) > 0
        return mark == '"' and start > 0 and text[start - 1].isspace() and text[end] not in "\n\r" and _spaced_closing(text, end)
    before = text[start - 1] if start else " "
    if before.isalnum():
        return False
    if mark in _SINGLE:
        return text[end].isalnum() and _has_closing(text, end, _PAIRS[mark])
    return True


def _ends_unopened(text: str, mark: str, start: int, end: int) -> bool:
    """Say whether a mark closes a quotation that was never opened: it ends a clause, and a comma and a small letter follow."""
    if mark not in _CLOSERS or not start or text[start - 1].isspace():
        return False
    return re.match(r",\s+[^\W\d_A-ZÁÉÍÓÚÑ]", text[end : end + 4]) is not None


def _line_start(text: str, least: int, before: int) -> int:
    """Give where the paragraph of a character begins, at least ``least``."""
    return max(text.rfind("\n", least, before) + 1, text.rfind("\r", least, before) + 1, least)


def _spaced_closing(text: str, start: int) -> bool:
    """Say whether a straight mark with blanks on both sides opens: the next one in its paragraph is not an opening one."""
    line = text[start : _line_end(text, start, min(len(text), start + _NEAR))]
    at = line.find('"')
    return at > 0 and not _only_opens(line, at, at + 1)


def _has_closing(text: str, start: int, closing: str) -> bool:
    """Say whether a single mark closes in its paragraph, so that it is no apostrophe (*'twas*)."""
    match = re.compile(rf"[\n\r]|(?<!\s){closing}(?![^\W_])").search(text, start, start + _NEAR)
    return match is not None and match.group() == closing


def _closes(text: str, mark: str, start: int, end: int, closing: str) -> bool:
    """Say whether a mark inside a quotation closes it: straight marks and apostrophes may also stand inside words."""
    if mark != closing:
        return False
    if mark in {'"', "'", "’", "''"}:
        after = text[end : end + 1]
        if after.isalnum():
            return False
        if mark in {'"', "''"}:
            return True
        return not text[start - 1].isspace() and not _is_possessive(text, start, closing)
    return True


def _is_possessive(text: str, at: int, closing: str) -> bool:
    """Say whether an apostrophe after a plural *s* has a later mark that closes better (*the voters' choice’*)."""
    if text[at - 1].lower() != "s" or text[at + 1 : at + 2] != " " or not text[at + 2 : at + 3].isalpha():
        return False
    line = text[at + 1 : at + 400].split("\n", 1)[0]
    return re.search(rf"[.,!?]{re.escape(closing)}(?!\w)", line) is not None


def _starts_paragraph(text: str, at: int) -> bool:
    before = text[max(0, at - 200) : at].rstrip(" \t")
    return not before or before[-1] in "\n\r"


def _opens_next_paragraph(text: str, at: int, closing: str) -> bool:
    """Say whether the next paragraph begins with a mark of the same kind and closes what is open."""
    rest = text[at : at + 5000].lstrip()
    if not rest or _PAIRS.get(rest[0]) != closing:
        return False
    line = re.split(r"[\n\r]", rest[1:], maxsplit=1)[0]
    return closing in line or rest[0] != closing


def _closing_below(text: str, at: int, closing: str) -> int:
    """Give where a quotation that its paragraph leaves open is closed further down, or 0.

    The next mark of its kind must be one that can only close: nothing is known of a text whose marks contradict each other.
    """
    opening = next((mark for mark, other in _PAIRS.items() if other == closing), closing)
    if closing in _SINGLE_CLOSERS:
        return 0
    match = re.compile(f"[{opening}{closing}]").search(text, at, at + _FURTHEST)
    if not match or match.group() != closing:
        return 0
    before, after = text[match.start() - 1], text[match.end() : match.end() + 1]
    certain = closing != '"' or (not before.isspace() and not after.isalnum())
    return match.end() if certain else 0


def _line_end(text: str, start: int, before: int) -> int:
    """Give the end of the paragraph that holds ``start``, at most ``before``."""
    match = re.compile(r"[\n\r]").search(text, start, before)
    return match.start() if match else before
