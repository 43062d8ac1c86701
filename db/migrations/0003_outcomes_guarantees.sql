-- A report changes only when its dataset is deleted: then the answer that it quotes goes too.
CREATE FUNCTION check_sealed_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.report IS DISTINCT FROM OLD.report
    AND NOT (OLD.wrapped_key IS NOT NULL AND NEW.wrapped_key IS NULL) THEN
    RAISE EXCEPTION 'the report of sealed data cannot be replaced' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sealed_report_kept BEFORE UPDATE OF report ON sealed_dataset
  FOR EACH ROW EXECUTE FUNCTION check_sealed_report();
--> statement-breakpoint
GRANT UPDATE (report) ON sealed_dataset TO samar_app;
--> statement-breakpoint
-- What a probe came to stays as it was written down.
REVOKE UPDATE, DELETE, TRUNCATE ON probe FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER probe_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON probe
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
REVOKE UPDATE, DELETE ON process_report FROM samar_app;
--> statement-breakpoint
REVOKE DELETE ON report_objection, rating, rating_task, report_task FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER process_report_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON process_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
