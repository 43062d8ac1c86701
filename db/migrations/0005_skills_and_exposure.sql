CREATE TABLE "esco_skill" (
	"uri" text PRIMARY KEY NOT NULL,
	"label" text NOT NULL,
	"alt_labels" jsonb NOT NULL,
	"description" text NOT NULL,
	"skill_type" text NOT NULL,
	"broader" jsonb NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"vanished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "exposure_check" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text,
	"share_code" text,
	"delete_code_hash" text,
	"answers" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "exposure_check_share_code_unique" UNIQUE("share_code")
);
--> statement-breakpoint
ALTER TABLE "exposure_check" ADD CONSTRAINT "exposure_check_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exposure_check_person" ON "exposure_check" USING btree ("person_id");