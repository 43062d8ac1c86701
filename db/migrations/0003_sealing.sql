CREATE TABLE "dataset_upload" (
	"id" text PRIMARY KEY NOT NULL,
	"brief_id" text NOT NULL,
	"organisation_id" text NOT NULL,
	"file_key" text NOT NULL,
	"wrapped_key" "bytea",
	"form" jsonb NOT NULL,
	"state" text NOT NULL,
	"rows_read" integer DEFAULT 0 NOT NULL,
	"problems" jsonb NOT NULL,
	"problem_count" integer DEFAULT 0 NOT NULL,
	"refusal" text,
	"dataset_id" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
DROP INDEX "sealed_row_spent";--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "label_kind" text DEFAULT 'class' NOT NULL;--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "group_column" text;--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "report" jsonb;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dataset_upload_brief" ON "dataset_upload" USING btree ("brief_id","created_at");--> statement-breakpoint
CREATE INDEX "sealed_row_undrawable" ON "sealed_row" USING btree ("dataset_id","row_number") WHERE "sealed_row"."canary" or "sealed_row"."spent_in" is not null;--> statement-breakpoint
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
