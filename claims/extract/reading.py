"""An article as the rules read it: its parse, its quotations, its segments."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Token

from claims.extract.attribution import Tokens
from claims.extract.quotes import Quotation, find_quotations
from claims.languages import Language

_FINAL = {".", "?", "!", "…", "...", "?!", "!?"}
_MARKS = set("«»“”„‘’\"'‹›") | {"``", "''"}
_TRIM = set(".,;:!?…-–—()[]¿¡*·•") | {"...", "--", "?!", "!?"}


@dataclass(frozen=True)
class Quote:
    """A quotation in tokens: ``start:end`` with its marks, ``inner`` without, and the mark that opens it."""

    start: int
    end: int
    inner: Tokens
    closed: bool


class Reading:
    """A parsed article with what the rules ask of it again and again; all positions are token indices."""

    def __init__(self, doc: Doc, language: Language) -> None:
        self.doc = doc
        self.language = language
        self.quotes: list[Quote] = []
        self.quote_of: list[int | None] = [None] * len(doc)
        for quotation in find_quotations(doc.text):
            self._add(quotation)

    def _add(self, quotation: Quotation) -> None:
        outer = self._tokens(quotation.start, quotation.end)
        inner = self._tokens(quotation.inner_start, quotation.inner_end)
        if outer is None or inner is None:
            return
        for i in range(*inner):
            self.quote_of[i] = len(self.quotes)
        self.quotes.append(Quote(min(outer[0], inner[0]), max(outer[1], inner[1]), inner, quotation.closed))

    def quotes_near(self, start: int, end: int) -> range:
        """Give the numbers of the quotations that touch a range of tokens."""
        return range(bisect_left(self._quote_ends, max(start, 0)), bisect_left(self._quote_starts, end))

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]

    @cached_property
    def _quote_ends(self) -> list[int]:
        return [quote.end for quote in self.quotes]

    def _tokens(self, start: int, end: int) -> Tokens | None:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return None if span is None else (span.start, span.end)

    @cached_property
    def segments(self) -> list[Tokens]:
        """Cut the article where a sentence ends outside of quotation marks; a quotation is never cut."""
        segments, start = [], 0
        for i, token in enumerate(self.doc):
            if self.quote_of[i] is None and (self._is_break(token) or self._ends_quoted_sentence(i)):
                segments.append((start, i + 1))
                start = i + 1
        if start < len(self.doc):
            segments.append((start, len(self.doc)))
        return segments

    @cached_property
    def _segment_of(self) -> list[int]:
        return [n for n, (start, end) in enumerate(self.segments) for _ in range(start, end)]

    def segment(self, i: int) -> Tokens:
        """Give the segment that holds token ``i``."""
        return self.segments[self._segment_of[i]]

    def _is_break(self, token: Token) -> bool:
        return token.text in _FINAL or is_line_break(token)

    def _ends_quoted_sentence(self, i: int) -> bool:
        """Say whether a closing mark ends a sentence too: “It is.” They left. But not: “Is it?” Mary asked."""
        if self.doc[i].text not in _MARKS or i == 0 or i + 1 >= len(self.doc) or self.quote_of[i - 1] is None:
            return False
        last = self.doc[i - 1].text
        if last not in _FINAL or not self.doc[i + 1].text[:1].isupper():
            return False
        if last == ".":
            return True
        following = self.doc[i + 1 : i + 9]
        return not any(token.lemma_.lower() in self.language.cues.verbs for token in following)

    def is_inside_quote(self, i: int) -> bool:
        """Say whether token ``i`` stands inside quotation marks."""
        return self.quote_of[i] is not None

    def pieces(self, tokens: Iterable[int]) -> tuple[Tokens, ...]:
        """Turn a set of tokens into trimmed contiguous ranges, in order; punctuation between two does not part them."""
        chosen = sorted({i for i in tokens if not self.doc[i].is_space})
        runs: list[list[int]] = []
        for i in chosen:
            if runs and all(self.is_filler(k) for k in range(runs[-1][1], i)):
                runs[-1][1] = i + 1
            else:
                runs.append([i, i + 1])
        trimmed = (self.trim(start, end) for start, end in runs)
        return tuple(run for run in trimmed if run)

    def is_filler(self, i: int) -> bool:
        """Say whether a token is punctuation, a quotation mark or a space."""
        token = self.doc[i]
        return token.is_space or token.text in _TRIM or token.text in _MARKS

    def trim(self, start: int, end: int) -> Tokens | None:
        """Take punctuation, conjunctions and outer quotation marks off a content's edges; None if nothing is left."""
        grammar = self.language.grammar
        words = grammar.complementizers
        while start < end:
            first = self.doc[start]
            conjunction = (first.lower_ in words and first.dep_ == "mark") or first.lower_ in grammar.bare_complementizers
            conjunction = conjunction or first.pos_ == "CCONJ" or self._introduces_complementizer(start, end)
            if (
                first.is_space
                or (first.text in _TRIM and first.text not in "¿¡")
                or (first.text in _MARKS and not self._closes_before(start, end))
                or (conjunction and not self.is_inside_quote(start))
            ):
                start += 1
            else:
                break
        while end > start:
            last = self.doc[end - 1]
            if (
                last.is_space
                or (last.text in _TRIM and last.text not in ")]")
                or (last.text in _MARKS and (not self._opened_after(start, end - 1) or self.doc[end - 2].text in _TRIM))
            ):
                end -= 1
            else:
                break
        return (start, end) if start < end else None

    def _introduces_complementizer(self, i: int, end: int) -> bool:
        """Say whether a token is the preposition of *insistió en que*, *advirtió de que*."""
        grammar = self.language.grammar
        return i + 1 < end and self.doc[i].pos_ == "ADP" and self.doc[i + 1].lower_ in grammar.bare_complementizers

    def _closes_before(self, start: int, end: int) -> bool:
        """Say whether the quotation opened at ``start`` ends before the last word of the range."""
        near = (self.quotes[n] for n in self.quotes_near(start, start + 1))
        return any(q.start == start and any(not self.is_filler(k) for k in range(q.end, end)) for q in near)

    def _opened_after(self, start: int, at: int) -> bool:
        """Say whether the quotation that ``at`` closes was opened inside the range."""
        near = (self.quotes[n] for n in self.quotes_near(at, at + 1))
        return any(q.end == at + 1 and start <= q.start < at and self.doc[q.start].text in _MARKS for q in near)


def is_line_break(token: Token) -> bool:
    """Say whether a token is a line break, which ends a paragraph."""
    return token.is_space and ("\n" in token.text or "\r" in token.text)
