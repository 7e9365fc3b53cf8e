-- From version 3 to 4: the version of the pipeline, unknown until now, and the tables without foreign keys, under which DuckDB lets no transaction take a row out together with those that name it.
CREATE TABLE kept_claims AS SELECT * FROM claims;
CREATE TABLE kept_speakers AS SELECT * FROM speakers;
CREATE TABLE kept_spans AS SELECT * FROM spans;
CREATE TABLE kept_evidence AS SELECT * FROM evidence;
DROP TABLE evidence;
DROP TABLE spans;
DROP TABLE speakers;
DROP TABLE claims;
ALTER TABLE articles ADD COLUMN pipeline TEXT;
