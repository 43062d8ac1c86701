-- What a save of an author replaced stays as it was.
REVOKE UPDATE, DELETE, TRUNCATE ON item_revision FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER item_revision_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON item_revision
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
