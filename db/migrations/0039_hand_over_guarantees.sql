-- contracts: what a hand-over says, and who said a word to it, stays as it was said
REVOKE UPDATE, DELETE, TRUNCATE ON hand_over, hand_over_word FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (state, ended_at, ended_by, ended_words, lapsed_why) ON hand_over TO samar_app;
--> statement-breakpoint
CREATE TRIGGER hand_over_word_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON hand_over_word
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE hand_over
  ADD CONSTRAINT hand_over_state CHECK (
    state IN ('with_team', 'with_client', 'in_force', 'refused', 'withdrawn', 'lapsed')
  ),
  ADD CONSTRAINT hand_over_ended CHECK (
    (state IN ('with_team', 'with_client')) = (ended_at IS NULL)
  ),
  ADD CONSTRAINT hand_over_lapsed CHECK ((state = 'lapsed') = (lapsed_why IS NOT NULL)),
  ADD CONSTRAINT hand_over_from CHECK (from_position > 0);
--> statement-breakpoint
ALTER TABLE hand_over_word
  ADD CONSTRAINT hand_over_word_part CHECK (part IN ('seat', 'team', 'client')),
  ADD CONSTRAINT hand_over_word_signed CHECK ((part = 'seat') = (typed_name = ''));
--> statement-breakpoint
ALTER TABLE contract_member
  ADD CONSTRAINT contract_member_span CHECK (
    seat_from > 0 AND (seat_until = 0 OR seat_until IS NULL OR seat_until >= seat_from)
  );
