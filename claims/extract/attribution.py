"""What the rules find, in tokens: it becomes a Claim, in characters, at the end of the pipeline.

A ``Tokens`` is a half-open range of token indices of the article's Doc. It never leaves this package.
"""

from dataclasses import dataclass, field

from claims.languages.cues import Cue
from claims.model import Form

Tokens = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attributed statement.

    ``rule`` is the name of the construction. ``cue`` covers the words that attribute, ``cue_head`` is the token that
    carries the entry ``entry`` of ``cues.toml`` (None for an author's own statement, whose cue is its hedge).
    ``source`` and ``source_head`` are None when the text leaves the source unexpressed. ``content_root`` is the head of
    the content's main predication. ``relays`` go outward. ``quoted`` are the pieces of the content that stand inside
    quotation marks.
    """

    rule: str
    cue: Tokens
    cue_head: int
    entry: Cue | None
    content: tuple[Tokens, ...]
    content_root: int
    form: Form
    source: Tokens | None = None
    source_head: int | None = None
    relays: tuple[Tokens, ...] = field(default=())
