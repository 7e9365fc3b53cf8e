"""Decide between attributions that overlap: layers of the same statement, hedges that look like cues, doubles."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from claims.extract.attribution import Attribution
from claims.extract.reading import Reading
from claims.model import Certainty, Form

_SAME = 0.6


def settle(reading: Reading, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Keep one attribution a statement, in text order.

    Of *Tass recogió que Putin declaró que A* only the inner one stays, with Tass as its relay. Of *dijo que cree que A*
    only the outer one stays, since a speaker's own belief is a hedge. Of two with the same content the earlier rule's
    stays. A claim made inside somebody's quotation keeps that speaker as its relay. Of a question only what it holds stays.
    """
    kept: list[Attribution] = []
    dropped = {n for n, attribution in enumerate(attributions) if _is_question(reading, attribution)}
    relayed: dict[int, list[Attribution]] = {}
    by_cue = sorted(range(len(attributions)), key=lambda n: attributions[n].cue_head)
    heads = [attributions[n].cue_head for n in by_cue]
    for i, outer in enumerate(attributions):
        for j in sorted(by_cue[bisect_left(heads, outer.content[0][0]) : bisect_left(heads, outer.content[-1][1])]):
            inner = attributions[j]
            if i == j or j in dropped or i in dropped or not _holds(outer, inner):
                continue
            if _is_own_hedge(reading, outer, inner) or _is_what_is_reported(outer, inner):
                dropped.add(j)
            elif _states_nothing_more(reading, outer, inner):
                dropped.add(i)
                relayed.setdefault(j, []).append(outer)
            else:
                relayed.setdefault(j, []).append(outer)
    holders: dict[int, list[int]] = {}
    for i, attribution in enumerate(attributions):
        if i in dropped:
            continue
        others = {k for token in _characters(attribution) for k in holders.get(token, ())}
        for token in _characters(attribution):
            holders.setdefault(token, []).append(i)
        if not any(_is_double(attributions[k], attribution) for k in others):
            outside = sorted(relayed.get(i, []), key=_size)
            relays = [outer.source for outer in outside if outer.source and outer.source != attribution.source]
            kept.append(replace(attribution, relays=tuple(dict.fromkeys([*attribution.relays, *relays]))))
    return sorted(kept, key=lambda attribution: (attribution.content[0], attribution.cue))


def _is_question(reading: Reading, attribution: Attribution) -> bool:
    """Say whether somebody is quoted with a question, which states nothing: *«¿Vendrá?», preguntó*."""
    tokens = [reading.doc[i] for piece in attribution.content for i in range(*piece)]
    last = attribution.content[-1][1]
    asks = attribution.entry is not None and attribution.entry.level == Certainty.UNCOMMITTED
    opened = next((n for n, t in enumerate(tokens) if t.text == "¿"), 0)
    only = not any(t.text in {".", "!"} for t in tokens) and len(attribution.content) == 1 and opened <= 1
    quoted = all(reading.is_inside_quote(t.i) for t in tokens)
    return (asks or only) and quoted and any(t.text == "?" for t in reading.doc[last - 1 : last + 2])


def _characters(attribution: Attribution) -> set[int]:
    return {i for piece in attribution.content for i in range(*piece)}


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Say whether the whole of an attribution stands in another one's content."""
    tokens = _characters(outer)
    return inner.cue_head in tokens and inner.content[0][0] in tokens


def _is_own_hedge(reading: Reading, outer: Attribution, inner: Attribution) -> bool:
    """Say whether an inner belief is the outer speaker's own: no other subject, or *a su juicio*, and the head of what is said."""
    if inner.rule == "opinion" and inner.source is not None and inner.source == (inner.cue[1] - 2, inner.cue[1] - 1):
        return outer.content_root in _characters(inner)
    if inner.entry is None or inner.entry.level > Certainty.MODERATE or inner.source is not None:
        return False
    return inner.rule not in {"according to", "opinion"} and inner.cue_head == outer.content_root


def _is_what_is_reported(outer: Attribution, inner: Attribution) -> bool:
    """Say whether a noun cue is itself what somebody reacts to: *negó las acusaciones de fraude* is one claim."""
    return inner.rule == "noun cue" and outer.form == Form.REPORTED and inner.cue_head == outer.content_root


def _states_nothing_more(reading: Reading, outer: Attribution, inner: Attribution) -> bool:
    """Say whether an outer layer only carries the inner one: *Tass informó de que Putin dijo que A*."""
    if inner.source is None or inner.source == outer.source or outer.content_root != inner.cue_head:
        return False
    whole, stated = _characters(outer), _characters(inner)
    if any(reading.is_inside_quote(i) for i in whole - stated):
        return False
    said = stated | set(range(*inner.cue)) | set(range(*inner.source))
    return len({i for i in whole - said if not reading.is_filler(i)}) <= 4


def _is_double(first: Attribution, second: Attribution) -> bool:
    """Say whether two attributions give the same content."""
    a, b = _characters(first), _characters(second)
    return len(a & b) / len(a | b) >= _SAME and first.cue_head != second.cue_head
