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
ALTER TABLE "evaluation" ALTER COLUMN "dataset_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation" ALTER COLUMN "endpoint_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "kind" text DEFAULT 'single' NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "list_pointer" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "answer_rule" text DEFAULT 'as_it_is' NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "rows_per_request" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "endpoint" ADD COLUMN "concurrency" integer DEFAULT 16 NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "purpose" text DEFAULT 'attempt' NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "waits_for" text;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "waits_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "served_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "served_to" text;--> statement-breakpoint
ALTER TABLE "evaluation" ADD COLUMN "predictions_sha256" text;--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "label_kind" text DEFAULT 'class' NOT NULL;--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "group_column" text;--> statement-breakpoint
ALTER TABLE "sealed_dataset" ADD COLUMN "report" jsonb;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "dataset_upload_brief" ON "dataset_upload" USING btree ("brief_id","created_at");--> statement-breakpoint
CREATE INDEX "evaluation_waits" ON "evaluation" USING btree ("waits_until");--> statement-breakpoint
CREATE INDEX "sealed_row_undrawable" ON "sealed_row" USING btree ("dataset_id","row_number") WHERE "sealed_row"."canary" or "sealed_row"."spent_in" is not null;