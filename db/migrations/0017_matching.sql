CREATE TABLE "matching_profile" (
	"person_id" text PRIMARY KEY NOT NULL,
	"opted_in_at" timestamp with time zone,
	"rate_minor" bigint NOT NULL,
	"currency" text NOT NULL,
	"hours_per_week" integer NOT NULL,
	"day_from_hour" integer NOT NULL,
	"day_hours" integer NOT NULL,
	"sectors" text[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matching_touch" (
	"person_id" text NOT NULL,
	"touched_by" bigint NOT NULL,
	CONSTRAINT "matching_touch_person_id_touched_by_pk" PRIMARY KEY("person_id","touched_by")
);
--> statement-breakpoint
CREATE TABLE "past_collaboration" (
	"person_a" text NOT NULL,
	"person_b" text NOT NULL,
	"delivered" integer NOT NULL,
	"verified" integer NOT NULL,
	CONSTRAINT "past_collaboration_person_a_person_b_pk" PRIMARY KEY("person_a","person_b")
);
--> statement-breakpoint
ALTER TABLE "matching_profile" ADD CONSTRAINT "matching_profile_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_collaboration" ADD CONSTRAINT "past_collaboration_person_a_person_id_fk" FOREIGN KEY ("person_a") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_collaboration" ADD CONSTRAINT "past_collaboration_person_b_person_id_fk" FOREIGN KEY ("person_b") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "matching_touch_by" ON "matching_touch" USING btree ("touched_by");--> statement-breakpoint
CREATE INDEX "past_collaboration_b" ON "past_collaboration" USING btree ("person_b");