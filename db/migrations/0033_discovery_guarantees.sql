-- contracts: a discovery comes first and is measured by nothing, and no release of it claims a verdict
ALTER TABLE milestone ADD CONSTRAINT milestone_discovery CHECK (
  kind IS NULL
  OR (kind = 'discovery' AND position = 1 AND cardinality(criterion_ids) = 0
    AND evaluation_id IS NULL AND verdict_id IS NULL AND outcome IS NULL)
);
