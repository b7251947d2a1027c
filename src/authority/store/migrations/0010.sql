-- Who a person is. A challenge is bound to the purpose, what it is about, the person and the device's key; what was proven in it
-- stands in identity_proofs. person_id and thumbprint are empty until a log in has named them.
ALTER TABLE identity_challenges ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE identity_challenges ADD COLUMN person_id TEXT REFERENCES people (id);
ALTER TABLE identity_challenges ADD COLUMN thumbprint TEXT;
ALTER TABLE identity_challenges ADD COLUMN satisfied_at BIGINT;
ALTER TABLE identity_challenges ADD COLUMN refusals BIGINT NOT NULL DEFAULT 0;
CREATE INDEX identity_challenges_of_device ON identity_challenges (thumbprint, created_at, id);

CREATE TABLE identity_proofs (
  challenge_id TEXT NOT NULL REFERENCES identity_challenges (id),
  method TEXT NOT NULL,
  confirmed_by TEXT,
  proven_at BIGINT NOT NULL,
  PRIMARY KEY (challenge_id, method)
);

-- Since when the device is this person's without a log out between, and when they were last verified on it.
ALTER TABLE devices ADD COLUMN registered_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE devices ADD COLUMN verified_at BIGINT NOT NULL DEFAULT 0;
UPDATE devices SET registered_at = created_at, verified_at = created_at;

-- What a staff code was given for; empty: for whatever it is asked for.
ALTER TABLE staff_codes ADD COLUMN purpose TEXT;
UPDATE staff_codes SET purpose = 'log-in';

-- Whom an account at an OpenID provider belongs to. linked_by: the member of staff, or how it was proven.
CREATE TABLE identity_links (
  issuer TEXT NOT NULL,
  claim TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id),
  linked_by TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (issuer, claim)
);
CREATE INDEX identity_links_of_person ON identity_links (person_id);
