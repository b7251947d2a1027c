-- Renewals, and what keeps notices few.

-- An expired grant that was given another term: it goes on with the one of the quota that it took, so that the ledger's sums do
-- not change. sequence is the ledger's.
CREATE TABLE grant_renewals (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  sequence BIGINT NOT NULL,
  grant_id TEXT NOT NULL REFERENCES grants (id),
  not_after BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, sequence)
);

-- The days (since 1970, in China) on which an enterprise's administrators were told how many grants end soon.
CREATE TABLE expiry_days (
  enterprise_id TEXT NOT NULL REFERENCES enterprises (id),
  day BIGINT NOT NULL,
  PRIMARY KEY (enterprise_id, day)
);

-- A notice that was read goes sooner than one that was not.
ALTER TABLE notices ADD COLUMN seen SMALLINT NOT NULL DEFAULT 0 CHECK (seen IN (0, 1));
UPDATE notices SET seen = 1
  WHERE sequence <= (SELECT c.seen FROM notice_counters c WHERE c.person_id = notices.person_id);
CREATE INDEX notices_by_time ON notices (created_at);
CREATE INDEX notices_seen ON notices (created_at) WHERE seen = 1;
CREATE INDEX notices_not_seen ON notices (person_id, sequence) WHERE seen = 0;
