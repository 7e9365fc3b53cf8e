-- Who speaks across articles, the same claim told again, and the same text printed again. Everything but `decisions` and `feeds` can be
-- made again from articles and claims.
CREATE TABLE casts (article_id TEXT PRIMARY KEY, record TEXT NOT NULL);
CREATE TABLE identities (
    speaker_id TEXT PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) > 0),
    folded TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organization', 'place', 'document', 'unnamed')),
    state TEXT
);
CREATE TABLE aliases (speaker_id TEXT NOT NULL, position INTEGER NOT NULL, alias TEXT NOT NULL, folded TEXT NOT NULL);
CREATE TABLE identified (claim_id TEXT NOT NULL, article_id TEXT NOT NULL, position INTEGER NOT NULL, speaker_id TEXT NOT NULL);
CREATE TABLE tellings (
    claim_id TEXT PRIMARY KEY,
    article_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    terms TEXT NOT NULL,
    weight DOUBLE NOT NULL,
    canonical TEXT NOT NULL DEFAULT '',
    group_id TEXT,
    track_id TEXT
);
CREATE TABLE keys ("key" TEXT NOT NULL, number INTEGER NOT NULL);
CREATE TABLE links (first TEXT NOT NULL, second TEXT NOT NULL, score DOUBLE NOT NULL CHECK (score BETWEEN 0 AND 1));
CREATE TABLE relays (claim_id TEXT NOT NULL, step INTEGER NOT NULL, carrier TEXT NOT NULL, folded TEXT NOT NULL);
CREATE TABLE tracks (
    track_id TEXT PRIMARY KEY,
    sentence TEXT NOT NULL,
    tellings INTEGER NOT NULL CHECK (tellings > 1),
    undated INTEGER NOT NULL,
    first_seen DATE,
    last_seen DATE,
    outlets TEXT NOT NULL,
    outlet_count INTEGER NOT NULL,
    speakers TEXT NOT NULL,
    languages TEXT NOT NULL,
    first_certainty TINYINT,
    last_certainty TINYINT,
    rise TINYINT NOT NULL DEFAULT 0,
    rise_from TEXT,
    rise_to TEXT,
    vanished TEXT NOT NULL DEFAULT '',
    contradicted BOOLEAN NOT NULL,
    folded TEXT NOT NULL
);
CREATE TABLE sketches (article_id TEXT NOT NULL, hash UINTEGER NOT NULL);
CREATE TABLE copies (
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    resemblance DOUBLE NOT NULL CHECK (resemblance BETWEEN 0 AND 1),
    containment DOUBLE NOT NULL CHECK (containment BETWEEN 0 AND 1),
    CHECK (first < second)
);
CREATE TABLE decisions (
    number INTEGER PRIMARY KEY,
    made_at TIMESTAMP NOT NULL DEFAULT current_timestamp,
    kind TEXT NOT NULL CHECK (kind IN ('merge', 'split', 'join', 'part', 'undo')),
    record TEXT NOT NULL
);
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    seen TEXT NOT NULL,
    checked_at TIMESTAMP NOT NULL DEFAULT current_timestamp
);
