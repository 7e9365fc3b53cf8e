"""The schema, its version, and the way from each version to the next."""

from collections.abc import Sequence

import duckdb

VERSION = 3

_TABLES = """
CREATE TABLE articles (
    article_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published DATE,
    author TEXT,
    url TEXT,
    language TEXT NOT NULL,
    text TEXT NOT NULL CHECK (length(text) > 0),
    added_at TIMESTAMP NOT NULL DEFAULT current_timestamp
);
CREATE TABLE claims (
    claim_id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES articles (article_id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    speaker TEXT NOT NULL,
    speaker_kind TEXT NOT NULL CHECK (speaker_kind IN ('person', 'organization', 'place', 'document', 'unnamed', 'author', 'nobody')),
    source TEXT,
    cue TEXT,
    content TEXT NOT NULL,
    relays TEXT NOT NULL,
    form TEXT NOT NULL CHECK (form IN ('direct', 'mixed', 'indirect', 'reported', 'author')),
    certainty TINYINT NOT NULL CHECK (certainty BETWEEN 0 AND 4),
    polarity TEXT NOT NULL CHECK (polarity IN ('positive', 'negative', 'unknown')),
    stance TEXT NOT NULL CHECK (stance IN ('endorses', 'neutral', 'distances', 'rejects')),
    flags TEXT NOT NULL,
    rule TEXT NOT NULL,
    folded TEXT NOT NULL,
    confidence DOUBLE CHECK (confidence BETWEEN 0 AND 1),
    probability DOUBLE CHECK (probability BETWEEN 0 AND 100),
    UNIQUE (article_id, position)
);
CREATE TABLE speakers (
    claim_id TEXT NOT NULL REFERENCES claims (claim_id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    folded TEXT NOT NULL,
    PRIMARY KEY (claim_id, position)
);
CREATE TABLE spans (
    claim_id TEXT NOT NULL REFERENCES claims (claim_id),
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'relay')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (claim_id, role, position),
    CHECK ("end" > start)
);
CREATE TABLE evidence (
    claim_id TEXT NOT NULL REFERENCES claims (claim_id),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    kind TEXT NOT NULL,
    effect TEXT NOT NULL,
    whose TEXT NOT NULL CHECK (whose IN ('holder', 'author')),
    PRIMARY KEY (claim_id, position),
    CHECK ("end" > start)
);
CREATE TABLE schema_version (version INTEGER PRIMARY KEY, since TIMESTAMP NOT NULL DEFAULT current_timestamp);
"""

_VIEW = """
CREATE OR REPLACE VIEW claim_table AS
SELECT c.claim_id, c.speaker, c.content, c.certainty, c.polarity, c.stance, c.form, c.cue, a.outlet, a.published,
    c.source, c.relays, c.flags, c.speaker_kind, a.language, a.title, a.name AS article, a.article_id, c.rule, c.start,
    c.confidence, c.probability, c.folded
FROM claims c JOIN articles a USING (article_id);
"""

_COMMENTS = {
    "TABLE articles": "One text each, as it was read",
    "COLUMN articles.article_id": "Hash of the text, 16 hexadecimal digits",
    "COLUMN articles.name": "File name without extension, or what else names the text",
    "COLUMN articles.title": "Headline; NULL if unknown",
    "COLUMN articles.outlet": "Who published it; NULL if unknown",
    "COLUMN articles.published": "Date of publication; NULL if unknown",
    "COLUMN articles.author": "Who wrote it; NULL if unknown",
    "COLUMN articles.url": "Where it stands; NULL if unknown",
    "COLUMN articles.language": "Two-letter code of the language the claims were found in",
    "COLUMN articles.text": "The whole text; every offset counts its characters from 0",
    "COLUMN articles.added_at": "When it was stored, UTC",
    "TABLE claims": "One attributed statement each",
    "COLUMN claims.claim_id": "Hash of article, position of the words and rule",
    "COLUMN claims.article_id": "The article it stands in",
    "COLUMN claims.position": "Number of the claim in its article, from 0",
    "COLUMN claims.start": "Character where its first word stands",
    "COLUMN claims.speaker": "Names of all speakers, joined by a middle dot; empty for nobody",
    "COLUMN claims.speaker_kind": "What the source is",
    "COLUMN claims.source": "The words that name the source; NULL if unexpressed",
    "COLUMN claims.cue": "The words that attribute",
    "COLUMN claims.content": "What is stated; pieces joined by […]",
    "COLUMN claims.relays": "Through whom it was relayed, outward, joined by a middle dot",
    "COLUMN claims.form": "direct, mixed, indirect, reported (a noun phrase), author (no source)",
    "COLUMN claims.certainty": "0 uncommitted, 1 low, 2 moderate, 3 high, 4 absolute",
    "COLUMN claims.polarity": "positive, negative (denied); unknown at certainty 0",
    "COLUMN claims.stance": "The author's attitude shown by the cue",
    "COLUMN claims.flags": "prospective deontic condition question rumor unnamed_source, parted by blanks",
    "COLUMN claims.rule": "The construction that found it",
    "COLUMN claims.folded": "Title, source, cue and content in lower case without accents, for the search",
    "COLUMN claims.confidence": "Chance that the attribution is right, 0 to 1; NULL where nothing was learned",
    "COLUMN claims.probability": "Chance that the holder gives the content, in percent; NULL where the words give none",
    "TABLE speakers": "Who each claim's source is, one row a name",
    "COLUMN speakers.claim_id": "The claim",
    "COLUMN speakers.position": "Order in the text, from 0",
    "COLUMN speakers.name": "The fullest name that the document gives",
    "COLUMN speakers.folded": "The name in lower case without accents",
    "TABLE spans": "Where source, cue, content and relays stand",
    "COLUMN spans.claim_id": "The claim",
    "COLUMN spans.role": "source, cue, content or relay",
    "COLUMN spans.position": "Order among the spans of this role, from 0",
    "COLUMN spans.start": "First character, from 0",
    "COLUMN spans.end": "The character after the last",
    "COLUMN spans.text": "What stands there",
    "TABLE evidence": "The words that decided certainty, polarity, stance and flags",
    "COLUMN evidence.claim_id": "The claim",
    "COLUMN evidence.position": "Order in which they were found, from 0",
    "COLUMN evidence.start": "First character, from 0",
    "COLUMN evidence.end": "The character after the last",
    "COLUMN evidence.text": "What stands there",
    "COLUMN evidence.kind": "cue, verb, modal, adverb, adjective, noun, mood, negation, question, condition",
    "COLUMN evidence.effect": "What the words did: level:1, polarity:negative, stance:distances, flag:rumor",
    "COLUMN evidence.whose": "Whose commitment they show: the holder's or the author's",
    "VIEW claim_table": "Claims with their articles, one row a claim, as the dashboard exports them",
    "TABLE schema_version": "The schema's version",
    "COLUMN schema_version.version": "The number",
    "COLUMN schema_version.since": "When the database got this version, UTC",
}

# The statements that bring a database from version n to n + 1 stand at index n - 1.
_MIGRATIONS: Sequence[str] = (
    "ALTER TABLE claims ADD COLUMN confidence DOUBLE",
    "ALTER TABLE claims ADD COLUMN probability DOUBLE",
)


def read_version(connection: duckdb.DuckDBPyConnection) -> int:
    """Read a database's schema version; 0 for an empty one. A database of somebody else's raises duckdb.CatalogException."""
    tables = connection.execute("SELECT count(*) FROM information_schema.tables").fetchall()
    if tables[0][0] == 0:
        return 0
    rows = connection.execute("SELECT max(version) FROM schema_version").fetchall()
    return int(rows[0][0])


def create(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the present schema in an empty database, in one transaction."""
    connection.begin()
    connection.execute(_TABLES)
    connection.execute(_VIEW)
    _comment(connection)
    connection.execute("INSERT INTO schema_version (version) VALUES (?)", [VERSION])
    connection.commit()


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    for thing, comment in _COMMENTS.items():
        connection.execute(f"COMMENT ON {_quoted(thing)} IS '{comment.replace(chr(39), chr(39) * 2)}'")


def _quoted(thing: str) -> str:
    return thing.replace(".end", '."end"')


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> None:
    """Bring a database from an older version to the present one, in one transaction."""
    connection.begin()
    connection.execute("DROP VIEW claim_table")
    for number, statements in enumerate(_MIGRATIONS[version - 1 :], start=version + 1):
        connection.execute(statements)
        connection.execute("INSERT INTO schema_version (version) VALUES (?)", [number])
    connection.execute(_VIEW)
    _comment(connection)
    connection.commit()
