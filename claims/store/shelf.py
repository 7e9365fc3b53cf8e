"""Tellings, the keys they are found by, and the links between them, kept in the database: a shelf as ``claims.track`` asks for one.

All questions about the tellings of one article are one statement, because each reads the whole index of keys.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import duckdb

from claims.model import Evidence, Span, Whose
from claims.store.connection import insert_rows
from claims.track.index import LEAST, SHARE, key_weight, keys_of
from claims.track.telling import Telling
from claims.track.terms import Compared

_TELLINGS = """
SELECT t.claim_id, t.article_id, a.language, c.content, t.terms, c.certainty, c.polarity, c.stance, a.published, a.outlet, c.form = 'author',
    {names}
FROM tellings t JOIN claims c USING (claim_id) JOIN articles a ON a.article_id = t.article_id
WHERE t.claim_id IN (SELECT unnest(?))
"""
_WRITTEN = "(SELECT list(s.name ORDER BY s.position) FROM speakers s WHERE s.claim_id = c.claim_id)"
_CANONICAL = (
    "(SELECT list(i.name ORDER BY w.position) FROM identified w JOIN identities i USING (speaker_id) WHERE w.claim_id = c.claim_id)"
)
_CANDIDATES = """
WITH asked AS (SELECT unnest(?) AS "key", unnest(?) AS asker, unnest(?) AS weight), askers AS (SELECT unnest(?) AS asker, unnest(?) AS total)
SELECT asker, t.claim_id
FROM (SELECT asker, number, sum(asked.weight) AS shared FROM keys JOIN asked USING ("key") GROUP BY asker, number)
JOIN askers USING (asker) JOIN tellings t USING (number)
WHERE shared >= greatest(? * least(t.weight, total), ?)
ORDER BY asker, t.claim_id
"""


class StoredShelf:
    """A shelf in a database, for the length of one transaction."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._new: list[tuple[str, str, float]] = []  # links that are not written yet: one statement for all is much faster

    def put(self, telling: Telling, keys: frozenset[str], total: float) -> None:
        """Keep a telling under its keys."""
        [(number,)] = self._connection.execute("SELECT coalesce(max(number), 0) + 1 FROM tellings").fetchall()
        self._connection.execute(
            "INSERT INTO tellings (claim_id, article_id, number, terms, weight) VALUES (?, ?, ?, ?, ?)",
            [telling.id, telling.article, number, "\n".join(telling.terms), total],
        )
        self._connection.execute("INSERT INTO keys SELECT unnest(?), ?", [sorted(keys), number])

    def drop(self, article: str) -> list[str]:
        """Forget the tellings of an article and their links; give the ids of those they were linked to."""
        gone = self._column("SELECT claim_id FROM tellings WHERE article_id = ?", article)
        touched = {i for pair in self.links(gone) for i in pair} - set(gone)
        self._connection.execute("DELETE FROM links WHERE first IN (SELECT unnest(?)) OR second IN (SELECT unnest(?))", [gone, gone])
        self._connection.execute("DELETE FROM keys WHERE number IN (SELECT number FROM tellings WHERE article_id = ?)", [article])
        self._connection.execute("DELETE FROM tellings WHERE article_id = ?", [article])
        return sorted(touched)

    def candidates(self, tellings: Sequence[Compared]) -> list[list[Telling]]:
        """Give, for each telling, those on the shelf that share enough keys with it."""
        asked = [(key, n, key_weight(key)) for n, telling in enumerate(tellings) for key in sorted(keys_of(telling))]
        if not asked:
            return [[] for _ in tellings]
        columns = [list(column) for column in zip(*asked, strict=True)]
        totals = [telling.total for telling in tellings]
        rows = self._connection.execute(_CANDIDATES, [*columns, list(range(len(tellings))), totals, SHARE, LEAST]).fetchall()
        known = self.tellings({claim for _, claim in rows})
        found: list[list[Telling]] = [[] for _ in tellings]
        for n, claim in rows:
            found[n].append(known[claim])
        return found

    def link(self, first: str, second: str, score: float) -> None:
        """Keep the chance that two tellings are of one claim."""
        self._new.append((first, second, score))

    def links(self, ids: Collection[str]) -> Mapping[tuple[str, str], float]:
        """Give all links that touch one of these tellings."""
        insert_rows(self._connection, "links", self._new)
        self._new.clear()
        wanted = sorted(ids)
        sql = "SELECT first, second, score FROM links WHERE first IN (SELECT unnest(?)) OR second IN (SELECT unnest(?))"
        return {(first, second): score for first, second, score in self._connection.execute(sql, [wanted, wanted]).fetchall()}

    def tellings(self, ids: Collection[str], *, whole: bool = False) -> dict[str, Telling]:
        """Give tellings by their ids, under the names that their articles give.

        Whole ones have relays, evidence and the canonical names too. Only those names are compared that the articles give: canonical
        ones may change with later articles, and the order of arrival would decide what a track is.
        """
        wanted = sorted(ids)
        relays: dict[str, list[str]] = {}
        evidence: dict[str, list[Evidence]] = {}
        if whole:
            relays, evidence = self._relays(wanted), self._evidence(wanted)
        names = f"coalesce({_CANONICAL}, {_WRITTEN})" if whole else _WRITTEN
        rows = self._connection.execute(_TELLINGS.format(names=names), [wanted]).fetchall()
        return {
            claim: Telling(
                id=claim,
                article=article,
                language=language,
                content=content,
                terms=tuple(terms.split("\n")) if terms else (),
                certainty=certainty,
                polarity=polarity,
                stance=stance,
                published=published,
                outlet=outlet,
                speakers=tuple(speakers or ()),
                relays=tuple(relays.get(claim, ())),
                evidence=tuple(evidence.get(claim, ())),
                by_author=by_author,
            )
            for claim, article, language, content, terms, certainty, polarity, stance, published, outlet, by_author, speakers in rows
        }

    def _relays(self, ids: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        sql = "SELECT claim_id, carrier FROM relays WHERE claim_id IN (SELECT unnest(?)) ORDER BY claim_id, step"
        for claim, text in self._connection.execute(sql, [ids]).fetchall():
            found.setdefault(claim, []).append(text)
        return found

    def _evidence(self, ids: list[str]) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        sql = """SELECT claim_id, start, "end", text, kind, effect, whose FROM evidence WHERE claim_id IN (SELECT unnest(?)) ORDER BY claim_id, position"""
        for claim, start, end, text, kind, effect, whose in self._connection.execute(sql, [ids]).fetchall():
            found.setdefault(claim, []).append(Evidence(Span(start, end, text), kind, effect, Whose(whose)))
        return found

    def _column(self, sql: str, *values: Any) -> list[str]:
        return [row[0] for row in self._connection.execute(sql, list(values)).fetchall()]
