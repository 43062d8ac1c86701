ALTER TABLE matching_profile
  ADD CONSTRAINT matching_profile_rate CHECK (rate_minor BETWEEN 1 AND 4294967295),
  ADD CONSTRAINT matching_profile_hours CHECK (hours_per_week BETWEEN 0 AND 80),
  ADD CONSTRAINT matching_profile_day CHECK (day_from_hour BETWEEN 0 AND 23 AND day_hours BETWEEN 1 AND 16);
--> statement-breakpoint
ALTER TABLE past_collaboration ADD CONSTRAINT past_collaboration_pair CHECK (
  person_a COLLATE "C" < person_b COLLATE "C" AND delivered > 0 AND verified BETWEEN 0 AND delivered
);
--> statement-breakpoint
-- What the matcher knows of somebody changed. A pool reads everybody who was touched by a transaction
-- that had not ended when it last looked, so that no change is missed, in whatever order they commit.
-- Older marks of the same person are dropped unless another transaction holds them: nobody ever waits.
CREATE FUNCTION matching_touched(touched text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  mine bigint := pg_current_xact_id()::text::bigint;
BEGIN
  INSERT INTO matching_touch (person_id, touched_by) VALUES (touched, mine) ON CONFLICT DO NOTHING;
  DELETE FROM matching_touch WHERE (person_id, touched_by) IN (
    SELECT t.person_id, t.touched_by FROM matching_touch t
    WHERE t.person_id = touched AND t.touched_by < mine FOR UPDATE SKIP LOCKED
  );
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION matching_touched(text) FROM PUBLIC;
--> statement-breakpoint
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON matching_touch FROM samar_app;
--> statement-breakpoint
CREATE FUNCTION matching_person_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  changed jsonb := CASE WHEN TG_OP = 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  who text := changed ->> TG_ARGV[0];
BEGIN
  IF TG_TABLE_NAME = 'matching_profile' OR EXISTS (
    SELECT FROM matching_profile p WHERE p.person_id = who
  ) THEN
    PERFORM matching_touched(who);
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER matching_profile_changed AFTER INSERT OR UPDATE OR DELETE ON matching_profile
  FOR EACH ROW EXECUTE FUNCTION matching_person_changed('person_id');
--> statement-breakpoint
CREATE TRIGGER person_matching_changed
  AFTER UPDATE OF languages, time_zone, email_confirmed_at ON person
  FOR EACH ROW EXECUTE FUNCTION matching_person_changed('id');
--> statement-breakpoint
CREATE TRIGGER skill_claim_matching_changed AFTER INSERT OR UPDATE OR DELETE ON skill_claim
  FOR EACH ROW EXECUTE FUNCTION matching_person_changed('person_id');
--> statement-breakpoint
CREATE TRIGGER credential_matching_changed AFTER INSERT OR UPDATE OF status ON credential
  FOR EACH ROW EXECUTE FUNCTION matching_person_changed('person_id');
--> statement-breakpoint
-- One of a pair is enough: whoever is read is read with everybody they worked with.
CREATE TRIGGER past_collaboration_matching_changed AFTER INSERT OR UPDATE ON past_collaboration
  FOR EACH ROW EXECUTE FUNCTION matching_person_changed('person_a');
--> statement-breakpoint
-- What was delivered together before there was a matcher.
INSERT INTO past_collaboration (person_a, person_b, delivered, verified)
SELECT a.person_id, b.person_id, count(*)::int, sum(a.verified)::int
FROM portfolio_entry a JOIN portfolio_entry b USING (milestone_id)
WHERE a.person_id COLLATE "C" < b.person_id COLLATE "C"
GROUP BY 1, 2;
--> statement-breakpoint
ALTER TABLE team_invitation
  ADD CONSTRAINT team_invitation_share CHECK (share_bps BETWEEN 0 AND 10000),
  ADD CONSTRAINT team_invitation_hours CHECK (hours BETWEEN 1 AND 10000);
--> statement-breakpoint
-- Who was shown to whom, and why, stays as it was until it is forgotten; only an invitation is added.
REVOKE UPDATE, TRUNCATE ON team_search, matching_consideration FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (invitation_id) ON matching_consideration TO samar_app;
