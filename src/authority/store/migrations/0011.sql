-- The security keys that people have registered. counter: of the key's last signature; 0 for those that do not count.
CREATE TABLE authenticators (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  label TEXT NOT NULL,
  credential BYTEA NOT NULL,
  public_key BYTEA NOT NULL,
  counter BIGINT NOT NULL CHECK (counter >= 0),
  created_at BIGINT NOT NULL,
  used_at BIGINT,
  UNIQUE (person_id, credential)
);
