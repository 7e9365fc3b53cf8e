"""Find the claims of stored articles anew, with today's rules and pipelines: what people decided stays, and what changed is said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claims.model import Article, Claim, ClaimsError
from claims.store import queries
from claims.store.filters import Filters
from claims.store.write import replace_claims

_FIELDS = (
    "source",
    "cue",
    "content",
    "relays",
    "speakers",
    "speaker_kind",
    "form",
    "certainty",
    "polarity",
    "stance",
    "flags",
    "probability",
)


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one article's claims.

    ``kept`` have the same fields as before, ``changed`` stand where another stood and differ in some, ``new`` and ``gone`` have no
    counterpart; ``lines`` say which, ``reason`` is a sentence where the article failed and nothing was changed, ``skipped`` says that the
    present version had found them.
    """

    name: str
    kept: int = 0
    changed: int = 0
    new: int = 0
    gone: int = 0
    lines: tuple[str, ...] = field(default=())
    reason: str | None = None
    skipped: bool = False


def reextract_all(db: Path, *, pipeline: str | None = None, check: bool = False, everything: bool = False) -> Iterator[Change]:
    """Extract every stored article again, one transaction each, and yield what changed; ``check`` changes nothing.

    Articles whose claims the present version found are skipped, unless ``everything`` says to read them too.
    """
    from claims.extract import extract, version

    for article_id in list(queries.list_articles(db, Filters())["article_id"]):
        article = queries.get_article(db, article_id)
        if article is None:
            continue
        present = version(article.language or "", pipeline)
        if not everything and queries.pipeline_of(db, article_id) == present:
            yield Change(article.name, skipped=True)
            continue
        before = [stored.claim for stored in queries.article_claims(db, article_id)]
        try:
            after = extract(article, pipeline=pipeline)
            if not check:
                replace_claims(db, article, after, pipeline=present)
        except ClaimsError as error:
            yield Change(article.name, reason=str(error))
        except Exception as error:  # noqa: BLE001  (one article must not stop the rest, whatever a library raises)
            yield Change(
                article.name, reason=f"{article.name}: the program failed on this text ({type(error).__name__}: {error}). Please report it."
            )
        else:
            yield compare(article, before, after)


def compare(article: Article, before: Sequence[Claim], after: Sequence[Claim]) -> Change:
    """Say what differs between two readings of an article; claims are paired where their contents share characters, most shared first.

    >>> from claims.model import Certainty, Span
    >>> claim = Claim("a", (Span(0, 6, "Llueve"),))
    >>> compare(Article("a", "Llueve."), [claim], [Claim("a", (Span(0, 6, "Llueve"),), certainty=Certainty.LOW)]).lines
    ('certainty HIGH → LOW: Llueve',)
    """
    old, new = [_places(claim) for claim in before], [_places(claim) for claim in after]
    shared = sorted(((-len(a & b), i, j) for i, a in enumerate(old) for j, b in enumerate(new) if a & b))
    pairs: dict[int, int] = {}
    for _, i, j in shared:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    differing = {i: _differences(before[i], after[j]) for i, j in pairs.items()}
    lines = [line for i in sorted(differing) for line in differing[i]]
    gone = [claim for i, claim in enumerate(before) if i not in pairs]
    fresh = [claim for j, claim in enumerate(after) if j not in pairs.values()]
    lines += [f"gone: {claim.statement}" for claim in gone] + [f"new: {claim.statement}" for claim in fresh]
    changed = sum(bool(found) for found in differing.values())
    return Change(article.name, len(pairs) - changed, changed, len(fresh), len(gone), tuple(lines))


def _places(claim: Claim) -> frozenset[int]:
    return frozenset(place for span in claim.content for place in range(span.start, span.end))


def _differences(before: Claim, after: Claim) -> list[str]:
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in _FIELDS)
    return [f"{name} {_show(old)} → {_show(new)}: {after.statement}" for name, old, new in pairs if old != new]


def _show(value: object) -> str:
    if isinstance(value, tuple):
        return " · ".join(map(_show, value)) or "–"
    return str(getattr(value, "name", getattr(value, "text", value)))
