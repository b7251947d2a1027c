-- The audit record: a chain an enterprise (named by its id) and one for the authority. Nothing here is ever changed or
-- deleted but a chain's head, whose row is locked by whoever appends. What the table audit held is carried over by
-- store/audit-carry.c, which knows how to hash it; then that table goes.

CREATE TABLE audit_chains (
  chain TEXT PRIMARY KEY,
  sequence BIGINT NOT NULL CHECK (sequence >= 0),
  hash TEXT NOT NULL,
  signed_sequence BIGINT NOT NULL DEFAULT 0
);

-- line is the record's exact text; the other columns repeat of it what is searched for.
CREATE TABLE audit_records (
  chain TEXT NOT NULL REFERENCES audit_chains (chain),
  sequence BIGINT NOT NULL CHECK (sequence > 0),
  line TEXT NOT NULL,
  hash TEXT NOT NULL,
  at BIGINT NOT NULL,
  act TEXT NOT NULL,
  actor TEXT NOT NULL,
  subject TEXT NOT NULL,
  certificate TEXT,
  PRIMARY KEY (chain, sequence)
);
CREATE INDEX signed_audit_records ON audit_records (chain, certificate) WHERE certificate IS NOT NULL;

-- The certificates of the key that signs heads and exports, also of keys that are no longer used.
CREATE TABLE audit_certificates (
  fingerprint TEXT PRIMARY KEY,
  certificate BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);
