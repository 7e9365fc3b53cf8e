"""What can be asked of speakers across articles and of claims told again: one function a question, one short connection each."""

from pathlib import Path
from typing import Any

import pandas as pd

from claims.model import ClaimsError
from claims.store.filters import Filters, has_words
from claims.store.folding import fold
from claims.store.frames import ask_days

SPEAKER_COLUMNS = (
    "name",
    "kind",
    "state",
    "claims",
    "articles",
    "outlets",
    "certainty",
    "denied",
    "first_seen",
    "last_seen",
    "aliases",
    "speaker_id",
)
TRACK_COLUMNS = (
    "sentence", "tellings", "outlet_count", "rise", "contradicted", "first_seen", "last_seen", "first_certainty", "last_certainty",
    "vanished", "outlets", "speakers", "languages", "undated", "rise_from", "rise_to", "track_id",
)  # fmt: skip
RELAY_COLUMNS = ("carrier", "holder", "tellings", "articles", "outlets", "first_seen", "last_seen")


def _order(columns: tuple[str, ...], sort: str, *, descending: bool, then: str) -> str:
    if sort not in columns:
        raise ClaimsError(f"There is no column {sort!r} to sort by: there are {', '.join(columns)}.")
    return f"{sort} {'DESC' if descending else 'ASC'} NULLS LAST, {then}"


def _limit(limit: int | None, offset: int) -> tuple[str, list[Any]]:
    return ("", []) if limit is None else (" LIMIT ? OFFSET ?", [limit, offset])


def find_speakers(
    db: Path,
    filters: Filters,
    *,
    search: str = "",
    kinds: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    sort: str = "claims",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """List who speaks in the claims that the filters let through, with the columns ``SPEAKER_COLUMNS``.

    All words of ``search`` must stand in the speaker's names; ``kinds`` are kinds of speakers, ``states`` what they speak for
    (empty: all). ``certainty`` is the mean level, ``denied`` the number of denials, ``aliases`` the other names, joined by a middle dot. ``limit`` None gives all.
    Raises ClaimsError for a column that there is not.
    """
    where, values = filters.where()
    condition, asked = _speakers_where(search, kinds, states)
    page, pages = _limit(limit, offset)
    sql = f"""
        WITH said AS (SELECT DISTINCT speaker_id, claim_id FROM identified),
        counted AS (
            SELECT speaker_id, count(*) AS claims, count(DISTINCT article_id) AS articles, count(DISTINCT outlet) AS outlets,
                round(avg(certainty), 2) AS certainty, count(*) FILTER (polarity = 'negative') AS denied,
                min(published) AS first_seen, max(published) AS last_seen
            FROM said JOIN claim_table USING (claim_id) WHERE {where} GROUP BY speaker_id
        )
        SELECT i.name, i.kind, i.state, counted.* EXCLUDE (speaker_id),
            coalesce((SELECT string_agg(alias, ' · ' ORDER BY position) FROM aliases a WHERE a.speaker_id = i.speaker_id AND alias <> i.name), '') AS aliases,
            i.speaker_id
        FROM counted JOIN identities i USING (speaker_id) WHERE {condition}
        ORDER BY {_order(SPEAKER_COLUMNS, sort, descending=descending, then="claims DESC, name, speaker_id")}{page}
    """  # noqa: S608
    return ask_days(db, sql, [*values, *asked, *pages])


def count_speakers(db: Path, filters: Filters, *, search: str = "", kinds: tuple[str, ...] = (), states: tuple[str, ...] = ()) -> int:
    """Count the speakers that ``find_speakers`` would list."""
    where, values = filters.where()
    condition, asked = _speakers_where(search, kinds, states)
    sql = f"""SELECT count(*) AS n FROM identities WHERE {condition} AND speaker_id IN
              (SELECT speaker_id FROM identified WHERE claim_id IN (SELECT claim_id FROM claim_table WHERE {where}))"""  # noqa: S608
    return int(ask_days(db, sql, [*asked, *values])["n"][0])


def _speakers_where(search: str, kinds: tuple[str, ...], states: tuple[str, ...]) -> tuple[str, list[Any]]:
    named, asked = has_words("folded", search)
    parts = [named, *(f"{column} IN ({', '.join('?' * len(wanted))})" for column, wanted in (("kind", kinds), ("state", states)) if wanted)]
    return " AND ".join(parts), [*asked, *kinds, *states]


def state_counts(db: Path) -> pd.DataFrame:
    """Count the speakers of each state: ``state`` and ``speakers``, most first."""
    sql = "SELECT state, count(*) AS speakers FROM identities WHERE state IS NOT NULL GROUP BY state ORDER BY speakers DESC, state"
    return ask_days(db, sql, [])


def match_identities(db: Path, text: str) -> pd.DataFrame:
    """Give the speakers that a text may mean: the one of that id, else those with exactly that name, else those whose names have all its words.

    Columns ``speaker_id`` and ``name``; most quoted first.
    """
    named, asked = has_words("i.folded", text)
    exact = fold(text)
    sql = f"""
        WITH found AS (
            SELECT i.speaker_id, i.name, CASE WHEN i.speaker_id = ? THEN 0
                WHEN EXISTS (SELECT 1 FROM aliases a WHERE a.speaker_id = i.speaker_id AND a.folded = ?) THEN 1 ELSE 2 END AS distance
            FROM identities i WHERE i.speaker_id = ? OR ({named})
        )
        SELECT speaker_id, name FROM found LEFT JOIN (SELECT speaker_id, count(*) AS n FROM identified GROUP BY speaker_id) USING (speaker_id)
        WHERE distance = (SELECT min(distance) FROM found) ORDER BY n DESC, name, speaker_id
    """  # noqa: S608
    return ask_days(db, sql, [text, exact, text, *asked])


def aliases_of(db: Path, speaker_id: str) -> pd.DataFrame:
    """Give the names of a speaker as they are written, most used first.

    Columns ``alias``, in how many ``claims``, and whether it is the speaker's ``own`` name, case and accents apart.
    """
    sql = """
        SELECT alias,
            (SELECT count(DISTINCT w.claim_id) FROM identified w JOIN speakers s ON s.claim_id = w.claim_id AND s.position = w.position
                WHERE w.speaker_id = a.speaker_id AND s.folded = a.folded) AS claims,
            folded IN (SELECT b.folded FROM aliases b JOIN identities i ON i.speaker_id = b.speaker_id AND i.name = b.alias
                WHERE b.speaker_id = a.speaker_id) AS own
        FROM aliases a WHERE speaker_id = ? ORDER BY position
    """
    return ask_days(db, sql, [speaker_id])


def certainty_profile(db: Path, speaker_id: str, filters: Filters) -> pd.DataFrame:
    """Compare how sure a speaker is with all others: ``certainty`` 0 to 4, ``speaker`` and ``others`` as shares of their claims, ``claims`` the speaker's number."""
    where, values = filters.where()
    sql = f"""
        WITH found AS (SELECT certainty, claim_id IN (SELECT claim_id FROM identified WHERE speaker_id = ?) AS own FROM claim_table WHERE {where})
        SELECT level AS certainty, count(certainty) FILTER (own) / greatest((SELECT count(*) FROM found WHERE own), 1) AS speaker,
            count(certainty) FILTER (NOT own) / greatest((SELECT count(*) FROM found WHERE NOT own), 1) AS others, count(certainty) FILTER (own) AS claims
        FROM range(5) levels(level) LEFT JOIN found ON certainty = level GROUP BY level ORDER BY level
    """  # noqa: S608
    return ask_days(db, sql, [speaker_id, *values])


def find_tracks(
    db: Path,
    filters: Filters,
    *,
    search: str = "",
    contradicted: bool = False,
    risen: bool = False,
    outlets: int = 1,
    sort: str = "outlet_count",
    descending: bool = True,
    limit: int | None = None,
    offset: int = 0,
) -> pd.DataFrame:
    """List the tracks of which the filters let at least one telling through, with the columns ``TRACK_COLUMNS``.

    All words of ``search`` must stand in sentence, outlets or speakers. ``contradicted`` asks for those that were affirmed and denied,
    ``risen`` for those whose certainty rose, ``outlets`` for those of at least so many outlets. ``limit`` None gives all.
    Raises ClaimsError for a column that there is not.
    """
    condition, values = _tracks_where(filters, search, contradicted=contradicted, risen=risen, outlets=outlets)
    page, pages = _limit(limit, offset)
    order = _order(TRACK_COLUMNS, sort, descending=descending, then="tellings DESC, first_seen DESC NULLS LAST, track_id")
    return ask_days(db, f"SELECT {', '.join(TRACK_COLUMNS)} FROM tracks WHERE {condition} ORDER BY {order}{page}", [*values, *pages])  # noqa: S608


def count_tracks(db: Path, filters: Filters, *, search: str = "", contradicted: bool = False, risen: bool = False, outlets: int = 1) -> int:
    """Count the tracks that ``find_tracks`` would list."""
    condition, values = _tracks_where(filters, search, contradicted=contradicted, risen=risen, outlets=outlets)
    return int(ask_days(db, f"SELECT count(*) AS n FROM tracks WHERE {condition}", values)["n"][0])  # noqa: S608


def _tracks_where(filters: Filters, search: str, *, contradicted: bool, risen: bool, outlets: int) -> tuple[str, list[Any]]:
    where, values = filters.where()
    named, asked = has_words("folded", search)
    parts = [named, "outlet_count >= ?", *(["contradicted"] if contradicted else []), *(["rise > 0"] if risen else [])]
    if where != "true":
        parts.append(f"track_id IN (SELECT track_id FROM claim_table WHERE {where})")  # noqa: S608
    return " AND ".join(parts), [*asked, max(outlets, 0), *values]


def find_relays(db: Path, filters: Filters) -> pd.DataFrame:
    """List who carried whose statements in the claims that the filters let through, with the columns ``RELAY_COLUMNS``, the most frequent first."""
    where, values = filters.where()
    sql = f"""
        SELECT r.carrier, r.holder, count(DISTINCT claim_id) AS tellings, count(DISTINCT c.article_id) AS articles,
            coalesce(string_agg(DISTINCT c.outlet, ' · ' ORDER BY c.outlet), '') AS outlets, min(c.published) AS first_seen, max(c.published) AS last_seen
        FROM relay_table r JOIN (SELECT * FROM claim_table WHERE {where}) c USING (claim_id)
        GROUP BY r.carrier, r.holder ORDER BY tellings DESC, r.carrier, r.holder
    """  # noqa: S608
    return ask_days(db, sql, values)
