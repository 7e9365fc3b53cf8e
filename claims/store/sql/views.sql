-- What is read and exported: claims with their articles, one row a claim; tracks one row a track.
CREATE OR REPLACE VIEW claim_table AS
SELECT c.claim_id, c.speaker, c.content, c.certainty, c.polarity, c.stance, c.form, c.cue, a.outlet, a.published,
    c.source, c.relays, c.flags, c.speaker_kind, a.language, a.title, a.name AS article, a.article_id, c.rule, c.start,
    c.confidence, c.probability, coalesce(nullif(t.canonical, ''), c.speaker) AS canonical, t.track_id, c.folded
FROM claims c JOIN articles a USING (article_id) LEFT JOIN tellings t USING (claim_id);

CREATE OR REPLACE VIEW said_by AS
SELECT claim_id, speaker_id, name, folded FROM identified JOIN identities USING (speaker_id)
UNION ALL
SELECT claim_id, NULL, name, folded FROM speakers s WHERE NOT EXISTS (SELECT 1 FROM identified w WHERE w.claim_id = s.claim_id);
