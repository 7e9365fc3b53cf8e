-- The schema as version 2 of the database had it.

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

CREATE OR REPLACE VIEW claim_table AS
SELECT c.claim_id, c.speaker, c.content, c.certainty, c.polarity, c.stance, c.form, c.cue, a.outlet, a.published,
    c.source, c.relays, c.flags, c.speaker_kind, a.language, a.title, a.name AS article, a.article_id, c.rule, c.start,
    c.confidence, c.folded
FROM claims c JOIN articles a USING (article_id);
INSERT INTO schema_version (version) VALUES (2);
