-- A PIN on its way to take the old one's place, by who knows the old one: nothing counts before it was proven. proven_by: the ways in which the PIN came about (NULL: the first; '': by the old one; else the methods, separated by spaces).
ALTER TABLE pins ADD COLUMN next_verifier_key BYTEA;
ALTER TABLE pins ADD COLUMN next_salt BYTEA;
ALTER TABLE pins ADD COLUMN next_pepper BYTEA;
ALTER TABLE pins ADD COLUMN next_at BIGINT;
ALTER TABLE pins ADD COLUMN proven_by TEXT;
-- The methods of the last log in, separated by spaces; '' where it was before this was kept.
ALTER TABLE devices ADD COLUMN proven_by TEXT NOT NULL DEFAULT '';

-- Methods that were used in a person's name by somebody else, until staff have seen the person: a way made of nothing but these does not count.
CREATE TABLE identity_disputes (
  person_id TEXT NOT NULL REFERENCES people (id),
  method TEXT NOT NULL,
  device_id TEXT NOT NULL REFERENCES devices (id),
  disputed_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, method)
);
