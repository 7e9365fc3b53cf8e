INSERT INTO claims BY NAME SELECT * FROM kept_claims;
INSERT INTO speakers BY NAME SELECT * FROM kept_speakers;
INSERT INTO spans BY NAME SELECT * FROM kept_spans;
INSERT INTO evidence BY NAME SELECT * FROM kept_evidence;
DROP TABLE kept_claims;
DROP TABLE kept_speakers;
DROP TABLE kept_spans;
DROP TABLE kept_evidence;
