CREATE TABLE "head_revision" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"version_id" text NOT NULL,
	"head" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "item_late_text" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"track_id" text NOT NULL,
	"item_key" text NOT NULL,
	"title" text NOT NULL,
	"minutes" integer NOT NULL,
	"content" jsonb NOT NULL,
	"saved_by" text NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "track_version" ADD COLUMN "head_saved_by" text;--> statement-breakpoint
ALTER TABLE "track_version" ADD COLUMN "head_saved_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "head_revision" ADD CONSTRAINT "head_revision_version_id_track_version_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."track_version"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "item_late_text" ADD CONSTRAINT "item_late_text_track_id_track_id_fk" FOREIGN KEY ("track_id") REFERENCES "public"."track"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "head_revision_version" ON "head_revision" USING btree ("version_id");--> statement-breakpoint
CREATE INDEX "item_late_text_item" ON "item_late_text" USING btree ("track_id","item_key");