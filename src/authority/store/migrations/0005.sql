-- The administrator's office on its way to somebody else. from_person is empty where nobody has the office, from_grant where the
-- one who has it holds no grant of it.
CREATE TABLE transfers (
  id TEXT PRIMARY KEY,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  from_person TEXT REFERENCES people (id),
  to_person TEXT NOT NULL REFERENCES people (id),
  to_grant TEXT NOT NULL REFERENCES grants (id),
  offered_by TEXT NOT NULL REFERENCES people (id),
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'withdrawn', 'timed-out')),
  offered_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX transfers_of_enterprise ON transfers (enterprise_id, offered_at, id);
CREATE INDEX transfers_waiting ON transfers (expires_at) WHERE state = 'waiting';
CREATE UNIQUE INDEX one_offer_of_an_office ON transfers (enterprise_id, coalesce(from_person, '')) WHERE state = 'waiting';

-- Acts that wait for a second person. subjects: the names of whom they are about, a line each.
CREATE TABLE proposals (
  id TEXT PRIMARY KEY,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  proposed_by TEXT NOT NULL REFERENCES people (id),
  certificate TEXT NOT NULL REFERENCES certificates (fingerprint),
  jws TEXT NOT NULL,
  digest BYTEA NOT NULL,
  subjects TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'refused', 'withdrawn', 'timed-out')),
  decided_by TEXT REFERENCES people (id),
  proposed_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT,
  CHECK ((state = 'waiting') = (ended_at IS NULL))
);
CREATE INDEX proposals_of_enterprise ON proposals (enterprise_id, proposed_at, id);
CREATE INDEX proposals_waiting ON proposals (expires_at) WHERE state = 'waiting';

ALTER TABLE enterprises ADD COLUMN two_person SMALLINT NOT NULL DEFAULT 0 CHECK (two_person IN (0, 1));
