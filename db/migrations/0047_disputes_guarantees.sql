-- disputes: what a side has said stays as it said it; only how it goes on is written
REVOKE UPDATE, DELETE, TRUNCATE ON dispute, settlement_offer FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (state, entered_at, deadline_at, answer, answered_by, answered_at, answers_minor, decision,
  decided_by, ended_at, ended_how, released_minor) ON dispute TO samar_app;
--> statement-breakpoint
GRANT UPDATE (answered_by, answered_at, answer) ON settlement_offer TO samar_app;
--> statement-breakpoint
ALTER TABLE dispute
  ADD CONSTRAINT dispute_amounts CHECK (
    asks_minor BETWEEN 0 AND of_minor
    AND (answers_minor IS NULL OR answers_minor BETWEEN 0 AND of_minor)
    AND (released_minor IS NULL OR released_minor >= 0)),
  ADD CONSTRAINT dispute_words CHECK (length(words) BETWEEN 1 AND 4000),
  ADD CONSTRAINT dispute_end CHECK (
    (state = 'ended') = (ended_at IS NOT NULL) AND (ended_at IS NULL) = (ended_how IS NULL)),
  ADD CONSTRAINT dispute_side CHECK (side IN ('client', 'team'));
--> statement-breakpoint
ALTER TABLE settlement_offer
  ADD CONSTRAINT settlement_offer_amount CHECK (release_minor BETWEEN 0 AND of_minor),
  ADD CONSTRAINT settlement_offer_side CHECK (side IN ('client', 'team')),
  ADD CONSTRAINT settlement_offer_answered CHECK ((answer IS NULL) = (answered_at IS NULL));
