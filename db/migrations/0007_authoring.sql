ALTER TABLE "item" ADD COLUMN "saved_by_itself" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "item_revision" ADD COLUMN "minutes" integer DEFAULT 0 NOT NULL;