-- A version can be changed while it is written and read, and never after: learners have begun it.
CREATE FUNCTION refuse_change_of_closed_version() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  of_version text := COALESCE(NEW.version_id, OLD.version_id);
  state text;
BEGIN
  SELECT status INTO state FROM track_version WHERE id = of_version;
  IF state NOT IN ('draft', 'in_review') THEN
    RAISE EXCEPTION 'a version that was published is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
--> statement-breakpoint
CREATE TRIGGER course_of_open_version BEFORE INSERT OR UPDATE OR DELETE ON course
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_version();
--> statement-breakpoint
CREATE TRIGGER item_of_open_version BEFORE INSERT OR UPDATE OR DELETE ON item
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_version();
--> statement-breakpoint
CREATE TRIGGER version_file_of_open_version BEFORE INSERT OR UPDATE OR DELETE ON version_file
  FOR EACH ROW EXECUTE FUNCTION refuse_change_of_closed_version();
--> statement-breakpoint
CREATE FUNCTION check_track_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('published', 'superseded', 'withdrawn')
    AND (to_jsonb(NEW) - 'status') IS DISTINCT FROM (to_jsonb(OLD) - 'status') THEN
    RAISE EXCEPTION 'a version that was published is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER track_version_kept BEFORE UPDATE ON track_version
  FOR EACH ROW EXECUTE FUNCTION check_track_version();
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON track, track_version, enrolment, attempt, attempt_review, appeal FROM samar_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE, TRUNCATE ON item_revision, exercise_dataset FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER item_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON item_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER exercise_dataset_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON exercise_dataset
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- What was handed in, and what a reviewer has marked, stays as it was.
CREATE FUNCTION check_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.submitted_at IS NOT NULL AND NEW.submitted_at IS NOT NULL
    AND (NEW.answers, NEW.words, NEW.links, NEW.shown, NEW.started_at, NEW.number)
      IS DISTINCT FROM (OLD.answers, OLD.words, OLD.links, OLD.shown, OLD.started_at, OLD.number) THEN
    RAISE EXCEPTION 'an attempt that was handed in is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER attempt_kept BEFORE UPDATE ON attempt
  FOR EACH ROW EXECUTE FUNCTION check_attempt();
--> statement-breakpoint
CREATE FUNCTION check_attempt_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.submitted_at IS NOT NULL
    AND (NEW.marks, NEW.words, NEW.submitted_at) IS DISTINCT FROM (OLD.marks, OLD.words, OLD.submitted_at) THEN
    RAISE EXCEPTION 'marks that were given are not changed' USING ERRCODE = 'SM003';
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
