-- messages: what was written stays as it was written; that it was withdrawn is noted once
REVOKE UPDATE, DELETE, TRUNCATE ON message, message_file, message_mention FROM samar_app;
--> statement-breakpoint
GRANT UPDATE (withdrawn_at) ON message TO samar_app;
--> statement-breakpoint
CREATE FUNCTION check_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.withdrawn_at IS NOT NULL
    OR (to_jsonb(NEW) - 'withdrawn_at') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawn_at') THEN
    RAISE EXCEPTION 'a message is not changed' USING ERRCODE = 'SM003';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER message_kept BEFORE UPDATE ON message
  FOR EACH ROW EXECUTE FUNCTION check_message();
--> statement-breakpoint
CREATE TRIGGER message_not_deleted BEFORE DELETE OR TRUNCATE ON message
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER message_file_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON message_file
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER message_mention_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON message_mention
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
REVOKE DELETE, TRUNCATE ON message_thread, message_report FROM samar_app;
--> statement-breakpoint
ALTER TABLE message
  ADD CONSTRAINT message_length CHECK (length(body) BETWEEN 1 AND 10000);
--> statement-breakpoint
ALTER TABLE person_block
  ADD CONSTRAINT person_block_other CHECK (person_id <> blocked_id);
