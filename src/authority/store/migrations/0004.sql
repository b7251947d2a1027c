-- Notices of a person are numbered from 1 without gaps: who has seen one has seen those before it.
CREATE TABLE notice_counters (
  person_id TEXT PRIMARY KEY REFERENCES people (id),
  given BIGINT NOT NULL,
  seen BIGINT NOT NULL DEFAULT 0 CHECK (seen BETWEEN 0 AND given)
);

CREATE TABLE notices (
  person_id TEXT NOT NULL REFERENCES people (id),
  sequence BIGINT NOT NULL,
  kind TEXT NOT NULL,
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  subject TEXT NOT NULL,
  person_name TEXT,
  detail TEXT,
  number BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (person_id, sequence)
);

-- What a grant's end was announced for: once so many days before, and anew for another end.
CREATE TABLE grant_reminders (
  grant_id TEXT NOT NULL REFERENCES grants (id),
  not_after BIGINT NOT NULL,
  days BIGINT NOT NULL CHECK (days > 0),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (grant_id, not_after, days)
);
CREATE INDEX grants_by_end ON grants (not_after) WHERE state <> 'cancelled';

-- Whose a document's signature is, so that a history is read along an index whatever its length.
ALTER TABLE sign_documents ADD COLUMN person_id TEXT REFERENCES people (id);
ALTER TABLE sign_documents ADD COLUMN enterprise_id TEXT REFERENCES enterprises (id);
UPDATE sign_documents SET
  person_id = (SELECT g.person_id FROM sign_requests r
    JOIN certificates c ON c.fingerprint = r.certificate JOIN grants g ON g.id = c.grant_id
    WHERE r.session_id = sign_documents.session_id AND r.request_id = sign_documents.request_id),
  enterprise_id = (SELECT g.enterprise_id FROM sign_requests r
    JOIN certificates c ON c.fingerprint = r.certificate JOIN grants g ON g.id = c.grant_id
    WHERE r.session_id = sign_documents.session_id AND r.request_id = sign_documents.request_id);
CREATE INDEX signed_by_person ON sign_documents (person_id, signed_at, session_id, request_id, document)
  WHERE signed_at IS NOT NULL;
CREATE INDEX signed_for_enterprise ON sign_documents (enterprise_id, signed_at, session_id, request_id, document)
  WHERE signed_at IS NOT NULL;
