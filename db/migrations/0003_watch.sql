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
ALTER TABLE "holdback" ADD COLUMN "held_by" text;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refunded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refused_charges" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "holdback" ADD COLUMN "refusals" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "holdback_claim" ADD CONSTRAINT "holdback_claim_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holdback_claim" ADD CONSTRAINT "holdback_claim_contract_id_contract_id_fk" FOREIGN KEY ("contract_id") REFERENCES "public"."contract"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recheck" ADD CONSTRAINT "recheck_milestone_id_milestone_id_fk" FOREIGN KEY ("milestone_id") REFERENCES "public"."milestone"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "probe" ADD CONSTRAINT "probe_watch_id_service_watch_id_fk" FOREIGN KEY ("watch_id") REFERENCES "public"."service_watch"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_evaluation_id_evaluation_id_fk" FOREIGN KEY ("evaluation_id") REFERENCES "public"."evaluation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_endpoint_id_endpoint_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."endpoint"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_watch" ADD CONSTRAINT "service_watch_dataset_id_sealed_dataset_id_fk" FOREIGN KEY ("dataset_id") REFERENCES "public"."sealed_dataset"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "holdback_claim_contract" ON "holdback_claim" USING btree ("contract_id");--> statement-breakpoint
CREATE INDEX "holdback_claim_deadline" ON "holdback_claim" USING btree ("state","deadline_at");--> statement-breakpoint
CREATE UNIQUE INDEX "holdback_claim_open" ON "holdback_claim" USING btree ("milestone_id") WHERE state in ('open', 'answered', 'silent');--> statement-breakpoint
CREATE INDEX "recheck_evaluation" ON "recheck" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "probe_due" ON "probe" USING btree ("watch_id","due_at");--> statement-breakpoint
CREATE UNIQUE INDEX "service_watch_evaluation" ON "service_watch" USING btree ("evaluation_id");--> statement-breakpoint
CREATE INDEX "service_watch_reference" ON "service_watch" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "service_watch_contract" ON "service_watch" USING btree ("contract_reference");--> statement-breakpoint
CREATE INDEX "service_watch_state" ON "service_watch" USING btree ("state","purpose");--> statement-breakpoint
-- What a probe came to stays as it was written down.
REVOKE UPDATE, DELETE, TRUNCATE ON probe FROM samar_app;
--> statement-breakpoint
CREATE TRIGGER probe_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON probe
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
