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
CREATE INDEX "evaluation_waits" ON "evaluation" USING btree ("waits_until");