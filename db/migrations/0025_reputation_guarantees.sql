-- reputation: a review stays as it was written; that it was revealed, and that the operator hid it, is noted once
REVOKE UPDATE, DELETE, TRUNCATE ON review, review_note FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (revealed_at, hidden_at, hidden_why) ON review TO samar_app;
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON review_report FROM samar_app;
--> statement-breakpoint
CREATE FUNCTION check_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - ARRAY['revealed_at', 'hidden_at', 'hidden_why'])
      IS DISTINCT FROM (to_jsonb(OLD) - ARRAY['revealed_at', 'hidden_at', 'hidden_why'])
    OR (OLD.revealed_at IS NOT NULL AND NEW.revealed_at IS DISTINCT FROM OLD.revealed_at)
    OR (OLD.hidden_at IS NOT NULL AND ROW(NEW.hidden_at, NEW.hidden_why) IS DISTINCT FROM ROW(OLD.hidden_at, OLD.hidden_why)) THEN
    RAISE EXCEPTION 'a review is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER review_kept BEFORE UPDATE ON review
  FOR EACH ROW EXECUTE FUNCTION check_review();
--> statement-breakpoint
-- Nobody is reviewed while the work still runs, whichever way the row comes in.
CREATE FUNCTION check_review_after_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM contract WHERE id = NEW.contract_id AND closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'a contract is reviewed once it has ended' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER review_after_end BEFORE INSERT ON review
  FOR EACH ROW EXECUTE FUNCTION check_review_after_end();
--> statement-breakpoint
CREATE TRIGGER review_not_deleted BEFORE DELETE OR TRUNCATE ON review
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER review_note_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON review_note
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
ALTER TABLE review
  ADD CONSTRAINT review_marks CHECK (
    clarity BETWEEN 1 AND 5 AND reliability BETWEEN 1 AND 5 AND communication BETWEEN 1 AND 5
  ),
  ADD CONSTRAINT review_hidden_says_why CHECK (hidden_at IS NULL OR hidden_why <> '');
