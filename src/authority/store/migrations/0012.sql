-- Reviewers at a service desk are members too. The condition on role cannot be changed in place.
CREATE TABLE memberships_with_reviewers (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  person_id TEXT NOT NULL REFERENCES people (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'legal-representative', 'employee', 'reviewer')),
  created_at BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, person_id, role)
);
INSERT INTO memberships_with_reviewers (enterprise_id, person_id, role, created_at)
  SELECT enterprise_id, person_id, role, created_at FROM memberships;
DROP TABLE memberships;
ALTER TABLE memberships_with_reviewers RENAME TO memberships;
CREATE INDEX memberships_of_person ON memberships (person_id);
CREATE INDEX memberships_by_role ON memberships (enterprise_id, role, created_at, person_id);
