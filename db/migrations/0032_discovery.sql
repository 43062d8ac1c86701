ALTER TABLE "change_request" ALTER COLUMN "criterion_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "milestone" ADD COLUMN "kind" text;