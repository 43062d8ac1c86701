ALTER TABLE "appeal" ADD COLUMN "operator_told_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "verdict_public_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "reviewers_missing_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "attempt_review" ADD COLUMN "reminded" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "evaluation_dataset" ON "evaluation" USING btree ("dataset_id");