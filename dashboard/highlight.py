"""Spans of a text -> escaped HTML with the words marked. Nothing of an article is ever taken for markup."""

import html
import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from claims.model import Claim

STYLE = """<style>
.segun {line-height: 1.75; font-size: 1.02rem; overflow-wrap: anywhere; unicode-bidi: isolate;}
.segun p {margin: 0 0 0.8rem 0;}
.segun .content {background: rgba(47, 127, 188, 0.16); border-radius: 2px;}
.segun .source {border-bottom: 3px double #2f7fbc; font-weight: 600;}
.segun .cue {font-weight: 700; font-style: italic; border-bottom: 2px solid #c46a1b;}
.segun .evidence {outline: 2px dotted #b3541e; outline-offset: 1px; border-radius: 2px;}
.segun .relay {border-bottom: 2px dashed #5a8f3c;}
.segun .open {background: rgba(242, 163, 94, 0.30);}
.segun a {color: inherit; text-decoration: none;}
</style>"""


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters ``start:end`` of a text to be marked as ``role``; ``claim`` is the claim's number, None without."""

    start: int
    end: int
    role: str
    claim: int | None = None


def marks_of(claim: Claim, number: int | None = None) -> list[Mark]:
    """Give all that is to be marked of a claim: content, source, cue, relays and the words that decided its certainty."""
    marks = [Mark(s.start, s.end, "content", number) for s in claim.content]
    marks += [Mark(s.start, s.end, "relay", number) for s in claim.relays]
    marks += [Mark(s.start, s.end, role, number) for role, s in (("source", claim.source), ("cue", claim.cue)) if s]
    marks += [Mark(e.span.start, e.span.end, "evidence", number) for e in claim.evidence if e.kind != "cue"]
    return marks


def to_html(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> str:
    """Mark the words of ``text[start:end]``, escaped; marks may overlap, line breaks part paragraphs.

    >>> to_html("a < b", [Mark(0, 1, "cue")])
    '<p><span class="cue">a</span> &lt; b</p>'
    """
    end = len(text) if end is None else end
    inside = [m for m in marks if m.end > start and m.start < end]
    cuts = sorted({start, end, *(max(m.start, start) for m in inside), *(min(m.end, end) for m in inside)})
    parts = []
    for a, b in itertools.pairwise(cuts):
        here = [m for m in inside if m.start <= a and b <= m.end]
        piece = escape(text[a:b]).replace("\r", "").replace("\n", "</p><p>" if not here else " ")
        if here:
            roles = " ".join(dict.fromkeys(m.role for m in here))
            anchor = next(
                (f' id="claim-{m.claim}"' for m in here if m.claim is not None and m.role == "content" and m.start == a),
                "",
            )
            piece = f'<span class="{roles}"{anchor}>{piece}</span>'
        parts.append(piece)
    return f"<p>{''.join(parts)}</p>".replace("<p></p>", "")


def escape(text: str) -> str:
    """Give a text from outside as HTML that shows it and does nothing else.

    >>> escape("a < b")
    'a &lt; b'
    """
    return html.escape(_visible(text))


def plain(text: str) -> str:
    r"""Write a text so that Streamlit's Markdown shows it as it is.

    >>> plain("*a* $b$")
    '\\*a\\* \\$b\\$'
    """
    return "".join(f"\\{sign}" if sign.isascii() and not sign.isalnum() and not sign.isspace() else sign for sign in text)


def _visible(text: str) -> str:
    """Show what would turn or hide other text: bidirectional controls become a sign, NUL and its like a blank box."""
    return "".join(
        "\u2423" if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" else "\ufffd" if ord(c) < 32 and c not in "\n\r\t" else c
        for c in text
    )


def legend(names: dict[str, str]) -> str:
    """Show each role's marking with its name."""
    items = " &nbsp; ".join(f'<span class="{role}">{html.escape(name)}</span>' for role, name in names.items())
    return f'{STYLE}<div class="segun">{items}</div>'


def passage(text: str, claim: Claim, around: int = 400) -> tuple[int, int]:
    """Give the stretch of text to show around a claim: its words and about ``around`` characters on each side, in whole paragraphs or words."""
    spans = [s for s in (*claim.content, claim.source, claim.cue) if s]
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    start = max(text.rfind("\n", 0, max(first - around, 0)), 0) if first > around else 0
    if first - start > 2 * around:
        start = text.find(" ", first - around)
    end = text.find("\n", min(last + around, len(text)))
    end = len(text) if end == -1 else end
    if end - last > 2 * around:
        end = text.rfind(" ", last, last + around)
    return max(start, 0), end if end > last else last
