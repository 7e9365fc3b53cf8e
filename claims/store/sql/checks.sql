-- Each comment says what the rows below it are; a database in order has none. Each statement gives one column of text.

-- claims of an article that is not there
SELECT claim_id FROM claims ANTI JOIN articles USING (article_id);
-- articles that lack some of their claims
SELECT article_id FROM claims GROUP BY article_id HAVING max(position) <> count(*) - 1;
-- speakers of a claim that is not there
SELECT DISTINCT claim_id FROM speakers ANTI JOIN claims USING (claim_id);
-- spans of a claim that is not there
SELECT DISTINCT claim_id FROM spans ANTI JOIN claims USING (claim_id);
-- evidence for a claim that is not there
SELECT DISTINCT claim_id FROM evidence ANTI JOIN claims USING (claim_id);
-- carriers of a claim that is not there
SELECT DISTINCT claim_id FROM relays ANTI JOIN claims USING (claim_id);
-- claims whose content is not that of their spans
SELECT claim_id FROM claims LEFT JOIN
    (SELECT claim_id, string_agg(text, ' […] ' ORDER BY position) AS said FROM spans WHERE role = 'content' GROUP BY claim_id) USING (claim_id)
WHERE said IS DISTINCT FROM content;
-- claims whose speaker is not that of their speakers
SELECT claim_id FROM claims LEFT JOIN
    (SELECT claim_id, string_agg(name, ' · ' ORDER BY position) AS names FROM speakers GROUP BY claim_id) USING (claim_id)
WHERE coalesce(names, '') <> speaker;
-- claims with a span that does not stand in the article's text
SELECT DISTINCT claim_id FROM (SELECT claim_id, start, "end", text FROM spans UNION ALL SELECT claim_id, start, "end", text FROM evidence) s
JOIN claims c USING (claim_id) JOIN articles a USING (article_id)
WHERE substring(a.text, s.start + 1, s."end" - s.start) <> s.text;

-- articles whose speakers were not compared with those of others (reextract mends it)
SELECT article_id FROM articles ANTI JOIN casts USING (article_id);
-- casts of an article that is not there
SELECT article_id FROM casts ANTI JOIN articles USING (article_id);
-- claims whose speaker across articles has no name
SELECT DISTINCT claim_id FROM identified ANTI JOIN identities USING (speaker_id);
-- identified speakers of a claim that is not there
SELECT DISTINCT claim_id FROM identified ANTI JOIN claims USING (claim_id, article_id);
-- speakers across articles whom no claim has
SELECT speaker_id FROM identities ANTI JOIN identified USING (speaker_id);
-- names of a speaker that is not there
SELECT DISTINCT speaker_id FROM aliases ANTI JOIN identities USING (speaker_id);

-- claims that were not compared with others (reextract mends it)
SELECT claim_id FROM claims ANTI JOIN tellings USING (claim_id, article_id);
-- tellings of a claim that is not there
SELECT claim_id FROM tellings ANTI JOIN claims USING (claim_id, article_id);
-- tellings that share a number
SELECT number::TEXT FROM tellings GROUP BY number HAVING count(*) > 1;
-- tellings under another name than their speakers'
SELECT claim_id FROM tellings LEFT JOIN
    (SELECT claim_id, string_agg(name, ' · ' ORDER BY position) AS names FROM identified JOIN identities USING (speaker_id) GROUP BY claim_id) USING (claim_id)
WHERE coalesce(names, '') <> canonical;
-- keys of a telling that is not there
SELECT DISTINCT number::TEXT FROM keys ANTI JOIN tellings USING (number);
-- tellings that no key finds
SELECT claim_id FROM tellings ANTI JOIN keys USING (number) WHERE weight > 0;
-- links to a telling that is not there
SELECT DISTINCT id FROM (SELECT first AS id FROM links UNION ALL SELECT second FROM links) ANTI JOIN tellings ON claim_id = id;
-- links that stand twice
SELECT first || ' ' || second FROM links GROUP BY first, second HAVING count(*) > 1;
-- tracks that do not hold as many tellings as they say
SELECT track_id FROM tracks LEFT JOIN (SELECT track_id, count(*) AS there FROM tellings GROUP BY track_id) USING (track_id)
WHERE there IS DISTINCT FROM tellings;
-- tellings of a track that is not there
SELECT claim_id FROM tellings ANTI JOIN tracks USING (track_id) WHERE track_id IS NOT NULL;
-- tellings in no group
SELECT claim_id FROM tellings WHERE group_id IS NULL;

-- decisions with a gap before them
SELECT number::TEXT FROM (SELECT number, lag(number, 1, 0) OVER (ORDER BY number) AS before FROM decisions) WHERE number <> before + 1;
-- decisions that undo one that is not there
SELECT number::TEXT FROM decisions WHERE kind = 'undo' AND (record::JSON->>'number')::INTEGER NOT IN (SELECT number FROM decisions);
