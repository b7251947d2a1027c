-- Ids are UUIDv7 texts, times milliseconds since 1970 in UTC, booleans 0 or 1.

CREATE TABLE enterprises (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  credit_code TEXT NOT NULL UNIQUE,
  legal_representative TEXT NOT NULL,
  demonstration SMALLINT NOT NULL DEFAULT 0 CHECK (demonstration IN (0, 1)),
  ledger_sequence BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL
);

CREATE TABLE people (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  id_type TEXT NOT NULL,
  id_number TEXT NOT NULL,
  phone TEXT NOT NULL,
  demonstration SMALLINT NOT NULL DEFAULT 0 CHECK (demonstration IN (0, 1)),
  wrong_codes BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  UNIQUE (id_type, id_number)
);

CREATE TABLE memberships (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'legal-representative', 'employee')),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, person_id, role)
);
CREATE INDEX memberships_of_person ON memberships (person_id);

CREATE TABLE grants (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  kind TEXT NOT NULL CHECK (kind IN ('enterprise', 'employee')),
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'cancelled')),
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL CHECK (not_after > not_before),
  created_at BIGINT NOT NULL
);
CREATE INDEX grants_of_person ON grants (person_id);
CREATE UNIQUE INDEX one_living_grant ON grants (enterprise_id, person_id, kind) WHERE state <> 'cancelled';

-- The quota is what its entries add up to: an allowance adds, a grant takes, and nothing is ever given back.
CREATE TABLE quota_entries (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('allowance', 'grant')),
  amount BIGINT NOT NULL CHECK ((kind = 'allowance' AND amount > 0) OR (kind = 'grant' AND amount = -1)),
  grant_id TEXT UNIQUE REFERENCES grants (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, sequence)
);

CREATE TABLE devices (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  thumbprint TEXT NOT NULL UNIQUE,
  public_key BYTEA NOT NULL,
  label TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'revoked')),
  created_at BIGINT NOT NULL
);
CREATE INDEX devices_of_person ON devices (person_id);

CREATE TABLE pins (
  device_id TEXT PRIMARY KEY REFERENCES devices (id),
  verifier_key BYTEA NOT NULL,
  salt BYTEA NOT NULL,
  pepper BYTEA NOT NULL,
  tries_left BIGINT NOT NULL CHECK (tries_left BETWEEN 0 AND 5),
  opened SMALLINT NOT NULL DEFAULT 0 CHECK (opened IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE TABLE staff_codes (
  id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  salt BYTEA NOT NULL,
  digest BYTEA NOT NULL,
  confirmed_by TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX staff_codes_of_person ON staff_codes (person_id);

CREATE TABLE identity_challenges (
  id TEXT PRIMARY KEY,
  nonce BYTEA NOT NULL,
  purpose TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);
CREATE INDEX identity_challenges_by_age ON identity_challenges (expires_at);

CREATE TABLE certificates (
  fingerprint TEXT PRIMARY KEY,
  grant_id TEXT NOT NULL REFERENCES grants (id),
  device_id TEXT NOT NULL REFERENCES devices (id),
  algorithm TEXT NOT NULL CHECK (algorithm IN ('sm2-sm3', 'p256-sha256')),
  serial TEXT NOT NULL,
  key_thumbprint TEXT NOT NULL,
  certificate BYTEA NOT NULL,
  not_before BIGINT NOT NULL,
  not_after BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'superseded', 'revoked')),
  created_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  UNIQUE (grant_id, device_id, key_thumbprint)
);
CREATE UNIQUE INDEX one_active_certificate ON certificates (grant_id, device_id, algorithm) WHERE state = 'active';

CREATE TABLE relying_parties (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  public_key BYTEA NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'withdrawn')),
  built_in SMALLINT NOT NULL DEFAULT 0 CHECK (built_in IN (0, 1)),
  created_at BIGINT NOT NULL
);

CREATE TABLE relying_party_domains (
  relying_party_id TEXT NOT NULL REFERENCES relying_parties (id),
  domain TEXT NOT NULL,
  PRIMARY KEY (relying_party_id, domain)
);

CREATE TABLE relying_party_invitations (
  id TEXT PRIMARY KEY,
  token_digest BYTEA NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_by TEXT REFERENCES relying_parties (id)
);

CREATE TABLE invitation_domains (
  invitation_id TEXT NOT NULL REFERENCES relying_party_invitations (id),
  domain TEXT NOT NULL,
  PRIMARY KEY (invitation_id, domain)
);

CREATE TABLE first_uses (
  person_id TEXT NOT NULL REFERENCES people (id),
  relying_party_id TEXT NOT NULL REFERENCES relying_parties (id),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, relying_party_id)
);

CREATE TABLE audit (
  id TEXT PRIMARY KEY,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  subject TEXT NOT NULL
);

-- state stays empty while a session is open; a session is the relay's as long as the process lives.
CREATE TABLE sessions (
  id TEXT PRIMARY KEY,
  relying_party_id TEXT NOT NULL REFERENCES relying_parties (id),
  token_hash BYTEA NOT NULL,
  purpose TEXT NOT NULL,
  device_id TEXT REFERENCES devices (id),
  person_id TEXT REFERENCES people (id),
  via TEXT,
  state TEXT CHECK (state IN ('closed', 'expired', 'rejected')),
  reason TEXT,
  signatures BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  claimed_at BIGINT,
  connected_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX open_sessions ON sessions (created_at) WHERE state IS NULL;

CREATE TABLE sign_requests (
  session_id TEXT NOT NULL REFERENCES sessions (id),
  request_id TEXT NOT NULL,
  certificate TEXT NOT NULL REFERENCES certificates (fingerprint),
  algorithm TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'signed', 'refused')),
  reason TEXT,
  created_at BIGINT NOT NULL,
  ended_at BIGINT,
  PRIMARY KEY (session_id, request_id)
);

CREATE TABLE sign_documents (
  session_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  document TEXT NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  digest BYTEA NOT NULL,
  signature BYTEA,
  signed_at BIGINT,
  PRIMARY KEY (session_id, request_id, document),
  FOREIGN KEY (session_id, request_id) REFERENCES sign_requests (session_id, request_id)
);
