-- exchange: what a host said of somebody stays as it was said
REVOKE UPDATE, DELETE, TRUNCATE ON exchange_stage FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER exchange_stage_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exchange_stage
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE exchange_stage
  ADD CONSTRAINT exchange_stage_known CHECK (stage IN ('shadow', 'pair', 'lead')),
  ADD CONSTRAINT exchange_stage_by_another CHECK (host_id <> person_id),
  ADD CONSTRAINT exchange_stage_countries CHECK (from_country <> to_country),
  ADD CONSTRAINT exchange_stage_words CHECK (length(words) BETWEEN 1 AND 300);
--> statement-breakpoint
ALTER TABLE proposal_seat
  ADD CONSTRAINT proposal_seat_host CHECK (exchange IS NULL OR exchange ->> 'hostId' <> person_id);
--> statement-breakpoint
-- What /figures shows has one figure more: it is counted anew within minutes.
DELETE FROM public_figures;
