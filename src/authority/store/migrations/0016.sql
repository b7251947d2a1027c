-- Notices about a person alone: they stand under no enterprise. A column cannot be freed of NOT NULL in place by every engine.
CREATE TABLE notices_of_people (
  person_id TEXT NOT NULL REFERENCES people (id),
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL,
  enterprise_id TEXT REFERENCES enterprises (id),
  subject TEXT NOT NULL,
  person_name TEXT,
  detail TEXT,
  number BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  seen SMALLINT NOT NULL DEFAULT 0 CHECK (seen IN (0, 1)),
  PRIMARY KEY (person_id, sequence)
);
INSERT INTO notices_of_people
    (person_id, sequence, kind, enterprise_id, subject, person_name, detail, number, created_at, seen)
  SELECT person_id, sequence, kind, enterprise_id, subject, person_name, detail, number, created_at, seen FROM notices;
DROP TABLE notices;
ALTER TABLE notices_of_people RENAME TO notices;
CREATE INDEX notices_by_time ON notices (created_at);
CREATE INDEX notices_seen ON notices (created_at) WHERE seen = 1;
CREATE INDEX notices_not_seen ON notices (person_id, sequence) WHERE seen = 0;
