-- What the database itself guarantees. drizzle-kit knows tables; this file holds the rest:
-- rights, the queue's door, and each module's functions and triggers in a section of its own.

-- access
GRANT USAGE ON SCHEMA public TO samar_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO samar_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO samar_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO samar_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO samar_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_entry, milestone_event, signature, contract_terms FROM samar_app;
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'SM003';
END $$;
--> statement-breakpoint
CREATE TRIGGER contract_terms_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON contract_terms
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER signature_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER milestone_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON milestone_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint

-- queue: the worker's tables have row-level security, so the application enters through this door
CREATE FUNCTION enqueue(task text, payload json, job_key text, run_at timestamptz, max_attempts int)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT graphile_worker.add_job(task, payload, NULL::text, run_at, max_attempts, job_key, NULL::int, NULL::text[], 'replace');
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue(text, json, text, timestamptz, int) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue(text, json, text, timestamptz, int) TO samar_app;
