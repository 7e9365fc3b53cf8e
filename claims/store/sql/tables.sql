-- Articles, their claims, and where each stands in the text.
CREATE TABLE IF NOT EXISTS articles (
    article_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published DATE,
    author TEXT,
    url TEXT,
    language TEXT NOT NULL,
    text TEXT NOT NULL CHECK (length(text) > 0),
    added_at TIMESTAMP NOT NULL DEFAULT current_timestamp,
    pipeline TEXT
);
CREATE TABLE IF NOT EXISTS claims (
    claim_id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
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
CREATE TABLE IF NOT EXISTS speakers (
    claim_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) > 0),
    folded TEXT NOT NULL,
    PRIMARY KEY (claim_id, position)
);
CREATE TABLE IF NOT EXISTS spans (
    claim_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('source', 'cue', 'content', 'relay')),
    position INTEGER NOT NULL,
    start INTEGER NOT NULL CHECK (start >= 0),
    "end" INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (claim_id, role, position),
    CHECK ("end" > start)
);
CREATE TABLE IF NOT EXISTS evidence (
    claim_id TEXT NOT NULL,
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
CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, since TIMESTAMP NOT NULL DEFAULT current_timestamp);
