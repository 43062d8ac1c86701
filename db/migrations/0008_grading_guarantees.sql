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
CREATE TRIGGER attempt_review_other BEFORE INSERT OR UPDATE OF reviewer_id, attempt_id ON attempt_review
  FOR EACH ROW EXECUTE FUNCTION check_reviewer_is_other();
--> statement-breakpoint
-- Files go with the attempt: when it is handed in they stay as they are.
CREATE FUNCTION check_attempt_file() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM attempt a
    WHERE a.id = COALESCE(NEW.attempt_id, OLD.attempt_id) AND a.submitted_at IS NOT NULL
  ) THEN
    RAISE EXCEPTION 'an attempt that was handed in is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER attempt_file_of_open_attempt BEFORE INSERT OR UPDATE OR DELETE ON attempt_file
  FOR EACH ROW EXECUTE FUNCTION check_attempt_file();
