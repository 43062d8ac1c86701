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
ALTER TABLE "contract" ALTER COLUMN "dataset_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "process_report" ADD CONSTRAINT "process_report_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating" ADD CONSTRAINT "rating_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "rating_task" ADD CONSTRAINT "rating_task_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_objection" ADD CONSTRAINT "report_objection_report_id_process_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."process_report"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "report_task" ADD CONSTRAINT "report_task_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rating_task_person" ON "rating_task" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "rating_task_remind" ON "rating_task" USING btree ("remind_at");--> statement-breakpoint
CREATE INDEX "report_task_person" ON "report_task" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "report_task_opens" ON "report_task" USING btree ("opens_at");--> statement-breakpoint
REVOKE UPDATE, DELETE ON process_report FROM samar_app;--> statement-breakpoint
REVOKE DELETE ON report_objection, rating, rating_task, report_task FROM samar_app;--> statement-breakpoint
CREATE TRIGGER process_report_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON process_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
