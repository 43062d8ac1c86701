-- Marks that were handed in stay as they were, and no review or appeal disappears.
CREATE FUNCTION check_attempt_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.submitted_at IS NOT NULL AND (
    NEW.marks IS DISTINCT FROM OLD.marks OR NEW.words IS DISTINCT FROM OLD.words
    OR NEW.submitted_at IS DISTINCT FROM OLD.submitted_at OR NEW.ended_at IS NOT NULL
    OR NEW.reviewer_id <> OLD.reviewer_id OR NEW.seat <> OLD.seat
  ) THEN
    RAISE EXCEPTION 'marks that were handed in cannot be changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attempt_review_kept BEFORE UPDATE ON attempt_review
  FOR EACH ROW EXECUTE FUNCTION check_attempt_review();
--> statement-breakpoint
-- Nobody marks their own work, whatever the application says.
CREATE FUNCTION check_reviewer_is_other() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM attempt a JOIN enrolment e ON e.id = a.enrolment_id
    WHERE a.id = NEW.attempt_id AND e.person_id = NEW.reviewer_id
  ) THEN
    RAISE EXCEPTION 'nobody marks their own work' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attempt_review_other BEFORE INSERT ON attempt_review
  FOR EACH ROW EXECUTE FUNCTION check_reviewer_is_other();
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON attempt_review, appeal FROM samar_app;
