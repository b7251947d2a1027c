-- Who has exported a chain may read it for a while; found along an index whatever the chain's length.
CREATE INDEX audit_exports ON audit_records (chain, actor, sequence) WHERE act = 'audit-export';
