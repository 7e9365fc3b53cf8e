-- What is read and exported: claims with their articles, one row a claim; tracks one row a track.
CREATE OR REPLACE VIEW claim_table AS
SELECT c.claim_id, c.speaker, c.content, c.certainty, c.polarity, c.stance, c.form, c.cue, a.outlet, a.published,
    c.source, c.relays, c.flags, c.speaker_kind, a.language, a.title, a.name AS article, a.article_id, c.rule, c.start,
    c.confidence, c.probability, coalesce(nullif(t.canonical, ''), c.speaker) AS canonical, t.track_id, a.pipeline, c.folded
FROM claims c JOIN articles a USING (article_id) LEFT JOIN tellings t USING (claim_id);

CREATE OR REPLACE VIEW said_by AS
SELECT claim_id, speaker_id, name, folded FROM identified JOIN identities USING (speaker_id)
UNION ALL
SELECT claim_id, NULL, name, folded FROM speakers s WHERE NOT EXISTS (SELECT 1 FROM identified w WHERE w.claim_id = s.claim_id);

-- A carrier goes by its name across articles where one speaker alone has that alias; it hands on what the speaker said, or the carrier before it.
CREATE OR REPLACE VIEW relay_table AS
WITH named AS (
    SELECT folded, min(speaker_id) AS speaker_id FROM aliases GROUP BY folded HAVING count(DISTINCT speaker_id) = 1
), carried AS (
    SELECT r.claim_id, r.step, coalesce(i.name, r.carrier) AS carrier
    FROM relays r LEFT JOIN named USING (folded) LEFT JOIN identities i USING (speaker_id)
)
SELECT c.claim_id, c.step, c.carrier, b.carrier AS holder FROM carried c JOIN carried b ON b.claim_id = c.claim_id AND b.step = c.step - 1
UNION ALL
SELECT c.claim_id, c.step, c.carrier, s.name FROM carried c JOIN said_by s USING (claim_id) WHERE c.step = 0;
