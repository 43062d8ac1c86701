-- proposals, briefs: what one side laid before the other stays as it was laid
REVOKE UPDATE, DELETE, TRUNCATE ON proposal_version, brief_version FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER proposal_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON proposal_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER brief_version_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON brief_version
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE proposal_version
  ADD CONSTRAINT proposal_version_side CHECK (side IN ('team', 'client')),
  ADD CONSTRAINT proposal_version_number CHECK (version > 0);
--> statement-breakpoint
ALTER TABLE brief_version ADD CONSTRAINT brief_version_number CHECK (version > 0);
--> statement-breakpoint
-- What was published and sent before there were versions is the first.
INSERT INTO brief_version (brief_id, version, body, created_by, created_at)
SELECT id, 1, jsonb_build_object(
    'title', title, 'statement', statement, 'sector', sector, 'country', country,
    'currency', currency, 'budgetMinor', budget_minor::text, 'weeks', weeks,
    'workloadClass', workload_class, 'criteria', criteria, 'data', data
  ), created_by, published_at
FROM brief WHERE published_at IS NOT NULL;
--> statement-breakpoint
INSERT INTO proposal_version (proposal_id, version, side, body, brief_version, created_by, created_at)
SELECT id, 1, 'team', jsonb_build_object(
    'approach', approach, 'priceMinor', price_minor::text, 'weeks', weeks,
    'milestones', milestones, 'manifest', manifest, 'holdbackBps', holdback_bps,
    'reviewDays', review_days, 'seats', coalesce((
      SELECT jsonb_agg(
        jsonb_build_object('personId', person_id, 'role', role, 'shareBps', share_bps)
        ORDER BY share_bps DESC, person_id)
      FROM proposal_seat WHERE proposal_seat.proposal_id = proposal.id), '[]')
  ), 1, created_by, submitted_at
FROM proposal
WHERE submitted_at IS NOT NULL
  AND brief_id IN (SELECT id FROM brief WHERE offer_version_id IS NULL);
--> statement-breakpoint
UPDATE proposal SET version = 1
WHERE id IN (SELECT proposal_id FROM proposal_version);
--> statement-breakpoint
UPDATE proposal SET
  decline_kind = CASE
    WHEN decline_reason IN ('brief_withdrawn', 'brief_expired', 'another_chosen') THEN decline_reason
    ELSE 'other' END,
  decline_reason = CASE
    WHEN decline_reason IN ('brief_withdrawn', 'brief_expired', 'another_chosen') THEN ''
    ELSE decline_reason END
WHERE decline_reason <> '';
