CREATE TABLE "holdback_claim" (
	"id" text PRIMARY KEY NOT NULL,
	"milestone_id" text NOT NULL,
	"contract_id" text NOT NULL,
	"reason" text NOT NULL,
	"criterion_id" text,
	"evaluation_id" text,
	"watch_id" text,
	"facts" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"opened_by" text,
	"opened_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"deadline_at" timestamp with time zone,
	"answer" text DEFAULT '' NOT NULL,
	"answered_by" text,
	"answered_at" timestamp with time zone,
	"measure_again" boolean DEFAULT false NOT NULL,
	"decision" text DEFAULT '' NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "recheck" (
	"milestone_id" text NOT NULL,
	"slot" text NOT NULL,
	"evaluation_id" text,
	"skipped" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "recheck_milestone_id_slot_pk" PRIMARY KEY("milestone_id","slot")
);
--> statement-breakpoint
CREATE TABLE "process_report" (
	"id" text PRIMARY KEY NOT NULL,
	"evaluation_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"round" integer NOT NULL,
	"from_day" text NOT NULL,
	"to_day" text NOT NULL,
	"cases" integer NOT NULL,
	"hits" integer,
	"mean" double precision,
	"deviation" double precision,
	"file_name" text NOT NULL,
	"media_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"sha256" text NOT NULL,
	"storage_key" text NOT NULL,
	"reported_by" text NOT NULL,
	"reported_at" timestamp with time zone NOT NULL,
	"object_until" timestamp with time zone NOT NULL,
	CONSTRAINT "process_report_round" UNIQUE("evaluation_id","criterion_id","round")
);
--> statement-breakpoint
CREATE TABLE "rating" (
	"evaluation_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"draw_order" integer NOT NULL,
	"rater" integer NOT NULL,
	"item" integer NOT NULL,
	"points" integer NOT NULL,
	"rated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "rating_evaluation_id_criterion_id_draw_order_rater_item_pk" PRIMARY KEY("evaluation_id","criterion_id","draw_order","rater","item")
);
--> statement-breakpoint
CREATE TABLE "rating_task" (
	"evaluation_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"rater" integer NOT NULL,
	"person_id" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"remind_at" timestamp with time zone NOT NULL,
	"reminded_at" timestamp with time zone,
	"handed_in_at" timestamp with time zone,
	"declined_at" timestamp with time zone,
	"decline_reason" text DEFAULT '' NOT NULL,
	CONSTRAINT "rating_task_evaluation_id_criterion_id_rater_pk" PRIMARY KEY("evaluation_id","criterion_id","rater")
);
--> statement-breakpoint
CREATE TABLE "report_objection" (
	"id" text PRIMARY KEY NOT NULL,
	"report_id" text NOT NULL,
	"side" text NOT NULL,
	"person_id" text NOT NULL,
	"reason" text NOT NULL,
	"objected_at" timestamp with time zone NOT NULL,
	"answer_until" timestamp with time zone NOT NULL,
	"stood_by_at" timestamp with time zone,
	"answer" text DEFAULT '' NOT NULL,
	CONSTRAINT "report_objection_report_id_unique" UNIQUE("report_id")
);
--> statement-breakpoint
CREATE TABLE "report_task" (
	"evaluation_id" text NOT NULL,
	"criterion_id" text NOT NULL,
	"person_id" text NOT NULL,
	"opens_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"reminded_at" timestamp with time zone,
	CONSTRAINT "report_task_evaluation_id_criterion_id_pk" PRIMARY KEY("evaluation_id","criterion_id")
);
--> statement-breakpoint
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
CREATE TABLE "probe" (
	"watch_id" text NOT NULL,
	"number" integer NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"taken_at" timestamp with time zone,
	"result" text NOT NULL,
	"problem" text,
	"latency_us" integer,
	CONSTRAINT "probe_watch_id_number_pk" PRIMARY KEY("watch_id","number")
);
--> statement-breakpoint
CREATE TABLE "service_watch" (
	"id" text PRIMARY KEY NOT NULL,
	"reference" text NOT NULL,
	"contract_reference" text NOT NULL,
	"evaluation_id" text,
	"purpose" text NOT NULL,
	"endpoint_id" text NOT NULL,
	"dataset_id" text,
	"criteria" jsonb NOT NULL,
	"every_seconds" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"next_number" integer DEFAULT 0 NOT NULL,
	"judged_at" timestamp with time zone,
	"lease_until" timestamp with time zone,
	"lease_token" text
);
--> statement-breakpoint
DROP INDEX "sealed_row_spent";--> statement-breakpoint
ALTER TABLE "contract" ALTER COLUMN "dataset_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation" ALTER COLUMN "dataset_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "evaluation" ALTER COLUMN "endpoint_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refunded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refused_charges" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refusals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
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
ALTER TABLE "holdback_claim" ADD CONSTRAINT "holdback_claim_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdback_claim" ADD CONSTRAINT "holdback_claim_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "process_report" ADD CONSTRAINT "process_report_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating" ADD CONSTRAINT "rating_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_task" ADD CONSTRAINT "rating_task_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_objection" ADD CONSTRAINT "report_objection_report_id_process_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."process_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_task" ADD CONSTRAINT "report_task_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_brief_id_brief_id_fk" FOREIGN KEY ("brief_id") REFERENCES "public"."brief"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "dataset_upload" ADD CONSTRAINT "dataset_upload_created_by_person_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe" ADD CONSTRAINT "probe_watch_id_service_watch_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."service_watch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_dataset_id_sealed_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."sealed_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holdback_claim_contract" ON "holdback_claim" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "holdback_claim_deadline" ON "holdback_claim" USING btree ("state","deadline_at");--> statement-breakpoint
CREATE UNIQUE INDEX "holdback_claim_open" ON "holdback_claim" USING btree ("milestone_id") WHERE state in ('open', 'answered', 'silent');--> statement-breakpoint
CREATE INDEX "recheck_evaluation" ON "recheck" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "rating_task_person" ON "rating_task" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "rating_task_remind" ON "rating_task" USING btree ("remind_at");--> statement-breakpoint
CREATE INDEX "report_task_person" ON "report_task" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "report_task_opens" ON "report_task" USING btree ("opens_at");--> statement-breakpoint
CREATE INDEX "dataset_upload_brief" ON "dataset_upload" USING btree ("brief_id","created_at");--> statement-breakpoint
CREATE INDEX "probe_due" ON "probe" USING btree ("watch_id","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "service_watch_evaluation" ON "service_watch" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "service_watch_reference" ON "service_watch" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "service_watch_contract" ON "service_watch" USING btree ("contract_reference");--> statement-breakpoint
CREATE INDEX "service_watch_state" ON "service_watch" USING btree ("state","purpose");--> statement-breakpoint
CREATE INDEX "evaluation_waits" ON "evaluation" USING btree ("waits_until");--> statement-breakpoint
CREATE INDEX "sealed_row_undrawable" ON "sealed_row" USING btree ("dataset_id","row_number") WHERE "sealed_row"."canary" or "sealed_row"."spent_in" is not null;