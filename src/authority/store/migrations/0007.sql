-- Who has exported a chain may read it for a while; found along an index whatever the chain's length.
CREATE INDEX audit_exports ON audit_records (chain, actor, sequence) WHERE act = 'audit-export';

-- The hash of the last record when the chain's head was signed last; the signer keeps it outside too.
ALTER TABLE audit_chains ADD COLUMN signed_hash TEXT;
