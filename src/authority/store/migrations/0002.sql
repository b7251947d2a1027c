-- What administrators change by signed acts.

-- permissions: the texts of model/permission.h with one blank between them, in the order in which they were given; none while
-- the grant is suspended.
ALTER TABLE grants ADD COLUMN permissions TEXT NOT NULL DEFAULT 'enterprise-certificate';
ALTER TABLE grants ADD COLUMN cancelled_at BIGINT;
ALTER TABLE grants ADD COLUMN cancel_reason TEXT;
ALTER TABLE grants ADD COLUMN cancel_note TEXT;
CREATE INDEX grants_of_enterprise ON grants (enterprise_id, created_at, id);
-- Offices are few among thousands of employees, and every act asks for them.
CREATE INDEX office_grants ON grants (enterprise_id) WHERE kind = 'enterprise';
CREATE INDEX memberships_by_role ON memberships (enterprise_id, role, created_at, person_id);

-- The answer to every act that was judged, so that the same act again gets the same one. digest is the SHA-256 of its JWS; the
-- JWS itself is in the audit record. What changed nothing is forgotten once its time window is over.
CREATE TABLE acts (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES people (id),
  digest BYTEA NOT NULL,
  status SMALLINT NOT NULL,
  answer TEXT NOT NULL,
  changed SMALLINT NOT NULL CHECK (changed IN (0, 1)),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, id)
);
CREATE INDEX acts_without_effect ON acts (created_at) WHERE changed = 0;

-- Whose live sessions have to end, and why: every process reads on from what it has read.
CREATE TABLE closings (
  sequence BIGINT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES people (id),
  reason TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- The process whose relay has the session; its lock tells whether it lives.
ALTER TABLE sessions ADD COLUMN process TEXT;
