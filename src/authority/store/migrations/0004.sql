-- Notices of a person are numbered from 1 without gaps: who has seen one has seen those before it.
CREATE TABLE notice_counters (
  person_id TEXT PRIMARY KEY REFERENCES people (id),
  given BIGINT NOT NULL,
  seen BIGINT NOT NULL DEFAULT 0 CHECK (seen BETWEEN 0 AND given)
);

-- occasion is empty but for what is said once only.
CREATE TABLE notices (
  person_id TEXT NOT NULL REFERENCES people (id),
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  subject TEXT NOT NULL,
  person_name TEXT,
  detail TEXT,
  number BIGINT NOT NULL DEFAULT 0,
  occasion TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, sequence)
);
CREATE UNIQUE INDEX notices_said_once ON notices (person_id, kind, subject, occasion) WHERE occasion IS NOT NULL;
