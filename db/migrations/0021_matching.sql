CREATE TABLE "matching_consideration" (
	"search_id" text NOT NULL,
	"person_id" text NOT NULL,
	"shown_at" timestamp with time zone NOT NULL,
	"terms" jsonb NOT NULL,
	"invitation_id" text,
	CONSTRAINT "matching_consideration_search_id_person_id_pk" PRIMARY KEY("search_id","person_id")
);
--> statement-breakpoint
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
CREATE TABLE "team_search" (
	"id" text PRIMARY KEY NOT NULL,
	"team_id" text NOT NULL,
	"brief_id" text,
	"currency" text NOT NULL,
	"request" jsonb NOT NULL,
	"asked_by" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "team_invitation" ADD COLUMN "share_bps" integer;--> statement-breakpoint
ALTER TABLE "team_invitation" ADD COLUMN "hours" integer;--> statement-breakpoint
ALTER TABLE "matching_consideration" ADD CONSTRAINT "matching_consideration_search_id_team_search_id_fk" FOREIGN KEY ("search_id") REFERENCES "public"."team_search"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_consideration" ADD CONSTRAINT "matching_consideration_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_consideration" ADD CONSTRAINT "matching_consideration_invitation_id_team_invitation_id_fk" FOREIGN KEY ("invitation_id") REFERENCES "public"."team_invitation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matching_profile" ADD CONSTRAINT "matching_profile_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_collaboration" ADD CONSTRAINT "past_collaboration_person_a_person_id_fk" FOREIGN KEY ("person_a") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "past_collaboration" ADD CONSTRAINT "past_collaboration_person_b_person_id_fk" FOREIGN KEY ("person_b") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_search" ADD CONSTRAINT "team_search_team_id_team_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."team"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_search" ADD CONSTRAINT "team_search_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "matching_consideration_person" ON "matching_consideration" USING btree ("person_id","shown_at");--> statement-breakpoint
CREATE INDEX "matching_consideration_invitation" ON "matching_consideration" USING btree ("invitation_id");--> statement-breakpoint
CREATE INDEX "matching_touch_by" ON "matching_touch" USING btree ("touched_by");--> statement-breakpoint
CREATE INDEX "past_collaboration_b" ON "past_collaboration" USING btree ("person_b");--> statement-breakpoint
CREATE INDEX "team_search_team" ON "team_search" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "team_search_made" ON "team_search" USING btree ("created_at");