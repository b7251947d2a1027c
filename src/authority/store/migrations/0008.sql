-- Whose certificates a chain's records were signed with, so that nobody has to look through the records for them. sequence is
-- the first record's: what is known up to a record is known for good.
CREATE TABLE audit_signers (
  chain TEXT NOT NULL REFERENCES audit_chains (chain),
  certificate TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  PRIMARY KEY (chain, certificate)
);
CREATE INDEX audit_signers_in_order ON audit_signers (chain, sequence);
INSERT INTO audit_signers (chain, certificate, sequence)
  SELECT chain, certificate, min(sequence) FROM audit_records WHERE certificate IS NOT NULL GROUP BY chain, certificate;
DROP INDEX signed_audit_records;
