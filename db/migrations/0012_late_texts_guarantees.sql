REVOKE UPDATE, DELETE, TRUNCATE ON head_revision FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER head_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON head_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A text that came late is written on while its editor goes on, and never thrown away.
REVOKE DELETE, TRUNCATE ON item_late_text FROM samar_app;
