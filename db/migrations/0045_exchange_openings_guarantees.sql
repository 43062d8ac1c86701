-- exchange_opening: what people asked for stays what they asked for
REVOKE UPDATE, DELETE, TRUNCATE ON exchange_opening, exchange_asking FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (withdrawn_at) ON exchange_opening TO samar_app;
--> statement-breakpoint
GRANT UPDATE (words, asked_at, taken_back_at, declined_at, invitation_id) ON exchange_asking TO samar_app;
--> statement-breakpoint
ALTER TABLE exchange_opening
  ADD CONSTRAINT exchange_opening_share CHECK (share_bps BETWEEN 1 AND 9999),
  ADD CONSTRAINT exchange_opening_hours CHECK (hours BETWEEN 1 AND 10000),
  ADD CONSTRAINT exchange_opening_words CHECK (length(words) BETWEEN 1 AND 1000),
  ADD CONSTRAINT exchange_opening_time CHECK (closes_at > created_at),
  ADD CONSTRAINT exchange_opening_stages CHECK (
    (from_stage, to_stage) IN
    (('shadow', 'pair'), ('shadow', 'lead'), ('pair', 'pair'), ('pair', 'lead'), ('lead', 'lead')));
--> statement-breakpoint
ALTER TABLE exchange_asking
  ADD CONSTRAINT exchange_asking_words CHECK (length(words) BETWEEN 1 AND 600),
  ADD CONSTRAINT exchange_asking_one_answer CHECK (declined_at IS NULL OR invitation_id IS NULL);
